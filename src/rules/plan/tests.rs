//! The check against the definition of soundness, written out without regard to cost; and what each break is called.

use super::{Broken, check};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::directory::MemberKind;
use crate::model::id::*;
use crate::model::object::{Edit, Object, ObjectKind};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::Verb;
use crate::model::point::Point;
use crate::model::request::{MemberRequest, RequestState};
use crate::model::system_set::SystemSet;
use chrono::DateTime;
use proptest::prelude::*;
use std::collections::BTreeSet;

const AT: DateTime<chrono::Utc> = DateTime::UNIX_EPOCH;

fn nss(id: i64, parent: i64, name: &str) -> Object {
    let parent = (parent > 0).then_some(SystemSetId(parent));
    let (description, link_person) = (String::new(), String::new());
    let set = SystemSet {
        id: SystemSetId(id),
        name: name.into(),
        parent,
        description,
        link_person,
        created_at: AT,
        created_by: String::new(),
    };
    set.into()
}

fn grant(id: i64, nss: i64, verb: Verb, reach: Reach) -> Object {
    Grant { id: GrantId(id), nss: SystemSetId(nss), verb, reach, granted_at: AT, granted_by: String::new() }.into()
}

fn nsc(id: i64, nss: i64, parent: i64, name: &str) -> Object {
    let set = ComputerSet {
        id: ComputerSetId(id),
        nss: SystemSetId(nss),
        name: name.into(),
        description: String::new(),
        parent: (parent > 0).then_some(ComputerSetId(parent)),
        locally_managed: false,
        responsible: String::new(),
        os_version: String::new(),
        created_at: AT,
        created_by: String::new(),
    };
    set.into()
}

