//! The Front End User Action Log (CMF-59).

use crate::model::directory::DirectoryEdit;
use crate::model::id::OperationId;
use crate::model::object::Edit;
use crate::model::operation::{DirectoryState, Entry, ObjectRef, Operation, is_set_again};
use crate::model::permission::Verb;
use crate::port::{LogQuery, OperationEdits, StoreError, StoreResult};
use crate::store::engine::{Db, Tx, on};
use crate::store::values::{from_code, from_json, from_list, json, key, micros, time, time_or_none, unreadable};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What a change adds to its entry. Never a secret.
pub(super) struct Record {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

/// What makes a record reversible.
#[derive(Default)]
pub(super) struct Part<'a> {
    pub(super) edits: &'a [Edit],
    pub(super) directory: &'a [DirectoryEdit],
    pub(super) undoes: Option<OperationId>,
}

/// Writes a record. Edits of the directory are noted as not made yet.
pub(super) async fn append(
    tx: &mut Tx,
    verb: Verb,
    record: &Record,
    part: &Part<'_>,
    entry: &Entry,
) -> StoreResult<OperationId> {
    let before = record.before.as_ref().map(json).transpose()?;
    let after = record.after.as_ref().map(json).transpose()?;
    let (edits, directory) = (list_or_none(part.edits)?, list_or_none(part.directory)?);
    let state = directory.as_ref().map(|_| PENDING);
    let sql = "INSERT INTO operation \
        (at_us, actor, verb, object_kind, object_name, object_key, before, after, reason, command, trace_id, \
         edits, directory_edits, directory_state, undoes) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
    let id: i64 = on!(tx, c => sqlx::query_scalar(sql)
        .bind(micros(entry.at))
        .bind(&entry.actor)
        .bind(verb.name())
        .bind(&record.kind)
        .bind(&record.name)
        .bind(key(&record.name))
        .bind(before)
        .bind(after)
        .bind(&entry.reason)
        .bind(&entry.command)
        .bind(entry.trace_id)
        .bind(edits)
        .bind(directory)
        .bind(state)
        .bind(part.undoes.map(|id| id.0))
        .fetch_one(&mut **c)
        .await)?;
    Ok(OperationId(id))
}

/// How `directory_state` says that the directory has not got its edits yet.
const PENDING: &str = "pending";

fn list_or_none<T: Serialize>(list: &[T]) -> StoreResult<Option<String>> {
    if list.is_empty() { Ok(None) } else { json(list).map(Some) }
}

/// Returns the number of the newest record; 0 when there is none.
pub(super) async fn newest(tx: &mut Tx) -> StoreResult<OperationId> {
    let sql = "SELECT COALESCE(MAX(id), 0) FROM operation";
    Ok(OperationId(on!(tx, c => sqlx::query_scalar(sql).fetch_one(&mut **c).await)?))
}

/// Notes that a record was taken back by another; only once.
pub(super) async fn note_undone(tx: &mut Tx, undone: OperationId, by: OperationId) -> StoreResult<()> {
    let sql = "UPDATE operation SET undone_by = $1 WHERE id = $2 AND undone_by IS NULL";
    let rows = on!(tx, c => sqlx::query(sql)
        .bind(by.0)
        .bind(undone.0)
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::Changed { kind: "operation", name: undone.to_string() }),
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    at_us: i64,
    actor: String,
    verb: String,
    object_kind: String,
    object_name: String,
    before: Option<String>,
    after: Option<String>,
    reason: Option<String>,
    command: String,
    trace_id: Uuid,
    server_ack_us: Option<i64>,
    has_edits: bool,
    undoes: Option<i64>,
    undone_by: Option<i64>,
    directory_state: Option<String>,
    directory_outcome: Option<String>,
}

const SELECT: &str = "SELECT id, at_us, actor, verb, object_kind, object_name, before, after, reason, command, \
    trace_id, server_ack_us, (edits IS NOT NULL OR directory_edits IS NOT NULL) AS has_edits, undoes, undone_by, \
    directory_state, directory_outcome FROM operation";

