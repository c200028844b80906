//! Opening: a file for its owner alone, connections, and the schema brought up to date.

use super::error::unusable;
use crate::port::{DirectoryError, DirectoryResult};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _};
use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long to wait for somebody else's write.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait for one of our own connections.
const QUEUE: Duration = Duration::from_secs(15);

/// How many read at once. Each has a thread and a cache of its own, of at most 1 MB: the file itself is in memory as
/// far as there is room.
const READERS: u32 = 2;

/// Opens or makes the file, and returns the connections for reading and the one for writing.
pub(super) async fn open(path: &Path) -> DirectoryResult<(SqlitePool, SqlitePool)> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| unusable(folder, &e))?;
    own_file(path).map_err(|e| unusable(path, &e))?;

    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .row_buffer_size(1000)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    let reader = options.clone().pragma("query_only", "ON").pragma("cache_size", "-1000");
    // A membership that was acknowledged survives a power loss.
    let writer = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);

    let pool = || {
        SqlitePoolOptions::new().acquire_timeout(QUEUE).idle_timeout(None).max_lifetime(None).test_before_acquire(false)
    };
    // Turning a new file into a WAL database fails at once while another process does the same.
    let mut alone = if path.metadata().is_ok_and(|file| file.len() == 0) { Some(lock(path).await?) } else { None };
    let write = pool()
        .max_connections(1)
        .after_release(|connection, _| Box::pin(is_outside_transactions(connection)))
        .connect_with(writer)
        .await?;
    let schema = sqlx::migrate!("assets/migrations/sqlite/directory");
    if !is_current(&write, &schema).await? {
        if alone.is_none() {
            alone = Some(lock(path).await?);
        }
        // `run` makes the future that opens a database unfit for being spawned.
        schema.run_direct(None, &mut *write.acquire().await?, false).await?;
    }
    drop(alone);
    Ok((pool().max_connections(READERS).connect_lazy_with(reader), write))
}

/// Whether exactly the migrations of this program were applied.
async fn is_current(pool: &SqlitePool, schema: &Migrator) -> DirectoryResult<bool> {
    let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(pool).await?;
    if tables == 0 {
        return Ok(false);
    }
    let recorded = "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";
    let recorded: Vec<(i64, Vec<u8>)> = sqlx::query_as(recorded).fetch_all(pool).await?;
    Ok(recorded
        .iter()
        .map(|(version, checksum)| (*version, checksum.as_slice()))
        .eq(schema.iter().map(|migration| (migration.version, &*migration.checksum))))
}

/// Whether a connection that comes back to its pool can begin another transaction: when the disk is full, SQLite ends
/// a transaction by itself, and the rollback then fails for want of one.
async fn is_outside_transactions(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // The answer comes after the rollback, for which nobody has waited.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Keeps other processes from making or upgrading the tables at the same time.
async fn lock(path: &Path) -> DirectoryResult<File> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not the file itself: closing another handle of it would drop SQLite's own locks.
    let handle = File::open(folder).map_err(|e| unusable(folder, &e))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match handle.try_lock() {
            Ok(()) => return Ok(handle),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Err(TryLockError::WouldBlock) => {
                return Err(DirectoryError::Unavailable("another program is opening it".into()));
            }
            Err(TryLockError::Error(error)) => return Err(unusable(folder, &error)),
        }
    }
}

/// Makes an empty file for its owner alone, or takes it from everybody else, so that the engine's companion files
/// inherit its mode.
fn own_file(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map(drop),
    }
    let found = std::fs::metadata(path)?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to another user"));
    }
    if found.mode() & 0o077 != 0 {
        std::fs::set_permissions(path, Permissions::from_mode(0o600))?;
    }
    Ok(())
}
