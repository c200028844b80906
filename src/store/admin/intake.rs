//! Hellos come in: the hot path. One transaction for a batch, a few multi-row statements in it.

use super::revision;
use super::root_lists::{self, Numbers};
use crate::model::hello::{CertificateHash, Interface, ReceivedHello, RejectedHello};
use crate::model::system::{AddressSeen, AmtSystem};
use crate::port::{IntakeBatch, StoreResult, SystemUpdate};
use crate::store::engine::{Db, Tx, commit, on, pieces};
use crate::store::values::{json, micros, signed};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Stores a batch.
pub(super) async fn store(db: &Db, batch: &IntakeBatch) -> StoreResult<()> {
    let mut tx = db.begin().await?;
    let changed = revision::bump(&mut tx).await?;
    let lists = batch.systems.iter().map(|update| &update.system.certificate_hashes[..]);
    let roots = root_lists::number(&mut tx, lists).await?;
    let columns =
        |belongs: fn(&SystemUpdate) -> bool| columns(batch.systems.iter().filter(move |s| belongs(s)), &roots);
    update(&mut tx, &columns(|s| s.system.id.0 != 0)?, changed).await?;
    insert(&mut tx, &columns(|s| s.system.id.0 == 0 && s.set_status)?, changed, SET_STATUS).await?;
    insert(&mut tx, &columns(|s| s.system.id.0 == 0 && !s.set_status)?, changed, "").await?;
    keep(&mut tx, &batch.hellos).await?;
    count(&mut tx, &batch.hellos).await?;
    reject(&mut tx, &batch.rejected).await?;
    commit(tx).await
}

/// A system as its columns hold it. What is mostly empty is left out then: a text costs more to hand over than all the
/// numbers of a row.
struct Columns<'a> {
    system: &'a AmtSystem,
    split_by: Option<String>,
    address: String,
    pid: Option<String>,
    root_list: Option<i64>,
    addresses: Option<String>,
    warnings: Option<String>,
    due_since: Option<i64>,
    set_status: bool,
}

fn columns<'a>(updates: impl Iterator<Item = &'a SystemUpdate>, roots: &Numbers) -> StoreResult<Vec<Columns<'a>>> {
    let mut last: (&[CertificateHash], Option<i64>) = (&[], None);
    updates
        .map(|update| {
            let system = &update.system;
            if *last.0 != *system.certificate_hashes {
                last = (&system.certificate_hashes, roots.of(&system.certificate_hashes));
            }
            Ok(Columns {
                system,
                split_by: system.split_by.map(|a| a.to_string()),
                address: system.address.to_string(),
                pid: system.pid.map(|p| p.to_string()),
                root_list: last.1,
                addresses: if is_plain(system) { None } else { Some(json(&system.addresses)?) },
                warnings: if system.warnings.is_empty() { None } else { Some(json(&system.warnings)?) },
                due_since: update.due.then(|| micros(system.last_seen)),
                set_status: update.set_status,
            })
        })
        .collect()
}

/// Whether the list of addresses says nothing that the other columns do not say.
fn is_plain(system: &AmtSystem) -> bool {
    system.addresses == [only_address(system)]
}

/// Returns the one address that an empty column stands for.
pub(super) fn only_address(system: &AmtSystem) -> AddressSeen {
    AddressSeen {
        address: system.address,
        first_seen: system.first_seen,
        last_seen: system.last_seen,
        count: system.count,
    }
}

/// Binds what hellos tell of a system, in the order of `amt_system`'s columns from `split_by` to `due_since_us`.
macro_rules! bind_system {
    ($row:ident, $columns:ident) => {{
        let Columns { system, split_by, address, pid, root_list, addresses, warnings, due_since, .. } = $columns;
        $row.push_bind(split_by.as_deref())
            .push_bind(address.as_str())
            .push_bind(system.interface == Interface::Psk)
            .push_bind(system.admin_credentials_set)
            .push_bind(pid.as_deref())
            .push_bind(*root_list)
            .push_bind(micros(system.first_seen))
            .push_bind(micros(system.last_seen))
            .push_bind(signed(system.count))
            .push_bind(i64::from(system.retry))
            .push_bind(signed(system.trailing_bytes as u64))
            .push_bind(addresses.as_deref())
            .push_bind(system.status.name())
            .push_bind(warnings.as_deref())
            .push_bind(*due_since);
    }};
}

