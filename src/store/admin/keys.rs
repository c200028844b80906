//! The key store: PIDs and sealed secrets. Records of the action log name PIDs only.

use super::log::Record;
use super::revision;
use crate::model::key::{Pid, SealedPps};
use crate::model::operation::Entry;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, any_of, on, pieces};
use crate::store::values::{micros, unreadable};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Returns which of these the store has.
pub(super) async fn known(db: &Db, pids: &[Pid]) -> StoreResult<Vec<Pid>> {
    let mut known = Vec::new();
    for piece in pieces(pids) {
        let found: Vec<String> = on!(&db.read, pool: D => {
            let mut sql = QueryBuilder::<D>::new("SELECT pid FROM amt_key WHERE pid IN (");
            any_of!(sql, piece.iter().map(Pid::to_string));
            sql.build_query_scalar().fetch_all(pool).await
        })?;
        for pid in found {
            known.push(pid.parse().map_err(|_| unreadable("PID", &pid))?);
        }
    }
    Ok(known)
}

/// Returns a key's sealed secret.
pub(super) async fn sealed(db: &Db, pid: Pid) -> StoreResult<Option<SealedPps>> {
    let sql = "SELECT sealed FROM amt_key WHERE pid = $1";
    let sealed: Option<Vec<u8>> =
        on!(&db.read, pool => sqlx::query_scalar(sql).bind(pid.to_string()).fetch_optional(pool).await)?;
    Ok(sealed.map(SealedPps))
}

/// Stores keys and makes the systems that waited for one of them due.
pub(super) async fn import(tx: &mut Tx, keys: &[(Pid, SealedPps)], entry: &Entry) -> StoreResult<Record> {
    // The last of several with one PID counts; the engines do not take a key twice in one statement.
    let keys: BTreeMap<String, &SealedPps> = keys.iter().map(|(pid, sealed)| (pid.to_string(), sealed)).collect();
    let rows: Vec<(&String, &&SealedPps)> = keys.iter().collect();
    let mut replaced: Vec<String> = Vec::new();
    for piece in pieces(&rows) {
        replaced.extend::<Vec<String>>(on!(tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("SELECT pid FROM amt_key WHERE pid IN (");
            any_of!(sql, piece.iter().map(|(pid, _)| pid.as_str()));
            sql.build_query_scalar().fetch_all(&mut **c).await
        })?);
        on!(tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO amt_key (pid, sealed) ");
            sql.push_values(piece, |mut row, (pid, sealed)| {
                row.push_bind(pid.as_str()).push_bind(sealed.0.as_slice());
            });
            sql.push(" ON CONFLICT (pid) DO UPDATE SET sealed = excluded.sealed");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    let changed = revision::bump(tx).await?;
    let sql = "UPDATE amt_system SET status = 'hello_received', due_since_us = COALESCE(due_since_us, $1), \
        version = version + 1, changed = $2 WHERE status = 'no_key' AND pid IN (SELECT pid FROM amt_key)";
    on!(tx, c => sqlx::query(sql).bind(micros(entry.at)).bind(changed).execute(&mut **c).await.map(drop))?;

    replaced.sort();
    let (first, others) = match rows.split_first() {
        Some(((pid, _), others)) => (*pid, others.len()),
        None => return Err(StoreError::Missing { kind: "key", name: String::new() }),
    };
    let name = if others == 0 { first.clone() } else { format!("{first} +{others}") };
    let before = (!replaced.is_empty()).then(|| json!({ "pids": replaced }));
    let after = Some(json!({ "pids": keys.keys().collect::<Vec<_>>() }));
    Ok(Record { kind: "key".into(), name, before, after })
}
