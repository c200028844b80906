//! What a change does to the databases and the directory, whoever else writes and wherever it is cut off.

use crate::estate::{Estate, now, uuid};
use crate::shared_directory::SharedDirectory;
use bailiwick::core::change::{Committed, Plan, catch_up, commit};
use bailiwick::core::system_set::{NewSystemSet, plan_create};
use bailiwick::core::{Core, OpContext, Problem, Result};
use bailiwick::model::computer_set::{ComputerSet, computer_group};
use bailiwick::model::directory::{DirectoryEdit, MemberKind};
use bailiwick::model::id::{ComputerSetId, SystemSetId};
use bailiwick::model::object::{ChangeSet, Edit};
use bailiwick::model::operation::{DirectoryState, ObjectRef};
use bailiwick::model::permission::{Target, Verb};
use bailiwick::model::principal::Principal;
use bailiwick::model::system_set::SystemSet;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn acting(user: &str) -> OpContext {
    OpContext::new(Principal::user(user))
}

pub(crate) fn nss(id: i64, name: &str) -> SystemSet {
    SystemSet {
        id: SystemSetId(id),
        name: name.into(),
        parent: (id > 1).then_some(SystemSetId(1)),
        description: String::new(),
        link_person: String::new(),
        created_at: now(),
        created_by: "anna".into(),
    }
}

pub(crate) fn nsc(id: i64, name: &str) -> ComputerSet {
    ComputerSet {
        id: ComputerSetId(id),
        nss: SystemSetId(1),
        name: name.into(),
        description: String::new(),
        parent: None,
        locally_managed: false,
        responsible: String::new(),
        os_version: String::new(),
        created_at: now(),
        created_by: "anna".into(),
    }
}

/// A plan of these edits, as if a use case had checked them.
pub(crate) fn planned(verb: Verb, target: Target, edits: Vec<Edit>, directory: Vec<DirectoryEdit>) -> Plan {
    let object = ObjectRef { kind: "nsc".into(), name: "Pumps".into() };
    let set = ChangeSet { verb, target, object, before: None, after: None, edits, directory, undoes: None };
    Plan::configure(set, Vec::new(), "bailiwick test".into())
}

pub(crate) fn add(nsc: i64, names: &[&str]) -> DirectoryEdit {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    DirectoryEdit::Add { group: computer_group(ComputerSetId(nsc)), members: MemberKind::Computer, names }
}

/// Adds members to the NSC with this number.
pub(crate) async fn add_members(user: &str, core: &Core, nsc: i64, names: &[&str]) -> Result<Committed> {
    let target = Target::Nsc { id: ComputerSetId(nsc) };
    commit(&acting(user), core, &planned(Verb::NscMemberComputerAdd, target, Vec::new(), vec![add(nsc, names)])).await
}

/// Makes the master and the NSC 1 with its group.
pub(crate) async fn master_with_nsc(core: &Core) -> Committed {
    let plan = planned(Verb::NssCreate, Target::ESTATE, vec![Edit::create(nss(1, "Master"))], Vec::new());
    commit(&acting("anna"), core, &plan).await.unwrap();
    let group = computer_group(ComputerSetId(1));
    let directory = vec![DirectoryEdit::CreateGroup { group, description: "Pumps".into() }];
    let target = Target::Nss { id: SystemSetId(1) };
    let plan = planned(Verb::NscCreate, target, vec![Edit::create(nsc(1, "Pumps"))], directory);
    commit(&acting("anna"), core, &plan).await.unwrap()
}

