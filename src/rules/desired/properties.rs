//! What holds for every configuration.

use super::testing::{NSS, World, noon};
use crate::model::assignment::{AssignAction, ReleaseState};
use crate::model::desired::{Desired, DesiredState, Rule};
use crate::model::id::{AssignmentId, ComputerSetId, PackageId, SystemSetId};
use crate::model::package::PackageState;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SETS: i64 = 5;
const PACKAGES: i64 = 6;

/// What a package needs, replaces and cannot stand beside; its priority; and what else is about it.
type Shape = (Vec<i64>, Vec<i64>, Vec<i64>, i32, u8);

fn packages() -> impl Strategy<Value = Vec<Shape>> {
    let some = || proptest::collection::vec(1..=PACKAGES, 0..2);
    proptest::collection::vec((some(), some(), some(), 0..2, 0_u8..12), PACKAGES as usize)
}

prop_compose! {
    /// A world with everything in it, also with cycles of every kind.
    fn worlds()(
        packages in packages(),
        parents in proptest::collection::vec((0..=SETS, any::<bool>()), SETS as usize),
        assignments in proptest::collection::vec((1..=SETS, 1..=PACKAGES, 0_usize..4, any::<bool>()), 0..14),
        releases in proptest::collection::vec((1..=SETS, 1..=PACKAGES), 0..3),
        choices in proptest::collection::vec((1..=PACKAGES, any::<bool>()), 0..3),
    ) -> World {
        let mut world = World::default();
        let ids = |ids: &[i64]| ids.iter().copied().map(PackageId).collect::<Vec<_>>();
        for (id, (dependencies, supersedes, conflicts, priority, kind)) in (1..).zip(&packages) {
            world.package(id, |package| {
                package.dependencies = ids(dependencies);
                package.supersedes = ids(supersedes);
                package.conflicts = ids(conflicts);
                package.priority = *priority;
                package.nss = if kind % 3 == 0 { SystemSetId(2) } else { NSS };
                package.os_filter = if *kind == 1 { vec!["Linux".into()] } else { vec![] };
                package.state = if *kind == 2 { PackageState::Draft } else { PackageState::Published };
            });
        }
        for (id, (parent, local)) in (1..).zip(&parents) {
            world.set(id, |set| {
                set.parent = (*parent > 0).then_some(ComputerSetId(*parent));
                set.locally_managed = *local && id % 2 == 0;
            });
        }
        for (set, package, action, timed) in assignments {
            world.assign_with(set, package, AssignAction::ALL[action], |assignment| {
                assignment.window = timed.then(|| "Sat 02:00-05:00".parse().unwrap());
            });
        }
        for (set, package) in releases {
            world.release(set, package, ReleaseState::Released);
        }
        for (package, chosen) in choices {
            world.choose("mia", None, package, chosen);
        }
        world
    }
}

fn members() -> impl Strategy<Value = (Vec<i64>, Vec<i64>)> {
    let sets = || proptest::collection::btree_set(1..=SETS, 0..3).prop_map(|sets| sets.into_iter().collect());
    (sets(), sets())
}

/// The assignments that concern somebody, by hand.
fn concerning(world: &World, members: &(Vec<i64>, Vec<i64>)) -> BTreeMap<AssignmentId, (PackageId, AssignAction)> {
    let direct = members.0.iter().chain(&members.1);
    let around: Vec<_> = direct.flat_map(|id| world.0.nesting(ComputerSetId(*id))).map(|set| set.id).collect();
    let concerned = world.0.assignments.values().filter(|assignment| around.contains(&assignment.nsc));
    concerned.map(|assignment| (assignment.id, (assignment.pkg, assignment.action))).collect()
}

