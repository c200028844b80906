//! What only SQLite has: files, their modes, and what can be wrong with them.

use super::World;
use super::samples::{arrive, batch, entry, hello, set, system, update};
use crate::port::{AdminStore as _, IntakeBatch, ReportStore as _, StoreError, SystemQuery};
use crate::store::engine::{Engine, on};
use crate::store::{AdminDb, Location, open_sqlite};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn files_are_for_their_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("deep").join("data");
    let (admin, report) = open_sqlite(&data).await.unwrap();
    arrive(&admin, [1]).await;
    assert_eq!(mode(&data), 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    assert!(names.contains(&"administration.db-wal".into()), "{names:?}");
    admin.close().await;
    report.close().await;

    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(data.join("administration.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let (admin, _) = open_sqlite(&data).await.unwrap();
    assert_eq!((mode(&data), mode(&data.join("administration.db"))), (0o700, 0o600));
    let (place, size) = admin.describe().await.unwrap();
    assert!(place.ends_with("administration.db") && size > 4096);
}

#[tokio::test]
async fn what_is_not_a_database_is_called_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("administration.db");
    fs::write(&path, b"this is no database, however long one reads it. ".repeat(200)).unwrap();
    let opened = AdminDb::open(&Location::File(path.clone())).await;
    assert!(matches!(opened, Err(StoreError::Corrupt(_))), "{opened:?}");
    assert!(fs::read(&path).unwrap().starts_with(b"this is"), "it is left as it was");
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_stored() {
    let world = World::sqlite().await;
    arrive(&world.admin, [1]).await;
    let Engine::Lite(pool) = &world.admin.db().write else { panic!("not SQLite") };
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(pool).await.unwrap();
    let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 2));
    sqlx::query(limit).execute(pool).await.unwrap();
    let systems = (2..900).map(|n| update(system(n, 5))).collect();
    let hellos = (2..900).map(|n| hello(n, 5)).collect();
    let full = world.admin.store_hellos(&IntakeBatch { hellos, systems, ..IntakeBatch::default() }).await;
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");

    sqlx::query("PRAGMA max_page_count = 1000000").execute(pool).await.unwrap();
    let page = world.admin.systems(&SystemQuery { limit: 9, ..SystemQuery::default() }).await.unwrap();
    assert_eq!(page.systems.len(), 1);
    assert_eq!(world.admin.revision().await.unwrap().hellos, 1);
    arrive(&world.admin, [2]).await;
}

#[tokio::test]
async fn a_transaction_that_is_dropped_changes_nothing() {
    let world = World::sqlite().await;
    let mut tx = world.admin.db().begin().await.unwrap();
    on!(&mut tx, c => sqlx::query("UPDATE revision SET hellos = 99").execute(&mut **c).await.map(drop)).unwrap();
    drop(tx);
    assert_eq!(world.admin.revision().await.unwrap().hellos, 0);
    arrive(&world.admin, [1]).await;
    assert_eq!(world.second().await.revision().await.unwrap().hellos, 1);
}

#[tokio::test]
async fn what_was_stored_is_there_after_opening_again() {
    let world = World::sqlite().await;
    world.admin.apply(&set("Corp"), &entry()).await.unwrap();
    world.admin.store_hellos(&batch(vec![update(system(1, 1))])).await.unwrap();
    // The files as they are at this moment, as after the end of the machine.
    let Location::File(path) = &world.places.0 else { panic!("not SQLite") };
    let copy = tempfile::tempdir().unwrap();
    for ending in ["", "-wal"] {
        let name = format!("administration.db{ending}");
        fs::copy(path.with_file_name(&name), copy.path().join(&name)).unwrap();
    }
    let again = AdminDb::open(&Location::File(copy.path().join("administration.db"))).await.unwrap();
    assert_eq!(again.profiles().await.unwrap().len(), 1);
    assert_eq!(again.systems_of(&[system(1, 1).uuid]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_administration_database_waits_for_the_disk() {
    let world = World::sqlite().await;
    for (db, synchronous) in [(world.admin.db(), 2_i64), (world.report.db(), 1)] {
        let Engine::Lite(pool) = &db.write else { panic!("not SQLite") };
        let found: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await.unwrap();
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.unwrap();
        let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(pool).await.unwrap();
        assert_eq!((found, journal.as_str(), keys), (synchronous, "wal", 1));
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let world = World::sqlite().await;
    let Engine::Lite(pool) = &world.admin.db().write else { panic!("not SQLite") };
    let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
        VALUES (9999, 'from the future', TRUE, x'00', 0)";
    sqlx::query(sql).execute(pool).await.unwrap();
    let opened = AdminDb::open(&world.places.0).await;
    assert!(matches!(opened, Err(StoreError::Schema(_))), "{opened:?}");
}

#[tokio::test]
async fn amt_42_a_table_that_was_there_before_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reporting.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let sql = r#"CREATE TABLE "Inv_AMT_Computer_System"
        ("_ResourceGuid" BLOB, "UUID" BLOB, "FQDN" TEXT, "Source" TEXT, "Collected" TEXT);
        INSERT INTO "Inv_AMT_Computer_System" ("_ResourceGuid") VALUES (zeroblob(16))"#;
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    pool.close().await;
    let (_, report) = open_sqlite(dir.path()).await.unwrap();
    let counts: Vec<u64> = report.cmdb_counts().await.unwrap().into_iter().map(|(_, count)| count).collect();
    assert_eq!(counts, [1, 0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_may_make_the_database_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("administration.db");
    let opening: Vec<_> = (0..4)
        .map(|_| {
            let place = Location::File(path.clone());
            tokio::spawn(async move { AdminDb::open(&place).await.map(drop) })
        })
        .collect();
    for one in opening {
        one.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_without_its_password() {
    for url in ["postgres://anna:s3cret@127.0.0.1:1/db", "postgres://anna:s3cret@[bad/db"] {
        let place = Location::Postgres(url.into());
        let error = AdminDb::open(&place).await.map(drop).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        assert!(!format!("{error} {error:?} {place:?}").contains("s3cret"));
    }
}
