//! What shall be on the machine, for all of its users together.

use super::Agent;
use crate::model::assignment::{AssignAction, RebootPolicy};
use crate::model::choice::Choice;
use crate::model::configuration::Configuration;
use crate::model::desired::{Desired, DesiredState, Rule};
use crate::model::directory::MemberKind;
use crate::model::id::{ChoiceId, PackageId};
use crate::model::membership::Memberships;
use crate::model::object::ObjectKind;
use crate::model::package::{Package, PackageScope};
use crate::model::report::LocalChoice;
use crate::rules::desired::{Rules, Subject};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A package that a rule says something about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) package: Package,
    pub(super) desired: Desired,
    pub(super) reboot: RebootPolicy,
}

impl Wanted {
    /// Returns when the choice was made because of which it is removed once.
    pub(super) fn chosen_at(&self) -> Option<DateTime<Utc>> {
        match &self.desired.winner {
            Rule::Choice { at, .. } if self.desired.state == DesiredState::RemovedOnce => Some(*at),
            _ => None,
        }
    }
}

/// Puts the choices that users made here among those that the configuration has.
pub(super) fn take_choices(configuration: &mut Configuration, choices: &[LocalChoice], machine: &str) {
    for choice in choices {
        let Some(package) = configuration.packages.get(&choice.pkg) else { continue };
        let machine = (package.scope == PackageScope::Computer).then(|| machine.to_owned());
        let id = ChoiceId(configuration.next(ObjectKind::Choice));
        let LocalChoice { user, pkg, chosen, at } = choice.clone();
        configuration.put(Choice { id, user, machine, pkg, chosen, at }.into());
    }
}

impl Agent {
    /// Returns what shall be with every package, by number. Where users differ, what is stronger counts: a machine is
    /// shared.
    pub(super) fn want(&self, rules: &Rules, memberships: &Memberships, users: &[String]) -> Vec<Wanted> {
        let now = self.clock.now();
        let mut strongest: BTreeMap<PackageId, Desired> = BTreeMap::new();
        let alone = [None];
        let users: Vec<Option<&str>> = users.iter().map(|user| Some(user.as_str())).collect();
        for user in if users.is_empty() { &alone[..] } else { &users[..] } {
            for desired in self.desired(rules, memberships, *user, now) {
                let stronger = strongest.get(&desired.pkg).is_none_or(|other| rank(&desired) > rank(other));
                if stronger {
                    strongest.insert(desired.pkg, desired);
                }
            }
        }
        let configuration = rules.configuration();
        let reboots: BTreeMap<PackageId, RebootPolicy> =
            strongest.iter().map(|(id, desired)| (*id, reboot(desired, &strongest, configuration))).collect();
        let wanted = strongest.into_values().filter_map(|desired| {
            let package = configuration.packages.get(&desired.pkg)?.clone();
            let reboot = reboots.get(&desired.pkg).copied().unwrap_or_default();
            Some(Wanted { package, desired, reboot })
        });
        wanted.collect()
    }

    /// Returns what the rules say for one user on this machine.
    pub(in crate::agent) fn desired(
        &self,
        rules: &Rules,
        memberships: &Memberships,
        user: Option<&str>,
        now: DateTime<Utc>,
    ) -> Vec<Desired> {
        let subject = Subject {
            machine: Some(&self.settings.machine),
            os: Some(&self.settings.os),
            machine_sets: memberships.of(MemberKind::Computer, &self.settings.machine),
            user,
            user_sets: user.map_or(&[], |user| memberships.of(MemberKind::User, user)),
        };
        rules.desired(&subject, now)
    }
}

/// Returns how much a state weighs where users differ.
fn rank(desired: &Desired) -> u8 {
    match desired.state {
        DesiredState::Denied => 7,
        DesiredState::Applied => 6,
        DesiredState::BlockedByLocalManager => 5,
        DesiredState::WaitingForWindow => 4,
        // What another user may have because they chose it is Applied above; a mere offer does not keep it.
        DesiredState::RemovedOnce => 3,
        DesiredState::Published => 2,
        DesiredState::Allowed => 1,
        DesiredState::Unmanaged => 0,
    }
}

/// Returns what the assignment behind a state says about a reboot; what is needed by another follows that one.
fn reboot(desired: &Desired, all: &BTreeMap<PackageId, Desired>, now: &Configuration) -> RebootPolicy {
    let mut desired = desired;
    // A chain of needs is as long as there are packages at most.
    for _ in 0..=all.len() {
        let Rule::Dependency { of, .. } = &desired.winner else { break };
        let Some(other) = all.get(of) else { break };
        desired = other;
    }
    let rules = std::iter::once(&desired.winner).chain(desired.losers.iter().map(|lost| &lost.rule));
    let mut assignments = rules.filter_map(|rule| match rule {
        Rule::Assignment {
            assignment,
            action: AssignAction::Apply | AssignAction::Publish | AssignAction::Deny,
            ..
        }
        | Rule::Schedule { assignment, .. } => now.assignments.get(assignment),
        _ => None,
    });
    assignments.next().map_or(RebootPolicy::default(), |assignment| assignment.reboot)
}
