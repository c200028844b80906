//! The contract on the embedded directory, and what only it has: a file, accounts of its own, and several writers.

use super::EmbeddedDirectory;
use crate::directory::contract::{self, add, create, edit, register};
use crate::model::directory::{Computer, DirectoryEdit, MemberKind, User};
use crate::model::id::ComputerSetId;
use crate::port::{AccountQuery, Directory as _, DirectoryCounts, DirectoryError};
use chrono::DateTime;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const BASE_DN: &str = "OU=NSC,OU=CMF,DC=cern,DC=ch";

fn place() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("data").join("directory.db");
    (dir, path)
}

async fn open(path: &Path) -> EmbeddedDirectory {
    EmbeddedDirectory::open(path, BASE_DN).await.unwrap()
}

fn pc(n: usize) -> String {
    format!("PC{n:06}")
}

#[tokio::test]
async fn the_contract_holds() {
    let (_dir, path) = place();
    contract::holds(&open(&path).await).await;
}

#[tokio::test]
async fn files_are_for_their_owner_alone() {
    let (_dir, path) = place();
    let directory = open(&path).await;
    edit(&directory, &[create("Anybody")]).await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 2 && files.iter().all(|file| mode(file) == 0o600), "{files:?}");
    directory.close().await;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    open(&path).await;
    assert_eq!(mode(&path), 0o600);
}

#[tokio::test]
async fn accounts_are_described() {
    let (_dir, path) = place();
    let directory = open(&path).await;
    let made = DateTime::from_timestamp(1_000_000_000, 0).unwrap();
    let computer = Computer {
        name: "PCITIS042".into(),
        fqdn: "pcitis042.cern.ch".into(),
        os: "Windows 11 24H2".into(),
        owner: "anna".into(),
        created_at: made,
    };
    let describe = |computer: &Computer, full_name: &str| DirectoryEdit::Describe {
        computers: vec![computer.clone()],
        users: vec![User { name: "anna".into(), full_name: full_name.into() }],
    };
    edit(&directory, &[describe(&computer, "Anna Berg")]).await;
    assert_eq!(directory.computer("pcitis042").await.unwrap().as_ref(), Some(&computer));
    let later = Computer {
        name: "pcitis042".into(),
        fqdn: String::new(),
        os: "Windows 11 25H2".into(),
        owner: String::new(),
        created_at: made + chrono::TimeDelta::days(9),
    };
    edit(&directory, &[describe(&later, "")]).await;
    let expected = Computer { os: later.os.clone(), ..computer };
    assert_eq!(directory.computer("PCITIS042").await.unwrap(), Some(expected));
    assert_eq!(directory.user("anna").await.unwrap().unwrap().full_name, "Anna Berg");

    let bad = Computer { os: "Windows\u{1b}[2J".into(), name: "PCBAD".into(), ..later };
    let outcome = directory.edit(&[describe(&bad, "A\0")]).await.unwrap();
    assert_eq!(outcome.refused.len(), 2, "{outcome:?}");
    let outcome = directory.edit(&[register(MemberKind::Computer, &["PCBAD$", "", "PC OK"])]).await.unwrap();
    assert_eq!(outcome.refused.len(), 2, "{outcome:?}");
    let counts = directory.counts().await.unwrap();
    assert_eq!(counts, DirectoryCounts { computers: 2, users: 1, groups: 0, memberships: 0 });
}

#[tokio::test]
async fn what_is_not_a_directory_is_called_damaged() {
    let (_dir, path) = place();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, b"this is no directory, however long one reads it. ".repeat(200)).unwrap();
    let opened = EmbeddedDirectory::open(&path, BASE_DN).await;
    assert!(matches!(opened, Err(DirectoryError::Corrupt(_))), "{opened:?}");
    assert!(fs::read(&path).unwrap().starts_with(b"this is"), "it is left as it was");
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_done() {
    let (_dir, path) = place();
    let directory = open(&path).await;
    edit(&directory, &[create("CMF_NSC_1"), register(MemberKind::Computer, &["PC0"])]).await;
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&directory.write).await.unwrap();
    let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 2));
    sqlx::query(limit).execute(&directory.write).await.unwrap();
    let many = DirectoryEdit::Register { members: MemberKind::Computer, names: (0..20_000).map(pc).collect() };
    let full = directory.edit(&[add("CMF_NSC_1", MemberKind::Computer, &["PC0"]), many]).await;
    assert_eq!(full, Err(DirectoryError::Full));
    assert!(directory.members("CMF_NSC_1").await.unwrap().is_empty(), "all of a call, or nothing");

    sqlx::query("PRAGMA max_page_count = 1000000").execute(&directory.write).await.unwrap();
    edit(&directory, &[add("CMF_NSC_1", MemberKind::Computer, &["PC0"])]).await;
}

