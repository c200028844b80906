//! The names of the estate: the tree of sets, the profiles, and how machines are called (requirements 4.3).

use crate::core::profile::NewProfile;
use crate::model::profile::{AccessRight, Functions, Realm};

/// The domain of every machine. It is reserved for examples.
pub const DOMAIN: &str = "corp.example";

/// A Named System Set of the estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSet {
    /// Its name.
    pub name: &'static str,
    /// The set above; none for the master.
    pub parent: Option<&'static str>,
    /// What it is for.
    pub description: &'static str,
    /// Its link person.
    pub link_person: &'static str,
}

const fn set(
    name: &'static str,
    parent: &'static str,
    description: &'static str,
    link_person: &'static str,
) -> PlannedSet {
    PlannedSet { name, parent: if parent.is_empty() { None } else { Some(parent) }, description, link_person }
}

/// The tree of sets, parents before children.
pub const SETS: [PlannedSet; 28] = [
    set("NICE", "", "Central desktop service, the master", "Elena Fischer"),
    set("AB-CO", "NICE", "Accelerator controls", "Marc Dubois"),
    set("AB-CO-CONSOLES", "AB-CO", "Control room consoles", "Marc Dubois"),
    set("AB-CO-FRONTENDS", "AB-CO", "Front-end systems", "Ines Moreau"),
    set("DSS", "NICE", "Detector safety systems", "Pavel Novak"),
    set("ATLAS-DCS", "NICE", "ATLAS detector control", "Sofia Rossi"),
    set("ATLAS-DCS-MUON", "ATLAS-DCS", "Muon chambers", "Jan de Vries"),
    set("ATLAS-DCS-TILE", "ATLAS-DCS", "Tile calorimeter", "Lucia Prieto"),
    set("CMS-DCS", "NICE", "CMS detector control", "Tomasz Lis"),
    set("CMS-DCS-ECAL", "CMS-DCS", "Electromagnetic calorimeter", "Tomasz Lis"),
    set("CMS-DCS-TRACKER", "CMS-DCS", "Tracker", "Hanna Berg"),
    set("ALICE-DCS", "NICE", "ALICE detector control", "Peter Chocola"),
    set("LHCB-ECS", "NICE", "LHCb experiment control", "Clara Gomez"),
    set("TOTEM", "NICE", "TOTEM roman pots", "Mika Laine"),
    set("TE-VSC", "NICE", "Vacuum, surfaces and coatings", "Paulo Gomes"),
    set("TE-VSC-LHC", "TE-VSC", "Vacuum of the large ring", "Paulo Gomes"),
    set("EN-ICE", "NICE", "Industrial controls", "Renate Vogel"),
    set("EN-ICE-SCADA", "EN-ICE", "SCADA servers", "Renate Vogel"),
    set("CAD-ENG", "NICE", "Engineering design stations", "Bruno Keller"),
    set("PUBLIC-AREAS", "NICE", "Kiosks, meeting rooms and visitor centre", "Alice Martin"),
    set("TERMINAL-SERVICES", "NICE", "Remote desktops", "Nils Holm"),
    set("LIBRARY", "NICE", "Library reading rooms", "Judit Nagy"),
    set("MEDICAL", "NICE", "Medical service", "Anne Roche"),
    set("FIRE-BRIGADE", "NICE", "Fire and rescue", "Luc Favre"),
    set("HSE-RP", "NICE", "Radiation protection", "Greta Olsen"),
    set("FI-HR", "NICE", "Finance and personnel", "Yves Blanc"),
    set("IT-SERVERS", "NICE", "Windows servers of the computer centre", "Nils Holm"),
    set("IT-PILOT", "NICE", "Pilot ring for new packages", "Elena Fischer"),
];

