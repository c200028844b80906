//! Resolution: what waits for it, and the verdicts.
//!
//! Systems that are blocked for another reason (a UUID that does not identify, a key that is not there) do not wait,
//! and a verdict on them changes nothing but the list of traces.

use super::{mappings, revision, traces};
use crate::model::id::{SystemId, TraceId};
use crate::model::mapping::{Mapping, Origin};
use crate::model::system::Status;
use crate::model::trace::Outcome;
use crate::port::{DueSystem, Resolution, StoreResult};
use crate::store::engine::{Db, Tx, any_of, commit, on, pieces};
use crate::store::values::{address, code, from_code, from_code_or_none, list, micros};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// Returns systems that wait, longest waiting first.
pub(super) async fn due(db: &Db, limit: u32, busy: &[SystemId]) -> StoreResult<Vec<DueSystem>> {
    let rows: Vec<(i64, Uuid, String, i64)> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(
            "SELECT id, uuid, address, version FROM amt_system \
             WHERE due_since_us IS NOT NULL AND split_by = '' AND status <> 'no_key'",
        );
        if !busy.is_empty() {
            sql.push(" AND id NOT IN (");
            any_of!(sql, busy.iter().map(|id| id.0));
        }
        sql.push(" ORDER BY due_since_us, id LIMIT ").push_bind(i64::from(limit));
        sql.build_query_as().fetch_all(pool).await
    })?;
    rows.into_iter()
        .map(|(id, uuid, text, version)| Ok(DueSystem { id: SystemId(id), uuid, address: address(&text)?, version }))
        .collect()
}

/// A system as it stands now.
struct Present {
    version: i64,
    is_split: bool,
    status: Status,
    origin: Option<Origin>,
}

/// Stores verdicts. Returns the traces' numbers in order.
pub(super) async fn store(db: &Db, resolutions: &[Resolution]) -> StoreResult<Vec<TraceId>> {
    if resolutions.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = db.begin().await?;
    let changed = revision::bump(&mut tx).await?;
    let numbers = traces::append(&mut tx, resolutions).await?;
    let present = present(&mut tx, resolutions).await?;

    // By system, so that of several verdicts on one system the last counts.
    let mut verdicts = HashMap::new();
    for (resolution, trace) in resolutions.iter().zip(&numbers) {
        let Some(system) = present.get(&resolution.system.id.0) else { continue };
        let blocked = system.is_split || system.status == Status::NoKey;
        if system.version == resolution.system.version && !blocked {
            verdicts.insert(resolution.system.id.0, (resolution, *trace, system));
        }
    }
    let mut verdicts: Vec<_> = verdicts.into_values().collect();
    verdicts.sort_by_key(|(resolution, ..)| resolution.system.id);

    let mut named: Vec<Mapping> = Vec::new();
    let mut unnamed = Vec::new();
    for (resolution, trace, system) in &verdicts {
        match (&resolution.mapping, system.origin) {
            (_, Some(Origin::Override)) => {}
            (Some(mapping), _) if resolution.trace.outcome == Outcome::Resolved => {
                named.push(Mapping { trace: Some(*trace), origin: Origin::Resolved, ..mapping.clone() });
            }
            (_, Some(Origin::Resolved)) => unnamed.push(resolution.system.uuid),
            _ => {}
        }
    }
    mappings::put(&mut tx, &named).await?;
    mappings::remove(&mut tx, &unnamed).await?;
    update(&mut tx, &verdicts, changed).await?;
    commit(tx).await?;
    Ok(numbers)
}

async fn present(tx: &mut Tx, resolutions: &[Resolution]) -> StoreResult<HashMap<i64, Present>> {
    let mut present = HashMap::new();
    for piece in pieces(resolutions) {
        let rows: Vec<(i64, i64, String, String, Option<String>)> = on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new(
                "SELECT s.id, s.version, s.split_by, s.status, m.origin \
                 FROM amt_system s LEFT JOIN mapping m ON m.uuid = s.uuid WHERE s.id IN (",
            );
            any_of!(sql, piece.iter().map(|resolution| resolution.system.id.0));
            sql.build_query_as().fetch_all(&mut **c).await
        })?;
        for (id, version, split_by, status, origin) in rows {
            let (status, origin) = (from_code(&status)?, from_code_or_none(origin.as_deref())?);
            present.insert(id, Present { version, is_split: !split_by.is_empty(), status, origin });
        }
    }
    Ok(present)
}

async fn update(tx: &mut Tx, verdicts: &[(&Resolution, TraceId, &Present)], changed: i64) -> StoreResult<()> {
    let mut rows = Vec::with_capacity(verdicts.len());
    for (resolution, trace, system) in verdicts {
        let status = if system.origin == Some(Origin::Override) { Status::Queued } else { resolution.status };
        let verdict = &resolution.trace;
        let scenario = verdict.scenario.map(code).transpose()?;
        let decided = micros(verdict.decided_at);
        let texts = (code(verdict.outcome)?, scenario, list(&verdict.warnings)?);
        rows.push((resolution.system.id.0, status.name(), texts, trace.0, decided));
    }
    for piece in pieces(&rows) {
        on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("UPDATE amt_system SET changed = ");
            sql.push_bind(changed);
            sql.push(", due_since_us = NULL, status = v.column2, outcome = v.column3, scenario = v.column4, \
                warnings = v.column5, trace = v.column6, resolved_at_us = v.column7 FROM (");
            sql.push_values(piece, |mut row, (id, status, (outcome, scenario, warnings), trace, decided)| {
                row.push_bind(*id)
                    .push_bind(*status)
                    .push_bind(outcome.as_str())
                    .push_bind(scenario.as_deref())
                    .push_bind(warnings.as_str())
                    .push_bind(*trace)
                    .push_bind(*decided);
            });
            sql.push(") AS v WHERE amt_system.id = v.column1");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}
