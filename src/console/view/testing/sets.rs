//! Hand-made sets, rights, members and requests.

use super::{ago, settings};
use crate::core::access::Rights;
use crate::core::change::Effect as Follows;
use crate::core::computer_set::{ComputerSetDetail, ComputerSetRow, Members};
use crate::core::inbox::{InboxItem, Matter};
use crate::core::system_set::SystemSetDetail;
use crate::core::what_if::{Mastery, Outlook, Step, Turn};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::computer_set::{ComputerSet, computer_group, user_group};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::directory::MemberKind;
use crate::model::id::{
    AdministratorId, AssignmentId, ComputerSetId, GrantId, PackageId, ReleaseId, RequestId, SystemSetId,
};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::{Target, Verb};
use crate::model::principal::Principal;
use crate::model::request::{MemberRequest, RequestState};
use crate::model::system_set::{SystemSet, SystemSetNode};
use std::sync::Arc;

/// The NSSs, depth first.
pub(crate) fn nodes() -> Vec<SystemSetNode> {
    [
        (1, "NICE", None, 0, 2, 3),
        (2, "AB-CO", Some(1), 1, 1, 1),
        (3, "AB-CO-LHC", Some(2), 2, 0, 0),
        (4, "DSS", Some(1), 1, 0, 0),
    ]
    .map(|(id, name, parent, depth, children, descendants)| SystemSetNode {
        set: SystemSet {
            id: SystemSetId(id),
            name: name.into(),
            parent: parent.map(SystemSetId),
            description: format!("Machines of {name}."),
            link_person: "I. Deloose".into(),
            created_at: ago(90_000),
            created_by: "anna".into(),
        },
        depth,
        children,
        descendants,
        nscs: [1, 1, 2, 0][id as usize - 1],
        nscs_below: [3, 2, 0, 0][id as usize - 1],
        pkgs: if parent.is_none() { 2 } else { 0 },
        pkgs_below: 0,
    })
    .to_vec()
}

/// The NSCs: one local with another nested in it, one central, one of the master.
pub(crate) fn computer_sets() -> Vec<ComputerSetRow> {
    [
        (1, 1, "NICE Default Desktop", None, false, 9_998, 12_004, 3, 0),
        (7, 2, "Control Room Consoles", None, false, 312, 40, 2, 0),
        (259, 3, "ATLAS DCS Operator", None, true, 21, 9, 2, 1),
        (260, 3, "ATLAS DCS Expert", Some(259), false, 4, 0, 0, 0),
    ]
    .map(|(id, nss, name, parent, local, computers, users, assignments, requests)| ComputerSetRow {
        set: ComputerSet {
            id: ComputerSetId(id),
            nss: SystemSetId(nss),
            name: name.into(),
            description: format!("{name} of the experiment."),
            parent: parent.map(ComputerSetId),
            locally_managed: local,
            responsible: "otto".into(),
            os_version: "Windows 11".into(),
            created_at: ago(80_000),
            created_by: "anna".into(),
        },
        nss_name: nodes()[nss as usize - 1].set.name.clone(),
        computers: Some(computers),
        users: Some(users),
        assignments,
        requests,
    })
    .to_vec()
}

fn grants() -> Vec<Grant> {
    let verbs = [Verb::NssEdit, Verb::NscCreate, Verb::NscEdit, Verb::NscMemberComputerAdd, Verb::PkgAssignApply];
    let both = [2, 3].into_iter().flat_map(|nss| verbs.map(|verb| (nss, verb, Reach::Nss)));
    let all = both.chain([(3, Verb::NscDelete, Reach::Nsc(ComputerSetId(260)))]);
    all.zip(1..)
        .map(|((nss, verb, reach), id)| Grant {
            id: GrantId(id),
            nss: SystemSetId(nss),
            verb,
            reach,
            granted_at: ago(50_000),
            granted_by: "anna".into(),
        })
        .collect()
}

