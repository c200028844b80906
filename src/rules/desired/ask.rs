//! What the comparison of two configurations asks of the rules.

use super::contest::{Cause, Contest, Verdict};
use super::index::{Rules, SetNode};
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::rules::impact::Overrule;
use std::collections::BTreeSet;

impl Rules {
    /// Returns for every place in the index whether its package is one of these.
    pub(in crate::rules) fn mask(&self, packages: &BTreeSet<PackageId>) -> Vec<bool> {
        self.packages.iter().map(|node| packages.contains(&node.id)).collect()
    }

    /// Returns the NSCs whose members any assignment of these packages concerns.
    pub(in crate::rules) fn concerned<'a>(
        &'a self,
        packages: &BTreeSet<PackageId>,
    ) -> impl Iterator<Item = ComputerSetId> + 'a {
        let mask = self.mask(packages);
        let has = |set: &SetNode| set.assignments.iter().any(|assignment| mask[assignment.package as usize]);
        let direct: Vec<bool> = self.sets.iter().map(has).collect();
        let within = move |set: &&SetNode| set.line.iter().any(|outer| direct[*outer as usize]);
        self.sets.iter().filter(within).map(|set| set.id)
    }

    /// Returns the keys of those for whom something was chosen.
    pub(in crate::rules) fn choosers(&self, kind: MemberKind) -> impl Iterator<Item = &str> {
        let choices = match kind {
            MemberKind::Computer => &self.machine_choices,
            MemberKind::User => &self.user_choices,
        };
        choices.keys().map(String::as_str)
    }

    /// Whether something was chosen for a machine or by a user.
    pub(in crate::rules) fn has_chosen(&self, kind: MemberKind, key: &str) -> bool {
        match kind {
            MemberKind::Computer => self.machine_choices.contains_key(key),
            MemberKind::User => self.user_choices.contains_key(key),
        }
    }

    /// Returns the locally managed NSC for whose manager a package waits.
    pub(in crate::rules) fn blocker(&self, verdict: &Verdict) -> Option<ComputerSetId> {
        match verdict.cause {
            Cause::LocalManager(set) => Some(self.set_id(set)),
            _ => None,
        }
    }

    /// Returns what goes before an assignment, if it concerns the subject and something does. A draft is not gone
    /// before: it has no effect anywhere.
    pub(in crate::rules) fn overrules(&self, contest: &Contest, assignment: AssignmentId) -> Option<Overrule> {
        let place = contest.entries.iter().position(|entry| entry.assignment.id == assignment)?;
        let verdict = contest.verdicts.iter().find(|verdict| (verdict.first..verdict.last).contains(&place))?;
        let best = contest.entries[verdict.first].assignment.id;
        match verdict.cause {
            Cause::NotInUse => None,
            Cause::OtherSystem => Some(Overrule::OtherSystem),
            _ if best != assignment => Some(Overrule::Assignment(best)),
            Cause::Superseded(at) | Cause::Conflict(at) | Cause::DependencyDenied(at) => {
                Some(Overrule::Package(self.package_id(at)))
            }
            Cause::Dependency(_)
            | Cause::Assignment
            | Cause::Choice(_)
            | Cause::LocalManager(_)
            | Cause::Schedule(_) => None,
        }
    }
}
