//! What came in: counts by hour, malformed messages, and the end of old records.

use super::intake::hour;
use super::revision;
use super::root_lists::DELETE_UNUSED;
use crate::model::hello::RejectedHello;
use crate::port::StoreResult;
use crate::store::engine::{Db, commit, on};
use crate::store::values::{address, from_json, micros, time, unsigned};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Counts hellos of the hour of `now` and the 23 before it, oldest first.
pub(super) async fn by_hour(db: &Db, now: DateTime<Utc>) -> StoreResult<Vec<u64>> {
    let last = hour(now);
    let sql = "SELECT hour, hellos FROM hello_hour WHERE hour > $1 AND hour <= $2";
    let rows: Vec<(i64, i64)> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(last - 24).bind(last).fetch_all(pool).await)?;
    let counts: HashMap<i64, i64> = rows.into_iter().collect();
    Ok((last - 23..=last).map(|hour| counts.get(&hour).copied().map_or(0, unsigned)).collect())
}

/// Returns the newest malformed messages.
pub(super) async fn rejected(db: &Db, limit: u32) -> StoreResult<Vec<RejectedHello>> {
    let sql = "SELECT address, received_at_us, reason, raw FROM hello_rejected ORDER BY id DESC LIMIT $1";
    let rows: Vec<(String, i64, String, Vec<u8>)> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(i64::from(limit)).fetch_all(pool).await)?;
    rows.into_iter()
        .map(|(from, at, reason, raw)| {
            Ok(RejectedHello { address: address(&from)?, received_at: time(at)?, reason: from_json(&reason)?, raw })
        })
        .collect()
}

/// How many rows one transaction deletes, so that hellos need not wait long.
const STRIDE: u64 = 5000;

/// Deletes history before a time; of every system the latest trace stays.
pub(super) async fn prune(db: &Db, before: DateTime<Utc>) -> StoreResult<u64> {
    const OLD: [&str; 3] = [
        "DELETE FROM hello WHERE id IN (SELECT id FROM hello WHERE received_at_us < $1 LIMIT $2)",
        "DELETE FROM hello_rejected WHERE id IN (SELECT id FROM hello_rejected WHERE received_at_us < $1 LIMIT $2)",
        "DELETE FROM trace WHERE id IN (SELECT t.id FROM trace t WHERE t.decided_at_us < $1 \
            AND NOT EXISTS (SELECT 1 FROM amt_system s WHERE s.trace = t.id) LIMIT $2)",
    ];
    let mut gone = 0;
    for sql in OLD {
        loop {
            let mut tx = db.begin().await?;
            let rows = on!(&mut tx, c => sqlx::query(sql)
                .bind(micros(before))
                .bind(STRIDE.cast_signed())
                .execute(&mut **c)
                .await
                .map(|done| done.rows_affected()))?;
            commit(tx).await?;
            gone += rows;
            if rows < STRIDE {
                break;
            }
        }
    }
    let mut tx = db.begin().await?;
    revision::queue(&mut tx).await?;
    on!(&mut tx, c => sqlx::query(DELETE_UNUSED).execute(&mut **c).await.map(drop))?;
    commit(tx).await?;
    Ok(gone)
}
