//! Small configurations for the tests of desired states and impacts.

use super::{Rules, Subject};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::desired::{Desired, DesiredState};
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, PackageId, ReleaseId, SystemSetId};
use crate::model::object::ObjectKind;
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The NSS that owns what is not said to be anybody else's.
pub(in crate::rules) const NSS: SystemSetId = SystemSetId(1);

/// A configuration in the making.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct World(pub(in crate::rules) Configuration);

pub(in crate::rules) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A Sunday noon.
pub(in crate::rules) fn noon() -> DateTime<Utc> {
    at("2026-03-01T12:00:00Z")
}

impl World {
    /// Adds a published package named `pkg<id>`.
    pub(in crate::rules) fn package(&mut self, id: i64, edit: impl FnOnce(&mut Package)) -> PackageId {
        let mut package = Package {
            id: PackageId(id),
            nss: NSS,
            name: format!("pkg{id}"),
            version: "1".into(),
            vendor: String::new(),
            description: String::new(),
            kind: PackageKind::Application,
            scope: PackageScope::Computer,
            source: String::new(),
            install_command: String::new(),
            remove_command: String::new(),
            detection: String::new(),
            success_codes: vec![0],
            reboot_codes: vec![],
            dependencies: vec![],
            supersedes: vec![],
            conflicts: vec![],
            priority: 0,
            size: 0,
            checksum: String::new(),
            os_filter: vec![],
            concurrency: None,
            licences: None,
            reboots: false,
            state: PackageState::Published,
            created_at: noon(),
            created_by: "anna".into(),
        };
        edit(&mut package);
        self.0.put(package.into());
        PackageId(id)
    }

    /// Adds an NSC named `set<id>`.
    pub(in crate::rules) fn set(&mut self, id: i64, edit: impl FnOnce(&mut ComputerSet)) -> ComputerSetId {
        let mut set = ComputerSet {
            id: ComputerSetId(id),
            nss: NSS,
            name: format!("set{id}"),
            description: String::new(),
            parent: None,
            locally_managed: false,
            responsible: "otto".into(),
            os_version: String::new(),
            created_at: noon(),
            created_by: "anna".into(),
        };
        edit(&mut set);
        self.0.put(set.into());
        ComputerSetId(id)
    }

    /// Assigns a package to an NSC.
    pub(in crate::rules) fn assign(&mut self, nsc: i64, pkg: i64, action: AssignAction) -> AssignmentId {
        self.assign_with(nsc, pkg, action, |_| {})
    }

    pub(in crate::rules) fn assign_with(
        &mut self,
        nsc: i64,
        pkg: i64,
        action: AssignAction,
        edit: impl FnOnce(&mut Assignment),
    ) -> AssignmentId {
        let mut assignment = Assignment {
            id: AssignmentId(self.0.next(ObjectKind::Assignment)),
            nsc: ComputerSetId(nsc),
            pkg: PackageId(pkg),
            action,
            not_before: None,
            deadline: None,
            window: None,
            reboot: RebootPolicy::Ask,
            assigned_at: noon(),
            assigned_by: "anna".into(),
        };
        edit(&mut assignment);
        let id = assignment.id;
        self.0.put(assignment.into());
        id
    }

    pub(in crate::rules) fn release(&mut self, nsc: i64, pkg: i64, state: ReleaseState) {
        self.0.put(
            Release {
                id: ReleaseId(self.0.next(ObjectKind::Release)),
                nsc: ComputerSetId(nsc),
                pkg: PackageId(pkg),
                state,
                by: "otto".into(),
                at: noon(),
                reason: String::new(),
            }
            .into(),
        );
    }

    pub(in crate::rules) fn choose(&mut self, user: &str, machine: Option<&str>, pkg: i64, chosen: bool) {
        self.0.put(
            Choice {
                id: ChoiceId(self.0.next(ObjectKind::Choice)),
                user: user.into(),
                machine: machine.map(str::to_owned),
                pkg: PackageId(pkg),
                chosen,
                at: noon(),
            }
            .into(),
        );
    }

    pub(in crate::rules) fn rules(&self) -> Rules {
        Rules::compile(&Arc::new(self.0.clone()))
    }

    /// Returns what a machine in these NSCs gets, with a user in those.
    pub(in crate::rules) fn ask(&self, machine_sets: &[i64], user_sets: &[i64]) -> Vec<Desired> {
        self.ask_at(machine_sets, user_sets, noon())
    }

    pub(in crate::rules) fn ask_at(&self, machine_sets: &[i64], user_sets: &[i64], at: DateTime<Utc>) -> Vec<Desired> {
        let ids = |sets: &[i64]| sets.iter().copied().map(ComputerSetId).collect::<Vec<_>>();
        let (machine_sets, user_sets) = (ids(machine_sets), ids(user_sets));
        let subject = Subject {
            machine: Some("PCA"),
            os: Some("Windows 11"),
            machine_sets: &machine_sets,
            user: Some("mia"),
            user_sets: &user_sets,
        };
        self.rules().desired(&subject, at)
    }

    /// Returns only the states, by the packages' names.
    pub(in crate::rules) fn states(&self, machine_sets: &[i64], user_sets: &[i64]) -> Vec<(String, DesiredState)> {
        self.ask(machine_sets, user_sets).into_iter().map(|one| (one.name, one.state)).collect()
    }
}