#[tokio::test]
async fn cmf_35_deleting_the_administration_database_loses_no_membership() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("directory.db");
    let core = crate::demo::embedded_core(dir.path(), "anna").await.unwrap();
    let directory = core.ports.directory.clone();
    edit(&*directory, &[create("CMF_NSC_7"), register(MemberKind::Computer, &["PC1", "PC2"])]).await;
    edit(&*directory, &[add("CMF_NSC_7", MemberKind::Computer, &["PC1", "PC2"])]).await;
    drop((core, directory));
    for file in ["administration.db", "administration.db-wal", "administration.db-shm"] {
        let _ = fs::remove_file(dir.path().join(file));
    }
    assert!(!dir.path().join("administration.db").exists() && path.exists());
    let core = crate::demo::embedded_core(dir.path(), "anna").await.unwrap();
    let members = core.ports.directory.memberships().await.unwrap();
    let members: Vec<_> = members.members(ComputerSetId(7), MemberKind::Computer).map(str::to_owned).collect();
    assert_eq!(members, ["PC1", "PC2"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_through_several_handles_lose_nothing() {
    let (_dir, path) = place();
    // All of them find no file.
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let path = path.clone();
            tokio::spawn(async move {
                let directory = open(&path).await;
                for n in 0..25 {
                    let name = pc(writer * 100 + n);
                    let edits = [
                        create("CMF_NSC_1"),
                        register(MemberKind::Computer, &[&name]),
                        add("CMF_NSC_1", MemberKind::Computer, &[&name]),
                    ];
                    edit(&directory, &edits).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let directory = open(&path).await;
    assert_eq!(directory.members("CMF_NSC_1").await.unwrap().len(), 100);
    assert_eq!(directory.revision().await.unwrap(), Some(100));
}

const CHILD: &str = "BAILIWICK_TEST_DIRECTORY";

/// This test runs itself in a process of its own, which adds members and tells each that was acknowledged.
#[test]
fn what_was_acknowledged_survives_the_kill_of_its_process() {
    if let Some(path) = std::env::var_os(CHILD) {
        return tell_members(Path::new(&path));
    }
    let (_dir, path) = place();
    let own = "directory::embedded::tests::what_was_acknowledged_survives_the_kill_of_its_process";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([own, "--exact", "--nocapture"])
        .env(CHILD, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told: Vec<String> = lines.filter_map(|line| Some(line.strip_prefix("told ")?.to_owned())).take(20).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(told.len(), 20);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let members = open(&path).await.members("CMF_NSC_1").await.unwrap();
        assert!(told.iter().all(|name| members.contains(name)), "{told:?} {members:?}");
    });
}

fn tell_members(path: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let directory = open(path).await;
        edit(&directory, &[create("CMF_NSC_1")]).await;
        for name in (0..100_000).map(pc) {
            let (account, member) =
                (register(MemberKind::Computer, &[&name]), add("CMF_NSC_1", MemberKind::Computer, &[&name]));
            edit(&directory, &[account, member]).await;
            println!("told {name}");
        }
    });
}

/// 100,000 computers in 135,000 memberships. The figure is for the release build; others only have to get through.
#[tokio::test]
async fn a_large_directory_is_read_at_once() {
    let (_dir, path) = place();
    let directory = open(&path).await;
    let (machines, sets) = (100_000, 2_000_usize);
    let mut edits =
        vec![DirectoryEdit::Register { members: MemberKind::Computer, names: (0..machines).map(pc).collect() }];
    for set in 1..=sets {
        let group = format!("CMF_NSC_{set}");
        let names = match set {
            1 => (0..58_000).map(pc).collect(),
            _ => (0..39).map(|n| pc((set * 39 + n * 7) % machines)).collect(),
        };
        edits.push(DirectoryEdit::CreateGroup { group: group.clone(), description: String::new() });
        edits.push(DirectoryEdit::Add { group, members: MemberKind::Computer, names });
    }
    edit(&directory, &edits).await;
    let start = std::time::Instant::now();
    let memberships = directory.memberships().await.unwrap();
    let took = start.elapsed();
    println!("memberships: {took:?}");
    assert_eq!(memberships.members(ComputerSetId(1), MemberKind::Computer).len(), 58_000);
    assert!(directory.counts().await.unwrap().memberships > 130_000);
    assert!(cfg!(debug_assertions) || took.as_millis() < 200, "{took:?}");

    let start = std::time::Instant::now();
    let query = AccountQuery { contains: None, after: Some(pc(90_000)), limit: 500 };
    assert_eq!(directory.computers(&query).await.unwrap()[0].name, pc(90_001));
    println!("page: {:?}", start.elapsed());
}
