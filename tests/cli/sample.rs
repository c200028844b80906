//! Objects for tests.

use crate::estate::now;
use bailiwick::model::assignment::{AssignAction, Assignment, RebootPolicy};
use bailiwick::model::id::{AssignmentId, ComputerSetId, PackageId, SystemSetId};
use bailiwick::model::package::{Package, PackageKind, PackageScope, PackageState};
use chrono::TimeDelta;

/// A published application 1.0 of an NSS, made two hours after the beginning.
pub(crate) fn package(id: i64, nss: i64, name: &str) -> Package {
    Package {
        id: PackageId(id),
        nss: SystemSetId(nss),
        name: name.into(),
        version: "1.0".into(),
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
        size: 0,
        checksum: String::new(),
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: if name == "Old" { now() } else { now() + TimeDelta::hours(2) },
        created_by: "anna".into(),
    }
}

/// A package's assignment to an NSC, without times.
pub(crate) fn assignment(id: i64, nsc: i64, pkg: i64, action: AssignAction) -> Assignment {
    Assignment {
        id: AssignmentId(id),
        nsc: ComputerSetId(nsc),
        pkg: PackageId(pkg),
        action,
        not_before: None,
        deadline: None,
        window: None,
        reboot: RebootPolicy::Ask,
        assigned_at: now(),
        assigned_by: "anna".into(),
    }
}
