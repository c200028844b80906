//! One handle for two engines, and the macro by which a statement is written once.

use crate::port::{StoreError, StoreResult};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::path::PathBuf;

/// The same thing on either engine.
#[derive(Debug, Clone)]
pub(super) enum Engine<L, P> {
    /// SQLite.
    Lite(L),
    /// PostgreSQL.
    Pg(P),
}

/// Connections.
pub(super) type Pools = Engine<SqlitePool, PgPool>;

/// A write transaction; rolled back when dropped.
pub(super) type Tx = Engine<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>;

/// Expands a body for both engines: `on!(pools, pool => …)`. With `on!(pools, pool: D => …)` the body also knows the
/// engine's type as `D`.
macro_rules! on {
    ($engine:expr, $inner:ident => $body:expr) => {
        match $engine {
            $crate::store::engine::Engine::Lite($inner) => $body,
            $crate::store::engine::Engine::Pg($inner) => $body,
        }
    };
    ($engine:expr, $inner:ident: $D:ident => $body:expr) => {
        match $engine {
            $crate::store::engine::Engine::Lite($inner) => {
                type $D = sqlx::Sqlite;
                $body
            }
            $crate::store::engine::Engine::Pg($inner) => {
                type $D = sqlx::Postgres;
                $body
            }
        }
    };
}
pub(super) use on;

/// Adds the values of an `IN (` list and its closing bracket to a statement.
macro_rules! any_of {
    ($sql:ident, $values:expr) => {{
        let mut list = $sql.separated(", ");
        for value in $values {
            list.push_bind(value);
        }
        list.push_unseparated(")");
    }};
}
pub(super) use any_of;

/// Where a database is, for people.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A file.
    File(PathBuf),
    /// A server's database, without credentials.
    Server(String),
}

/// An open database. SQLite has one connection that writes and several that read; PostgreSQL one pool for both.
#[derive(Debug, Clone)]
pub(super) struct Db {
    /// Connections for reading.
    pub(super) read: Pools,
    /// Connections for writing.
    pub(super) write: Pools,
    /// Where it is.
    pub(super) place: Place,
}

impl Db {
    /// Begins a write transaction. On SQLite it holds the write lock from the start, so that it cannot fail half-way
    /// for want of it.
    pub(super) async fn begin(&self) -> StoreResult<Tx> {
        Ok(match &self.write {
            Engine::Lite(pool) => Engine::Lite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Pg(pool) => Engine::Pg(pool.begin().await?),
        })
    }

    /// Returns where the database is, without credentials, and its size in bytes.
    pub(super) async fn describe(&self) -> StoreResult<(String, u64)> {
        match &self.place {
            Place::File(path) => {
                let mut log = path.clone().into_os_string();
                log.push("-wal");
                let size = std::fs::metadata(path).map_err(|e| StoreError::Unavailable(e.to_string()))?.len()
                    + std::fs::metadata(log).map_or(0, |log| log.len());
                Ok((path.display().to_string(), size))
            }
            Place::Server(name) => {
                let size: i64 = match &self.read {
                    Engine::Lite(_) => 0,
                    Engine::Pg(pool) => {
                        sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(pool).await?
                    }
                };
                Ok((name.clone(), size.unsigned_abs()))
            }
        }
    }

    /// Closes every connection; on SQLite the write-ahead log goes into the file.
    pub(super) async fn close(&self) {
        on!(&self.read, pool => pool.close().await);
        on!(&self.write, pool => pool.close().await);
    }
}

/// Commits a transaction: durable when it returns.
pub(super) async fn commit(tx: Tx) -> StoreResult<()> {
    Ok(on!(tx, inner => inner.commit().await)?)
}

/// Splits rows into pieces of few different lengths, so that a multi-row statement is prepared once per length and
/// stays below either engine's limit of parameters.
pub(super) fn pieces<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    const LENGTHS: [usize; 5] = [256, 64, 16, 4, 1];
    let mut rest = rows;
    std::iter::from_fn(move || {
        let length = LENGTHS.into_iter().find(|&length| length <= rest.len())?;
        let (piece, behind) = rest.split_at(length);
        rest = behind;
        Some(piece)
    })
}
