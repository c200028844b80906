use super::Subject;
use super::testing::{World, at, noon};
use crate::model::assignment::AssignAction::{self, Allow, Apply, Deny, Publish};
use crate::model::assignment::ReleaseState;
use crate::model::desired::DesiredState::{
    self, Allowed, Applied, BlockedByLocalManager, Denied, Published, RemovedOnce, Unmanaged, WaitingForWindow,
};
use crate::model::desired::{Because, Desired, Rule};
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::package::PackageState;
use chrono::TimeDelta;

/// A world with three NSCs.
fn world() -> World {
    let mut world = World::default();
    for id in 1..=3 {
        world.set(id, |_| {});
    }
    world
}

fn state_of(action: AssignAction) -> DesiredState {
    match action {
        Deny => Denied,
        Apply => Applied,
        Publish => Published,
        Allow => Allowed,
    }
}

fn pair(name: &str, state: DesiredState) -> (String, DesiredState) {
    (name.to_owned(), state)
}

/// The action and member of the winner, where it is an assignment.
fn won_by(desired: &Desired) -> Option<(AssignAction, MemberKind, i64)> {
    match &desired.winner {
        Rule::Assignment { action, member, nsc, .. } => Some((*action, *member, nsc.0)),
        _ => None,
    }
}

#[test]
fn d_02_every_pair_of_actions_by_computer_and_by_user_is_decided_by_the_stronger() {
    for first in AssignAction::ALL {
        for second in AssignAction::ALL {
            for (machine, user) in [(&[1, 2][..], &[][..]), (&[1], &[2]), (&[2], &[1]), (&[], &[1, 2])] {
                let mut world = world();
                world.package(1, |_| {});
                world.assign(1, 1, first);
                world.assign(2, 1, second);
                let [desired] = &world.ask(machine, user)[..] else { panic!("one package") };
                let strongest = first.max(second);
                assert_eq!(desired.state, state_of(strongest), "{first:?} {second:?} {machine:?} {user:?}");
                assert_eq!(won_by(desired).map(|(action, ..)| action), Some(strongest));
                let because = if first == second { Because::SameAction } else { Because::WeakerAction };
                assert_eq!(desired.losers.iter().map(|lost| lost.because).collect::<Vec<_>>(), [because]);
            }
        }
    }
}

#[test]
fn incident_15_a_user_in_two_user_groups_with_apply_and_deny_does_not_get_it_and_both_are_told() {
    let mut world = world();
    world.package(1, |package| package.name = "Reader".into());
    world.assign(1, 1, Apply);
    world.assign(2, 1, Deny);
    let [desired] = &world.ask(&[], &[1, 2])[..] else { panic!("one package") };
    assert_eq!(desired.state, Denied);
    assert_eq!(won_by(desired), Some((Deny, MemberKind::User, 2)));
    let [lost] = &desired.losers[..] else { panic!("one loser") };
    assert!(matches!(lost.rule, Rule::Assignment { action: Apply, nsc: ComputerSetId(1), .. }));
}

#[test]
fn d_15_what_is_assigned_around_counts_and_the_nearest_way_is_told_once() {
    let mut world = world();
    world.set(2, |set| set.parent = Some(ComputerSetId(1)));
    world.set(3, |set| set.parent = Some(ComputerSetId(2)));
    world.package(1, |_| {});
    world.assign(1, 1, Apply);
    let told = |sets: &[i64], users: &[i64]| match &world.ask(sets, users)[..] {
        [Desired { winner: Rule::Assignment { through, member, .. }, losers, .. }] if losers.is_empty() => {
            (through.map(|id| id.0), *member)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(told(&[3], &[]), (Some(3), MemberKind::Computer));
    assert_eq!(told(&[2, 3], &[]), (Some(2), MemberKind::Computer));
    assert_eq!(told(&[3], &[1]), (None, MemberKind::User));
    assert_eq!(told(&[1, 2, 3], &[1]), (None, MemberKind::Computer));
}

#[test]
fn d_15_a_nesting_that_goes_round_ends() {
    let mut world = world();
    world.set(1, |set| set.parent = Some(ComputerSetId(2)));
    world.set(2, |set| set.parent = Some(ComputerSetId(1)));
    world.package(1, |_| {});
    world.assign(1, 1, Apply);
    world.assign(2, 1, Allow);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied)]);
}