fn package(id: i64, nss: i64, name: &str, dependencies: &[i64], conflicts: &[i64]) -> Object {
    let numbers = |ids: &[i64]| ids.iter().map(|id| PackageId(*id)).collect();
    let package = Package {
        id: PackageId(id),
        nss: SystemSetId(nss),
        name: name.into(),
        version: "1".into(),
        vendor: String::new(),
        description: String::new(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: String::new(),
        install_command: String::new(),
        remove_command: String::new(),
        detection: String::new(),
        success_codes: Vec::new(),
        reboot_codes: Vec::new(),
        dependencies: numbers(dependencies),
        supersedes: Vec::new(),
        conflicts: numbers(conflicts),
        priority: 0,
        size: 0,
        checksum: String::new(),
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: AT,
        created_by: String::new(),
    };
    package.into()
}

fn assignment(id: i64, nsc: i64, pkg: i64) -> Object {
    let assignment = Assignment {
        id: AssignmentId(id),
        nsc: ComputerSetId(nsc),
        pkg: PackageId(pkg),
        action: AssignAction::Apply,
        not_before: None,
        deadline: None,
        window: None,
        reboot: RebootPolicy::Ask,
        assigned_at: AT,
        assigned_by: String::new(),
    };
    assignment.into()
}

fn administrator(id: i64, nss: i64, name: &str, reach: Reach) -> Object {
    let trustee = Trustee::User(name.into());
    let (nss, added_by) = (SystemSetId(nss), String::new());
    Administrator { id: AdministratorId(id), nss, trustee, reach, added_at: AT, added_by }.into()
}

/// Any object, made of small numbers.
fn object(kind: ObjectKind, id: i64, a: i64, b: i64) -> Object {
    let name = ["Alfa", "ALFA", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"][usize::try_from(b).unwrap() % 7];
    let reach = match b % 3 {
        0 => Reach::Nss,
        1 => Reach::Nsc(ComputerSetId(1 + b / 3)),
        _ => Reach::Pkg(PackageId(1 + b / 3)),
    };
    let verb = if id % 2 == 0 { Verb::NscEdit } else { Verb::PkgEdit };
    let (by, reason) = (String::new(), String::new());
    match kind {
        ObjectKind::SystemSet => nss(id, a, name),
        ObjectKind::Grant => grant(id, a, verb, reach),
        ObjectKind::ComputerSet => nsc(id, a, b, name),
        ObjectKind::Package => {
            let others: Vec<i64> = (b > 0).then_some(b).into_iter().collect();
            package(
                id,
                a,
                &format!("P{}", (id + b) % 7),
                if b % 2 == 0 { &others } else { &[] },
                if b % 2 == 0 { &[] } else { &others },
            )
        }
        ObjectKind::Administrator => administrator(id, a, name, reach),
        ObjectKind::Assignment => assignment(id, a, b),
        ObjectKind::Release => {
            let (nsc, pkg) = (ComputerSetId(a), PackageId(b));
            Release { id: ReleaseId(id), nsc, pkg, state: ReleaseState::Released, by, at: AT, reason }.into()
        }
        ObjectKind::Request => {
            let (nsc, state) = (ComputerSetId(a), RequestState::Pending);
            let (kind, names) = (MemberKind::User, Vec::new());
            MemberRequest { id: RequestId(id), nsc, kind, names, asked_by: by, asked_at: AT, reason, state }.into()
        }
        ObjectKind::Point => {
            let (name, url, credential) = (name.into(), String::from("file:///dp"), String::new());
            Point { id: PointId(id), name, url, credential, added_at: AT, added_by: by }.into()
        }
        ObjectKind::Choice => {
            Choice { id: ChoiceId(id), user: by, machine: None, pkg: PackageId(a), chosen: true, at: AT }.into()
        }
    }
}

/// A wish: an object to be put, or one to be deleted.
#[derive(Debug, Clone)]
struct Wish {
    object: Object,
    delete: bool,
}

fn wish() -> impl Strategy<Value = Wish> {
    let kind = (0..ObjectKind::ALL.len()).prop_map(|place| ObjectKind::ALL[place]);
    (kind, 1..6_i64, 0..6_i64, 0..6_i64, prop::bool::weighted(0.2))
        .prop_map(|(kind, id, a, b, delete)| Wish { object: object(kind, id, a, b), delete })
}

/// Makes the wish's edit, if there is one to make.
fn make(now: &mut Configuration, wish: &Wish) -> Option<Edit> {
    let (kind, id) = (wish.object.kind(), wish.object.id());
    let before = now.get(kind, id);
    let after = (!wish.delete).then(|| wish.object.clone());
    if before == after {
        return None;
    }
    let edit = Edit { before, after };
    now.apply(&edit);
    Some(edit)
}

/// What soundness means, looked at everywhere.
fn is_sound(c: &Configuration) -> bool {
    let nss = |id: SystemSetId| c.system_sets.contains_key(&id);
    let nsc = |id: ComputerSetId| c.computer_sets.contains_key(&id);
    let pkg = |id: PackageId| c.packages.contains_key(&id);
    let reach = |reach: Reach| match reach {
        Reach::Nss => true,
        Reach::Nsc(id) => nsc(id),
        Reach::Pkg(id) => pkg(id),
    };
    let referred = c.system_sets.values().all(|o| o.parent.is_none_or(nss))
        && c.grants.values().all(|o| nss(o.nss) && reach(o.reach))
        && c.administrators.values().all(|o| nss(o.nss) && reach(o.reach))
        && c.computer_sets.values().all(|o| nss(o.nss) && o.parent.is_none_or(nsc))
        && c.packages
            .values()
            .all(|o| nss(o.nss) && o.dependencies.iter().chain(&o.supersedes).chain(&o.conflicts).all(|id| pkg(*id)))
        && c.assignments.values().all(|o| nsc(o.nsc) && pkg(o.pkg))
        && c.releases.values().all(|o| nsc(o.nsc) && pkg(o.pkg))
        && c.requests.values().all(|o| nsc(o.nsc))
        && c.choices.values().all(|o| pkg(o.pkg));
    let masters = c.system_sets.values().filter(|o| o.parent.is_none()).count();
    let up = |id: &SystemSetId| c.system_sets.get(id).and_then(|o| o.parent);
    let out = |id: &ComputerSetId| c.computer_sets.get(id).and_then(|o| o.parent);
    let needs = |id: PackageId| {
        let mut reached = BTreeSet::new();
        let mut next = vec![id];
        while let Some(package) = next.pop().and_then(|id| c.packages.get(&id)) {
            next.extend(package.dependencies.iter().filter(|id| reached.insert(**id)));
            // Unknown numbers were told above.
            next.retain(|id| pkg(*id));
        }
        reached.contains(&id)
    };
    let straight = c.system_sets.keys().all(|id| std::iter::successors(up(id), up).take(99).all(|above| above != *id))
        && c.computer_sets.keys().all(|id| std::iter::successors(out(id), out).take(99).all(|outer| outer != *id))
        && !c.packages.keys().any(|id| needs(*id));
    let own = c
        .computer_sets
        .values()
        .all(|o| o.parent.and_then(|id| c.computer_sets.get(&id)).is_none_or(|p| p.nss == o.nss));
    let within = c.grants.values().all(|grant| match up(&grant.nss) {
        None => true,
        Some(above) if up(&above).is_none() => true,
        Some(above) => c.grants.values().any(|held| {
            held.nss == above && held.verb == grant.verb && (held.reach == Reach::Nss || held.reach == grant.reach)
        }),
    });
    fn all_differ<K: Ord>(keys: impl Iterator<Item = K>) -> bool {
        let mut seen = BTreeSet::new();
        keys.into_iter().all(|key| seen.insert(key))
    }
    let once = all_differ(c.system_sets.values().map(|o| o.name.to_lowercase()))
        && all_differ(c.computer_sets.values().map(|o| o.name.to_lowercase()))
        && all_differ(c.packages.values().map(|o| o.title().to_lowercase()))
        && all_differ(c.grants.values().map(|o| (o.nss, o.verb, o.reach)))
        && all_differ(c.administrators.values().map(|o| (o.nss, o.trustee.to_string().to_lowercase(), o.reach)))
        && all_differ(c.assignments.values().map(|o| (o.nsc, o.pkg, o.action)))
        && all_differ(c.releases.values().map(|o| (o.nsc, o.pkg)))
        && all_differ(c.points.values().map(|o| o.name.to_lowercase()));
    referred && (masters == 1 || c.system_sets.is_empty()) && straight && own && within && once
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn d_09_a_change_of_what_is_sound_passes_exactly_if_the_result_is_sound(
        past in prop::collection::vec(wish(), 0..150),
        change in prop::collection::vec(wish(), 1..5),
    ) {
        let mut before = Configuration::default();
        for wish in &past {
            let mut next = before.clone();
            make(&mut next, wish);
            if is_sound(&next) {
                before = next;
            }
        }
        let mut after = before.clone();
        let edits: Vec<Edit> = change.iter().filter_map(|wish| make(&mut after, wish)).collect();
        let checked = check(&before, &after, &edits);
        prop_assert_eq!(checked.is_ok(), is_sound(&after), "{:?} after {:?}", checked, edits);
    }

    #[test]
    fn whatever_is_unsound_the_check_ends_and_no_change_breaks_nothing(
        past in prop::collection::vec(wish(), 0..60),
        change in prop::collection::vec(wish(), 1..5),
    ) {
        let mut before = Configuration::default();
        for wish in &past {
            make(&mut before, wish);
        }
        let mut after = before.clone();
        let edits: Vec<Edit> = change.iter().filter_map(|wish| make(&mut after, wish)).collect();
        let _ = check(&before, &after, &edits);
        let back: Vec<Edit> = edits.iter().chain(&edits).cloned().collect();
        prop_assert_eq!(check(&before, &before, &back), Ok(()));
    }
}

/// Two NSSs below the master, the lower with an NSC in an NSC and a package that needs another.
fn estate() -> Configuration {
    let mut estate = Configuration::default();
    for object in [
        nss(1, 0, "Master"),
        nss(2, 1, "Upper"),
        nss(3, 2, "Lower"),
        grant(1, 2, Verb::NscEdit, Reach::Nss),
        grant(2, 3, Verb::NscEdit, Reach::Nsc(ComputerSetId(1))),
        nsc(1, 3, 0, "Outer"),
        nsc(2, 3, 1, "Inner"),
        package(1, 3, "Base", &[], &[]),
        package(2, 3, "Tool", &[1], &[]),
        assignment(1, 1, 2),
        administrator(1, 3, "anna", Reach::Nss),
    ] {
        estate.put(object);
    }
    assert!(is_sound(&estate));
    estate
}

/// Puts or takes these objects and checks.
fn tried(objects: &[Object], deleted: &[Object]) -> Result<(), Broken> {
    let before = estate();
    let mut after = before.clone();
    let wishes = objects.iter().map(|o| (o, false)).chain(deleted.iter().map(|o| (o, true)));
    let edits: Vec<Edit> =
        wishes.filter_map(|(object, delete)| make(&mut after, &Wish { object: object.clone(), delete })).collect();
    assert!(!edits.is_empty());
    check(&before, &after, &edits)
}

#[test]
fn each_break_is_named() {
    let word = |word: &str| word.to_owned();
    assert_eq!(tried(&[nss(4, 0, "Other")], &[]), Err(Broken::Masters { names: vec![word("Master"), word("Other")] }));
    let cycle = Broken::Cycle { object: word("nss"), name: word("Upper"), through: word("Lower") };
    assert_eq!(tried(&[nss(2, 3, "Upper")], &[]), Err(cycle));
    let cycle = Broken::Cycle { object: word("pkg"), name: word("Base 1"), through: word("Tool 1") };
    assert_eq!(tried(&[package(1, 3, "Base", &[2], &[])], &[]), Err(cycle));
    assert_eq!(
        tried(&[grant(3, 3, Verb::PkgEdit, Reach::Nss)], &[]),
        Err(Broken::ParentLacks { nss: word("Lower"), parent: word("Upper"), verbs: vec![word("pkg.edit")] }),
    );
    assert_eq!(
        tried(&[], &[grant(1, 2, Verb::NscEdit, Reach::Nss)]),
        Err(Broken::ParentLacks { nss: word("Lower"), parent: word("Upper"), verbs: vec![word("nsc.edit")] }),
    );
    assert_eq!(tried(&[nsc(3, 1, 0, "OUTER")], &[]), Err(Broken::Exists { object: word("nsc"), name: word("OUTER") }));
    let other = Broken::OtherNss { name: word("Inner"), parent: word("Outer") };
    assert_eq!(tried(&[nsc(1, 2, 0, "Outer")], &[]), Err(other));
    let dangling = Broken::Dangling { object: word("pkg"), name: word("Base 1"), refers_to: word("pkg Tool 1") };
    assert_eq!(tried(&[], &[package(1, 3, "Base", &[], &[])]), Err(dangling));
    let missing = Broken::Missing { object: word("nsc"), name: word("9") };
    assert_eq!(tried(&[assignment(2, 9, 1)], &[]), Err(missing));
    assert_eq!(tried(&[nss(3, 1, "Lower")], &[]), Ok(()), "the master holds everything");
}

#[test]
fn what_was_unsound_before_stays_changeable() {
    let mut before = estate();
    // As if edited by hand: two masters, and a grant that the NSS above lacks.
    before.put(nss(4, 0, "Second"));
    before.put(grant(9, 3, Verb::PkgEdit, Reach::Nss));
    let mut after = before.clone();
    let edits: Vec<Edit> = [nss(4, 0, "Renamed"), grant(8, 3, Verb::NscEdit, Reach::Nss)]
        .into_iter()
        .filter_map(|object| make(&mut after, &Wish { object, delete: false }))
        .collect();
    assert_eq!(check(&before, &after, &edits), Ok(()));
}
