//! Provisioning profiles.

use super::apply::value;
use super::log::Record;
use crate::model::id::ProfileId;
use crate::model::operation::{Created, Entry};
use crate::model::profile::{AccessRight, Functions, Profile, ProfileRef};
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, on};
use crate::store::error::naming;
use crate::store::values::{from_json, from_list, json, key, list, micros, time};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    description: String,
    access_rights: String,
    functions: String,
    created_at_us: i64,
    created_by: String,
}

fn profile(row: Row) -> StoreResult<Profile> {
    Ok(Profile {
        id: ProfileId(row.id),
        name: row.name,
        description: row.description,
        access_rights: from_list(&row.access_rights)?,
        functions: from_json(&row.functions)?,
        created_at: time(row.created_at_us)?,
        created_by: row.created_by,
    })
}

/// Creates a profile from name, description, access rights and functions.
pub(super) async fn create(
    tx: &mut Tx,
    (name, description, access_rights, functions): (&str, &str, &[AccessRight], Functions),
    entry: &Entry,
) -> StoreResult<(Record, Created)> {
    let (access_rights, functions) = (list(access_rights)?, json(&functions)?);
    let sql = "INSERT INTO profile (name, name_key, description, access_rights, functions, created_at_us, created_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) \
        RETURNING id, name, description, access_rights, functions, created_at_us, created_by";
    let row: Result<Row, sqlx::Error> = on!(tx, c => sqlx::query_as(sql)
        .bind(name)
        .bind(key(name))
        .bind(description)
        .bind(access_rights)
        .bind(functions)
        .bind(micros(entry.at))
        .bind(&entry.actor)
        .fetch_one(&mut **c)
        .await);
    let made = profile(row.map_err(|e| naming(name)(e.into()))?)?;
    let record = Record { kind: "profile".into(), name: made.name.clone(), before: None, after: Some(value(&made)?) };
    Ok((record, Created::Profile(made.id)))
}

/// Returns the profile that a reference means, under its present name.
pub(super) async fn referred(tx: &mut Tx, wanted: &ProfileRef) -> StoreResult<ProfileRef> {
    let sql = "SELECT name FROM profile WHERE id = $1";
    let name: Option<String> = on!(tx, c => sqlx::query_scalar(sql).bind(wanted.id.0).fetch_optional(&mut **c).await)?;
    name.map(|name| ProfileRef { id: wanted.id, name })
        .ok_or_else(|| StoreError::Missing { kind: "profile", name: wanted.name.clone() })
}

/// Returns every profile, by number.
pub(super) async fn all(db: &Db) -> StoreResult<Vec<Profile>> {
    let sql = "SELECT id, name, description, access_rights, functions, created_at_us, created_by \
        FROM profile ORDER BY id";
    let rows: Vec<Row> = on!(&db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
    rows.into_iter().map(profile).collect()
}

/// Returns one profile; a name goes before a number.
pub(super) async fn one(db: &Db, name: &str) -> StoreResult<Option<Profile>> {
    let sql = "SELECT id, name, description, access_rights, functions, created_at_us, created_by \
        FROM profile WHERE name_key = $1 OR id = $2 ORDER BY CASE WHEN name_key = $1 THEN 0 ELSE 1 END LIMIT 1";
    let (key, number) = (key(name), name.parse::<i64>().ok());
    let row: Option<Row> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(key).bind(number).fetch_optional(pool).await)?;
    row.map(profile).transpose()
}
