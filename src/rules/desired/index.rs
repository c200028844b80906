//! The configuration, laid out so that one machine after the other can be decided quickly.

use crate::model::assignment::{AssignAction, ReleaseState};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, PackageId, ReleaseId, SystemSetId};
use crate::model::membership::key;
use crate::model::package::{Package, PackageState};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Arc;

/// Place of a package in the index.
pub(in crate::rules) type PackageAt = u32;
/// Place of an NSC in the index.
pub(in crate::rules) type SetAt = u32;

/// The rules of one configuration, compiled once and asked for many subjects.
#[derive(Debug, Clone)]
pub struct Rules {
    pub(super) now: Arc<Configuration>,
    pub(super) packages: Vec<PackageNode>,
    pub(super) sets: Vec<SetNode>,
    /// By the machine's key, for what was chosen for a machine.
    pub(super) machine_choices: HashMap<String, Vec<ChoiceId>>,
    /// By the user's key, for what follows a user.
    pub(super) user_choices: HashMap<String, Vec<ChoiceId>>,
    releases: HashMap<(ComputerSetId, PackageId), Vec<ReleaseId>>,
}

#[derive(Debug, Clone)]
pub(super) struct PackageNode {
    pub(super) id: PackageId,
    nss: SystemSetId,
    /// Whether it is published, so that assignments of it count.
    pub(super) in_use: bool,
    /// Prefixes of operating systems, in lower case.
    os: Vec<String>,
    pub(super) priority: i32,
    pub(super) dependencies: Vec<PackageAt>,
    pub(super) supersedes: Vec<PackageAt>,
    /// Either way round.
    pub(super) conflicts: Vec<PackageAt>,
    pub(super) superseded_by: Vec<PackageAt>,
}

#[derive(Debug, Clone)]
pub(super) struct SetNode {
    pub(super) id: ComputerSetId,
    /// The set itself and those that it is nested in, the nearest first.
    pub(super) line: Vec<SetAt>,
    pub(super) assignments: Vec<AssignmentNode>,
    /// The owner, where it is locally managed.
    local: Option<SystemSetId>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AssignmentNode {
    pub(super) id: AssignmentId,
    pub(super) package: PackageAt,
    pub(super) action: AssignAction,
    pub(super) at: DateTime<Utc>,
    /// Whether it has a time of its own.
    pub(super) timed: bool,
}

impl PackageNode {
    /// Whether it counts on this operating system, in lower case; none stands for any.
    pub(super) fn fits(&self, os: Option<&str>) -> bool {
        self.os.is_empty() || os.is_none_or(|os| self.os.iter().any(|prefix| os.starts_with(prefix.as_str())))
    }

    /// Whether other packages have a say about it, or it about them.
    pub(super) fn is_alone(&self) -> bool {
        [&self.dependencies, &self.supersedes, &self.superseded_by, &self.conflicts].iter().all(|list| list.is_empty())
    }
}

impl Rules {
    /// Compiles a configuration. References to objects that are not there are passed over.
    pub fn compile(now: &Arc<Configuration>) -> Self {
        let places: HashMap<PackageId, PackageAt> = now.packages.keys().copied().zip(0..).collect();
        let at = |ids: &[PackageId]| ids.iter().filter_map(|id| places.get(id).copied()).collect::<Vec<_>>();
        let node = |package: &Package| PackageNode {
            id: package.id,
            nss: package.nss,
            in_use: package.state == PackageState::Published,
            os: package.os_filter.iter().map(|prefix| prefix.to_lowercase()).collect(),
            priority: package.priority,
            dependencies: at(&package.dependencies),
            supersedes: at(&package.supersedes),
            conflicts: at(&package.conflicts),
            superseded_by: Vec::new(),
        };
        let mut packages: Vec<PackageNode> = now.packages.values().map(node).collect();
        mirror(&mut packages);
        let set_places: HashMap<ComputerSetId, SetAt> = now.computer_sets.keys().copied().zip(0..).collect();
        let node = |set: &ComputerSet| SetNode {
            id: set.id,
            line: now.nesting(set.id).iter().filter_map(|set| set_places.get(&set.id).copied()).collect(),
            assignments: Vec::new(),
            local: set.locally_managed.then_some(set.nss),
        };
        let mut sets: Vec<SetNode> = now.computer_sets.values().map(node).collect();
        for assignment in now.assignments.values() {
            let set = set_places.get(&assignment.nsc).and_then(|at| sets.get_mut(*at as usize));
            let (Some(set), Some(package)) = (set, places.get(&assignment.pkg)) else { continue };
            set.assignments.push(AssignmentNode {
                id: assignment.id,
                package: *package,
                action: assignment.action,
                at: assignment.assigned_at,
                timed: assignment.not_before.is_some() || assignment.window.is_some(),
            });
        }
        let mut rules = Self {
            now: Arc::clone(now),
            packages,
            sets,
            machine_choices: HashMap::new(),
            user_choices: HashMap::new(),
            releases: HashMap::new(),
        };
        for release in now.releases.values() {
            rules.releases.entry((release.nsc, release.pkg)).or_default().push(release.id);
        }
        for choice in now.choices.values() {
            let list = match &choice.machine {
                Some(machine) => rules.machine_choices.entry(key(machine)),
                None => rules.user_choices.entry(key(&choice.user)),
            };
            list.or_default().push(choice.id);
        }
        rules
    }