/// The login names of the link persons, with which they administer; nobody has two.
pub(super) const LINK_LOGINS: [(&str, &str); 22] = [
    ("efischeradm", "Elena Fischer"),
    ("mduboisadm", "Marc Dubois"),
    ("imoreauadm", "Ines Moreau"),
    ("pnovakadm", "Pavel Novak"),
    ("srossiadm", "Sofia Rossi"),
    ("jdevriesadm", "Jan de Vries"),
    ("lprietoadm", "Lucia Prieto"),
    ("tlisadm", "Tomasz Lis"),
    ("hbergadm", "Hanna Berg"),
    ("pchocolaadm", "Peter Chocola"),
    ("cgomezadm", "Clara Gomez"),
    ("mlaineadm", "Mika Laine"),
    ("pgomesadm", "Paulo Gomes"),
    ("rvogeladm", "Renate Vogel"),
    ("bkelleradm", "Bruno Keller"),
    ("amartinadm", "Alice Martin"),
    ("nholmadm", "Nils Holm"),
    ("jnagyadm", "Judit Nagy"),
    ("arocheadm", "Anne Roche"),
    ("lfavreadm", "Luc Favre"),
    ("golsenadm", "Greta Olsen"),
    ("yblancadm", "Yves Blanc"),
];

/// Returns the profiles of the estate; the first is the one that the policy assigns.
pub fn profiles() -> Vec<NewProfile> {
    let right = |account: &str, realms: &[Realm]| AccessRight { account: account.into(), realms: realms.to_vec() };
    let inventory = [Realm::HardwareAsset, Realm::GeneralInfo, Realm::EventLogReader];
    let helpdesk = [Realm::RemoteControl, Realm::Redirection, Realm::HardwareAsset, Realm::GeneralInfo];
    vec![
        NewProfile {
            name: "Enterprise-TLS".into(),
            description: "Desktops and consoles on the wire".into(),
            access_rights: vec![
                right("amt-operators", &[Realm::Administration]),
                right("helpdesk", &helpdesk),
                right("inventory", &inventory),
            ],
            functions: Functions::default(),
        },
        NewProfile {
            name: "Enterprise-Wireless".into(),
            description: "Laptops; redirection only with the user's consent".into(),
            access_rights: vec![right("amt-operators", &[Realm::Administration]), right("helpdesk", &helpdesk)],
            functions: Functions { kvm: true, ide_redirection: false, ..Functions::default() },
        },
        NewProfile {
            name: "Kiosk".into(),
            description: "Unattended machines in public areas".into(),
            access_rights: vec![right("amt-operators", &[Realm::Administration, Realm::AuditLog])],
            functions: Functions { kvm: true, user_consent: false, ..Functions::default() },
        },
    ]
}

/// A series of machine names. Two neighbouring series share an area of the address plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    /// What stands before the number; at most nine characters, so that a name fits NetBIOS.
    pub(super) stem: &'static str,
    /// What stands between name and domain, with its dot: laptops register themselves.
    pub(super) zone: &'static str,
    /// The NSS that is responsible for it.
    pub(super) set: &'static str,
}

const fn series(stem: &'static str, set: &'static str) -> Series {
    Series { stem, zone: "", set }
}

const fn laptops(stem: &'static str, set: &'static str) -> Series {
    Series { stem, zone: "dyn.", set }
}

/// Every series, by area.
pub(super) const SERIES: [Series; 24] = [
    series("pcitis", "NICE"),
    laptops("nbitis", "NICE"),
    series("pcitds", "IT-PILOT"),
    series("srvts", "TERMINAL-SERVICES"),
    series("pcabco", "AB-CO"),
    series("cwo-ccr-a", "AB-CO-CONSOLES"),
    series("cwo-ccr-b", "AB-CO-CONSOLES"),
    series("fe-abco-", "AB-CO-FRONTENDS"),
    series("pcatlmuo", "ATLAS-DCS-MUON"),
    series("pcatltil", "ATLAS-DCS-TILE"),
    series("pccmseca", "CMS-DCS-ECAL"),
    series("pccmstrk", "CMS-DCS-TRACKER"),
    series("pcalidcs", "ALICE-DCS"),
    series("pclhbecs", "LHCB-ECS"),
    series("pcvac", "TE-VSC"),
    laptops("nbvac", "TE-VSC"),
    series("srvscada", "EN-ICE-SCADA"),
    series("pcenice", "EN-ICE"),
    series("pccad", "CAD-ENG"),
    laptops("nbcad", "CAD-ENG"),
    series("pckiosk", "PUBLIC-AREAS"),
    series("pclib", "LIBRARY"),
    series("pchserp", "HSE-RP"),
    series("pcfihr", "FI-HR"),
];