#[tokio::test]
async fn cmf_35_what_the_directory_could_not_take_is_finished_when_it_is_back() {
    let directory = SharedDirectory::default();
    let estate = Estate::with(Arc::new(directory.clone())).await;
    master_with_nsc(estate.core()).await;
    directory.away(true);
    let first = add_members("anna", estate.core(), 1, &["PC1", "NOBODY"]).await.unwrap();
    let second = add_members("anna", estate.core(), 1, &["PC2"]).await.unwrap();
    assert_eq!((first.directory, second.directory), (Some(DirectoryState::Pending), Some(DirectoryState::Pending)));
    assert_eq!(directory.computers(1), [""; 0]);
    let state = estate.run("log --limit 1").await.out;
    assert!(state.contains("waits for the directory"), "{state}");

    // The process ends here; another one starts.
    let service = OpContext::service("directory");
    let other = estate.another(Arc::new(directory.clone())).await;
    assert!(catch_up(&service, &other).await.is_err(), "it is still away");
    directory.away(false);
    catch_up(&service, &other).await.unwrap();
    assert_eq!(directory.computers(1), ["PC1", "PC2"]);
    let log = estate.run("log --limit 2 --json").await.json();
    assert_eq!(log[0]["directory"]["kind"], "done");
    assert_eq!(log[1]["directory"]["refused"][0]["name"], "NOBODY", "{log}");
    catch_up(&service, &other).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cmf_35_two_processes_never_make_the_same_edit_nor_two_at_once() {
    let directory = SharedDirectory::default();
    let estate = Estate::with(Arc::new(directory.clone())).await;
    master_with_nsc(estate.core()).await;
    let other = estate.another(Arc::new(directory.clone())).await;
    directory.away(true);
    let names: Vec<String> = (1..=6).map(|n| format!("PC{n}")).collect();
    for name in &names {
        add_members("anna", estate.core(), 1, &[name]).await.unwrap();
    }
    directory.away(false);
    directory.slow();
    let before = directory.made().0.len();
    let tasks: Vec<_> = [estate.core().clone(), other.clone(), estate.core().clone(), other]
        .into_iter()
        .map(|core| tokio::spawn(async move { catch_up(&OpContext::service("directory"), &core).await }))
        .collect();
    // A person's own change meanwhile waits for those before it, whoever makes them.
    let own = add_members("anna", estate.core(), 1, &["PC7"]).await.unwrap();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert!(matches!(own.directory, Some(DirectoryState::Done(_))), "{own:?}");
    let (made, at_once) = directory.made();
    let added: Vec<String> = made[before..]
        .iter()
        .flat_map(|edit| if let DirectoryEdit::Add { names, .. } = edit { names.clone() } else { Vec::new() })
        .collect();
    assert_eq!(added, ["PC1", "PC2", "PC3", "PC4", "PC5", "PC6", "PC7"], "each once, in the order of the log");
    assert_eq!(at_once, 1);
}

#[tokio::test]
async fn cmf_33_of_two_writers_the_second_is_told_and_changes_nothing() {
    let estate = Estate::with(Arc::new(SharedDirectory::default())).await;
    master_with_nsc(estate.core()).await;
    let other = estate.another(Arc::new(SharedDirectory::default())).await;
    let target = Target::Nsc { id: ComputerSetId(1) };
    let rename = |name| planned(Verb::NscEdit, target, vec![Edit::change(nsc(1, "Pumps"), nsc(1, name))], Vec::new());
    let (ours, theirs) = (rename("Ours"), rename("Theirs"));
    commit(&acting("anna"), estate.core(), &ours).await.unwrap();
    let late = commit(&acting("anna"), &other, &theirs).await.unwrap_err();
    assert!(matches!(late.problem, Problem::Changed { .. }), "{late}");
    assert_eq!(late.problem.code(), "CORE-0006");
    assert_eq!(estate.run("log --json").await.json().as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cmf_39_thirty_two_creators_at_once_all_succeed() {
    let estate = Estate::with(Arc::new(SharedDirectory::default())).await;
    master_with_nsc(estate.core()).await;
    let other = estate.another(Arc::new(SharedDirectory::default())).await;
    // All have planned before the first one writes, half of them in another process.
    let mut plans = Vec::new();
    for n in 0..32 {
        let core = if n % 2 == 0 { estate.core() } else { &other };
        let new = NewSystemSet { name: format!("S{n}"), ..NewSystemSet::default() };
        plans.push((core.clone(), plan_create(&acting("anna"), core, new).await.unwrap()));
    }
    let tasks: Vec<_> = plans
        .into_iter()
        .map(|(core, plan)| tokio::spawn(async move { commit(&acting("anna"), &core, &plan).await.map(drop) }))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let list = estate.run("nss list --json").await.json();
    let mut ids: Vec<i64> = list.as_array().unwrap().iter().map(|set| set["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=33).collect::<Vec<_>>());
}

/// Returns the content of every file but SQLite's shared memory, which readers write to.
fn bytes_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let kept = files.filter(|path| path.is_file() && !path.to_string_lossy().ends_with("-shm"));
    kept.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

#[tokio::test]
async fn cmf_07_a_denied_verb_changes_no_byte_of_any_database() {
    let estate = Estate::with_policy().await;
    estate.arrive(&[(1, "10.0.0.1")]).await;
    assert_eq!(estate.run("nss create Master").await.exit, 0);
    let data = estate.directory.path().join("data");
    let keys = estate.file("keys", "0000-037M 0000-0000-0000-0000-0000-0000-0000-0000\n");
    let before = bytes_below(&data);
    assert!(before.len() >= 3, "{:?}", before.keys());
    for command in [
        "nss create X".to_owned(),
        "amt profile create Q".to_owned(),
        "amt policy set --enabled false".to_owned(),
        format!("amt mapping override {} --fqdn a.example.org --profile Office --reason r", uuid(1)),
        format!("amt key import {keys}"),
        format!("cmdb import Inv_AeX_AC_TCPIP {keys}"),
        "undo 3".to_owned(),
        "undo 2".to_owned(),
    ] {
        let ran = estate.run_as("bob", &command, b"").await;
        assert_eq!(ran.exit, 3, "{command}: {}", ran.err);
        assert!(bytes_below(&data) == before, "{command} changed something");
    }
    // The gate at the commit, whatever was planned before.
    let mut denied = 0;
    for verb in Verb::ALL {
        let plan = planned(*verb, Target::ESTATE, vec![Edit::create(nss(2, "X"))], vec![add(1, &["PC1"])]);
        if !estate.core().may(&acting("bob"), *verb, Target::ESTATE).await.unwrap().allowed {
            let refused = commit(&acting("bob"), estate.core(), &plan).await.unwrap_err();
            assert_eq!(refused.problem.code(), "CORE-0001", "{verb:?}");
            denied += 1;
        }
    }
    assert!(denied > 20, "{denied}");
    assert!(bytes_below(&data) == before, "a refused commit changed something");
    assert_eq!(estate.run("nss create X").await.exit, 0);
    assert!(bytes_below(&data) != before, "the comparison sees changes");
}
