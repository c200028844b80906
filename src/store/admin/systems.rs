//! Systems, read. Name and profile come from the mapping, and only where the UUID identifies the system.

use super::intake::only_address;
use super::root_lists::unpack;
use crate::model::id::{ProfileId, SystemId, TraceId};
use crate::model::profile::ProfileRef;
use crate::model::system::{AmtSystem, Status, StatusCount};
use crate::port::{HelloPage, StoreResult, SystemQuery};
use crate::store::engine::{Db, any_of, on, pieces};
use crate::store::values::{
    address, from_code, from_code_or_none, from_list, micros, small, time, time_or_none, unreadable, unsigned,
};
use sqlx::{ColumnIndex, Decode, FromRow, QueryBuilder, Row, Type};
use uuid::Uuid;

const SELECT: &str = "SELECT s.id, s.uuid, s.split_by, s.address, s.interface, s.admin_credentials_set, s.pid, \
    r.roots, s.first_seen_us, s.last_seen_us, s.hellos, s.retry, s.trailing_bytes, s.addresses, s.status, \
    s.warnings, s.outcome, s.scenario, s.trace, s.resolved_at_us, m.fqdn, m.profile, p.name AS profile_name \
    FROM amt_system s LEFT JOIN mapping m ON m.uuid = s.uuid AND s.split_by = '' \
    LEFT JOIN profile p ON p.id = m.profile LEFT JOIN root_list r ON r.id = s.root_list ";

/// The columns of [`SELECT`], in its order.
struct Columns {
    id: i64,
    uuid: Uuid,
    split_by: String,
    address: String,
    interface: String,
    admin_credentials_set: bool,
    pid: Option<String>,
    roots: Option<Vec<u8>>,
    first_seen_us: i64,
    last_seen_us: i64,
    hellos: i64,
    retry: i64,
    trailing_bytes: i64,
    addresses: String,
    status: String,
    warnings: String,
    outcome: Option<String>,
    scenario: Option<String>,
    trace: Option<i64>,
    resolved_at_us: Option<i64>,
    fqdn: Option<String>,
    profile: Option<i64>,
    profile_name: Option<String>,
}

/// By position: looking twenty thousand rows' columns up by name takes longer than reading them.
impl<'r, R: Row> FromRow<'r, R> for Columns
where
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get(0)?,
            uuid: row.try_get(1)?,
            split_by: row.try_get(2)?,
            address: row.try_get(3)?,
            interface: row.try_get(4)?,
            admin_credentials_set: row.try_get(5)?,
            pid: row.try_get(6)?,
            roots: row.try_get(7)?,
            first_seen_us: row.try_get(8)?,
            last_seen_us: row.try_get(9)?,
            hellos: row.try_get(10)?,
            retry: row.try_get(11)?,
            trailing_bytes: row.try_get(12)?,
            addresses: row.try_get(13)?,
            status: row.try_get(14)?,
            warnings: row.try_get(15)?,
            outcome: row.try_get(16)?,
            scenario: row.try_get(17)?,
            trace: row.try_get(18)?,
            resolved_at_us: row.try_get(19)?,
            fqdn: row.try_get(20)?,
            profile: row.try_get(21)?,
            profile_name: row.try_get(22)?,
        })
    }
}

fn system(row: Columns) -> StoreResult<AmtSystem> {
    let pid = row.pid.as_deref().map(|pid| pid.parse().map_err(|_| unreadable("PID", pid))).transpose()?;
    let mut system = AmtSystem {
        id: SystemId(row.id),
        uuid: row.uuid,
        split_by: (!row.split_by.is_empty()).then(|| address(&row.split_by)).transpose()?,
        address: address(&row.address)?,
        interface: from_code(&row.interface)?,
        admin_credentials_set: row.admin_credentials_set,
        pid,
        certificate_hashes: unpack(row.roots.as_deref().unwrap_or_default())?,
        first_seen: time(row.first_seen_us)?,
        last_seen: time(row.last_seen_us)?,
        count: unsigned(row.hellos),
        retry: small(row.retry)?,
        trailing_bytes: usize::try_from(row.trailing_bytes).unwrap_or(0),
        addresses: from_list(&row.addresses)?,
        status: from_code(&row.status)?,
        outcome: from_code_or_none(row.outcome.as_deref())?,
        scenario: from_code_or_none(row.scenario.as_deref())?,
        fqdn: row.fqdn,
        profile: row.profile.zip(row.profile_name).map(|(id, name)| ProfileRef { id: ProfileId(id), name }),
        warnings: from_list(&row.warnings)?,
        trace: row.trace.map(TraceId),
        resolved_at: time_or_none(row.resolved_at_us)?,
    };
    if system.addresses.is_empty() {
        system.addresses.push(only_address(&system));
    }
    Ok(system)
}

/// Returns the systems of these UUIDs.
pub(super) async fn of(db: &Db, uuids: &[Uuid]) -> StoreResult<Vec<AmtSystem>> {
    let mut systems = Vec::with_capacity(uuids.len());
    for piece in pieces(uuids) {
        let rows: Vec<Columns> = on!(&db.read, pool: D => {
            let mut sql = QueryBuilder::<D>::new(SELECT);
            sql.push("WHERE s.uuid IN (");
            any_of!(sql, piece);
            sql.build_query_as().fetch_all(pool).await
        })?;
        for row in rows {
            systems.push(system(row)?);
        }
    }
    Ok(systems)
}

/// Reads a page of systems. One more row than asked for tells whether there is a next page.
pub(super) async fn page(db: &Db, query: &SystemQuery) -> StoreResult<HelloPage> {
    let limit = query.limit as usize;
    let mut rows: Vec<Columns> = on!(&db.read, pool: D => {
        let mut sql = QueryBuilder::<D>::new(SELECT);
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
    let systems = rows.into_iter().map(system).collect::<StoreResult<Vec<_>>>()?;
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
