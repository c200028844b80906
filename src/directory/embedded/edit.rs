//! Editing: everything of one call in one transaction, and the names that were not taken told one by one.

use super::journal::Step;
use super::name::{self, account_fault, text_fault};
use super::read::{PIECE, code, list};
use crate::model::computer_set::of_group;
use crate::model::directory::{Computer, DirectoryEdit, EditOutcome, MemberKind, RefusedMember, User};
use crate::port::{DirectoryError, DirectoryResult};
use chrono::Utc;
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::collections::HashMap;

type Tx = Transaction<'static, Sqlite>;

/// Makes edits, in order; all of them, or none.
pub(super) async fn edit(pool: &SqlitePool, edits: &[DirectoryEdit]) -> DirectoryResult<EditOutcome> {
    // With the write lock from the start it cannot fail half-way for want of it.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    let (mut outcome, mut step) = (EditOutcome::default(), Step::default());
    for edit in edits {
        one(&mut tx, edit, &mut outcome.refused, &mut step).await?;
    }
    sqlx::query("UPDATE revision SET number = number + 1").execute(&mut *tx).await?;
    step.write(&mut tx).await?;
    tx.commit().await?;
    Ok(outcome)
}

async fn one(
    tx: &mut Tx,
    edit: &DirectoryEdit,
    refused: &mut Vec<RefusedMember>,
    step: &mut Step,
) -> DirectoryResult<()> {
    match edit {
        DirectoryEdit::Register { members, names } => {
            let accounts: Vec<Account<'_>> = names.iter().map(|name| Account::named(name)).collect();
            put(tx, *members, &accounts, refused).await
        }
        DirectoryEdit::Describe { computers, users } => {
            let accounts: Vec<Account<'_>> = computers.iter().map(Account::computer).collect();
            put(tx, MemberKind::Computer, &accounts, refused).await?;
            let accounts: Vec<Account<'_>> = users.iter().map(Account::user).collect();
            put(tx, MemberKind::User, &accounts, refused).await
        }
        DirectoryEdit::CreateGroup { group, description } => create(tx, group, description, refused).await,
        DirectoryEdit::DeleteGroup { group, .. } => {
            let Some(key) = name::key(group) else { return Ok(()) };
            let sql = "DELETE FROM account_group WHERE name_key = ?1";
            sqlx::query(sql).bind(key).execute(&mut **tx).await?;
            step.take(edit.clone());
            Ok(())
        }
        DirectoryEdit::Add { group, members, names } => {
            let names = add(tx, group, *members, names, refused).await?;
            step.take(DirectoryEdit::Add { group: group.clone(), members: *members, names });
            Ok(())
        }
        DirectoryEdit::Remove { group, members, names } => {
            remove(tx, group, *members, names).await?;
            step.take(edit.clone());
            Ok(())
        }
    }
}

/// An account as it is to be; what is empty stays as it was.
struct Account<'a> {
    name: &'a str,
    fqdn: &'a str,
    os: &'a str,
    owner: &'a str,
    full_name: &'a str,
    created_at: i64,
}

impl<'a> Account<'a> {
    fn named(name: &'a str) -> Self {
        Self { name, fqdn: "", os: "", owner: "", full_name: "", created_at: Utc::now().timestamp_micros() }
    }

    fn computer(computer: &'a Computer) -> Self {
        let Computer { name, fqdn, os, owner, created_at } = computer;
        Self { name, fqdn, os, owner, full_name: "", created_at: created_at.timestamp_micros() }
    }

    fn user(user: &'a User) -> Self {
        Self { full_name: &user.full_name, ..Self::named(&user.name) }
    }

    fn fault(&self, kind: MemberKind) -> Option<&'static str> {
        let texts = [self.fqdn, self.os, self.owner, self.full_name];
        account_fault(kind, self.name).or_else(|| texts.into_iter().find_map(text_fault))
    }
}

