//! What holds for every machine.

use super::testing::{Machine, there};
use super::{Doing, Step};
use crate::model::assignment::AssignAction;
use crate::model::client::Found;
use crate::model::desired::DesiredState;
use crate::model::id::PackageId;
use crate::model::report::Verdict;
use crate::rules::desired::testing::World;
use proptest::prelude::*;
use std::collections::BTreeMap;

const PACKAGES: i64 = 7;

/// Dependencies and conflicts (each only on packages with lower numbers, so that there are no circles), supersedes,
/// priority.
type Drawn = (Vec<i64>, Vec<i64>, Vec<i64>, i32);

fn found() -> impl Strategy<Value = Found> {
    prop_oneof![
        3 => Just(Found::Absent),
        3 => Just(there("1")),
        1 => Just(there("0")),
        1 => Just(Found::Broken { version: "1".into(), reason: "half".into() }),
        1 => Just(Found::Unknown { reason: "locked".into() }),
    ]
}

prop_compose! {
    fn machines()(
        packages in proptest::collection::vec(
            (proptest::collection::vec(1..=PACKAGES, 0..3), proptest::collection::vec(1..=PACKAGES, 0..2),
             proptest::collection::vec(1..=PACKAGES, 0..2), 0..3), PACKAGES as usize),
        assignments in proptest::collection::vec((1_i64..3, 1..=PACKAGES, 0_usize..4, 0_u8..4), 0..12),
        found in proptest::collection::vec(found(), PACKAGES as usize),
        failures in proptest::collection::vec((1..=PACKAGES, 1_u32..4), 0..2),
        choices in proptest::collection::vec((1..=PACKAGES, any::<bool>()), 0..3),
    ) -> Machine {
        let mut world = World::default();
        let packages: &[Drawn] = &packages;
        for (id, (dependencies, conflicts, supersedes, priority)) in (1..).zip(packages) {
            let below = |ids: &[i64]| ids.iter().copied().filter(|other| *other < id).map(PackageId).collect::<Vec<_>>();
            world.package(id, |package| {
                package.dependencies = below(dependencies);
                package.conflicts = below(conflicts);
                package.supersedes = below(supersedes);
                package.priority = *priority;
            });
        }
        world.set(1, |_| {});
        world.set(2, |_| {});
        for (set, package, action, timed) in assignments {
            world.assign_with(set, package, AssignAction::ALL[action], |assignment| {
                assignment.window = (timed == 0).then(|| "Sat 02:00-05:00".parse().unwrap());
            });
        }
        for (package, chosen) in choices {
            world.choose("mia", None, package, chosen);
        }
        let mut machine = Machine::new(world);
        machine.found = (1..).map(PackageId).zip(found).collect();
        let now = machine.now;
        for (package, count) in failures {
            machine = machine.failed(package, Doing::Install, count, now);
        }
        machine
    }
}

fn state(machine: &Machine, pkg: PackageId) -> Option<DesiredState> {
    machine.desired.iter().find(|desired| desired.pkg == pkg).map(|desired| desired.state)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn cmf_90_what_is_needed_is_there_before_and_what_is_in_the_way_is_gone_before(machine in machines()) {
        let remedy = machine.remedy();
        let place: BTreeMap<PackageId, (usize, &Step)> =
            remedy.steps.iter().enumerate().map(|(place, step)| (step.pkg, (place, step))).collect();
        prop_assert_eq!(place.len(), remedy.steps.len(), "one step for each package");
        for (place_here, step) in place.values() {
            let package = &machine.world.0.packages[&step.pkg];
            for first in &step.after {
                prop_assert!(place[first].0 < *place_here, "{step:?} before {first:?}");
            }
            if step.doing == Doing::Remove {
                continue;
            }
            for needed in &package.dependencies {
                match place.get(needed).filter(|(_, other)| other.doing != Doing::Remove) {
                    Some((before, _)) => prop_assert!(before < place_here, "{needed} after {}", step.pkg),
                    None if state(&machine, *needed) == Some(DesiredState::Applied) => {
                        prop_assert_eq!(&machine.found[needed], &there("1"), "{} is missing", needed);
                    }
                    None => {}
                }
            }
            for other in machine.world.0.packages.values() {
                let excluded = other.conflicts.contains(&step.pkg) || package.conflicts.contains(&other.id);
                if excluded && let Some((before, removal)) = place.get(&other.id) && removal.doing == Doing::Remove {
                    prop_assert!(before < place_here, "{} is still there", other.id);
                }
            }
        }
    }

    #[test]
    fn cmf_90_nothing_is_installed_but_what_shall_be_there_and_nothing_else_is_removed(machine in machines()) {
        for step in machine.remedy().steps {
            let state = state(&machine, step.pkg);
            match step.doing {
                Doing::Remove => prop_assert!(
                    matches!(state, Some(DesiredState::Denied | DesiredState::RemovedOnce)), "{step:?} {state:?}"
                ),
                _ => prop_assert_eq!(state, Some(DesiredState::Applied)),
            }
        }
    }

    #[test]
    fn cmf_90_after_the_steps_there_is_nothing_more_to_do(mut machine in machines()) {
        // A step may give another its ground; each package is dealt with at most once.
        for _ in 0..=PACKAGES {
            let remedy = machine.remedy();
            if remedy.steps.is_empty() {
                break;
            }
            machine.carry_out(&remedy);
        }
        let remedy = machine.remedy();
        prop_assert!(remedy.steps.is_empty(), "{:?}", remedy.steps);
        for finding in &remedy.findings {
            prop_assert!(finding.verdict == Verdict::Ok || finding.why.is_some(), "{finding:?}");
        }
    }

    #[test]
    fn cmf_90_every_package_that_is_looked_after_has_one_verdict(machine in machines()) {
        let remedy = machine.remedy();
        let told: Vec<PackageId> = remedy.findings.iter().map(|finding| finding.pkg).collect();
        let mut expected: Vec<PackageId> = machine.desired.iter()
            .filter(|desired| desired.state != DesiredState::Unmanaged).map(|desired| desired.pkg).collect();
        expected.sort_unstable();
        prop_assert_eq!(told, expected);
        for step in &remedy.steps {
            let finding = remedy.findings.iter().find(|finding| finding.pkg == step.pkg);
            prop_assert!(finding.is_some_and(|finding| finding.why.is_none() && finding.verdict != Verdict::Ok));
        }
    }
}
