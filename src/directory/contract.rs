//! What every directory keeps: a suite that any adapter can be run through.
//!
//! A directory that takes no accounts must have them already: computers `PCT1` to `PCT9` and users `anna`, `bert` and
//! `carl`; and the groups that the suite makes must not be there.

use crate::model::computer_set::{computer_group, user_group};
use crate::model::directory::{DirectoryEdit, EditOutcome, MemberKind};
use crate::model::id::ComputerSetId;
use crate::model::membership::Memberships;
use crate::port::{AccountQuery, Directory, DirectoryError};

use MemberKind::{Computer, User};

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

pub(super) fn add(group: &str, members: MemberKind, who: &[&str]) -> DirectoryEdit {
    DirectoryEdit::Add { group: group.into(), members, names: names(who) }
}

pub(super) fn remove(group: &str, members: MemberKind, who: &[&str]) -> DirectoryEdit {
    DirectoryEdit::Remove { group: group.into(), members, names: names(who) }
}

pub(super) fn create(group: &str) -> DirectoryEdit {
    DirectoryEdit::CreateGroup { group: group.into(), description: "a test".into() }
}

pub(super) fn delete(group: &str) -> DirectoryEdit {
    DirectoryEdit::DeleteGroup { group: group.into(), description: String::new(), members: Computer, names: Vec::new() }
}

pub(super) fn register(members: MemberKind, who: &[&str]) -> DirectoryEdit {
    DirectoryEdit::Register { members, names: names(who) }
}

/// Makes edits that are taken whole.
pub(super) async fn edit(directory: &dyn Directory, edits: &[DirectoryEdit]) {
    assert_eq!(directory.edit(edits).await.unwrap(), EditOutcome::default());
}

/// Runs the suite.
pub(super) async fn holds(directory: &dyn Directory) {
    if directory.registers() {
        let computers = (1..10).map(|n| format!("PCT{n}")).collect();
        let computers = DirectoryEdit::Register { members: Computer, names: computers };
        edit(directory, &[computers, register(User, &["anna", "bert", "carl"])]).await;
    }
    accounts_are_found(directory).await;
    groups_come_and_go(directory).await;
    cmf_81_82_members_come_and_go(directory).await;
    edits_can_be_made_again(directory).await;
    the_unknown_are_named_and_the_rest_is_done(directory).await;
    a_group_that_is_not_there_stops_everything(directory).await;
    edits_are_taken_back_by_their_inverse(directory).await;
    the_revision_moves(directory).await;
    who_follows_comes_to_what_is_read(directory).await;
    hostile_names_are_refused(directory).await;
}

async fn accounts_are_found(directory: &dyn Directory) {
    let found = directory.computer("pct1").await.unwrap().expect("case does not matter");
    assert_eq!(found.name, "PCT1");
    assert_eq!(directory.computer("PCT").await.unwrap(), None);
    assert_eq!(directory.computer("anna").await.unwrap(), None, "a user is no computer");
    assert_eq!(directory.user("ANNA").await.unwrap().expect("case does not matter").name, "anna");

    let mut paged = Vec::new();
    let mut query = AccountQuery { contains: Some("pCt".into()), after: None, limit: 4 };
    loop {
        let page = directory.computers(&query).await.unwrap();
        assert!(page.len() <= 4);
        let Some(last) = page.last() else { break };
        query.after = Some(last.name.clone());
        paged.extend(page.into_iter().map(|computer| computer.name));
    }
    assert_eq!(paged, (1..10).map(|n| format!("PCT{n}")).collect::<Vec<_>>());
    let query = AccountQuery { contains: Some("nn".into()), after: None, limit: 10 };
    assert!(directory.users(&query).await.unwrap().iter().any(|user| user.name == "anna"));

    let asked = names(&["pct2", "nobody", "anna"]);
    assert_eq!(directory.unknown(Computer, &asked).await.unwrap(), ["nobody", "anna"]);
    assert_eq!(directory.unknown(User, &asked).await.unwrap(), ["pct2", "nobody"]);
}

async fn groups_come_and_go(directory: &dyn Directory) {
    let base = directory.describe().await.unwrap().base_dn;
    edit(directory, &[create("CMF_NSC_990001"), create("Test Users A")]).await;
    let group = directory.group("cmf_nsc_990001").await.unwrap().expect("it was made");
    assert_eq!((group.name.as_str(), group.description.as_str(), group.members), ("CMF_NSC_990001", "a test", 0));
    assert_eq!(group.dn, format!("CN=CMF_NSC_990001,{base}"), "CMF-83");
    let query = AccountQuery { contains: Some("test users".into()), after: None, limit: 10 };
    assert_eq!(directory.groups(&query).await.unwrap()[0].name, "Test Users A");
    edit(directory, &[delete("cmf_nsc_990001"), delete("Test Users A")]).await;
    assert_eq!(directory.group("CMF_NSC_990001").await.unwrap(), None);
    assert!(directory.groups(&query).await.unwrap().is_empty());
}