    /// Returns the configuration that was compiled.
    pub fn configuration(&self) -> &Arc<Configuration> {
        &self.now
    }

    /// Whether any package counts on some operating systems only.
    pub fn asks_for_os(&self) -> bool {
        self.packages.iter().any(|package| !package.os.is_empty())
    }

    pub(in crate::rules) fn package_at(&self, id: PackageId) -> Option<PackageAt> {
        self.packages.binary_search_by_key(&id, |package| package.id).ok().and_then(|at| at.try_into().ok())
    }

    pub(in crate::rules) fn set_at(&self, id: ComputerSetId) -> Option<SetAt> {
        self.sets.binary_search_by_key(&id, |set| set.id).ok().and_then(|at| at.try_into().ok())
    }

    pub(super) fn package(&self, at: PackageAt) -> &PackageNode {
        &self.packages[at as usize]
    }

    pub(super) fn set(&self, at: SetAt) -> &SetNode {
        &self.sets[at as usize]
    }

    pub(in crate::rules) fn package_id(&self, at: PackageAt) -> PackageId {
        self.package(at).id
    }

    pub(in crate::rules) fn set_id(&self, at: SetAt) -> ComputerSetId {
        self.set(at).id
    }

    /// Returns the packages that the settling looks at together with these, by number.
    pub(in crate::rules) fn related(&self, ids: impl IntoIterator<Item = PackageId>) -> Vec<PackageId> {
        let mut seen = vec![false; self.packages.len()];
        let mut open: Vec<PackageAt> = ids.into_iter().filter_map(|id| self.package_at(id)).collect();
        // Who needs a package is not kept: it is found by going over all of them once.
        let mut needed_by: HashMap<PackageAt, Vec<PackageAt>> = HashMap::new();
        for (at, package) in (0..).zip(&self.packages) {
            package.dependencies.iter().for_each(|needed| needed_by.entry(*needed).or_default().push(at));
        }
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            let node = self.package(at);
            let lists = [&node.dependencies, &node.supersedes, &node.superseded_by, &node.conflicts];
            open.extend(lists.into_iter().chain(needed_by.get(&at)).flatten());
        }
        self.packages.iter().zip(seen).filter(|(_, seen)| *seen).map(|(package, _)| package.id).collect()
    }

    /// Returns the locally managed NSCs among these and those that they are nested in.
    pub(super) fn local_sets(&self, members: &[ComputerSetId]) -> Vec<SetAt> {
        let lines = members.iter().filter_map(|id| self.set_at(*id)).flat_map(|at| self.set(at).line.iter().copied());
        let mut local: Vec<SetAt> = Vec::new();
        for at in lines.filter(|at| self.set(*at).local.is_some()) {
            if !local.contains(&at) {
                local.push(at);
            }
        }
        local
    }

    /// Returns the first of these locally managed NSCs whose manager has to release a package and has not.
    pub(super) fn held_by(&self, package: PackageAt, local: &[SetAt], at: DateTime<Utc>) -> Option<SetAt> {
        let node = self.package(package);
        local.iter().copied().find(|set| {
            let set = self.set(*set);
            set.local.is_some_and(|owner| owner != node.nss)
                && !self.open(set.id, node.id).any(|end| end.is_none_or(|end| at < end))
        })
    }

    /// Returns when an emergency ends that lets a package go ahead in one of these NSCs.
    pub(super) fn emergency_ends(
        &self,
        package: PackageAt,
        local: &[SetAt],
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let node = self.package(package);
        let foreign = local.iter().map(|set| self.set(*set)).filter(|set| set.local != Some(node.nss));
        foreign
            .filter_map(|set| self.open(set.id, node.id).max_by_key(|end| end.unwrap_or(DateTime::<Utc>::MAX_UTC))?)
            .filter(|end| at < *end)
            .min()
    }

    /// Returns the ends of releases; none for one that is for good.
    fn open(&self, set: ComputerSetId, package: PackageId) -> impl Iterator<Item = Option<DateTime<Utc>>> {
        let ids = self.releases.get(&(set, package)).map_or(&[][..], Vec::as_slice);
        let releases = ids.iter().filter_map(|id| self.now.releases.get(id));
        releases.filter_map(|release| match &release.state {
            ReleaseState::Released => Some(None),
            ReleaseState::Emergency { until, .. } => Some(Some(*until)),
            ReleaseState::EmergencyAsked { .. } => None,
        })
    }
}

/// Notes the other side of every replacement and conflict.
fn mirror(packages: &mut [PackageNode]) {
    for at in 0..packages.len() {
        let Ok(here) = PackageAt::try_from(at) else { return };
        for other in packages[at].supersedes.clone() {
            packages[other as usize].superseded_by.push(here);
        }
        for other in packages[at].conflicts.clone() {
            let others = &mut packages[other as usize].conflicts;
            if !others.contains(&here) {
                others.push(here);
            }
        }
    }
}
