use super::{Change, Crowd, Impact, Overrule, impact, moves, tally};
use crate::model::assignment::AssignAction::{self, Allow, Apply, Deny, Publish};
use crate::model::configuration::Configuration;
use crate::model::desired::DesiredState;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::membership::Memberships;
use crate::model::object::{Edit, Object};
use crate::rules::desired::testing::{World, noon};
use crate::rules::desired::{Rules, Subject};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A world with three NSCs and two packages, and machines: a in 1, b in 1 and 2, c in 2, d in 3; user mia in 3.
fn world() -> (World, Memberships) {
    let mut world = World::default();
    (1..=3).for_each(|id| {
        world.set(id, |_| {});
    });
    (1..=2).for_each(|id| {
        world.package(id, |_| {});
    });
    let mut members = Memberships::default();
    for (set, name) in [(1, "A"), (1, "b"), (2, "b"), (2, "c"), (3, "d")] {
        members.add(ComputerSetId(set), MemberKind::Computer, [name.to_owned()]);
    }
    members.add(ComputerSetId(3), MemberKind::User, ["mia".to_owned()]);
    (world, members)
}

/// What an edit of a world does.
fn effect_of(before: &World, edit: impl FnOnce(&mut World), members: &Memberships, moved: &[DirectoryEdit]) -> Impact {
    let mut after = before.clone();
    edit(&mut after);
    let edits = difference(&before.0, &after.0);
    let crowd = Crowd::new(Arc::new(members.clone()), None);
    let moved = moves(members, moved);
    let change = Change { before: &before.rules(), after: &after.rules(), edits: &edits, moved: &moved };
    impact(change, &crowd, noon())
}

fn difference(before: &Configuration, after: &Configuration) -> Vec<Edit> {
    let objects = |of: &Configuration| -> Vec<Object> {
        let sets = of.computer_sets.values().cloned().map(Object::from);
        let packages = of.packages.values().cloned().map(Object::from);
        let assignments = of.assignments.values().cloned().map(Object::from);
        let choices = of.choices.values().cloned().map(Object::from);
        let releases = of.releases.values().cloned().map(Object::from);
        sets.chain(packages).chain(assignments).chain(choices).chain(releases).collect()
    };
    let old = objects(before);
    let changed = objects(after).into_iter().filter(|object| !old.contains(object));
    changed.map(|object| Edit { before: before.get(object.kind(), object.id()), after: Some(object) }).collect()
}

fn names(few: Option<&super::Few>) -> Vec<&str> {
    let few = few.map_or(&[][..], |few| {
        assert_eq!(few.count, few.first.len() as u64);
        &few.first[..]
    });
    few.iter().map(String::as_str).collect()
}

#[test]
fn an_assignment_tells_installs_reboots_and_what_goes_before_it() {
    let (mut world, members) = world();
    world.package(1, |package| package.reboots = true);
    let deny = world.assign(2, 1, Deny);
    let told = effect_of(
        &world,
        |world| {
            world.assign(1, 1, Apply);
        },
        &members,
        &[],
    );
    assert_eq!(names(told.installs.get(&PackageId(1))), ["a"]);
    assert_eq!((names(Some(&told.machines)), told.reboots, told.removes.len()), (vec!["a"], 1, 0));
    assert_eq!(names(told.overruled.get(&(PackageId(1), Overrule::Assignment(deny)))), ["b"]);
}

#[test]
fn a_denial_tells_removals_and_an_end_removes_nothing() {
    let (mut world, members) = world();
    let apply = world.assign(1, 1, Apply);
    world.assign(3, 1, Publish);
    let told = effect_of(
        &world,
        |world| {
            world.assign(2, 1, Deny);
        },
        &members,
        &[],
    );
    assert_eq!(names(told.removes.get(&PackageId(1))), ["b"]);
    assert_eq!(names(Some(&told.machines)), ["b", "c"]);
    let mut after = world.clone();
    let gone = after.0.assignments.remove(&apply).unwrap();
    let crowd = Crowd::new(Arc::new(members), None);
    let edits = [Edit::delete(gone)];
    let told =
        impact(Change { before: &world.rules(), after: &after.rules(), edits: &edits, moved: &[] }, &crowd, noon());
    assert_eq!((names(Some(&told.machines)), told.removes.len()), (vec!["a", "b"], 0));
}

#[test]
fn users_are_told_beside_machines() {
    let (world, members) = world();
    let told = effect_of(
        &world,
        |world| {
            world.assign(3, 1, Publish);
        },
        &members,
        &[],
    );
    assert_eq!((names(Some(&told.machines)), names(Some(&told.users))), (vec!["d"], vec!["mia"]));
    assert!(told.installs.is_empty());
}

#[test]
fn members_who_come_and_go_are_told_with_all_their_packages() {
    let (mut world, members) = world();
    world.assign(1, 1, Apply);
    world.assign(2, 2, Apply);
    let group = |id: i64| format!("CMF_NSC_{id}");
    let edits = [
        DirectoryEdit::Add {
            group: group(1),
            members: MemberKind::Computer,
            names: vec!["C".into(), "new".into(), "a".into()],
        },
        DirectoryEdit::Remove { group: group(2), members: MemberKind::Computer, names: vec!["b".into()] },
    ];
    let told = effect_of(&world, |_| {}, &members, &edits);
    assert_eq!(names(told.installs.get(&PackageId(1))), ["c", "new"]);
    assert_eq!(names(Some(&told.machines)), ["b", "c", "new"]);
}

