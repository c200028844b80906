//! The change counters. Every write transaction takes their row first, so that writers queue up there on either engine,
//! and what a transaction has checked still holds when it commits.

use crate::port::{Revision, StoreResult};
use crate::store::engine::{Db, Tx, on};

/// Queues up behind the other writers.
pub(super) async fn queue(tx: &mut Tx) -> StoreResult<()> {
    let sql = "UPDATE revision SET hellos = hellos";
    Ok(on!(tx, c => sqlx::query(sql).execute(&mut **c).await.map(drop))?)
}

/// Queues up and counts a change of systems. Returns the new number.
pub(super) async fn bump(tx: &mut Tx) -> StoreResult<i64> {
    let sql = "UPDATE revision SET hellos = hellos + 1 RETURNING hellos";
    Ok(on!(tx, c => sqlx::query_scalar(sql).fetch_one(&mut **c).await)?)
}

/// Counts a change of the lease.
pub(super) async fn bump_lease(tx: &mut Tx) -> StoreResult<()> {
    let sql = "UPDATE revision SET lease = lease + 1";
    Ok(on!(tx, c => sqlx::query(sql).execute(&mut **c).await.map(drop))?)
}

/// Queues up and hands out this many numbers for traces. Returns the first.
pub(super) async fn trace_numbers(tx: &mut Tx, count: i64) -> StoreResult<i64> {
    let sql = "UPDATE revision SET traces = traces + $1 RETURNING traces";
    let last: i64 = on!(tx, c => sqlx::query_scalar(sql).bind(count).fetch_one(&mut **c).await)?;
    Ok(last - count + 1)
}

/// Reads the counters.
pub(super) async fn read(db: &Db) -> StoreResult<Revision> {
    let sql = "SELECT hellos, COALESCE((SELECT MAX(id) FROM operation), 0), lease FROM revision";
    let (hellos, operations, lease): (i64, i64, i64) =
        on!(&db.read, pool => sqlx::query_as(sql).fetch_one(pool).await)?;
    Ok(Revision { hellos, operations, lease })
}
