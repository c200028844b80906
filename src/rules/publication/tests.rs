//! What concerns which files, one by one. That nothing is missing is a property of the writer's tests.

use super::{all, concerned, moved};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{
    AdministratorId, AssignmentId, ChoiceId, ComputerSetId, GrantId, PackageId, PointId, ReleaseId, RequestId,
    SystemSetId,
};
use crate::model::membership::Memberships;
use crate::model::object::{Edit, Object, ObjectKind};
use crate::model::permission::Verb;
use crate::model::point::Point;
use crate::model::publication::{FlatFile, bucket};
use crate::model::request::{MemberRequest, RequestState};
use crate::model::system_set::SystemSet;
use crate::rules::desired::testing::World;
use chrono::DateTime;
use std::collections::BTreeSet;

const NSC: ComputerSetId = ComputerSetId(259);
const OTHER: ComputerSetId = ComputerSetId(7);

fn release(nsc: ComputerSetId) -> Object {
    let (by, at, reason) = ("otto".into(), DateTime::UNIX_EPOCH, String::new());
    Release { id: ReleaseId(1), nsc, pkg: PackageId(1), state: ReleaseState::Released, by, at, reason }.into()
}

fn choice(user: &str, machine: Option<&str>) -> Object {
    Choice {
        id: ChoiceId(1),
        user: user.into(),
        machine: machine.map(Into::into),
        pkg: PackageId(1),
        chosen: true,
        at: DateTime::UNIX_EPOCH,
    }
    .into()
}

fn assignment(nsc: ComputerSetId) -> Object {
    Assignment {
        id: AssignmentId(1),
        nsc,
        pkg: PackageId(1),
        action: AssignAction::Apply,
        not_before: None,
        deadline: None,
        window: None,
        reboot: RebootPolicy::Ask,
        assigned_at: DateTime::UNIX_EPOCH,
        assigned_by: "anna".into(),
    }
    .into()
}

fn nsc() -> ComputerSet {
    let mut world = World::default();
    world.set(NSC.0, |_| {});
    world.0.computer_sets.into_values().next().unwrap()
}

/// An object of each kind, and the files that its creation or deletion concerns.
fn sample(kind: ObjectKind) -> (Object, Vec<FlatFile>) {
    let (at, by) = (DateTime::UNIX_EPOCH, "anna".to_owned());
    match kind {
        ObjectKind::SystemSet => {
            let (name, description, link_person) = ("NICE".into(), String::new(), String::new());
            let id = SystemSetId(1);
            let set = SystemSet { id, name, parent: None, description, link_person, created_at: at, created_by: by };
            (set.into(), vec![])
        }
        ObjectKind::Grant => {
            let (id, nss, verb, reach) = (GrantId(1), SystemSetId(1), Verb::NscCreate, Reach::Nss);
            (Grant { id, nss, verb, reach, granted_at: at, granted_by: by }.into(), vec![])
        }
        ObjectKind::ComputerSet => (nsc().into(), vec![FlatFile::ComputerSets, FlatFile::Assignments(NSC)]),
        ObjectKind::Package => {
            let mut world = World::default();
            world.package(1, |_| {});
            (world.0.get(ObjectKind::Package, 1).unwrap(), vec![FlatFile::Packages])
        }
        ObjectKind::Administrator => {
            let (id, nss, trustee) = (AdministratorId(1), SystemSetId(1), Trustee::User("bob".into()));
            let reach = Reach::Nss;
            (Administrator { id, nss, trustee, reach, added_at: at, added_by: by }.into(), vec![])
        }
        ObjectKind::Assignment => (assignment(NSC), vec![FlatFile::Assignments(NSC)]),
        ObjectKind::Release => (release(NSC), vec![FlatFile::Assignments(NSC)]),
        ObjectKind::Request => {
            let request = MemberRequest {
                id: RequestId(1),
                nsc: NSC,
                kind: MemberKind::Computer,
                names: vec!["pc1".into()],
                asked_by: by,
                asked_at: at,
                reason: String::new(),
                state: RequestState::Pending,
            };
            (request.into(), vec![])
        }
        ObjectKind::Choice => (choice("mia", Some("PC42")), vec![FlatFile::Computers(bucket("pc42"))]),
        ObjectKind::Point => {
            let (name, url, credential) = ("dp1".into(), "file:///srv".into(), String::new());
            (Point { id: PointId(1), name, url, credential, added_at: at, added_by: by }.into(), vec![])
        }
    }
}

