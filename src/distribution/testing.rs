//! Random configurations and edits for the tests of flat files.

use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::computer_set::{ComputerSet, computer_group, user_group};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Grant, Reach};
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, GrantId, PackageId, PointId, ReleaseId, SystemSetId};
use crate::model::membership::Memberships;
use crate::model::object::{Edit, ObjectKind};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::Verb;
use crate::model::point::Point;
use crate::model::publication::FlatFile;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Machines and users; some differ in case only.
pub(super) const NAMES: [&str; 6] = ["PC1", "pc1", "pc2", "Ämter-3", "mia", "ÉVA"];
const SETS: i64 = 5;
const PACKAGES: i64 = 5;

/// A configuration and who is in its NSCs.
#[derive(Debug, Clone)]
pub(super) struct Estate {
    pub(super) now: Configuration,
    pub(super) members: Memberships,
}

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..40).prop_map(|hours| at("2026-03-01T00:00:00.5Z") + TimeDelta::hours(hours))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-z\\\\\t\n\r,#=\u{1b}\u{85}é|]{0,6}", any::<String>()]
}

fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(&NAMES[..]).prop_map(str::to_owned)
}

fn numbers(max: i64) -> impl Strategy<Value = Vec<PackageId>> {
    vec((1..=max).prop_map(PackageId), 0..3)
}

prop_compose! {
    fn package(id: i64)(
        texts in vec(text(), 9),
        lists in (vec(any::<i32>(), 0..3), numbers(PACKAGES), numbers(PACKAGES), numbers(PACKAGES), vec(text(), 0..3)),
        (kind, state, user, priority, size) in (0_usize..6, 0_usize..6, any::<bool>(), any::<i32>(), any::<u64>()),
        (limit, reboots, created_at) in (proptest::option::of(any::<u32>()), any::<bool>(), moment()),
    ) -> Package {
        let text = |place: usize| texts[place].clone();
        let (codes, dependencies, supersedes, conflicts, os_filter) = lists;
        Package {
            id: PackageId(id),
            nss: SystemSetId(1 + id % 2),
            name: text(0),
            version: text(1),
            vendor: text(2),
            description: text(3),
            kind: PackageKind::ALL[kind],
            scope: if user { PackageScope::User } else { PackageScope::Computer },
            source: text(4),
            install_command: text(5),
            remove_command: text(6),
            detection: text(7),
            success_codes: codes.clone(),
            reboot_codes: codes,
            dependencies,
            supersedes,
            conflicts,
            priority,
            checksum: String::new(),
            size,
            // Filters that nothing fits would leave nothing to decide.
            os_filter: if state == 0 { os_filter } else { Vec::new() },
            concurrency: limit,
            licences: limit.map(|limit| limit / 2),
            reboots,
            state: [PackageState::Draft, PackageState::Retired].get(state).copied().unwrap_or(PackageState::Published),
            created_at,
            created_by: text(8),
        }
    }
}

prop_compose! {
    fn computer_set(id: i64)(
        texts in vec(text(), 5), parent in 0..=SETS, locally_managed in any::<bool>(), created_at in moment(),
    ) -> ComputerSet {
        let text = |place: usize| texts[place].clone();
        ComputerSet {
            id: ComputerSetId(id),
            nss: SystemSetId(1),
            name: text(0),
            description: text(1),
            parent: (parent > 0).then_some(ComputerSetId(parent)),
            locally_managed,
            responsible: text(2),
            os_version: text(3),
            created_at,
            created_by: text(4),
        }
    }
}

prop_compose! {
    fn assignment(id: i64)(
        (nsc, pkg, action, reboot) in (1..=SETS, 1..=PACKAGES, 0_usize..4, 0_usize..3),
        (not_before, deadline, assigned_at) in
            (proptest::option::of(moment()), proptest::option::of(moment()), moment()),
        (windowed, assigned_by) in (any::<bool>(), text()),
    ) -> Assignment {
        Assignment {
            id: AssignmentId(id),
            nsc: ComputerSetId(nsc),
            pkg: PackageId(pkg),
            action: AssignAction::ALL[action],
            not_before,
            deadline,
            window: windowed.then(|| "Sat,Sun 22:00-02:00".parse().unwrap()),
            reboot: [RebootPolicy::Ask, RebootPolicy::Defer, RebootPolicy::Force][reboot],
            assigned_at,
            assigned_by,
        }
    }
}

prop_compose! {
    fn release(id: i64)(
        (nsc, pkg, state) in (1..=SETS, 1..=PACKAGES, 0..3),
        (by, reason, hours, until, at) in (text(), text(), any::<u32>(), moment(), moment()),
    ) -> Release {
        let state = match state {
            0 => ReleaseState::Released,
            1 => ReleaseState::EmergencyAsked { hours },
            _ => ReleaseState::Emergency { agreed_by: format!("{by} {reason}"), until },
        };
        Release { id: ReleaseId(id), nsc: ComputerSetId(nsc), pkg: PackageId(pkg), state, by, at, reason }
    }
}

