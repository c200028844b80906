//! The backend lease: one row, taken by comparing and writing in one statement.

use super::revision;
use crate::model::lease::Lease;
use crate::port::{LeaseRequest, StoreError, StoreResult};
use crate::store::engine::{Db, commit, on};
use crate::store::values::{from_json, json, micros, small, time};
use uuid::Uuid;

const SELECT: &str = "SELECT holder, role, host, pid, taken_at_us, renewed_at_us, expires_at_us, report FROM lease";

#[derive(sqlx::FromRow)]
struct Row {
    holder: Uuid,
    role: String,
    host: String,
    pid: i64,
    taken_at_us: i64,
    renewed_at_us: i64,
    expires_at_us: i64,
    report: String,
}

fn lease(row: Row) -> StoreResult<Lease> {
    Ok(Lease {
        holder: row.holder,
        role: row.role,
        host: row.host,
        pid: small(row.pid)?,
        taken_at: time(row.taken_at_us)?,
        renewed_at: time(row.renewed_at_us)?,
        expires_at: time(row.expires_at_us)?,
        report: from_json(&row.report)?,
    })
}

/// Takes the lease when there is none, when it has expired, or when it is ours. Returns it as it then stands.
pub(super) async fn take(db: &Db, request: &LeaseRequest) -> StoreResult<Lease> {
    let report = json(&request.report)?;
    let mut tx = db.begin().await?;
    revision::queue(&mut tx).await?;
    let sql = "INSERT INTO lease (id, holder, role, host, pid, taken_at_us, renewed_at_us, expires_at_us, report) \
        VALUES (1, $1, $2, $3, $4, $5, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, \
        role = excluded.role, host = excluded.host, pid = excluded.pid, \
        taken_at_us = CASE WHEN lease.holder = excluded.holder THEN lease.taken_at_us ELSE excluded.taken_at_us END, \
        renewed_at_us = excluded.renewed_at_us, expires_at_us = excluded.expires_at_us, report = excluded.report \
        WHERE lease.holder = excluded.holder OR lease.expires_at_us <= excluded.renewed_at_us";
    let taken = on!(&mut tx, c => sqlx::query(sql)
        .bind(request.holder)
        .bind(&request.role)
        .bind(&request.host)
        .bind(i64::from(request.pid))
        .bind(micros(request.now))
        .bind(micros(request.expires_at))
        .bind(report)
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    if taken > 0 {
        revision::bump_lease(&mut tx).await?;
    }
    let row: Option<Row> = on!(&mut tx, c => sqlx::query_as(SELECT).fetch_optional(&mut **c).await)?;
    commit(tx).await?;
    lease(row.ok_or_else(|| StoreError::Missing { kind: "lease", name: String::new() })?)
}

/// Gives the lease back, if it is this run's.
pub(super) async fn release(db: &Db, holder: Uuid) -> StoreResult<()> {
    let mut tx = db.begin().await?;
    revision::queue(&mut tx).await?;
    let sql = "DELETE FROM lease WHERE holder = $1";
    let gone = on!(&mut tx, c => sqlx::query(sql)
        .bind(holder)
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    if gone > 0 {
        revision::bump_lease(&mut tx).await?;
    }
    commit(tx).await
}

/// Returns the lease, expired or not.
pub(super) async fn read(db: &Db) -> StoreResult<Option<Lease>> {
    let row: Option<Row> = on!(&db.read, pool => sqlx::query_as(SELECT).fetch_optional(pool).await)?;
    row.map(lease).transpose()
}
