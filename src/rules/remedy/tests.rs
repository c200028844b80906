//! Cases by hand.

use super::testing::{Machine, there};
use super::{BACKOFF_FIRST, BACKOFF_MOST, Doing, Why};
use crate::model::assignment::AssignAction::{Apply, Deny, Publish};
use crate::model::client::Found;
use crate::model::id::PackageId;
use crate::model::report::Verdict;
use crate::rules::desired::testing::{World, noon};
use chrono::TimeDelta;

fn world(packages: i64) -> World {
    let mut world = World::default();
    for id in 1..=packages {
        world.package(id, |_| {});
    }
    world.set(1, |_| {});
    world.set(2, |_| {});
    world
}

fn finding(machine: &Machine, pkg: i64) -> (Verdict, Option<Why>) {
    let remedy = machine.remedy();
    let finding = remedy.findings.into_iter().find(|finding| finding.pkg == PackageId(pkg)).unwrap();
    (finding.verdict, finding.why)
}

#[test]
fn cmf_90_what_differs_is_installed_upgraded_repaired_or_removed() {
    let mut world = world(5);
    for id in 1..=4 {
        world.assign(1, id, Apply);
    }
    world.assign(1, 5, Deny);
    let machine = Machine::new(world)
        .with(1, Found::Absent)
        .with(2, there("0.9"))
        .with(3, Found::Broken { version: "1".into(), reason: "half".into() })
        .with(4, there("1"))
        .with(5, there("1"));
    let steps = [(5, Doing::Remove), (1, Doing::Install), (2, Doing::Upgrade), (3, Doing::Repair)];
    assert_eq!(machine.steps(), steps);
    assert_eq!(finding(&machine, 4), (Verdict::Ok, None));
    assert_eq!(finding(&machine, 5).0, Verdict::ForbiddenPresent);
}

#[test]
fn cmf_90_what_a_failed_package_carries_is_deferred_and_says_on_what() {
    let mut world = world(0);
    world.package(1, |_| {});
    world.package(2, |package| package.dependencies = vec![PackageId(1)]);
    world.set(1, |_| {});
    world.assign(1, 2, Apply);
    let machine = Machine::new(world).failed(1, Doing::Install, 1, noon());
    assert_eq!(machine.steps(), []);
    let until = noon() + BACKOFF_FIRST;
    assert_eq!(finding(&machine, 1), (Verdict::Failed, Some(Why::Backoff { until, failures: 1 })));
    assert_eq!(finding(&machine, 2), (Verdict::Deferred, Some(Why::Dependency { on: PackageId(1) })));
}

#[test]
fn the_wait_doubles_to_a_day_and_a_clock_that_was_turned_back_holds_up_nothing() {
    let mut world = world(1);
    world.assign(1, 1, Apply);
    let after = |failures, at| Machine::new(world.clone()).failed(1, Doing::Install, failures, at).steps();
    assert_eq!(after(1, noon() - BACKOFF_FIRST), [(1, Doing::Install)]);
    assert_eq!(after(2, noon() - BACKOFF_FIRST), []);
    assert_eq!(after(2, noon() - BACKOFF_FIRST * 2), [(1, Doing::Install)]);
    assert_eq!(after(u32::MAX, noon() - BACKOFF_MOST + TimeDelta::seconds(1)), []);
    assert_eq!(after(u32::MAX, noon() - BACKOFF_MOST), [(1, Doing::Install)]);
    assert_eq!(after(1, noon() + TimeDelta::days(400)), [(1, Doing::Install)], "from the future");
}

#[test]
fn cmfx_05_what_is_not_chosen_any_more_is_removed_once_and_no_more() {
    let mut world = world(1);
    world.assign(2, 1, Publish);
    world.choose("mia", None, 1, false);
    let mut machine = Machine::new(world).with(1, there("1"));
    assert_eq!(machine.steps(), [(1, Doing::Remove)]);
    machine.removed.insert(PackageId(1));
    assert_eq!(machine.steps(), []);
    assert_eq!(finding(&machine, 1), (Verdict::Ok, None));
}

#[test]
fn cmfx_07_what_waits_for_its_window_or_its_local_manager_says_so() {
    let mut world = world(0);
    world.package(1, |_| {});
    world.package(2, |package| package.nss = crate::model::id::SystemSetId(2));
    world.set(1, |set| set.locally_managed = true);
    world.assign_with(1, 1, Apply, |assignment| assignment.window = Some("Sat 02:00-05:00".parse().unwrap()));
    world.assign(1, 2, Apply);
    let machine = Machine::new(world);
    assert_eq!(machine.steps(), []);
    let opens = "2026-03-07T02:00:00Z".parse().ok();
    assert_eq!(finding(&machine, 1), (Verdict::Deferred, Some(Why::Window { opens })));
    let manager = Why::LocalManager { nsc_name: "set1".into(), responsible: "otto".into() };
    assert_eq!(finding(&machine, 2), (Verdict::BlockedLocal, Some(manager)));
    let machine = machine.with(1, there("1")).with(2, there("1"));
    assert_eq!(finding(&machine, 1), (Verdict::Ok, None), "what is there stays");
    assert_eq!(finding(&machine, 2), (Verdict::Ok, None), "what is there stays");
}

#[test]
fn a_new_version_takes_the_place_of_the_old_one_and_a_successor_comes_before_the_old_one_goes() {
    let mut world = World::default();
    world.package(1, |package| package.name = "Reader".into());
    world.package(2, |package| {
        package.name = "reader".into();
        package.version = "2".into();
        package.supersedes = vec![PackageId(1)];
    });
    world.package(3, |_| {});
    world.package(4, |package| package.supersedes = vec![PackageId(3)]);
    world.set(1, |_| {});
    for id in 1..=4 {
        world.assign(1, id, Apply);
    }
    let mut machine = Machine::new(world).with(1, there("1")).with(2, there("1")).with(3, there("1"));
    assert_eq!(machine.steps(), [(4, Doing::Install), (3, Doing::Remove), (2, Doing::Upgrade)]);
    assert_eq!(finding(&machine, 1).1, Some(Why::SameName { by: PackageId(2) }));
    machine = machine.failed(4, Doing::Install, 1, noon());
    assert_eq!(machine.steps(), [(2, Doing::Upgrade)], "the old one stays until the new one is there");
}

#[test]
fn two_versions_that_shall_both_be_there_do_not_replace_each_other_for_ever() {
    let mut world = World::default();
    world.package(1, |package| package.name = "java".into());
    world.package(2, |package| {
        package.name = "java".into();
        package.version = "2".into();
    });
    world.set(1, |_| {});
    world.assign(1, 1, Apply);
    world.assign(1, 2, Apply);
    let machine = Machine::new(world).with(1, there("2")).with(2, there("2"));
    assert_eq!(machine.steps(), []);
    assert_eq!(finding(&machine, 1), (Verdict::WrongVersion, Some(Why::SameName { by: PackageId(2) })));
}

#[test]
fn what_awaits_a_reboot_holds_up_what_needs_it() {
    let mut world = World::default();
    world.package(1, |_| {});
    world.package(2, |package| package.dependencies = vec![PackageId(1)]);
    world.set(1, |_| {});
    world.assign(1, 2, Apply);
    let mut machine = Machine::new(world).with(1, there("1"));
    machine.awaiting.insert(PackageId(1));
    let of = PackageId(1);
    assert_eq!(finding(&machine, 1), (Verdict::PendingReboot, Some(Why::Reboot { of })));
    assert_eq!(finding(&machine, 2), (Verdict::Deferred, Some(Why::Reboot { of })));
}
