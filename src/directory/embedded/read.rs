//! Reading accounts, groups and memberships.
//!
//! `CROSS JOIN` is SQLite's word for a join in the order as written: a list of names is gone through once, and each name
//! is looked up by key; its planner may choose the opposite.

use super::{EmbeddedDirectory, name};
use crate::model::computer_set::of_group;
use crate::model::directory::{Computer, Group, MemberKind, User};
use crate::model::membership::{self, Memberships};
use crate::port::{AccountQuery, DirectoryCounts, DirectoryError, DirectoryResult};
use chrono::DateTime;
use futures::TryStreamExt as _;
use sqlx::SqlitePool;
use std::collections::HashSet;

/// The most accounts or groups in one answer.
const MOST: u32 = 10_000;

/// Names in one statement.
pub(super) const PIECE: usize = 5_000;

type ComputerRow = (String, String, String, String, i64);
type GroupRow = (String, String, i64);

/// Returns how a kind of member is called in the tables.
pub(super) fn code(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Computer => "computer",
        MemberKind::User => "user",
    }
}

pub(super) async fn revision(pool: &SqlitePool) -> DirectoryResult<i64> {
    Ok(sqlx::query_scalar("SELECT number FROM revision").fetch_one(pool).await?)
}

pub(super) async fn counts(pool: &SqlitePool) -> DirectoryResult<DirectoryCounts> {
    let sql = "SELECT (SELECT COUNT(*) FROM account WHERE kind = 'computer'), \
        (SELECT COUNT(*) FROM account WHERE kind = 'user'), \
        (SELECT COUNT(*) FROM account_group), (SELECT COUNT(*) FROM member)";
    let (computers, users, groups, memberships): (i64, i64, i64, i64) = sqlx::query_as(sql).fetch_one(pool).await?;
    let [computers, users, groups, memberships] = [computers, users, groups, memberships].map(i64::unsigned_abs);
    Ok(DirectoryCounts { computers, users, groups, memberships })
}

pub(super) async fn computer(pool: &SqlitePool, name: &str) -> DirectoryResult<Option<Computer>> {
    let Some(key) = name::key(name) else { return Ok(None) };
    let sql = "SELECT name, fqdn, os, owner, created_at FROM account WHERE kind = 'computer' AND name_key = ?1";
    let row: Option<ComputerRow> = sqlx::query_as(sql).bind(key).fetch_optional(pool).await?;
    row.map(of_row).transpose()
}

pub(super) async fn computers(pool: &SqlitePool, query: &AccountQuery) -> DirectoryResult<Vec<Computer>> {
    let sql = "SELECT name, fqdn, os, owner, created_at FROM account WHERE kind = 'computer' AND name_key > ?1 \
        AND (?2 = '' OR instr(name_key, ?2) > 0) ORDER BY name_key LIMIT ?3";
    let (after, contains, limit) = bounds(query);
    let rows: Vec<ComputerRow> = sqlx::query_as(sql).bind(after).bind(contains).bind(limit).fetch_all(pool).await?;
    rows.into_iter().map(of_row).collect()
}

pub(super) async fn user(pool: &SqlitePool, name: &str) -> DirectoryResult<Option<User>> {
    let Some(key) = name::key(name) else { return Ok(None) };
    let sql = "SELECT name, full_name FROM account WHERE kind = 'user' AND name_key = ?1";
    let row: Option<(String, String)> = sqlx::query_as(sql).bind(key).fetch_optional(pool).await?;
    Ok(row.map(|(name, full_name)| User { name, full_name }))
}

pub(super) async fn users(pool: &SqlitePool, query: &AccountQuery) -> DirectoryResult<Vec<User>> {
    let sql = "SELECT name, full_name FROM account WHERE kind = 'user' AND name_key > ?1 \
        AND (?2 = '' OR instr(name_key, ?2) > 0) ORDER BY name_key LIMIT ?3";
    let (after, contains, limit) = bounds(query);
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(after).bind(contains).bind(limit).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(name, full_name)| User { name, full_name }).collect())
}

pub(super) async fn unknown(pool: &SqlitePool, kind: MemberKind, names: &[String]) -> DirectoryResult<Vec<String>> {
    let sql = "SELECT account.name_key FROM json_each(?2) AS asked \
        CROSS JOIN account ON account.kind = ?1 AND account.name_key = asked.value";
    let mut unknown = Vec::new();
    for piece in names.chunks(PIECE) {
        let keys: Vec<_> = piece.iter().filter_map(|name| name::key(name)).collect();
        let known: Vec<String> = sqlx::query_scalar(sql).bind(code(kind)).bind(list(&keys)?).fetch_all(pool).await?;
        let known: HashSet<String> = known.into_iter().collect();
        let is_known = |name: &str| name::key(name).is_some_and(|key| known.contains(&key));
        unknown.extend(piece.iter().filter(|name| !is_known(name)).cloned());
    }
    Ok(unknown)
}