fn assignments_in(desired: &Desired) -> Vec<AssignmentId> {
    let rules = std::iter::once(&desired.winner).chain(desired.losers.iter().map(|lost| &lost.rule));
    let number = |rule: &Rule| match rule {
        Rule::Assignment { assignment, .. } => Some(*assignment),
        _ => None,
    };
    rules.filter_map(number).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn d_02_deny_always_wins((world, members) in (worlds(), members())) {
        let concerning = concerning(&world, &members);
        for desired in world.ask(&members.0, &members.1) {
            let package = &world.0.packages[&desired.pkg];
            let counts = package.state == PackageState::Published && package.os_filter.is_empty();
            let denied = concerning.values().any(|(pkg, action)| *pkg == desired.pkg && *action == AssignAction::Deny);
            prop_assert!(!denied || !counts || desired.state == DesiredState::Denied, "{desired:?}");
        }
    }

    #[test]
    fn every_assignment_that_concerns_the_subject_is_told_exactly_once((world, members) in (worlds(), members())) {
        let mut told: Vec<_> =
            world.ask(&members.0, &members.1).iter().flat_map(assignments_in).collect();
        told.sort_unstable();
        let expected: Vec<_> = concerning(&world, &members).into_keys().collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn one_more_allow_changes_nothing_that_is_applied(
        (world, members, set, package) in (worlds(), members(), 1..=SETS, 1..=PACKAGES)
    ) {
        let applied = |world: &World| {
            let desired = world.ask(&members.0, &members.1);
            let applied = desired.into_iter().filter(|desired| desired.state == DesiredState::Applied);
            applied.map(|desired| (desired.pkg, desired.winner)).collect::<Vec<_>>()
        };
        let before = applied(&world);
        let mut more = world.clone();
        more.assign(set, package, AssignAction::Allow);
        prop_assert_eq!(before, applied(&more));
    }

    #[test]
    fn the_order_in_which_things_were_made_or_listed_does_not_matter((world, members) in (worlds(), members())) {
        let mut other = World(world.0.clone());
        for package in other.0.packages.values_mut() {
            package.supersedes.reverse();
            package.conflicts.reverse();
        }
        let back = |sets: &[i64]| sets.iter().rev().copied().collect::<Vec<_>>();
        prop_assert_eq!(
            world.states(&members.0, &members.1),
            other.states(&back(&members.0), &back(&members.1))
        );
    }

    #[test]
    fn no_two_that_are_applied_exclude_each_other_and_nothing_needed_is_missing(
        (world, members) in (worlds(), members())
    ) {
        let desired = world.ask(&members.0, &members.1);
        let applied: Vec<_> = desired.iter().filter(|d| d.state == DesiredState::Applied).map(|d| d.pkg).collect();
        for pkg in &applied {
            let package = &world.0.packages[pkg];
            for other in package.conflicts.iter().filter(|other| *other != pkg) {
                prop_assert!(!applied.contains(other), "{pkg} and {other} are in conflict");
            }
            for needed in &package.dependencies {
                let other = &world.0.packages[needed];
                let here = applied.contains(needed) || !other.os_filter.is_empty();
                let replaced = applied.iter().any(|pkg| world.0.packages[pkg].supersedes.contains(needed));
                prop_assert!(here || replaced, "{pkg} needs {needed}");
            }
        }
    }

    #[test]
    fn the_quick_way_says_the_same_as_the_account((world, members) in (worlds(), members())) {
        let ids = |sets: &[i64]| sets.iter().copied().map(ComputerSetId).collect::<Vec<_>>();
        let (machine_sets, user_sets) = (ids(&members.0), ids(&members.1));
        let subject = super::Subject {
            machine: Some("pca"),
            os: Some("Windows 11"),
            machine_sets: &machine_sets,
            user: Some("mia"),
            user_sets: &user_sets,
        };
        let rules = world.rules();
        let mut full: Vec<_> = rules.desired(&subject, noon()).iter().map(|one| (one.pkg, one.state)).collect();
        full.sort_unstable();
        prop_assert_eq!(&full, &rules.states(&subject, noon()));
        for (pkg, state) in full {
            prop_assert_eq!(rules.desired_of(&subject, pkg, noon()).map(|one| one.state), Some(state));
        }
    }
}
