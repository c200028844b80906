//! A small estate for the tests: a tree, sets, packages, grants and administrators, made by name.

use super::{Asker, Index, OpenVerbs, Policy, decide};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::id::{AdministratorId, ComputerSetId, GrantId, PackageId, SystemSetId};
use crate::model::object::ObjectKind;
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::{Decision, Missing, Target, Verb};
use crate::model::principal::Principal;
use crate::model::system_set::SystemSet;
use chrono::DateTime;

/// A configuration that grows by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    pub(super) now: Configuration,
    pub(super) settings: Vec<String>,
}

impl Sample {
    /// NICE is the master, AB-CO and DSS are below it, AB-CO-LHC is below AB-CO. NSC 1 is AB-CO's, 2 is nested in it, 3
    /// is DSS's. Package 1 is NICE's, 2 is AB-CO's, 3 is DSS's. anna administers NICE by the settings.
    pub(super) fn estate() -> Self {
        let mut sample = Self { settings: vec!["anna".into()], ..Self::default() };
        for (name, parent) in [("NICE", None), ("AB-CO", Some(1)), ("DSS", Some(1)), ("AB-CO-LHC", Some(2))] {
            sample.set(name, parent);
        }
        for (nss, parent) in [(2, None), (2, Some(1)), (3, None)] {
            sample.nsc(nss, parent);
        }
        for nss in [1, 2, 3] {
            sample.pkg(nss);
        }
        sample
    }

    pub(super) fn set(&mut self, name: &str, parent: Option<i64>) -> SystemSetId {
        let id = SystemSetId(self.now.next(ObjectKind::SystemSet));
        let set = SystemSet {
            id,
            name: name.into(),
            parent: parent.map(SystemSetId),
            description: String::new(),
            link_person: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        };
        self.now.put(set.into());
        id
    }

    pub(super) fn nsc(&mut self, nss: i64, parent: Option<i64>) -> ComputerSetId {
        let id = ComputerSetId(self.now.next(ObjectKind::ComputerSet));
        let set = ComputerSet {
            id,
            nss: SystemSetId(nss),
            name: format!("Set {id}"),
            description: String::new(),
            parent: parent.map(ComputerSetId),
            locally_managed: false,
            responsible: String::new(),
            os_version: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        };
        self.now.put(set.into());
        id
    }

    pub(super) fn pkg(&mut self, nss: i64) -> PackageId {
        let id = PackageId(self.now.next(ObjectKind::Package));
        let package = Package {
            id,
            nss: SystemSetId(nss),
            name: format!("Package {id}"),
            version: "1".into(),
            vendor: String::new(),
            description: String::new(),
            kind: PackageKind::Application,
            scope: PackageScope::Computer,
            source: String::new(),
            install_command: String::new(),
            remove_command: String::new(),
            detection: String::new(),
            success_codes: Vec::new(),
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
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        };
        self.now.put(package.into());
        id
    }

    pub(super) fn grant(&mut self, nss: SystemSetId, verb: Verb, reach: Reach) -> GrantId {
        let id = GrantId(self.now.next(ObjectKind::Grant));
        let (granted_at, granted_by) = (DateTime::UNIX_EPOCH, "anna".into());
        self.now.put(Grant { id, nss, verb, reach, granted_at, granted_by }.into());
        id
    }

    pub(super) fn administrator(&mut self, nss: SystemSetId, trustee: &str, reach: Reach) -> AdministratorId {
        let id = AdministratorId(self.now.next(ObjectKind::Administrator));
        let trustee = Trustee::from(trustee.to_owned());
        let entry = Administrator { id, nss, trustee, reach, added_at: DateTime::UNIX_EPOCH, added_by: "anna".into() };
        self.now.put(entry.into());
        id
    }

    /// Gives what a decision misses, in its order.
    pub(super) fn give(&mut self, missing: &[Missing]) {
        for item in missing {
            match item {
                Missing::Grant { nss, verb, reach, .. } => {
                    self.grant(*nss, *verb, *reach);
                }
                Missing::Administrator { nss, principal, reach, .. } => {
                    self.administrator(*nss, principal, *reach);
                }
            }
        }
    }

    /// Asks for a user, or with `group:` for somebody who is known by a group alone.
    pub(super) fn ask(&self, who: &str, verb: Verb, target: Target) -> Decision {
        let index = Index::new(&self.now, &self.settings);
        let policy = Policy {
            configuration: &self.now,
            index: &index,
            open: OpenVerbs { log_restricted: true, requests_restricted: true },
        };
        let group = who.strip_prefix("group:").map(str::to_owned);
        let principal = Principal::user(if group.is_some() { "" } else { who });
        let groups: Vec<String> = group.into_iter().collect();
        decide(policy, Asker { principal: &principal, groups: &groups }, verb, target)
    }

    pub(super) fn may(&self, who: &str, verb: Verb, target: Target) -> bool {
        self.ask(who, verb, target).allowed
    }
}

pub(super) fn nss(id: i64) -> Target {
    Target::Nss { id: SystemSetId(id) }
}

pub(super) fn nsc(id: i64) -> Target {
    Target::Nsc { id: ComputerSetId(id) }
}

pub(super) fn pkg(id: i64) -> Target {
    Target::Pkg { id: PackageId(id) }
}

pub(super) fn assignment(nsc: i64, pkg: i64) -> Target {
    Target::Assignment { nsc: ComputerSetId(nsc), pkg: PackageId(pkg) }
}
