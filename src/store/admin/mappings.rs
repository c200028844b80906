//! Mappings: a UUID's profile and name.

use super::apply::value;
use super::log::Record;
use super::{profiles, revision};
use crate::model::id::{ProfileId, SystemId, TraceId};
use crate::model::mapping::{Mapping, Origin};
use crate::model::operation::Entry;
use crate::model::profile::ProfileRef;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, any_of, on, pieces};
use crate::store::values::{code, from_code, micros, time};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    uuid: Uuid,
    profile: i64,
    profile_name: String,
    fqdn: String,
    origin: String,
    trace: Option<i64>,
    set_by: String,
    set_at_us: i64,
    reason: Option<String>,
}

fn mapping(row: Row) -> StoreResult<Mapping> {
    Ok(Mapping {
        uuid: row.uuid,
        profile: ProfileRef { id: ProfileId(row.profile), name: row.profile_name },
        fqdn: row.fqdn,
        origin: from_code(&row.origin)?,
        trace: row.trace.map(TraceId),
        set_by: row.set_by,
        set_at: time(row.set_at_us)?,
        reason: row.reason,
    })
}

const OF: &str = "SELECT m.uuid, m.profile, p.name AS profile_name, m.fqdn, m.origin, m.trace, m.set_by, m.set_at_us, \
    m.reason FROM mapping m JOIN profile p ON p.id = m.profile WHERE m.uuid = $1";

/// Returns the mapping of a UUID.
pub(super) async fn of(db: &Db, uuid: Uuid) -> StoreResult<Option<Mapping>> {
    let row: Option<Row> = on!(&db.read, pool => sqlx::query_as(OF).bind(uuid).fetch_optional(pool).await)?;
    row.map(mapping).transpose()
}

/// Returns the mappings, newest first.
pub(super) async fn newest(db: &Db, limit: u32) -> StoreResult<Vec<Mapping>> {
    let sql = "SELECT m.uuid, m.profile, p.name AS profile_name, m.fqdn, m.origin, m.trace, m.set_by, m.set_at_us, \
        m.reason FROM mapping m JOIN profile p ON p.id = m.profile ORDER BY m.set_at_us DESC, m.uuid LIMIT $1";
    let rows: Vec<Row> = on!(&db.read, pool => sqlx::query_as(sql).bind(i64::from(limit)).fetch_all(pool).await)?;
    rows.into_iter().map(mapping).collect()
}

/// Returns some mappings that give this name. Host names are ASCII, for which both engines know the lower case.
pub(super) async fn named(db: &Db, fqdn: &str) -> StoreResult<Vec<Mapping>> {
    let sql = "SELECT m.uuid, m.profile, p.name AS profile_name, m.fqdn, m.origin, m.trace, m.set_by, m.set_at_us, \
        m.reason FROM mapping m JOIN profile p ON p.id = m.profile \
        WHERE LOWER(m.fqdn) = $1 ORDER BY m.set_at_us DESC, m.uuid LIMIT 16";
    let rows: Vec<Row> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(fqdn.to_ascii_lowercase()).fetch_all(pool).await)?;
    rows.into_iter().map(mapping).collect()
}

/// An operator's decision.
pub(super) struct Override<'a> {
    pub(super) system: SystemId,
    pub(super) uuid: Uuid,
    pub(super) before: Option<&'a Mapping>,
    pub(super) fqdn: &'a str,
    pub(super) profile: &'a ProfileRef,
}

/// Sets an override. The system must have an identity of its own, and its mapping be the one that the operator saw.
pub(super) async fn set(tx: &mut Tx, wanted: &Override<'_>, entry: &Entry) -> StoreResult<Record> {
    let changed = || StoreError::Changed { kind: "mapping", name: wanted.uuid.to_string() };
    let found: Option<Row> = on!(&mut *tx, c => sqlx::query_as(OF).bind(wanted.uuid).fetch_optional(&mut **c).await)?;
    let before = found.map(mapping).transpose()?;
    if before.as_ref() != wanted.before {
        return Err(changed());
    }
    let revision = revision::bump(tx).await?;
    let sql = "UPDATE amt_system SET status = 'queued', changed = $1 WHERE id = $2 AND uuid = $3 AND split_by = ''";
    let systems = on!(&mut *tx, c => sqlx::query(sql)
        .bind(revision)
        .bind(wanted.system.0)
        .bind(wanted.uuid)
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    if systems == 0 {
        return Err(changed());
    }
    let after = Mapping {
        uuid: wanted.uuid,
        profile: profiles::referred(tx, wanted.profile).await?,
        fqdn: wanted.fqdn.to_owned(),
        origin: Origin::Override,
        trace: None,
        set_by: entry.actor.clone(),
        set_at: entry.at,
        reason: entry.reason.clone(),
    };
    put(tx, std::slice::from_ref(&after)).await?;
    let before = before.map(value).transpose()?;
    Ok(Record { kind: "mapping".into(), name: wanted.uuid.to_string(), before, after: Some(value(&after)?) })
}

/// Writes mappings over those of the same UUIDs; an override gives way to an override only.
pub(super) async fn put(tx: &mut Tx, mappings: &[Mapping]) -> StoreResult<()> {
    let rows = mappings.iter().map(|m| Ok((m, code(m.origin)?))).collect::<StoreResult<Vec<_>>>()?;
    for piece in pieces(&rows) {
        on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new(
                "INSERT INTO mapping (uuid, profile, fqdn, origin, trace, set_by, set_at_us, reason) ",
            );
            sql.push_values(piece, |mut row, (mapping, origin)| {
                row.push_bind(mapping.uuid)
                    .push_bind(mapping.profile.id.0)
                    .push_bind(mapping.fqdn.as_str())
                    .push_bind(origin.as_str())
                    .push_bind(mapping.trace.map(|trace| trace.0))
                    .push_bind(mapping.set_by.as_str())
                    .push_bind(micros(mapping.set_at))
                    .push_bind(mapping.reason.as_deref());
            });
            sql.push(" ON CONFLICT (uuid) DO UPDATE SET profile = excluded.profile, fqdn = excluded.fqdn, \
                origin = excluded.origin, trace = excluded.trace, set_by = excluded.set_by, \
                set_at_us = excluded.set_at_us, reason = excluded.reason \
                WHERE mapping.origin <> 'override' OR excluded.origin = 'override'");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Deletes mappings that the resolver made.
pub(super) async fn remove(tx: &mut Tx, uuids: &[Uuid]) -> StoreResult<()> {
    for piece in pieces(uuids) {
        on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("DELETE FROM mapping WHERE origin = 'resolved' AND uuid IN (");
            any_of!(sql, piece);
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}