async fn put(
    tx: &mut Tx,
    kind: MemberKind,
    accounts: &[Account<'_>],
    refused: &mut Vec<RefusedMember>,
) -> DirectoryResult<()> {
    let sql = "INSERT INTO account (kind, name_key, name, fqdn, os, owner, full_name, created_at) \
        SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 \
        FROM json_each(?2) WHERE TRUE ON CONFLICT (kind, name_key) DO UPDATE SET \
        fqdn = iif(excluded.fqdn = '', fqdn, excluded.fqdn), os = iif(excluded.os = '', os, excluded.os), \
        owner = iif(excluded.owner = '', owner, excluded.owner), \
        full_name = iif(excluded.full_name = '', full_name, excluded.full_name)";
    for piece in accounts.chunks(PIECE) {
        let mut rows = Vec::with_capacity(piece.len());
        for account in piece {
            match (account.fault(kind), name::key(account.name)) {
                (None, Some(key)) => {
                    let Account { name, fqdn, os, owner, full_name, created_at } = account;
                    rows.push((key, name, fqdn, os, owner, full_name, created_at));
                }
                (fault, _) => refused.push(refusal("", account.name, fault.unwrap_or("no account has this name"))),
            }
        }
        sqlx::query(sql).bind(code(kind)).bind(list(&rows)?).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn create(tx: &mut Tx, group: &str, description: &str, refused: &mut Vec<RefusedMember>) -> DirectoryResult<()> {
    let Some(key) = name::key(group).filter(|_| text_fault(description).is_none()) else {
        let fault = name::fault(group).or(text_fault(description)).unwrap_or("no group has this name");
        refused.push(refusal(group, "", fault));
        return Ok(());
    };
    let sql = "INSERT INTO account_group (name_key, name, description) VALUES (?1, ?2, ?3) \
        ON CONFLICT (name_key) DO NOTHING";
    sqlx::query(sql).bind(key).bind(group).bind(description).execute(&mut **tx).await?;
    Ok(())
}

/// Adds members. Returns the names of those that are members now, as the accounts have them.
async fn add(
    tx: &mut Tx,
    group: &str,
    kind: MemberKind,
    names: &[String],
    refused: &mut Vec<RefusedMember>,
) -> DirectoryResult<Vec<String>> {
    let id = group_id(tx, group).await?.ok_or_else(|| DirectoryError::NoGroup(name::shown(group)))?;
    if of_group(group).is_some_and(|(_, users)| users != (kind == MemberKind::User)) {
        refused.extend(names.iter().map(|name| refusal(group, name, "the group holds members of the other kind")));
        return Ok(Vec::new());
    }
    let known = "SELECT account.name_key, account.name FROM json_each(?2) AS asked \
        CROSS JOIN account ON account.kind = ?1 AND account.name_key = asked.value";
    let insert = "INSERT INTO member (group_id, account_id) SELECT ?1, account.id FROM json_each(?3) AS asked \
        CROSS JOIN account ON account.kind = ?2 AND account.name_key = asked.value WHERE TRUE ON CONFLICT DO NOTHING";
    let mut members = Vec::with_capacity(names.len());
    for piece in names.chunks(PIECE) {
        let keys: Vec<_> = piece.iter().filter_map(|name| name::key(name)).collect();
        let keys = list(&keys)?;
        let known: Vec<(String, String)> =
            sqlx::query_as(known).bind(code(kind)).bind(&keys).fetch_all(&mut **tx).await?;
        let known: HashMap<String, String> = known.into_iter().collect();
        for name in piece {
            match name::key(name) {
                Some(key) if known.contains_key(&key) => {}
                _ => refused.push(refusal(group, name, name::fault(name).unwrap_or(no_account(kind)))),
            }
        }
        sqlx::query(insert).bind(id).bind(code(kind)).bind(&keys).execute(&mut **tx).await?;
        members.extend(known.into_values());
    }
    Ok(members)
}

async fn remove(tx: &mut Tx, group: &str, kind: MemberKind, names: &[String]) -> DirectoryResult<()> {
    let Some(id) = group_id(tx, group).await? else { return Ok(()) };
    let sql = "DELETE FROM member WHERE group_id = ?1 AND account_id IN (SELECT account.id FROM json_each(?3) AS asked \
        CROSS JOIN account ON account.kind = ?2 AND account.name_key = asked.value)";
    for piece in names.chunks(PIECE) {
        let keys: Vec<_> = piece.iter().filter_map(|name| name::key(name)).collect();
        sqlx::query(sql).bind(id).bind(code(kind)).bind(list(&keys)?).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn group_id(tx: &mut Tx, group: &str) -> DirectoryResult<Option<i64>> {
    let Some(key) = name::key(group) else { return Ok(None) };
    let sql = "SELECT id FROM account_group WHERE name_key = ?1";
    Ok(sqlx::query_scalar(sql).bind(key).fetch_optional(&mut **tx).await?)
}

fn no_account(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Computer => "there is no such computer",
        MemberKind::User => "there is no such user",
    }
}

fn refusal(group: &str, name: &str, reason: &str) -> RefusedMember {
    RefusedMember { group: name::shown(group), name: name::shown(name), reason: reason.to_owned() }
}