/// Writes systems under their numbers. The columns of `v` are numbered by both engines alike.
async fn update(tx: &mut Tx, systems: &[Columns<'_>], changed: i64) -> StoreResult<()> {
    for piece in pieces(systems) {
        on!(tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("UPDATE amt_system SET changed = ");
            sql.push_bind(changed);
            sql.push(", version = version + 1, split_by = COALESCE(v.column3, ''), address = v.column4, \
                interface = CASE WHEN v.column5 THEN 'psk' ELSE 'pki' END, admin_credentials_set = v.column6, \
                pid = v.column7, root_list = v.column8, first_seen_us = v.column9, last_seen_us = v.column10, \
                hellos = v.column11, retry = v.column12, trailing_bytes = v.column13, \
                addresses = COALESCE(v.column14, ''), \
                status = CASE WHEN v.column2 THEN v.column15 ELSE status END, \
                warnings = CASE WHEN v.column2 THEN COALESCE(v.column16, '') ELSE warnings END, \
                due_since_us = COALESCE(due_since_us, v.column17) FROM (");
            sql.push_values(piece, |mut row, columns| {
                row.push_bind(columns.system.id.0).push_bind(columns.set_status);
                bind_system!(row, columns);
            });
            sql.push(") AS v WHERE amt_system.id = v.column1");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}

/// What follows when a new system turns out to be there already.
const SET_STATUS: &str = ", status = excluded.status, warnings = excluded.warnings";

async fn insert(tx: &mut Tx, systems: &[Columns<'_>], changed: i64, also: &str) -> StoreResult<()> {
    for piece in pieces(systems) {
        on!(tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO amt_system (uuid, split_by, address, interface, \
                admin_credentials_set, pid, root_list, first_seen_us, last_seen_us, hellos, retry, trailing_bytes, \
                addresses, status, warnings, due_since_us, version, changed) \
                SELECT column1, COALESCE(column2, ''), column3, CASE WHEN column4 THEN 'psk' ELSE 'pki' END, column5, \
                column6, column7, column8, column9, column10, column11, column12, COALESCE(column13, ''), column14, \
                COALESCE(column15, ''), column16, 1, ");
            sql.push_bind(changed);
            sql.push(" FROM (");
            sql.push_values(piece, |mut row, columns| {
                row.push_bind(columns.system.uuid);
                bind_system!(row, columns);
            });
            // Without a condition SQLite takes ON for that of a join.
            sql.push(") AS v WHERE TRUE ON CONFLICT (uuid, split_by) DO UPDATE SET address = excluded.address, \
                interface = excluded.interface, admin_credentials_set = excluded.admin_credentials_set, \
                pid = excluded.pid, root_list = excluded.root_list, \
                first_seen_us = excluded.first_seen_us, last_seen_us = excluded.last_seen_us, \
                hellos = excluded.hellos, retry = excluded.retry, trailing_bytes = excluded.trailing_bytes, \
                addresses = excluded.addresses, version = amt_system.version + 1, changed = excluded.changed, \
                due_since_us = COALESCE(amt_system.due_since_us, excluded.due_since_us)");
            sql.push(also);
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Keeps every hello as it came.
async fn keep(tx: &mut Tx, hellos: &[ReceivedHello]) -> StoreResult<()> {
    for piece in pieces(hellos) {
        on!(tx, c: D => {
            let mut sql =
                QueryBuilder::<D>::new("INSERT INTO hello (uuid, address, received_at_us, retry, interface, raw) \
                SELECT column1, column2, column3, column4, CASE WHEN column5 THEN 'psk' ELSE 'pki' END, column6 FROM (");
            sql.push_values(piece, |mut row, received| {
                row.push_bind(received.hello.uuid)
                    .push_bind(received.address.to_string())
                    .push_bind(micros(received.received_at))
                    .push_bind(i64::from(received.hello.retry))
                    .push_bind(received.hello.interface == Interface::Psk)
                    .push_bind(received.raw.as_slice());
            });
            sql.push(") AS v");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Counts hellos by the hour of their arrival.
async fn count(tx: &mut Tx, hellos: &[ReceivedHello]) -> StoreResult<()> {
    let mut hours = BTreeMap::<i64, i64>::new();
    for received in hellos {
        *hours.entry(hour(received.received_at)).or_default() += 1;
    }
    let sql = "INSERT INTO hello_hour (hour, hellos) VALUES ($1, $2) \
        ON CONFLICT (hour) DO UPDATE SET hellos = hello_hour.hellos + excluded.hellos";
    for (hour, hellos) in hours {
        on!(&mut *tx, c => sqlx::query(sql).bind(hour).bind(hellos).execute(&mut **c).await.map(drop))?;
    }
    Ok(())
}

/// Returns the number of an hour since 1970.
pub(super) fn hour(time: chrono::DateTime<chrono::Utc>) -> i64 {
    time.timestamp().div_euclid(3600)
}

/// Keeps malformed messages.
async fn reject(tx: &mut Tx, rejected: &[RejectedHello]) -> StoreResult<()> {
    let reasons = rejected.iter().map(|r| Ok((r, json(&r.reason)?))).collect::<StoreResult<Vec<_>>>()?;
    for piece in pieces(&reasons) {
        on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO hello_rejected (address, received_at_us, reason, raw) ");
            sql.push_values(piece, |mut row, (rejected, reason)| {
                row.push_bind(rejected.address.to_string())
                    .push_bind(micros(rejected.received_at))
                    .push_bind(reason.as_str())
                    .push_bind(rejected.raw.as_slice());
            });
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    Ok(())
}
