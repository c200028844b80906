//! Machines for the tests: what the rules say of a small configuration, and what is found.

use super::{Case, Doing, Remedy, Tried, remedy};
use crate::model::assignment::RebootPolicy;
use crate::model::client::Found;
use crate::model::desired::Desired;
use crate::model::id::PackageId;
use crate::rules::desired::testing::{World, noon};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// A machine, as the client knows it.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) world: World,
    pub(super) desired: Vec<Desired>,
    pub(super) found: BTreeMap<PackageId, Found>,
    pub(super) tried: BTreeMap<PackageId, Tried>,
    pub(super) removed: BTreeSet<PackageId>,
    pub(super) awaiting: BTreeSet<PackageId>,
    pub(super) now: DateTime<Utc>,
}

pub(super) fn there(version: &str) -> Found {
    Found::Installed { version: version.into() }
}

impl Machine {
    /// A machine in set 1 whose user is in set 2, with nothing on it.
    pub(super) fn new(world: World) -> Self {
        let desired = world.ask(&[1], &[2]);
        let empty = BTreeMap::new();
        let nothing = BTreeSet::new();
        Self {
            world,
            desired,
            found: empty,
            tried: BTreeMap::new(),
            removed: nothing.clone(),
            awaiting: nothing,
            now: noon(),
        }
    }

    pub(super) fn with(mut self, pkg: i64, found: Found) -> Self {
        self.found.insert(PackageId(pkg), found);
        self
    }

    pub(super) fn failed(mut self, pkg: i64, doing: Doing, failures: u32, at: DateTime<Utc>) -> Self {
        let tried = Tried { doing, at, failures, code: Some(1), said: String::new() };
        self.tried.insert(PackageId(pkg), tried);
        self
    }

    pub(super) fn remedy(&self) -> Remedy {
        let absent = Found::Absent;
        let case = |desired| -> Option<Case<'_>> {
            let desired: &Desired = desired;
            Some(Case {
                package: self.world.0.packages.get(&desired.pkg)?,
                desired,
                found: self.found.get(&desired.pkg).unwrap_or(&absent),
                tried: self.tried.get(&desired.pkg),
                removed_before: self.removed.contains(&desired.pkg),
                awaits_reboot: self.awaiting.contains(&desired.pkg),
                reboot: RebootPolicy::Ask,
            })
        };
        let cases: Vec<Case<'_>> = self.desired.iter().filter_map(case).collect();
        remedy(&cases, self.now)
    }

    /// Does the steps as an installer that never fails.
    pub(super) fn carry_out(&mut self, remedy: &Remedy) {
        for step in &remedy.steps {
            let package = &self.world.0.packages[&step.pkg];
            let found = match step.doing {
                Doing::Remove => Found::Absent,
                Doing::Install | Doing::Upgrade | Doing::Repair => there(&package.version),
            };
            self.found.insert(step.pkg, found);
        }
    }

    pub(super) fn steps(&self) -> Vec<(i64, Doing)> {
        self.remedy().steps.iter().map(|step| (step.pkg.0, step.doing)).collect()
    }
}
