//! The Front End User Action Log (CMF-59).

use crate::model::id::OperationId;
use crate::model::operation::{Entry, ObjectRef, Operation};
use crate::model::permission::Verb;
use crate::port::{LogQuery, StoreResult};
use crate::store::engine::{Db, Tx, on};
use crate::store::values::{from_code, from_json, json, key, micros, time, time_or_none};
use serde_json::Value;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What a change adds to its entry. Never a secret.
pub(super) struct Record {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

/// Writes a record.
pub(super) async fn append(tx: &mut Tx, verb: Verb, record: &Record, entry: &Entry) -> StoreResult<OperationId> {
    let before = record.before.as_ref().map(json).transpose()?;
    let after = record.after.as_ref().map(json).transpose()?;
    let sql = "INSERT INTO operation \
        (at_us, actor, verb, object_kind, object_name, object_key, before, after, reason, command, trace_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";
    let id: i64 = on!(tx, c => sqlx::query_scalar(sql)
        .bind(micros(entry.at))
        .bind(&entry.actor)
        .bind(verb.name())
        .bind(record.kind)
        .bind(&record.name)
        .bind(key(&record.name))
        .bind(before)
        .bind(after)
        .bind(&entry.reason)
        .bind(&entry.command)
        .bind(entry.trace_id)
        .fetch_one(&mut **c)
        .await)?;
    Ok(OperationId(id))
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
}

/// Reads records, newest first.
pub(super) async fn read(db: &Db, query: &LogQuery) -> StoreResult<Vec<Operation>> {
    let object = query.object.as_deref().map(key);
    let rows: Vec<Row> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(
            "SELECT id, at_us, actor, verb, object_kind, object_name, before, after, reason, command, trace_id, \
             server_ack_us FROM operation WHERE id < ",
        );
        sql.push_bind(query.before.map_or(i64::MAX, |id| id.0));
        if let Some(since) = query.since {
            sql.push(" AND at_us >= ").push_bind(micros(since));
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
    Ok(Operation {
        id: OperationId(row.id),
        at: time(row.at_us)?,
        actor: row.actor,
        verb: from_code(&row.verb)?,
        object: ObjectRef { kind: row.object_kind, name: row.object_name },
        before: row.before.as_deref().map(from_json).transpose()?,
        after: row.after.as_deref().map(from_json).transpose()?,
        reason: row.reason,
        command: row.command,
        trace_id: row.trace_id,
        server_ack: time_or_none(row.server_ack_us)?,
        reversible: false,
        undoes: None,
        undone_by: None,
        directory: None,
    })
}
