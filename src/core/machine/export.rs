//! The effective configuration of one machine as a document of its own (CMFX-11).
//!
//! It holds what is needed to install the machine again as it shall be, and to decide the same without the database:
//! the machine, its NSCs, every package that a rule says something about with those that they need, and the rules
//! themselves. [`MachineExport::configuration`] makes a configuration of it that knows nothing else.

use super::list::MachineRow;
use super::why::{decide, sets_of_user, why};
use crate::core::{Core, OpContext, Result, configuration, membership};
use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::desired::{Desired, DesiredState};
use crate::model::directory::Computer;
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::membership::key;
use crate::model::package::Package;
use crate::rules::desired::Rules;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of the format.
const FORMAT: &str = "bailiwick-machine";
/// Its version.
const VERSION: u32 = 1;

/// A machine's effective configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MachineExport {
    /// The name of the format: `bailiwick-machine`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// As of when.
    pub decided_at: DateTime<Utc>,
    /// The machine.
    pub machine: Computer,
    /// The NSCs that the machine is in, by number.
    pub nscs: Vec<ComputerSetId>,
    /// The user for whom it was decided too.
    pub user: Option<String>,
    /// The NSCs that the user is in, by number.
    pub user_nscs: Vec<ComputerSetId>,
    /// The operating system versions that its NSCs want; one, unless they disagree.
    pub os_wanted: Vec<String>,
    /// What is installed, in the order in which it is; then everything else that a rule says something about.
    pub packages: Vec<ExportedPackage>,
    /// The NSCs above and those that they are nested in.
    pub sets: Vec<ComputerSet>,
    /// What is assigned to them.
    pub assignments: Vec<Assignment>,
    /// What their local managers released.
    pub releases: Vec<Release>,
    /// What was chosen for the machine, and by the user.
    pub choices: Vec<Choice>,
}

/// A package of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedPackage {
    /// Its place in the order of installation, from 1; none when it is not installed.
    pub order: Option<u32>,
    /// What shall be; none when it is only named by another one.
    pub desired: Option<DesiredState>,
    /// The package with its source, checksum, commands and dependencies.
    #[serde(flatten)]
    pub package: Package,
}

/// Returns the effective configuration of a machine, for a user too if one is named.
pub async fn export(ctx: &OpContext, core: &Core, name: &str, user: Option<&str>) -> Result<MachineExport> {
    let found = why(ctx, core, name, user, None).await?;
    let now = configuration::read(ctx, core).await?;
    let user_nscs = match user {
        Some(user) => sets_of_user(core, &membership::read(ctx, core).await?.memberships, user).await?,
        None => Vec::new(),
    };
    let MachineRow { computer: machine, nscs } = found.machine;
    let sets: BTreeMap<ComputerSetId, &ComputerSet> =
        nscs.iter().chain(&user_nscs).flat_map(|id| now.nesting(*id)).map(|set| (set.id, set)).collect();
    let counts = |nsc| sets.contains_key(nsc);
    let chosen = |choice: &&Choice| match &choice.machine {
        Some(of) => key(of) == key(&machine.name),
        None => user.is_some_and(|user| key(user) == key(&choice.user)),
    };
    Ok(MachineExport {
        format: FORMAT.into(),
        version: VERSION,
        decided_at: found.decided_at,
        os_wanted: os_wanted(&now, &nscs),
        packages: packages(&now, &sets, &found.packages),
        assignments: now.assignments.values().filter(|one| counts(&one.nsc)).cloned().collect(),
        releases: now.releases.values().filter(|one| counts(&one.nsc)).cloned().collect(),
        choices: now.choices.values().filter(chosen).cloned().collect(),
        sets: sets.into_values().cloned().collect(),
        machine,
        nscs,
        user: found.user,
        user_nscs,
    })
}

impl MachineExport {
    /// Returns a configuration that holds nothing but this machine's.
    pub fn configuration(&self) -> Configuration {
        let mut alone = Configuration::default();
        self.sets.iter().cloned().for_each(|set| alone.put(set.into()));
        self.packages.iter().for_each(|one| alone.put(one.package.clone().into()));
        self.assignments.iter().cloned().for_each(|assignment| alone.put(assignment.into()));
        self.releases.iter().cloned().for_each(|release| alone.put(release.into()));
        self.choices.iter().cloned().for_each(|choice| alone.put(choice.into()));
        alone
    }

    /// Decides again what the machine shall have, from this document alone.
    pub fn desired(&self) -> Vec<Desired> {
        let rules = Rules::compile(&Arc::new(self.configuration()));
        let machine = MachineRow { computer: self.machine.clone(), nscs: self.nscs.clone() };
        decide(&rules, &machine, self.user.as_deref(), &self.user_nscs, None, self.decided_at)
    }
}

/// Returns what the NSCs want, each set's nearest word, by name.
fn os_wanted(now: &Configuration, nscs: &[ComputerSetId]) -> Vec<String> {
    let nearest = |id: &ComputerSetId| now.nesting(*id).into_iter().find(|set| !set.os_version.is_empty());
    nscs.iter().filter_map(nearest).map(|set| set.os_version.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Returns the packages: those to be installed in order, then the others by number.
fn packages(
    now: &Configuration,
    sets: &BTreeMap<ComputerSetId, &ComputerSet>,
    desired: &[Desired],
) -> Vec<ExportedPackage> {
    let states: BTreeMap<PackageId, DesiredState> = desired.iter().map(|one| (one.pkg, one.state)).collect();
    let assigned = now.assignments.values().filter(|one| sets.contains_key(&one.nsc)).map(|one| one.pkg);
    let mut all: BTreeSet<PackageId> = BTreeSet::new();
    let mut open: Vec<PackageId> = assigned.chain(states.keys().copied()).collect();
    while let Some(package) = open.pop().and_then(|id| now.packages.get(&id)) {
        if all.insert(package.id) {
            open.extend(package.dependencies.iter().filter(|id| now.packages.contains_key(id)));
        }
    }
    let applied: BTreeSet<PackageId> =
        states.iter().filter(|(_, state)| **state == DesiredState::Applied).map(|(id, _)| *id).collect();
    let order = install_order(now, &applied);
    let place = |id: &PackageId| order.iter().position(|other| other == id).and_then(|at| u32::try_from(at + 1).ok());
    let one = |id: &PackageId| {
        let package = now.packages.get(id)?.clone();
        Some(ExportedPackage { order: place(id), desired: states.get(id).copied(), package })
    };
    order.iter().chain(all.difference(&applied)).filter_map(one).collect()
}

/// Returns packages by number, each after those that it needs. Where they need each other in a circle, the one that is
/// met first comes last.
fn install_order(now: &Configuration, applied: &BTreeSet<PackageId>) -> Vec<PackageId> {
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for first in applied {
        // Each package with how many of those that it needs were gone through.
        let mut path: Vec<(PackageId, usize)> = Vec::new();
        if seen.insert(*first) {
            path.push((*first, 0));
        }
        while let Some((id, at)) = path.last_mut() {
            let needs = now.packages.get(id).map_or(&[][..], |package| &package.dependencies);
            match needs.get(*at) {
                Some(next) => {
                    *at += 1;
                    if applied.contains(next) && seen.insert(*next) {
                        path.push((*next, 0));
                    }
                }
                None => {
                    order.push(*id);
                    path.pop();
                }
            }
        }
    }
    order
}
