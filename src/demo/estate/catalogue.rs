//! The packages of the estate: what is on every machine, what users may choose, and what departments make themselves.

use super::Estate;
use super::machine::purpose;
use crate::model::id::{PackageId, SystemSetId};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use chrono::{DateTime, Datelike as _, Months, TimeDelta, Utc};
use fastrand::Rng;
use std::ops::Range;

/// On every machine: name, version, vendor.
const CORE: [(&str, &str, &str); 20] = [
    ("Visual C++ Runtime", "14.40", "Microsoft"),
    (".NET Runtime", "8.0.8", "Microsoft"),
    ("Office", "2024", "Microsoft"),
    ("Phonebook", "5.2", "IT-IS"),
    ("Exceed", "15.0", "OpenText"),
    ("Adobe Reader", "24.2", "Adobe"),
    ("Java Runtime", "8u422", "Oracle"),
    ("Antivirus Client", "14.3", "Broadcom"),
    ("7-Zip", "24.07", "Igor Pavlov"),
    ("Firefox ESR", "128.3", "Mozilla"),
    ("Printer Setup", "3.1", "IT-IS"),
    ("Remote Assistance", "2.4", "IT-IS"),
    ("Certificate Roots", "2026.1", "IT-IS"),
    ("PuTTY", "0.81", "Simon Tatham"),
    ("VLC", "3.0.21", "VideoLAN"),
    ("Notepad++", "8.6", "Don Ho"),
    ("Time Service", "1.9", "IT-IS"),
    ("Inventory Agent", "7.5", "IT-IS"),
    ("Screen Saver", "2.0", "IT-IS"),
    ("Kerberos Client", "4.1", "MIT"),
];

/// For users to choose.
const ON_DEMAND: [&str; 35] = [
    "LabVIEW",
    "MATLAB",
    "Mathematica",
    "CATIA",
    "AutoCAD",
    "Inkscape",
    "GIMP",
    "Audacity",
    "Thunderbird",
    "Chrome",
    "Zoom",
    "Python",
    "R",
    "RStudio",
    "ROOT",
    "Geant4",
    "Eclipse",
    "Visual Studio Code",
    "Git",
    "WinSCP",
    "FileZilla",
    "Wireshark",
    "Xming",
    "LaTeX",
    "TeXstudio",
    "Zotero",
    "Mendeley",
    "OriginPro",
    "COMSOL",
    "ANSYS",
    "Altium",
    "KiCad",
    "Blender",
    "Paint.NET",
    "KeePass",
];

/// What departments make or have made for them.
const LOCAL: [&str; 20] = [
    "PVSS",
    "WinCC OA",
    "OPC Server",
    "PCVue",
    "WizCon",
    "Step 7",
    "Oscilloscope Driver",
    "Alarm Screen",
    "Interlock Viewer",
    "Vacuum Synoptic",
    "Timing Receiver",
    "FESA Client",
    "DIM Name Server",
    "Cryo Panel",
    "Power Converter Panel",
    "Beam Loss Viewer",
    "Shift Logbook",
    "Detector Safety Viewer",
    "Archive Browser",
    "Crate Monitor",
];

const POLICIES: [&str; 12] = [
    "GP Apply NoAdmin",
    "GP Apply Favorites Redirection",
    "GP Enforce Screen Lock",
    "GP Deny Removable Media",
    "GP Apply Proxy",
    "GP Apply Power Plan",
    "GP Restrict Logon",
    "GP Apply Firewall",
    "GP Apply Desktop Background",
    "GP Enforce Disk Encryption",
    "GP Apply Printer Map",
    "GP Hide Control Panel",
];

const TASKS: [&str; 10] = [
    "Nightly Defragmentation",
    "Weekly Reboot",
    "Log Rotation",
    "Clock Check",
    "Disk Space Report",
    "Temp Clean-up",
    "Certificate Renewal",
    "Service Restart",
    "Backup Trigger",
    "Licence Harvest",
];

/// The packages, and which of them is what.
#[derive(Debug, Clone)]
pub(super) struct Catalogue {
    pub(super) all: Vec<Package>,
    pub(super) core: Range<usize>,
    /// Brings all of the core to machines that are not in the giant set.
    pub(super) base: usize,
    /// Belongs to a user, and is applied in one place and denied in another.
    pub(super) settings: usize,
    pub(super) patches: Range<usize>,
    pub(super) on_demand: Range<usize>,
    pub(super) policies: Range<usize>,
    pub(super) tasks: Range<usize>,
    pub(super) local: Range<usize>,
}

/// Returns the number of packages: 420 with 10,000 machines, 1,200 with 100,000.
pub(super) fn count(machines: u32) -> usize {
    let share = f64::from(machines) / 10_000.0;
    ((420.0 * share.powf(0.456)).round() as usize).max(80)
}