#[test]
fn drafts_retired_packages_and_other_systems_have_no_effect_and_say_why() {
    let mut world = world();
    world.package(1, |package| package.state = PackageState::Draft);
    world.package(2, |package| package.state = PackageState::Retired);
    world.package(3, |package| package.os_filter = vec!["windows xp".into(), "Windows 2".into()]);
    world.package(4, |package| package.os_filter = vec!["WINDOWS".into()]);
    (1..=4).for_each(|pkg| {
        world.assign(1, pkg, Deny);
    });
    let desired = world.ask(&[1], &[]);
    let told: Vec<_> = desired.iter().map(|d| (d.state, d.losers.first().map(|lost| lost.because))).collect();
    let expected = [
        (Unmanaged, Some(Because::Draft)),
        (Unmanaged, Some(Because::Retired)),
        (Unmanaged, Some(Because::OsFilter)),
        (Denied, None),
    ];
    assert_eq!(told, expected);
    assert_eq!(desired[0].winner, Rule::NotInUse { state: PackageState::Draft });
    assert_eq!(desired[2].winner, Rule::OtherSystem { os: "windows 11".into() });
}

#[test]
fn a_package_that_nobody_assigned_is_told_as_such() {
    let mut world = world();
    let package = world.package(1, |_| {});
    let desired = world.rules().desired_of(&Subject::default(), package, noon()).unwrap();
    assert_eq!((desired.state, desired.winner), (Unmanaged, Rule::Unassigned {}));
    assert!(world.rules().desired_of(&Subject::default(), PackageId(9), noon()).is_none());
}

#[test]
fn cmfx_05_what_a_user_chose_is_enforced_and_what_they_no_longer_want_is_removed_once() {
    let mut world = world();
    world.package(1, |_| {});
    world.package(2, |_| {});
    world.assign(1, 1, Publish);
    world.assign(1, 2, Publish);
    world.choose("MIA", None, 1, true);
    world.choose("otto", Some("pca"), 2, true);
    world.choose("mia", Some("PCA"), 2, false);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied), pair("pkg2", RemovedOnce)]);
    let desired = world.ask(&[1], &[]);
    assert!(matches!(&desired[0].winner, Rule::Choice { chosen: true, .. }));
    assert_eq!(desired[0].losers[0].because, Because::Chosen);
    world.assign(2, 1, Deny);
    let desired = world.ask(&[1, 2], &[]);
    assert_eq!(desired[0].state, Denied);
    let lost: Vec<_> = desired[0].losers.iter().map(|lost| lost.because).collect();
    assert_eq!(lost, [Because::WeakerAction, Because::WeakerAction], "the choice and what it chose from");
}

#[test]
fn cmfx_07_08_a_foreign_package_waits_for_the_local_manager_or_an_emergency() {
    let mut world = world();
    world.set(1, |set| (set.locally_managed, set.nss) = (true, SystemSetId(2)));
    world.package(1, |_| {});
    world.package(2, |package| package.nss = SystemSetId(2));
    world.assign(1, 1, Apply);
    world.assign(1, 2, Apply);
    world.assign(2, 1, Apply);
    assert_eq!(world.states(&[1, 2], &[]), [pair("pkg1", BlockedByLocalManager), pair("pkg2", Applied)]);
    assert_eq!(world.states(&[2], &[1]), [pair("pkg1", Applied), pair("pkg2", Applied)], "only machines are managed");
    let desired = &world.ask(&[1], &[])[0];
    assert!(matches!(&desired.winner, Rule::LocalManager { nsc: ComputerSetId(1), .. }));
    assert_eq!(desired.losers[0].because, Because::HeldUp);
    world.release(1, 1, ReleaseState::EmergencyAsked { hours: 4 });
    assert_eq!(world.states(&[1], &[])[0].1, BlockedByLocalManager);
    let until = noon() + TimeDelta::hours(4);
    world.release(1, 1, ReleaseState::Emergency { agreed_by: "mia".into(), until });
    let desired = &world.ask(&[1], &[])[0];
    assert_eq!((desired.state, desired.until), (Applied, Some(until)));
    assert_eq!(world.ask_at(&[1], &[], until)[0].state, BlockedByLocalManager, "blocked again by itself");
    world.release(1, 1, ReleaseState::Released);
    assert_eq!((world.ask_at(&[1], &[], until)[0].state, world.ask(&[1], &[])[0].until), (Applied, None));
}

#[test]
fn cmfx_07_a_set_nested_in_a_locally_managed_one_is_managed_with_it() {
    let mut world = world();
    world.set(1, |set| (set.locally_managed, set.nss) = (true, SystemSetId(2)));
    world.set(2, |set| set.parent = Some(ComputerSetId(1)));
    world.package(1, |_| {});
    world.assign(2, 1, Apply);
    assert_eq!(world.states(&[2], &[]), [pair("pkg1", BlockedByLocalManager)]);
}