async fn cmf_81_82_members_come_and_go(directory: &dyn Directory) {
    let (computers, users) = ("CMF_NSC_990002", "CMF_NSC_990002_NSU");
    let set = ComputerSetId(990_002);
    edit(directory, &[create(computers), create(users), create("Test Admins")]).await;
    edit(directory, &[add(computers, Computer, &["PCT2", "pct1"]), add(users, User, &["bert"])]).await;
    edit(directory, &[add("Test Admins", User, &["bert"]), remove(computers, Computer, &["PCT1"])]).await;
    assert_eq!(directory.members("cmf_nsc_990002").await.unwrap(), ["PCT2"]);
    assert_eq!(directory.groups_of(User, "BERT").await.unwrap(), [users, "Test Admins"]);
    assert_eq!(directory.group(users).await.unwrap().expect("it was made").members, 1);
    let all = directory.memberships().await.unwrap();
    assert_eq!(all.members(set, Computer).collect::<Vec<_>>(), ["PCT2"]);
    assert_eq!(all.members(set, User).collect::<Vec<_>>(), ["bert"]);
    assert_eq!(all.of(Computer, "pct2"), [set]);

    let outcome = directory.edit(&[add(computers, User, &["anna"])]).await.unwrap();
    assert_eq!(outcome.refused.len(), 1, "an NSC's group of computers holds computers");
    edit(directory, &[delete(computers), delete(users), delete("Test Admins")]).await;
    assert_eq!(directory.groups_of(User, "bert").await.unwrap(), names(&[]));
    assert_eq!(directory.memberships().await.unwrap().of(Computer, "pct2"), []);
}

async fn edits_can_be_made_again(directory: &dyn Directory) {
    let group = "CMF_NSC_990003";
    let edits = [create(group), add(group, Computer, &["PCT1", "PCT2"]), remove(group, Computer, &["PCT2", "PCT3"])];
    for _ in 0..3 {
        edit(directory, &edits).await;
        assert_eq!(directory.members(group).await.unwrap(), ["PCT1"]);
    }
    for _ in 0..2 {
        edit(directory, &[remove(group, Computer, &["PCT1"]), delete(group)]).await;
    }
}

async fn the_unknown_are_named_and_the_rest_is_done(directory: &dyn Directory) {
    let group = "CMF_NSC_990004";
    edit(directory, &[create(group)]).await;
    let who = ["PCT1", "PCT2", "stranger", "PCT3", "PCT4", "PCT5", "anna", "PCT6", "PCT7"];
    let outcome = directory.edit(&[add(group, Computer, &who)]).await.unwrap();
    let refused: Vec<_> = outcome.refused.iter().map(|refused| refused.name.as_str()).collect();
    assert_eq!(refused, ["stranger", "anna"]);
    assert!(outcome.refused.iter().all(|refused| refused.group == group && !refused.reason.is_empty()));
    assert_eq!(directory.members(group).await.unwrap().len(), 7);
    edit(directory, &[delete(group)]).await;
}

async fn a_group_that_is_not_there_stops_everything(directory: &dyn Directory) {
    let gone = directory.edit(&[create("CMF_NSC_990005"), add("CMF_NSC_990006", Computer, &["PCT1"])]).await;
    assert_eq!(gone, Err(DirectoryError::NoGroup("CMF_NSC_990006".into())));
    assert_eq!(directory.members("CMF_NSC_990006").await, gone.map(|_| Vec::new()));
    edit(directory, &[delete("CMF_NSC_990005")]).await;
}

async fn edits_are_taken_back_by_their_inverse(directory: &dyn Directory) {
    let group = "CMF_NSC_990007";
    edit(directory, &[create(group), add(group, Computer, &["PCT1"])]).await;
    let change = add(group, Computer, &["PCT2", "PCT3"]);
    edit(directory, std::slice::from_ref(&change)).await;
    edit(directory, &change.inverse()).await;
    assert_eq!(directory.members(group).await.unwrap(), ["PCT1"]);
    let change = DirectoryEdit::DeleteGroup {
        group: group.into(),
        description: "again".into(),
        members: Computer,
        names: names(&["PCT1"]),
    };
    edit(directory, std::slice::from_ref(&change)).await;
    edit(directory, &change.inverse()).await;
    assert_eq!(directory.members(group).await.unwrap(), ["PCT1"]);
    edit(directory, &[delete(group)]).await;
}