fn of_edit(edit: Edit) -> Vec<FlatFile> {
    concerned(&[edit], &[], &Memberships::default()).into_iter().collect()
}

fn of_directory(edit: DirectoryEdit, before: &Memberships) -> Vec<FlatFile> {
    concerned(&[], &[edit], before).into_iter().collect()
}

#[test]
fn cmf_60_each_kind_of_record_has_its_files() {
    for kind in ObjectKind::ALL {
        let (object, files) = sample(*kind);
        assert_eq!(object.kind(), *kind);
        assert_eq!(of_edit(Edit { before: None, after: Some(object.clone()) }), files, "{kind:?} made");
        assert_eq!(of_edit(Edit { before: Some(object), after: None }), files, "{kind:?} deleted");
    }
}

#[test]
fn cmf_51_a_change_concerns_the_files_from_before_and_after() {
    let named = ComputerSet { name: "other".into(), ..nsc() };
    assert_eq!(of_edit(Edit::change(nsc(), named)), [FlatFile::ComputerSets], "no assignment is touched");
    let both = [FlatFile::Assignments(OTHER), FlatFile::Assignments(NSC)];
    for object in [assignment, release] {
        assert_eq!(of_edit(Edit { before: Some(object(NSC)), after: Some(object(OTHER)) }), both);
    }
    let moved = Edit { before: Some(choice("Mia", None)), after: Some(choice("mia", Some("PC42"))) };
    assert_eq!(of_edit(moved), [FlatFile::Computers(bucket("pc42")), FlatFile::Users(bucket("mia"))]);
}

#[test]
fn cmf_60_each_edit_of_the_directory_has_its_files() {
    let (computers, users) = ("CMF_NSC_259".to_owned(), "cmf_nsc_259_nsu".to_owned());
    let before = {
        let mut members = Memberships::default();
        members.add(NSC, MemberKind::Computer, ["PC42"]);
        members
    };
    let of = |edit| of_directory(edit, &before);
    let (kind, names) = (MemberKind::Computer, vec!["PC1".to_owned(), "pc2".into()]);
    let buckets = |names: &[&str], file: fn(u8) -> FlatFile| -> Vec<FlatFile> {
        names.iter().map(|name| file(bucket(name))).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let two = buckets(&["pc1", "pc2"], FlatFile::Computers);
    let (group, description) = (computers.clone(), String::new());
    assert_eq!(of(DirectoryEdit::Add { group: group.clone(), members: kind, names: names.clone() }), two);
    assert_eq!(of(DirectoryEdit::Remove { group: group.clone(), members: kind, names: names.clone() }), two);
    let added = DirectoryEdit::Add { group: users, members: MemberKind::User, names: vec!["Mia".into()] };
    assert_eq!(of(added), [FlatFile::Users(bucket("mia"))]);
    let deleted = DirectoryEdit::DeleteGroup { group, description: description.clone(), members: kind, names };
    assert_eq!(of(deleted), buckets(&["pc1", "pc2", "pc42"], FlatFile::Computers), "with those that nobody named");
    let nothing = [
        DirectoryEdit::CreateGroup { group: computers, description },
        DirectoryEdit::Register { members: kind, names: vec!["pc9".into()] },
        DirectoryEdit::Describe { computers: vec![], users: vec![] },
        DirectoryEdit::Add { group: "Vacuum".into(), members: kind, names: vec!["pc9".into()] },
    ];
    for edit in nothing {
        assert_eq!(of(edit.clone()), [], "{edit:?}");
    }
}

#[test]
fn an_estate_has_two_files_two_buckets_of_each_name_and_one_for_each_nsc() {
    let mut now = Configuration::default();
    assert_eq!(all(&now).len(), 2 + 512);
    now.put(nsc().into());
    assert!(all(&now).contains(&FlatFile::Assignments(NSC)));
    assert_eq!(all(&now).len(), 2 + 512 + 1);
}

#[test]
fn members_moved_by_others_are_found_by_comparing() {
    let mut before = Memberships::default();
    before.add(NSC, MemberKind::Computer, ["PC1", "pc2"]);
    let mut after = before.clone();
    assert_eq!(moved(&before, &after), BTreeSet::new());
    after.remove(NSC, MemberKind::Computer, ["pc1"]);
    after.add(OTHER, MemberKind::User, ["mia"]);
    let files: BTreeSet<_> = [FlatFile::Computers(bucket("pc1")), FlatFile::Users(bucket("mia"))].into();
    assert_eq!(moved(&before, &after), files);
    assert_eq!(moved(&after, &before), files);
}