#[test]
fn a_time_that_has_not_come_is_waited_for_until_the_deadline() {
    let mut world = world();
    world.package(1, |_| {});
    world.assign_with(1, 1, Apply, |assignment| {
        assignment.not_before = Some(at("2026-03-05T00:00:00Z"));
        assignment.window = Some("Sat 02:00-05:00".parse().unwrap());
        assignment.deadline = Some(at("2026-03-10T00:00:00Z"));
    });
    let state = |time: &str| {
        let desired = &world.ask_at(&[1], &[], at(time))[0];
        (desired.state, desired.until)
    };
    let opens = Some(at("2026-03-07T02:00:00Z"));
    assert_eq!(state("2026-03-01T12:00:00Z"), (WaitingForWindow, opens));
    assert_eq!(state("2026-03-06T12:00:00Z"), (WaitingForWindow, opens));
    assert_eq!(state("2026-03-07T02:00:00Z"), (Applied, None));
    assert_eq!(state("2026-03-07T05:00:00Z"), (WaitingForWindow, Some(at("2026-03-10T00:00:00Z"))));
    assert_eq!(state("2026-03-10T00:00:00Z"), (Applied, None));
    world.assign(2, 1, Apply);
    let desired = &world.ask(&[1, 2], &[])[0];
    assert_eq!((desired.state, won_by(desired)), (Applied, Some((Apply, MemberKind::Computer, 2))));
    assert_eq!(desired.losers[0].because, Because::HeldUp);
}

#[test]
fn what_an_applied_package_needs_is_applied_and_what_cannot_be_takes_it_along() {
    let mut world = world();
    world.package(1, |package| package.dependencies = vec![PackageId(2)]);
    world.package(2, |package| package.dependencies = vec![PackageId(3), PackageId(1)]);
    world.package(3, |_| {});
    world.assign(1, 1, Apply);
    world.assign(1, 3, Allow);
    let desired = world.ask(&[1], &[]);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied), pair("pkg2", Applied), pair("pkg3", Applied)]);
    assert!(matches!(&desired[2].winner, Rule::Dependency { of: PackageId(2), .. }));
    assert_eq!(desired[2].losers[0].because, Because::WeakerAction);
    world.assign(2, 3, Deny);
    let desired = world.ask(&[1, 2], &[]);
    assert_eq!(world.states(&[1, 2], &[]), [pair("pkg1", Denied), pair("pkg3", Denied)]);
    assert!(matches!(&desired[0].winner, Rule::DependencyDenied { on: PackageId(3), .. }));
    assert_eq!(desired[0].losers[0].because, Because::HeldUp);
}

#[test]
fn what_is_needed_on_other_systems_only_is_not_needed_here() {
    let mut world = world();
    world.package(1, |package| package.dependencies = vec![PackageId(2)]);
    world.package(2, |package| package.os_filter = vec!["Windows XP".into()]);
    world.assign(1, 1, Apply);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied)]);
}

#[test]
fn what_needs_something_blocked_is_blocked_with_it() {
    let mut world = world();
    world.set(1, |set| (set.locally_managed, set.nss) = (true, SystemSetId(2)));
    world.package(1, |package| (package.nss, package.dependencies) = (SystemSetId(2), vec![PackageId(2)]));
    world.package(2, |_| {});
    world.assign(1, 1, Apply);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", BlockedByLocalManager)]);
    world.release(1, 2, ReleaseState::Released);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied), pair("pkg2", Applied)]);
}

#[test]
fn a_replacement_denies_what_it_replaces_and_serves_who_needed_it() {
    let mut world = world();
    world.package(1, |package| package.priority = 9);
    world.package(2, |package| package.supersedes = vec![PackageId(1)]);
    world.package(3, |package| (package.priority, package.dependencies) = (99, vec![PackageId(1)]));
    (1..=3).for_each(|pkg| {
        world.assign(1, pkg, Apply);
    });
    let desired = world.ask(&[1], &[]);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Denied), pair("pkg2", Applied), pair("pkg3", Applied)]);
    assert!(matches!(&desired[0].winner, Rule::Superseded { by: PackageId(2), .. }));
}

#[test]
fn of_two_in_conflict_the_higher_priority_stays_then_the_lower_number() {
    let mut world = world();
    world.package(1, |package| package.conflicts = vec![PackageId(2)]);
    world.package(2, |_| {});
    world.assign(1, 1, Apply);
    world.assign(1, 2, Apply);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Applied), pair("pkg2", Denied)]);
    assert!(matches!(&world.ask(&[1], &[])[1].winner, Rule::Conflict { with: PackageId(1), .. }));
    world.package(2, |package| package.priority = 1);
    assert_eq!(world.states(&[1], &[]), [pair("pkg1", Denied), pair("pkg2", Applied)]);
}

#[test]
fn what_replaces_each_other_or_itself_leaves_one() {
    let mut world = world();
    world.package(1, |package| package.supersedes = vec![PackageId(2), PackageId(1)]);
    world.package(2, |package| (package.supersedes, package.conflicts) = (vec![PackageId(1)], vec![PackageId(2)]));
    world.assign(1, 1, Apply);
    world.assign(1, 2, Apply);
    let applied = world.states(&[1], &[]).iter().filter(|(_, state)| *state == Applied).count();
    assert_eq!(applied, 1);
}
