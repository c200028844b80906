//! Named System Sets.

use super::apply::value;
use super::log::Record;
use crate::model::id::SystemSetId;
use crate::model::operation::{Created, Entry};
use crate::model::system_set::SystemSet;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, on};
use crate::store::error::naming;
use crate::store::values::{key, micros, time};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    parent: Option<i64>,
    description: String,
    link_person: String,
    created_at_us: i64,
    created_by: String,
}

fn system_set(row: Row) -> StoreResult<SystemSet> {
    Ok(SystemSet {
        id: SystemSetId(row.id),
        name: row.name,
        parent: row.parent.map(SystemSetId),
        description: row.description,
        link_person: row.link_person,
        created_at: time(row.created_at_us)?,
        created_by: row.created_by,
    })
}

/// Creates a set from name, parent, description and link person. A second set without a parent is refused (CMF-01).
pub(super) async fn create(
    tx: &mut Tx,
    (name, parent, description, link_person): (&str, Option<SystemSetId>, &str, &str),
    entry: &Entry,
) -> StoreResult<(Record, Created)> {
    if let Some(parent) = parent {
        let sql = "SELECT COUNT(*) FROM system_set WHERE id = $1";
        let found: i64 = on!(tx, c => sqlx::query_scalar(sql).bind(parent.0).fetch_one(&mut **c).await)?;
        if found == 0 {
            return Err(StoreError::Missing { kind: "nss", name: parent.to_string() });
        }
    }
    let sql = "INSERT INTO system_set (name, name_key, parent, description, link_person, created_at_us, created_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) \
        RETURNING id, name, parent, description, link_person, created_at_us, created_by";
    let row: Result<Row, sqlx::Error> = on!(tx, c => sqlx::query_as(sql)
        .bind(name)
        .bind(key(name))
        .bind(parent.map(|p| p.0))
        .bind(description)
        .bind(link_person)
        .bind(micros(entry.at))
        .bind(&entry.actor)
        .fetch_one(&mut **c)
        .await);
    let set = system_set(row.map_err(|e| naming(name)(e.into()))?)?;
    let record = Record { kind: "nss", name: set.name.clone(), before: None, after: Some(value(&set)?) };
    Ok((record, Created::SystemSet(set.id)))
}

/// Returns every set, by number.
pub(super) async fn all(db: &Db) -> StoreResult<Vec<SystemSet>> {
    let sql = "SELECT id, name, parent, description, link_person, created_at_us, created_by \
        FROM system_set ORDER BY id";
    let rows: Vec<Row> = on!(&db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
    rows.into_iter().map(system_set).collect()
}

/// Returns one set; a name goes before a number.
pub(super) async fn one(db: &Db, name: &str) -> StoreResult<Option<SystemSet>> {
    let sql = "SELECT id, name, parent, description, link_person, created_at_us, created_by \
        FROM system_set WHERE name_key = $1 OR id = $2 ORDER BY CASE WHEN name_key = $1 THEN 0 ELSE 1 END LIMIT 1";
    let (key, number) = (key(name), name.parse::<i64>().ok());
    let row: Option<Row> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(key).bind(number).fetch_optional(pool).await)?;
    row.map(system_set).transpose()
}
