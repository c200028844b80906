//! What a choice does for the one who makes it: which packages come and go, which of them need a restart, and when.

use crate::core::change::Effect;
use crate::model::assignment::RebootPolicy;
use crate::model::configuration::Configuration;
use crate::model::desired::{Desired, DesiredState, Rule};
use crate::model::id::PackageId;

/// Returns what differs between two views of the same subject, the chosen package first.
pub(super) fn follows(
    now: &Configuration,
    chosen: PackageId,
    before: &[Desired],
    after: &[Desired],
    machine: Option<&str>,
) -> Vec<Effect> {
    let state = |of: &[Desired], pkg: PackageId| {
        of.iter().find(|desired| desired.pkg == pkg).map_or(DesiredState::Unmanaged, |desired| desired.state)
    };
    let gone = before.iter().filter(|one| after.iter().all(|other| other.pkg != one.pkg));
    let mut all: Vec<(&Desired, DesiredState)> =
        after.iter().map(|one| (one, one.state)).chain(gone.map(|one| (one, DesiredState::Unmanaged))).collect();
    all.retain(|(one, then)| state(before, one.pkg) != *then);
    all.sort_by_key(|(one, _)| one.pkg != chosen);
    if all.is_empty() {
        return vec![Effect::Machines { count: 0, first: Vec::new() }];
    }
    let mut effects: Vec<Effect> = Vec::new();
    let mut restarts: Vec<Effect> = Vec::new();
    for (one, then) in all {
        let pkg = one.title();
        if then == DesiredState::Applied && now.packages.get(&one.pkg).is_some_and(|package| package.reboots) {
            let policy = policy(now, chosen, before).unwrap_or_default();
            restarts.push(Effect::Restart { pkg: pkg.clone(), policy: policy.name().into() });
        }
        effects.push(match (then, &one.winner, one.until) {
            (DesiredState::Applied, Rule::Dependency { of_name, .. }, _) => {
                Effect::ComesAlong { pkg, needed_by: of_name.clone() }
            }
            (DesiredState::Applied, ..) => Effect::Comes { pkg },
            (DesiredState::WaitingForWindow, _, Some(opens)) => Effect::ComesLater { pkg, opens },
            _ => Effect::Turns { pkg, before: state(before, one.pkg).name().into(), after: then.name().into() },
        });
    }
    effects.extend(restarts);
    effects.push(match machine {
        Some(machine) => Effect::NextCheck { machine: machine.into() },
        None => Effect::NextCheckEverywhere {},
    });
    effects
}

/// Returns how the assignment that offers a package treats restarts.
fn policy(now: &Configuration, chosen: PackageId, before: &[Desired]) -> Option<RebootPolicy> {
    let desired = before.iter().find(|desired| desired.pkg == chosen)?;
    let mut rules = std::iter::once(&desired.winner).chain(desired.losers.iter().map(|lost| &lost.rule));
    rules.find_map(|rule| match rule {
        Rule::Assignment { assignment, .. } => now.assignments.get(assignment).map(|found| found.reboot),
        _ => None,
    })
}