prop_compose! {
    fn choice(id: i64)(
        (user, machine, pkg) in (name(), proptest::option::of(name()), 1..=PACKAGES),
        (chosen, at) in (any::<bool>(), moment()),
    ) -> Choice {
        Choice { id: ChoiceId(id), user, machine, pkg: PackageId(pkg), chosen, at }
    }
}

fn grant(id: i64) -> Grant {
    Grant {
        id: GrantId(id),
        nss: SystemSetId(1),
        verb: Verb::NscCreate,
        reach: Reach::Nss,
        granted_at: DateTime::UNIX_EPOCH,
        granted_by: "anna".into(),
    }
}

fn point(id: i64) -> Point {
    Point {
        id: PointId(id),
        name: format!("dp{id}"),
        url: "file:///srv".into(),
        credential: String::new(),
        added_at: DateTime::UNIX_EPOCH,
        added_by: "anna".into(),
    }
}

fn kind() -> impl Strategy<Value = MemberKind> {
    prop_oneof![Just(MemberKind::Computer), Just(MemberKind::User)]
}

prop_compose! {
    fn members()(list in vec((1..=SETS + 1, kind(), name()), 0..12)) -> Memberships {
        let mut members = Memberships::default();
        list.into_iter().for_each(|(nsc, kind, name)| members.add(ComputerSetId(nsc), kind, [name]));
        members
    }
}

/// Returns some of what each number can be.
fn some<T: std::fmt::Debug + Clone, S: Strategy<Value = T>>(
    numbers: std::ops::RangeInclusive<i64>,
    one: impl Fn(i64) -> S,
) -> impl Strategy<Value = Vec<Option<T>>> {
    numbers.map(|id| proptest::option::of(one(id))).collect::<Vec<_>>()
}

prop_compose! {
    /// An estate with everything that has a flat file, and some of what has none.
    pub(super) fn estates()(
        packages in some(1..=PACKAGES, package),
        sets in some(1..=SETS, computer_set),
        assignments in some(1..=8, assignment),
        releases in some(1..=3, release),
        choices in some(1..=5, choice),
        others in some(1..=1, |id| Just(id)),
        members in members(),
    ) -> Estate {
        let mut now = Configuration::default();
        packages.into_iter().flatten().for_each(|package| now.put(package.into()));
        sets.into_iter().flatten().for_each(|set| now.put(set.into()));
        assignments.into_iter().flatten().for_each(|assignment| now.put(assignment.into()));
        releases.into_iter().flatten().for_each(|release| now.put(release.into()));
        choices.into_iter().flatten().for_each(|choice| now.put(choice.into()));
        for id in others.into_iter().flatten() {
            now.put(grant(id).into());
            now.put(point(id).into());
        }
        Estate { now, members }
    }
}

prop_compose! {
    fn directory_edit()(
        (what, nsc, members, register) in (0..5, 1..=SETS + 1, kind(), any::<bool>()), names in vec(name(), 0..3),
    ) -> DirectoryEdit {
        let group = match members {
            MemberKind::Computer => computer_group(ComputerSetId(nsc)),
            MemberKind::User => user_group(ComputerSetId(nsc)),
        };
        let description = String::new();
        match what {
            0 => DirectoryEdit::Remove { group, members, names },
            1 => DirectoryEdit::DeleteGroup { group, description, members, names },
            2 if register => DirectoryEdit::Register { members, names },
            2 => DirectoryEdit::CreateGroup { group, description },
            _ => DirectoryEdit::Add { group, members, names },
        }
    }
}

/// Edits of the directory, with NSCs that are there and that are not.
pub(super) fn directory_edits() -> impl Strategy<Value = Vec<DirectoryEdit>> {
    vec(directory_edit(), 0..4)
}

/// Returns the edits that make one configuration of another.
pub(super) fn edits_between(before: &Configuration, after: &Configuration) -> Vec<Edit> {
    let numbers = ObjectKind::ALL.iter().flat_map(|kind| (0..=9).map(|id| (*kind, id)));
    let edits = numbers.map(|(kind, id)| Edit { before: before.get(kind, id), after: after.get(kind, id) });
    edits.filter(|edit| edit.before != edit.after).collect()
}

/// Returns every file, also those of NSCs that are gone.
pub(super) fn every_file() -> BTreeSet<FlatFile> {
    let members = (0..=u8::MAX).flat_map(|bucket| [FlatFile::Computers(bucket), FlatFile::Users(bucket)]);
    let assignments = (1..=SETS).map(|id| FlatFile::Assignments(ComputerSetId(id)));
    members.chain(assignments).chain([FlatFile::Packages, FlatFile::ComputerSets]).collect()
}
