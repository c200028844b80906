//! Systems, read. Name and profile come from the mapping, and only where the UUID identifies the system.

use super::intake::only_address;
use super::root_lists::Shared;
use crate::model::id::{ProfileId, SystemId, TraceId};
use crate::model::profile::ProfileRef;
use crate::model::system::{AmtSystem, Status, StatusCount};
use crate::port::{HelloPage, StoreError, StoreResult, SystemQuery};
use crate::store::engine::{Db, any_of, on, pieces};
use crate::store::values::{
    address, from_code, from_code_or_none, from_list, micros, small, time, time_or_none, unreadable, unsigned,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What the row of a system holds besides UUID, roots, name and profile name, in the order in which [`system`] reads it.
const FACTS: [&str; 19] = [
    "s.id",
    "s.split_by",
    "s.address",
    "s.interface",
    "s.admin_credentials_set",
    "s.pid",
    "s.first_seen_us",
    "s.last_seen_us",
    "s.hellos",
    "s.retry",
    "s.trailing_bytes",
    "s.addresses",
    "s.status",
    "s.warnings",
    "s.outcome",
    "s.scenario",
    "s.trace",
    "s.resolved_at_us",
    "m.profile",
];

/// Stands between two facts. None of them can hold it: they are numbers, codes, addresses and JSON.
const BETWEEN: char = '\u{1f}';

/// UUID, facts, packed list of trusted roots, name and profile name.
type Columns = (Uuid, String, Option<Vec<u8>>, Option<String>, Option<String>);

/// Returns the statement up to its conditions.
///
/// The facts come as one text: each column of each row is handed over in memory of its own, and for twenty thousand
/// systems that takes several times as long as reading them. A column without a value becomes an empty fact.
fn select() -> String {
    let facts = FACTS.join(&format!(", '{BETWEEN}', "));
    format!(
        "SELECT s.uuid, concat({facts}), r.roots, m.fqdn, p.name FROM amt_system s \
         LEFT JOIN mapping m ON m.uuid = s.uuid AND s.split_by = '' LEFT JOIN profile p ON p.id = m.profile \
         LEFT JOIN root_list r ON r.id = s.root_list "
    )
}

/// Reads rows. Systems with the same list of roots share one.
fn systems(rows: Vec<Columns>) -> StoreResult<Vec<AmtSystem>> {
    let mut known = Shared::default();
    rows.into_iter().map(|row| system(row, &mut known)).collect()
}

fn system((uuid, facts, roots, fqdn, profile_name): Columns, known: &mut Shared) -> StoreResult<AmtSystem> {
    let mut parts = [""; FACTS.len()];
    let mut found = 0;
    for part in facts.split(BETWEEN) {
        *parts.get_mut(found).ok_or_else(|| unreadable("system", &facts))? = part;
        found += 1;
    }
    if found != FACTS.len() {
        return Err(unreadable("system", &facts));
    }
    let [
        id,
        split_by,
        latest_address,
        interface,
        admin_credentials_set,
        pid,
        first_seen,
        last_seen,
        hellos,
        retry,
        trailing_bytes,
        addresses,
        status,
        warnings,
        outcome,
        scenario,
        trace,
        resolved_at,
        profile,
    ] = parts;
    let mut system = AmtSystem {
        id: SystemId(number(id)?),
        uuid,
        split_by: given(split_by).map(address).transpose()?,
        address: address(latest_address)?,
        interface: from_code(interface)?,
        // As SQLite and as PostgreSQL write it.
        admin_credentials_set: matches!(admin_credentials_set, "1" | "t"),
        pid: given(pid).map(|pid| pid.parse().map_err(|_| unreadable("PID", pid))).transpose()?,
        certificate_hashes: known.unpack(roots.unwrap_or_default())?,
        first_seen: time(number(first_seen)?)?,
        last_seen: time(number(last_seen)?)?,
        count: unsigned(number(hellos)?),
        retry: small(number(retry)?)?,
        trailing_bytes: usize::try_from(number(trailing_bytes)?).unwrap_or(0),
        addresses: from_list(addresses)?,
        status: from_code(status)?,
        outcome: from_code_or_none(given(outcome))?,
        scenario: from_code_or_none(given(scenario))?,
        fqdn,
        profile: given(profile)
            .zip(profile_name)
            .map(|(id, name)| Ok::<_, StoreError>(ProfileRef { id: ProfileId(number(id)?), name }))
            .transpose()?,
        warnings: from_list(warnings)?,
        trace: given(trace).map(number).transpose()?.map(TraceId),
        resolved_at: time_or_none(given(resolved_at).map(number).transpose()?)?,
    };
    if system.addresses.is_empty() {
        system.addresses = vec![only_address(&system)];
    }
    Ok(system)
}

/// Returns a fact, if it has a value.
fn given(fact: &str) -> Option<&str> {
    Some(fact).filter(|fact| !fact.is_empty())
}

fn number(fact: &str) -> StoreResult<i64> {
    fact.parse().map_err(|_| unreadable("number", fact))
}

/// Returns the systems of these UUIDs.
pub(super) async fn of(db: &Db, uuids: &[Uuid]) -> StoreResult<Vec<AmtSystem>> {
    let mut found = Vec::with_capacity(uuids.len());
    for piece in pieces(uuids) {
        let rows: Vec<Columns> = on!(&db.read, pool: D => {
            let mut sql = QueryBuilder::<D>::new(select());
            sql.push("WHERE s.uuid IN (");
            any_of!(sql, piece);
            sql.build_query_as().fetch_all(pool).await
        })?;
        found.extend(systems(rows)?);
    }
    Ok(found)
}

/// Reads a page of systems. One more row than asked for tells whether there is a next page.
pub(super) async fn page(db: &Db, query: &SystemQuery) -> StoreResult<HelloPage> {
    let limit = query.limit as usize;
    let mut rows: Vec<Columns> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(select());
        sql.push("WHERE s.id > 0");
        if !query.statuses.is_empty() {
            sql.push(" AND s.status IN (");
            any_of!(sql, query.statuses.iter().map(|status| status.name()));
        }
        if let Some(uuid) = query.uuid {
            sql.push(" AND s.uuid = ").push_bind(uuid);
        }
        if let Some((last_seen, id)) = query.after {
            sql.push(" AND (s.last_seen_us, s.id) < (").push_bind(micros(last_seen));
            sql.push(", ").push_bind(id.0).push(")");
        }
        if let Some(revision) = query.changed_since {
            sql.push(" AND s.changed >= ").push_bind(revision);
        }
        sql.push(" ORDER BY s.last_seen_us DESC, s.id DESC LIMIT ").push_bind(i64::from(query.limit) + 1);
        sql.build_query_as().fetch_all(pool).await
    })?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let systems = systems(rows)?;
    let next = systems.last().filter(|_| more).map(|last| (last.last_seen, last.id));
    Ok(HelloPage { systems, next })
}

/// Counts systems by status, in the order of the console's groups.
pub(super) async fn counts(db: &Db) -> StoreResult<Vec<StatusCount>> {
    let sql = "SELECT status, COUNT(*), MIN(first_seen_us) FROM amt_system GROUP BY status";
    let rows: Vec<(String, i64, Option<i64>)> = on!(&db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
    let mut counts = rows
        .into_iter()
        .map(|(status, systems, since)| {
            let status: Status = from_code(&status)?;
            Ok(StatusCount { status, systems: unsigned(systems), since: time_or_none(since)? })
        })
        .collect::<StoreResult<Vec<_>>>()?;
    counts.sort_by_key(|count| count.status);
    Ok(counts)
}