fn administrators() -> Vec<Administrator> {
    [
        (1, 2, "group:AB Operators", Reach::Nss),
        (2, 3, "otto", Reach::Nss),
        (3, 3, "eva", Reach::Nsc(ComputerSetId(259))),
    ]
    .map(|(id, nss, trustee, reach)| Administrator {
        id: AdministratorId(id),
        nss: SystemSetId(nss),
        trustee: Trustee::from(trustee.to_owned()),
        reach,
        added_at: ago(40_000),
        added_by: "anna".into(),
    })
    .to_vec()
}

pub(super) fn package(id: i64, name: &str, version: &str) -> Package {
    Package {
        id: PackageId(id),
        nss: SystemSetId(1),
        name: name.into(),
        version: version.into(),
        vendor: String::new(),
        description: String::new(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: String::new(),
        install_command: String::new(),
        remove_command: String::new(),
        detection: String::new(),
        success_codes: vec![0],
        reboot_codes: Vec::new(),
        dependencies: Vec::new(),
        supersedes: Vec::new(),
        conflicts: Vec::new(),
        priority: 0,
        size: 1,
        checksum: String::new(),
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: ago(9000),
        created_by: "anna".into(),
    }
}

/// Everything that the administration database holds of it.
pub(crate) fn configuration() -> Configuration {
    let mut all = Configuration::default();
    nodes().into_iter().for_each(|node| all.put(node.set.into()));
    computer_sets().into_iter().for_each(|row| all.put(row.set.into()));
    grants().into_iter().for_each(|grant| all.put(grant.into()));
    administrators().into_iter().for_each(|entry| all.put(entry.into()));
    all.put(package(811, "Office", "16.0").into());
    all.put(package(812, "Security bundle", "2026-09").into());
    all
}

/// The same at an earlier time: one grant and no administrator each.
pub(crate) fn then() -> Configuration {
    let mut all = configuration();
    all.administrators.clear();
    all.grants.retain(|_, grant| grant.verb == Verb::NssEdit);
    all
}

/// What would follow if AB-CO-LHC got rights that otto and eva would use, and a package came there.
pub(crate) fn outlook(asker: &Rights) -> Outlook {
    let before = Arc::clone(asker.configuration());
    let mut after = Configuration::clone(&before);
    for (id, nss) in [(90, 2), (91, 3)] {
        let (id, nss) = (GrantId(id), SystemSetId(nss));
        let (verb, reach, granted_at, granted_by) = (Verb::PkgPublish, Reach::Nss, ago(0), "anna".to_owned());
        after.put(Grant { id, nss, verb, reach, granted_at, granted_by }.into());
    }
    let after = Arc::new(after);
    let turn = |who: &str, verb, reach, gained| {
        let settings = settings(&["anna"]);
        let now = Rights::new(Arc::clone(&before), Principal::user(who), Vec::new(), &settings);
        let target = Target::Nss { id: SystemSetId(3) };
        Turn {
            trustee: Trustee::from(who.to_owned()),
            nss: SystemSetId(3),
            nss_name: "AB-CO-LHC".into(),
            verb,
            reach,
            gained,
            before: now.may(verb, target),
            after: now.under(Arc::clone(&after)).may(verb, target),
        }
    };
    let (pkg, first) = ("Office 16.0".to_owned(), vec!["PC1".to_owned(), "PC2".to_owned()]);
    Outlook {
        steps: vec![Step {
            subject: "AB-CO-LHC".into(),
            effects: vec![Follows::Grants { nss: "AB-CO-LHC".into(), verbs: vec!["pkg.publish".into()] }],
            command: Some("bailiwick nss grant AB-CO-LHC pkg.publish".into()),
            decision: asker.may(Verb::NssGrant, Target::Nss { id: SystemSetId(3) }),
        }],
        masters: vec![Mastery { trustee: Trustee::User("rosa".into()), gained: true }],
        turns: vec![
            turn("otto", Verb::PkgPublish, Reach::Nss, true),
            turn("otto", Verb::NscEdit, Reach::Nss, true),
            turn("eva", Verb::NscDelete, Reach::Nsc(ComputerSetId(260)), false),
        ],
        effects: vec![
            Follows::Machines { count: 2, first: first.clone() },
            Follows::Installs { pkg, count: 2, first },
            Follows::Reboots { count: 2 },
        ],
        after,
    }
}

/// An NSS in full.
pub(crate) fn set(name: &str) -> SystemSetDetail {
    let node = nodes().into_iter().find(|node| node.set.name == name).unwrap();
    let grants: Vec<Grant> = grants().into_iter().filter(|grant| grant.nss == node.set.id).collect();
    SystemSetDetail {
        path: vec![name.into()],
        computer_sets: Vec::new(),
        packages: Vec::new(),
        verbs: grants.iter().filter(|grant| grant.reach == Reach::Nss).map(|grant| grant.verb).collect(),
        administrators: administrators().into_iter().filter(|entry| entry.nss == node.set.id).collect(),
        grants,
        node,
    }
}

/// An NSC in full.
pub(crate) fn computer_set(id: ComputerSetId) -> ComputerSetDetail {
    let row = computer_sets().into_iter().find(|row| row.set.id == id).unwrap();
    let assignment = |number: i64, pkg: i64, action| Assignment {
        id: AssignmentId(number),
        nsc: id,
        pkg: PackageId(pkg),
        action,
        not_before: None,
        deadline: None,
        window: (pkg == 812).then(|| "Sat 02:00-04:00".parse().unwrap()),
        reboot: RebootPolicy::Ask,
        assigned_at: ago(3000),
        assigned_by: "anna".into(),
    };
    ComputerSetDetail {
        groups: [computer_group(id), user_group(id)],
        nested_in: if row.set.parent.is_some() { vec!["ATLAS DCS Operator".into()] } else { Vec::new() },
        packages: vec![assignment(1, 811, AssignAction::Publish), assignment(2, 812, AssignAction::Apply)],
        releases: vec![Release {
            id: ReleaseId(1),
            nsc: id,
            pkg: PackageId(812),
            state: ReleaseState::EmergencyAsked { hours: 24 },
            by: "eva".into(),
            at: ago(20),
            reason: "SUP-9".into(),
        }],
        members_read_at: Some(ago(0)),
        row,
    }
}

/// The members of an NSC's group.
pub(crate) fn members(id: ComputerSetId, kind: MemberKind) -> Members {
    let (group, names) = match kind {
        MemberKind::Computer => (computer_group(id), (1..=21).map(|n| format!("PCATLDCS{n:02}")).collect()),
        MemberKind::User => (user_group(id), vec!["anna".into(), "eva".into(), "otto".into()]),
    };
    Members { group, names, read_at: ago(0), stale: None }
}

/// Requests for an NSC.
pub(crate) fn requests(nsc: Option<&str>) -> Vec<MemberRequest> {
    let request = |id: i64, minutes: i64, state| MemberRequest {
        id: RequestId(id),
        nsc: ComputerSetId(259),
        kind: MemberKind::Computer,
        names: (1..=id).map(|n| format!("PCNEW{n:02}")).collect(),
        asked_by: "lena".into(),
        asked_at: ago(minutes),
        reason: "new desks".into(),
        state,
    };
    let refused = RequestState::Refused { by: "otto".into(), at: ago(500), reason: "not ours".into() };
    if nsc == Some("259") { vec![request(3, 30, RequestState::Pending), request(2, 900, refused)] } else { Vec::new() }
}

/// What waits for the person: one request, one new package that was read.
pub(crate) fn inbox() -> Vec<InboxItem> {
    let request = Matter::RequestToDecide {
        request: RequestId(3),
        nsc: ComputerSetId(259),
        nsc_name: "ATLAS DCS Operator".into(),
        count: 3,
        asked_by: "lena".into(),
        reminders: 1,
    };
    let package = Matter::PackageCreated {
        pkg: PackageId(812),
        name: "Security bundle".into(),
        version: "2026-09".into(),
        nss_name: "NICE".into(),
        by: "anna".into(),
    };
    vec![
        InboxItem { key: "request:3:1".into(), at: ago(30), read: false, matter: request },
        InboxItem { key: "pkg:812".into(), at: ago(2000), read: true, matter: package },
    ]
}