async fn the_revision_moves(directory: &dyn Directory) {
    let before = directory.revision().await.unwrap();
    assert_eq!(directory.revision().await.unwrap(), before, "reading changes nothing");
    edit(directory, &[create("Test Revision")]).await;
    let after = directory.revision().await.unwrap();
    assert!(before.is_none() || before != after);
    edit(directory, &[delete("Test Revision")]).await;
}

/// Where a directory tells what moved since a revision, a copy that takes it in is what is read anew.
async fn who_follows_comes_to_what_is_read(directory: &dyn Directory) {
    let (Some(start), mut copy) = (directory.revision().await.unwrap(), directory.memberships().await.unwrap()) else {
        return;
    };
    let (group, users, other) = (computer_group(ComputerSetId(701)), user_group(ComputerSetId(701)), "Operators");
    let steps = [
        vec![create(&group), create(&users), create(other)],
        vec![add(&group, Computer, &["pct1", "PCT2", "pct1"]), add(&users, User, &["ANNA", "bert"])],
        vec![add(other, Computer, &["PCT3"]), remove(&users, Computer, &["bert"]), remove(&group, Computer, &["pct2"])],
        vec![add(&group, Computer, &["nobody", "PCT4"]), remove(&users, User, &["Bert", "carl"])],
        vec![delete(&group), create(&group), add(&group, Computer, &["PCT5"])],
        vec![delete(&users), delete(other)],
        vec![delete(&group)],
    ];
    let mut revision = start;
    for (number, edits) in steps.iter().enumerate() {
        directory.edit(edits).await.unwrap();
        let now = directory.revision().await.unwrap().unwrap();
        let Some((reached, told)) = directory.since(revision).await.unwrap() else { return };
        assert_eq!(reached, now, "step {number}");
        told.iter().for_each(|edit| copy.apply(edit));
        let read = directory.memberships().await.unwrap();
        let everybody = |of: &Memberships, kind| {
            let mut all: Vec<_> = of.everybody(kind).map(|(name, sets)| (name.to_owned(), sets.to_vec())).collect();
            all.sort();
            all
        };
        for kind in [Computer, User] {
            assert_eq!(everybody(&copy, kind), everybody(&read, kind), "step {number}");
            let written =
                |of: &Memberships| -> Vec<String> { of.members(ComputerSetId(701), kind).map(str::to_owned).collect() };
            assert_eq!(written(&copy), written(&read), "step {number}");
        }
        revision = now;
    }
    assert_eq!(directory.since(start).await.unwrap().map(|(reached, _)| reached), Some(revision), "all at once");
    assert_eq!(directory.since(start - 1_000_000).await.unwrap(), None, "nobody knows that any more");
}

async fn hostile_names_are_refused(directory: &dyn Directory) {
    let group = "CMF_NSC_990008";
    edit(directory, &[create(group)]).await;
    let long = "x".repeat(1_000_000);
    let hostile = ["", " ", "a\nb", "a\0b", "\u{1b}[2J", "' OR 1=1 --\"", "a,b", "CN=x", "*", "é\u{9f}", &long];
    let outcome = directory.edit(&[add(group, Computer, &hostile)]).await.unwrap();
    assert_eq!(outcome.refused.len(), hostile.len());
    for refused in &outcome.refused {
        assert!(refused.name.chars().count() <= 64 && !refused.name.chars().any(char::is_control), "{refused:?}");
    }
    for name in hostile {
        assert_eq!(directory.computer(name).await.unwrap(), None);
        assert_eq!(directory.group(name).await.unwrap(), None);
        assert_eq!(directory.groups_of(User, name).await.unwrap(), names(&[]));
        assert!(matches!(directory.members(name).await, Err(DirectoryError::NoGroup(_))));
        let outcome = directory.edit(&[create(name), delete(name), remove(name, User, &["anna"])]).await.unwrap();
        assert_eq!(outcome.refused.len(), 1, "{:?}", outcome.refused);
    }
    assert_eq!(directory.unknown(User, &names(&hostile)).await.unwrap().len(), hostile.len());
    assert!(directory.members(group).await.unwrap().is_empty());
    edit(directory, &[delete(group)]).await;
}