/// Reads records, newest first.
pub(super) async fn read(db: &Db, query: &LogQuery) -> StoreResult<Vec<Operation>> {
    let object = query.object.as_deref().map(key);
    let rows: Vec<Row> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(SELECT);
        sql.push(" WHERE id < ").push_bind(query.before.map_or(i64::MAX, |id| id.0));
        if let Some(since) = query.since {
            sql.push(" AND at_us >= ").push_bind(micros(since));
        }
        if let Some(until) = query.until {
            sql.push(" AND at_us <= ").push_bind(micros(until));
        }
        if let Some(object) = &object {
            sql.push(" AND (object_key = ").push_bind(object.as_str());
            if let Some((kind, name)) = object.split_once(':') {
                sql.push(" OR object_key = ").push_bind(name);
                sql.push(" AND object_kind = ").push_bind(kind);
            }
            sql.push(")");
        }
        sql.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(query.limit));
        sql.build_query_as().fetch_all(pool).await
    })?;
    rows.into_iter().map(operation).collect()
}

fn operation(row: Row) -> StoreResult<Operation> {
    let verb = from_code(&row.verb)?;
    let before: Option<Value> = row.before.as_deref().map(from_json).transpose()?;
    Ok(Operation {
        id: OperationId(row.id),
        at: time(row.at_us)?,
        actor: row.actor,
        verb,
        object: ObjectRef { kind: row.object_kind, name: row.object_name },
        after: row.after.as_deref().map(from_json).transpose()?,
        reason: row.reason,
        command: row.command,
        trace_id: row.trace_id,
        server_ack: time_or_none(row.server_ack_us)?,
        reversible: (row.has_edits || is_set_again(verb, before.as_ref())) && row.undone_by.is_none(),
        before,
        undoes: row.undoes.map(OperationId),
        undone_by: row.undone_by.map(OperationId),
        directory: state(row.directory_state.as_deref(), row.directory_outcome.as_deref())?,
    })
}

fn state(state: Option<&str>, outcome: Option<&str>) -> StoreResult<Option<DirectoryState>> {
    match (state, outcome) {
        (None, _) => Ok(None),
        (Some(PENDING), _) => Ok(Some(DirectoryState::Pending)),
        (Some(_), Some(outcome)) => Ok(Some(DirectoryState::Done(from_json(outcome)?))),
        (Some(state), None) => Err(unreadable("directory state", state)),
    }
}

type EditsRow = (i64, i64, Option<String>, Option<String>);

fn edits((id, at, edits, directory): EditsRow) -> StoreResult<OperationEdits> {
    Ok(OperationEdits {
        id: OperationId(id),
        at: time(at)?,
        edits: from_list(edits.as_deref().unwrap_or_default())?,
        directory: from_list(directory.as_deref().unwrap_or_default())?,
    })
}

/// Reads the edits of records behind one, oldest first.
pub(super) async fn edits_behind(db: &Db, after: OperationId, limit: u32) -> StoreResult<Vec<OperationEdits>> {
    let sql = "SELECT id, at_us, edits, directory_edits FROM operation WHERE id > $1 ORDER BY id LIMIT $2";
    let rows: Vec<EditsRow> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(after.0).bind(i64::from(limit)).fetch_all(pool).await)?;
    rows.into_iter().map(edits).collect()
}

/// Reads the edits of records later than a time, newest first; records without edits are left out.
pub(super) async fn edits_later_than(db: &Db, at: DateTime<Utc>) -> StoreResult<Vec<OperationEdits>> {
    let sql = "SELECT id, at_us, edits, directory_edits FROM operation \
        WHERE at_us > $1 AND (edits IS NOT NULL OR directory_edits IS NOT NULL) ORDER BY id DESC";
    let rows: Vec<EditsRow> = on!(&db.read, pool => sqlx::query_as(sql).bind(micros(at)).fetch_all(pool).await)?;
    rows.into_iter().map(edits).collect()
}

/// Reads one record with its edits.
pub(super) async fn one(db: &Db, id: OperationId) -> StoreResult<Option<(Operation, OperationEdits)>> {
    let row: Option<Row> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(SELECT);
        sql.push(" WHERE id = ").push_bind(id.0);
        sql.build_query_as().fetch_optional(pool).await
    })?;
    let sql = "SELECT id, at_us, edits, directory_edits FROM operation WHERE id = $1";
    let edits_row: Option<EditsRow> = on!(&db.read, pool => sqlx::query_as(sql).bind(id.0).fetch_optional(pool).await)?;
    row.zip(edits_row).map(|(row, found)| Ok((operation(row)?, edits(found)?))).transpose()
}
