//! Opening: files and folders for their owner alone, connections, and the schema brought up to date.
//!
//! An up-to-date database is recognised by one query, so that opening it costs a few milliseconds at most.

use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Engine, Place};
use crate::store::error::is_missing_table;
use crate::store::{AdminDb, Location, ReportDb};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long to wait for somebody else's write, or for a server.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait for one of our own connections.
const QUEUE: Duration = Duration::from_secs(15);

/// How many read at once. Each has a thread and a cache of its own, of at most 1 MB: the file itself is in memory as
/// far as there is room.
const READERS: u32 = 2;

/// What sets the two databases apart.
pub(super) struct Kind {
    /// Schema for SQLite.
    pub(super) lite: Migrator,
    /// Schema for PostgreSQL.
    pub(super) pg: Migrator,
    /// What a commit on SQLite survives: a power loss, or only the end of the process.
    pub(super) synchronous: SqliteSynchronous,
}

/// Opens or makes `administration.db` and `reporting.db` in a folder.
pub async fn open_sqlite(dir: &Path) -> StoreResult<(AdminDb, ReportDb)> {
    Ok((
        AdminDb::open(&Location::File(dir.join("administration.db"))).await?,
        ReportDb::open(&Location::File(dir.join("reporting.db"))).await?,
    ))
}

/// Opens two databases on PostgreSQL servers; the tables are made where they are missing. Both may be the same server,
/// not the same database.
pub async fn open_postgres(admin_url: &str, report_url: &str) -> StoreResult<(AdminDb, ReportDb)> {
    Ok((
        AdminDb::open(&Location::Postgres(admin_url.to_owned())).await?,
        ReportDb::open(&Location::Postgres(report_url.to_owned())).await?,
    ))
}

/// Opens a database of this kind.
pub(super) async fn open(location: &Location, kind: &Kind) -> StoreResult<Db> {
    match location {
        Location::File(path) => open_file(path, kind).await,
        Location::Postgres(url) => open_server(url, kind).await,
    }
}

async fn open_file(path: &Path, kind: &Kind) -> StoreResult<Db> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    own_folder(folder).map_err(|e| unusable(folder, &e))?;
    own_file(path).map_err(|e| unusable(path, &e))?;

    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .row_buffer_size(1000)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    let writer = options
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(kind.synchronous)
        // 16 MiB. Under load the same pages change in every transaction; they are moved into the file less often.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", "67108864");
    let reader = options.pragma("query_only", "ON").pragma("cache_size", "-1000");

    let pool = || {
        SqlitePoolOptions::new().acquire_timeout(QUEUE).idle_timeout(None).max_lifetime(None).test_before_acquire(false)
    };
    // Turning a new file into a WAL database fails at once while another process does the same.
    let mut alone = if path.metadata().is_ok_and(|file| file.len() == 0) { Some(lock(folder).await?) } else { None };
    let write = pool()
        .max_connections(1)
        .after_release(|connection, _| Box::pin(is_outside_transactions(connection)))
        .connect_with(writer)
        .await?;
    let recorded = sqlx::query_as(RECORDED).fetch_all(&write).await;
    if !is_current(recorded, &kind.lite)? {
        if alone.is_none() {
            alone = Some(lock(folder).await?);
        }
        // `run` makes the future that opens a database unfit for being spawned.
        kind.lite.run_direct(None, &mut *write.acquire().await?, false).await?;
    }
    drop(alone);
    let read = pool().max_connections(READERS).connect_lazy_with(reader);
    Ok(Db { read: Engine::Lite(read), write: Engine::Lite(write), place: Place::File(path.to_owned()) })
}

/// Whether a connection that comes back to its pool can begin another transaction.
///
/// When the disk is full, SQLite ends a transaction by itself, and the rollback then fails for want of one; the
/// connection would believe for ever that it is inside.
async fn is_outside_transactions(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // The answer comes after the rollback, for which nobody has waited.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

async fn open_server(url: &str, kind: &Kind) -> StoreResult<Db> {
    let options = url
        .parse::<PgConnectOptions>()?
        .application_name("bailiwick")
        .options([("lock_timeout", "5s")])
        .disable_statement_logging();
    let place = format!(
        "postgres://{}:{}/{}",
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap_or(options.get_username())
    );
    // A connection of its own: the pool would go on trying a server that refuses.
    let connecting = tokio::time::timeout(PATIENCE, options.connect()).await;
    let answered = connecting.map_err(|_| StoreError::Unavailable(format!("{place} does not answer")))?;
    let mut connection = answered.map_err(|error| match error.into() {
        StoreError::Unavailable(reason) => StoreError::Unavailable(format!("{place}: {reason}")),
        other => other,
    })?;
    let recorded = sqlx::query_as(RECORDED).fetch_all(&mut connection).await;
    if !is_current(recorded, &kind.pg)? {
        kind.pg.run_direct(None, &mut connection, false).await?;
    }
    connection.close().await?;
    let pool = PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE).connect_lazy_with(options);
    Ok(Db { read: Engine::Pg(pool.clone()), write: Engine::Pg(pool), place: Place::Server(place) })
}

const RECORDED: &str = "SELECT version, checksum, success FROM _sqlx_migrations ORDER BY version";

/// Whether exactly the migrations of this program were applied.
fn is_current(recorded: Result<Vec<(i64, Vec<u8>, bool)>, sqlx::Error>, migrator: &Migrator) -> StoreResult<bool> {
    match recorded {
        Ok(recorded) => Ok(recorded.len() == migrator.iter().count()
            && recorded.iter().zip(migrator.iter()).all(|((version, checksum, success), migration)| {
                *success && *version == migration.version && checksum.as_slice() == &*migration.checksum
            })),
        Err(sqlx::Error::Database(error)) if is_missing_table(&*error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Keeps other processes from migrating a file in this folder at the same time.
async fn lock(folder: &Path) -> StoreResult<File> {
    let handle = File::open(folder).map_err(|e| unusable(folder, &e))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match handle.try_lock() {
            Ok(()) => return Ok(handle),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
            Err(TryLockError::Error(error)) => return Err(unusable(folder, &error)),
        }
    }
}

/// Makes a folder for its owner alone, or takes it from everybody else.
pub(super) fn own_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    restrict(folder, 0o700)
}

/// Makes an empty file for its owner alone, so that the engine's companion files inherit its mode.
fn own_file(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => restrict(path, 0o600),
        made => made.map(drop),
    }
}

fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    let found = std::fs::metadata(path)?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to another user"));
    }
    if found.mode() & 0o077 != 0 {
        std::fs::set_permissions(path, Permissions::from_mode(mode))?;
    }
    Ok(())
}

fn unusable(path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Unavailable(format!("{}: {error}", path.display())),
    }
}