#[test]
fn cmfx_07_a_local_manager_blocks_what_a_nesting_brings() {
    let (mut world, members) = world();
    world.set(2, |set| (set.locally_managed, set.nss) = (true, SystemSetId(2)));
    world.assign(1, 1, Apply);
    let nest = |world: &mut World| {
        world.set(3, |set| set.parent = Some(ComputerSetId(1)));
        world.assign(2, 1, Apply);
    };
    let told = effect_of(&world, nest, &members, &[]);
    assert_eq!(names(told.installs.get(&PackageId(1))), ["d"]);
    assert_eq!(told.blocked, BTreeMap::from([((PackageId(1), ComputerSetId(2)), 1)]), "c; b waits already");
}

#[test]
fn publishing_a_draft_brings_its_assignments_to_life() {
    use crate::model::package::PackageState;
    let (mut world, members) = world();
    world.package(1, |package| package.state = PackageState::Draft);
    world.assign(1, 1, Apply);
    let told = effect_of(
        &world,
        |world| {
            world.package(1, |_| {});
        },
        &members,
        &[],
    );
    assert_eq!(names(told.installs.get(&PackageId(1))), ["a", "b"]);
    let quiet = effect_of(
        &world,
        |world| {
            world.assign(2, 1, Apply);
        },
        &members,
        &[],
    );
    assert_eq!(quiet, Impact::default());
}

/// Assignments that there are, the one that comes, and who moves between sets.
type Drawn = (Vec<(i64, i64, usize)>, (i64, i64, usize), Vec<(usize, i64, i64)>);

fn plans() -> impl Strategy<Value = Drawn> {
    let one = || (1_i64..=4, 1_i64..=3, 0_usize..4);
    let members = proptest::collection::vec((0_usize..8, 1_i64..=4, 0_i64..=4), 8);
    (proptest::collection::vec(one(), 0..8), one(), members)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The classes count what asking every machine by itself counts.
    #[test]
    fn the_impact_is_the_sum_of_what_changes_machine_by_machine((assignments, new, places) in plans()) {
        let mut world = World::default();
        for id in 1..=4 {
            world.set(id, |set| set.parent = (id == 4).then_some(ComputerSetId(1)));
        }
        world.package(1, |package| package.dependencies = vec![PackageId(2)]);
        world.package(2, |_| {});
        world.package(3, |package| package.supersedes = vec![PackageId(2)]);
        for (set, package, action) in assignments {
            world.assign(set, package, AssignAction::ALL[action]);
        }
        world.choose("mia", Some("m3"), 1, true);
        let mut members = Memberships::default();
        for (machine, first, second) in places {
            for set in [first, second].into_iter().filter(|set| *set > 0) {
                members.add(ComputerSetId(set), MemberKind::Computer, [format!("m{machine}")]);
            }
        }
        let mut after = world.clone();
        after.assign(new.0, new.1, AssignAction::ALL[new.2]);
        let told = effect_of(&world, |world| *world = after.clone(), &members, &[]);
        let states = |rules: &Rules, name: &str| {
            let machine_sets = members.of(MemberKind::Computer, name);
            let subject = Subject { machine: Some(name), machine_sets, ..Subject::default() };
            let states = rules.states(&subject, noon()).into_iter();
            states.filter(|(_, state)| *state != DesiredState::Unmanaged).collect::<BTreeMap<_, _>>()
        };
        let (old, now) = (world.rules(), after.rules());
        let (mut machines, mut installs, mut applied) = (0, BTreeMap::<PackageId, u64>::new(), 0);
        for name in (0..8).map(|n| format!("m{n}")) {
            let (before, after) = (states(&old, &name), states(&now, &name));
            machines += u64::from(before != after);
            applied += u64::from(after.get(&PackageId(1)) == Some(&DesiredState::Applied));
            for (package, state) in after {
                let is_new = before.get(&package) != Some(&DesiredState::Applied);
                if state == DesiredState::Applied && is_new {
                    *installs.entry(package).or_default() += 1;
                }
            }
        }
        prop_assert_eq!(told.machines.count, machines);
        let counted: BTreeMap<_, _> = told.installs.iter().map(|(id, few)| (*id, few.count)).collect();
        prop_assert_eq!(counted, installs);
        let crowd = Crowd::new(Arc::new(members.clone()), None);
        let tallied = tally(&now, PackageId(1), &crowd, noon());
        prop_assert_eq!(tallied.get(&DesiredState::Applied).copied().unwrap_or_default(), applied);
    }
}

#[test]
fn what_is_allowed_beside_something_stronger_changes_nothing() {
    let (mut world, members) = world();
    world.assign(1, 1, Apply);
    let told = effect_of(
        &world,
        |world| {
            world.assign(1, 1, Allow);
        },
        &members,
        &[],
    );
    assert_eq!(told.machines.count, 0);
    assert_eq!(told.overruled.values().map(|few| few.count).sum::<u64>(), 2);
}