/// Plans the packages. They get numbers from `first` on; `owners` are the NSSs, the master first.
pub(super) fn plan(estate: &Estate, owners: &[SystemSetId], first: i64) -> Catalogue {
    let as_of = estate.settings().as_of;
    let mut writer = Writer { rng: estate.chance(purpose::RULES, 1), as_of, first, all: Vec::new() };
    let master = owners[0];
    // Of 400 packages that are not core: 140 on demand, 60 policies, 30 tasks, 20 bundles; the others are local.
    let total = count(estate.machines());
    let rest = total - CORE.len();
    let share = |of: usize| (rest * of / 400).max(2);
    let bundles = share(20).clamp(5, 60);
    let core = writer.many(CORE.len(), |writer, at| {
        let (name, version, vendor) = CORE[at];
        let mut package = writer.package(master, name, version, PackageKind::Application);
        package.vendor = vendor.into();
        if matches!(name, "Office" | "Exceed" | "Adobe Reader") {
            package.dependencies = vec![PackageId(first)];
        }
        package
    });
    let base = writer.all.len();
    let mut meta = writer.package(master, "Controls Base", "12", PackageKind::Meta);
    meta.description = "Everything that is on every machine".into();
    meta.dependencies = writer.all[core.clone()].iter().map(|package| package.id).collect();
    writer.all.push(meta);
    let settings = writer.all.len();
    let mut user = writer.package(master, "CATIA Settings", "3", PackageKind::OsSetting);
    user.scope = PackageScope::User;
    writer.all.push(user);
    let patches = writer.many(bundles, |writer, at| {
        let months = (bundles - 1 - at) as u32;
        let month = as_of.checked_sub_months(Months::new(months)).unwrap_or(as_of);
        let version = format!("{}-{:02}", month.year(), month.month());
        let mut bundle = writer.package(master, "Security bundle", &version, PackageKind::Patch);
        (bundle.reboots, bundle.priority) = (true, 50);
        bundle.created_at = month.min(as_of - TimeDelta::hours(1));
        if at > 0 {
            bundle.supersedes = writer.all.last().map(|older| older.id).into_iter().collect();
        }
        bundle
    });
    let on_demand = writer.many(share(140), |writer, at| {
        let (name, round) = (ON_DEMAND[at % ON_DEMAND.len()], at / ON_DEMAND.len());
        let version = format!("{}.{}", round + 1, at % 7);
        let mut package = writer.package(master, name, &version, PackageKind::Application);
        if round > 0 {
            package.supersedes = vec![PackageId(package.id.0 - ON_DEMAND.len() as i64)];
        }
        if at % 9 == 0 {
            package.licences = Some(50);
        }
        if at % 11 == 5 {
            package.conflicts = vec![PackageId(package.id.0 - 1)];
        }
        package
    });
    let policies = writer.many(share(60), |writer, at| {
        let version = (at / POLICIES.len() + 1).to_string();
        let mut package = writer.package(master, POLICIES[at % POLICIES.len()], &version, PackageKind::GroupPolicy);
        package.scope = if at % 3 == 1 { PackageScope::User } else { PackageScope::Computer };
        package
    });
    let tasks = writer.many(share(30), |writer, at| {
        let version = (at / TASKS.len() + 1).to_string();
        writer.package(master, TASKS[at % TASKS.len()], &version, PackageKind::ScheduledTask)
    });
    let local = writer.many(total - writer.all.len(), |writer, at| {
        let (name, round) = (LOCAL[at % LOCAL.len()], at / LOCAL.len());
        let owner = owners[1 + at % (owners.len() - 1)];
        let mut package = writer.package(owner, name, &format!("{}.{}", round + 1, at % 5), PackageKind::Application);
        package.priority = 10;
        if at % 25 == 24 {
            package.state = PackageState::Draft;
        }
        package
    });
    Catalogue { all: writer.all, core, base, settings, patches, on_demand, policies, tasks, local }
}

struct Writer {
    rng: Rng,
    as_of: DateTime<Utc>,
    first: i64,
    all: Vec<Package>,
}

impl Writer {
    /// Writes packages of one sort and returns where they are.
    fn many(&mut self, count: usize, package: impl Fn(&mut Self, usize) -> Package) -> Range<usize> {
        let start = self.all.len();
        for at in 0..count {
            let package = package(self, at);
            self.all.push(package);
        }
        start..self.all.len()
    }

    fn package(&mut self, nss: SystemSetId, name: &str, version: &str, kind: PackageKind) -> Package {
        let place: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let installs = matches!(kind, PackageKind::Application | PackageKind::Patch);
        let command = |text: &str| if installs { text.to_owned() } else { String::new() };
        Package {
            id: PackageId(self.first + self.all.len() as i64),
            nss,
            name: name.into(),
            version: version.into(),
            vendor: String::new(),
            description: String::new(),
            kind,
            scope: PackageScope::Computer,
            source: if installs { format!("{}/{version}", place.to_lowercase()) } else { String::new() },
            install_command: command("setup.exe /quiet"),
            remove_command: command("setup.exe /uninstall /quiet"),
            detection: if installs { format!("{place} >= {version}") } else { String::new() },
            success_codes: vec![0],
            reboot_codes: if installs { vec![3010, 1641] } else { Vec::new() },
            dependencies: Vec::new(),
            supersedes: Vec::new(),
            conflicts: Vec::new(),
            priority: 0,
            checksum: String::new(),
            size: if installs { self.rng.u64(1..800) * 1_048_576 } else { 0 },
            os_filter: Vec::new(),
            concurrency: None,
            licences: None,
            reboots: false,
            state: PackageState::Published,
            created_at: self.as_of - TimeDelta::hours(self.rng.i64(24 * 120..24 * 1_200)),
            created_by: "efischeradm".into(),
        }
    }
}
