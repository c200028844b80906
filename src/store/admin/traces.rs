//! Stored verdicts with the evidence that they rest on.

use super::revision;
use crate::model::evidence::Evidence;
use crate::model::id::TraceId;
use crate::model::trace::Trace;
use crate::port::{Resolution, StoreResult};
use crate::store::engine::{Db, Tx, on, pieces};
use crate::store::values::{from_json, json, micros, signed};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Stores the traces of these resolutions. Returns their numbers in order.
pub(super) async fn append(tx: &mut Tx, resolutions: &[Resolution]) -> StoreResult<Vec<TraceId>> {
    let first = revision::trace_numbers(tx, signed(resolutions.len() as u64)).await?;
    let mut rows = Vec::with_capacity(resolutions.len());
    for (id, resolution) in (first..).zip(resolutions) {
        rows.push((id, resolution, json(&resolution.trace)?, json(&resolution.evidence)?));
    }
    for piece in pieces(&rows) {
        on!(&mut *tx, c: D => {
            let mut sql =
                QueryBuilder::<D>::new("INSERT INTO trace (id, system, uuid, decided_at_us, verdict, evidence) ");
            sql.push_values(piece, |mut row, (id, resolution, verdict, evidence)| {
                row.push_bind(*id)
                    .push_bind(resolution.system.id.0)
                    .push_bind(resolution.system.uuid)
                    .push_bind(micros(resolution.trace.decided_at))
                    .push_bind(verdict.as_str())
                    .push_bind(evidence.as_str());
            });
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(rows.iter().map(|(id, ..)| TraceId(*id)).collect())
}

fn numbered(id: i64, verdict: &str) -> StoreResult<Trace> {
    Ok(Trace { id: Some(TraceId(id)), ..from_json(verdict)? })
}

/// Returns one trace with its evidence.
pub(super) async fn one(db: &Db, id: TraceId) -> StoreResult<Option<(Trace, Evidence)>> {
    let sql = "SELECT verdict, evidence FROM trace WHERE id = $1";
    let row: Option<(String, String)> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(id.0).fetch_optional(pool).await)?;
    row.map(|(verdict, evidence)| Ok((numbered(id.0, &verdict)?, from_json(&evidence)?))).transpose()
}

/// Returns the traces of a UUID, newest first.
pub(super) async fn of(db: &Db, uuid: Uuid, limit: u32) -> StoreResult<Vec<Trace>> {
    let sql = "SELECT id, verdict FROM trace WHERE uuid = $1 ORDER BY id DESC LIMIT $2";
    let rows: Vec<(i64, String)> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(uuid).bind(i64::from(limit)).fetch_all(pool).await)?;
    rows.into_iter().map(|(id, verdict)| numbered(id, &verdict)).collect()
}