pub(super) async fn group(directory: &EmbeddedDirectory, name: &str) -> DirectoryResult<Option<Group>> {
    let Some(key) = name::key(name) else { return Ok(None) };
    let sql = "SELECT name, description, (SELECT COUNT(*) FROM member WHERE group_id = account_group.id) \
        FROM account_group WHERE name_key = ?1";
    let row: Option<GroupRow> = sqlx::query_as(sql).bind(key).fetch_optional(&directory.read).await?;
    Ok(row.map(|row| group_of_row(directory, row)))
}

pub(super) async fn groups(directory: &EmbeddedDirectory, query: &AccountQuery) -> DirectoryResult<Vec<Group>> {
    let sql = "SELECT name, description, (SELECT COUNT(*) FROM member WHERE group_id = account_group.id) \
        FROM account_group WHERE name_key > ?1 AND (?2 = '' OR instr(name_key, ?2) > 0) ORDER BY name_key LIMIT ?3";
    let (after, contains, limit) = bounds(query);
    let rows: Vec<GroupRow> =
        sqlx::query_as(sql).bind(after).bind(contains).bind(limit).fetch_all(&directory.read).await?;
    Ok(rows.into_iter().map(|row| group_of_row(directory, row)).collect())
}

pub(super) async fn members(pool: &SqlitePool, group: &str) -> DirectoryResult<Vec<String>> {
    let missing = || DirectoryError::NoGroup(name::shown(group));
    let key = name::key(group).ok_or_else(missing)?;
    let sql = "SELECT id FROM account_group WHERE name_key = ?1";
    let id: Option<i64> = sqlx::query_scalar(sql).bind(key).fetch_optional(pool).await?;
    let sql = "SELECT account.name FROM member JOIN account ON account.id = member.account_id \
        WHERE member.group_id = ?1 ORDER BY account.name_key";
    Ok(sqlx::query_scalar(sql).bind(id.ok_or_else(missing)?).fetch_all(pool).await?)
}

pub(super) async fn groups_of(pool: &SqlitePool, kind: MemberKind, name: &str) -> DirectoryResult<Vec<String>> {
    let Some(key) = name::key(name) else { return Ok(Vec::new()) };
    let sql = "SELECT account_group.name FROM account JOIN member ON member.account_id = account.id \
        JOIN account_group ON account_group.id = member.group_id \
        WHERE account.kind = ?1 AND account.name_key = ?2 ORDER BY account_group.name_key";
    Ok(sqlx::query_scalar(sql).bind(code(kind)).bind(key).fetch_all(pool).await?)
}

/// A group's members come as one text, one a line: a row for each would take most of the time. No name has a line
/// break.
pub(super) async fn memberships(pool: &SqlitePool) -> DirectoryResult<Memberships> {
    let sql = "SELECT account_group.name, group_concat(account.name, char(10)) FROM account_group \
        CROSS JOIN member ON member.group_id = account_group.id CROSS JOIN account ON account.id = member.account_id \
        WHERE account_group.name_key LIKE 'cmf!_nsc!_%' ESCAPE '!' GROUP BY account_group.id";
    let mut memberships = Memberships::default();
    let members = "SELECT COUNT(*) FILTER (WHERE kind = ?1), COUNT(*) FILTER (WHERE kind = ?2) FROM account \
        WHERE id IN (SELECT account_id FROM member)";
    let kinds = [MemberKind::Computer, MemberKind::User];
    let (computers, users): (i64, i64) =
        sqlx::query_as(members).bind(code(kinds[0])).bind(code(kinds[1])).fetch_one(pool).await?;
    for (kind, people) in kinds.into_iter().zip([computers, users]) {
        memberships.reserve(kind, usize::try_from(people).unwrap_or_default());
    }
    let mut groups = sqlx::query_as::<_, (String, String)>(sql).fetch(pool);
    while let Some((group, names)) = groups.try_next().await? {
        if let Some((nsc, users)) = of_group(&group) {
            let kind = if users { MemberKind::User } else { MemberKind::Computer };
            memberships.add(nsc, kind, names.split('\n'));
        }
    }
    Ok(memberships)
}

/// Returns a list as the tables' functions read it.
pub(super) fn list<T: serde::Serialize>(list: &[T]) -> DirectoryResult<String> {
    serde_json::to_string(list).map_err(|e| DirectoryError::Other(e.to_string()))
}

fn bounds(query: &AccountQuery) -> (String, String, u32) {
    let key = |name: &Option<String>| membership::key(name.as_deref().unwrap_or_default());
    (key(&query.after), key(&query.contains), query.limit.min(MOST))
}

fn of_row((name, fqdn, os, owner, created_at): ComputerRow) -> DirectoryResult<Computer> {
    let unreadable = || DirectoryError::Corrupt(format!("stored time {created_at} cannot be read"));
    let created_at = DateTime::from_timestamp_micros(created_at).ok_or_else(unreadable)?;
    Ok(Computer { name, fqdn, os, owner, created_at })
}

fn group_of_row(directory: &EmbeddedDirectory, (name, description, members): GroupRow) -> Group {
    let dn = name::dn(&name, &directory.base_dn);
    Group { name, dn, description, members: members.unsigned_abs() }
}
