//! Rows come in: the newest collection of a row wins, and a known time wins over an unknown one.

use crate::model::cmdb::{CmdbRow, CmdbTable};
use crate::port::StoreResult;
use crate::store::engine::{Db, Tx, commit, on, pieces};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use std::net::IpAddr;
use uuid::Uuid;

/// Stores rows in one transaction. Returns how many were written.
pub(super) async fn put(db: &Db, table: CmdbTable, rows: &[CmdbRow]) -> StoreResult<u64> {
    let rows = newest(table, rows);
    let mut tx = db.begin().await?;
    let mut written = 0;
    for piece in pieces(&rows) {
        written += match table {
            CmdbTable::AmtComputerSystem | CmdbTable::OobCapability => uuids(&mut tx, table, piece).await?,
            CmdbTable::Location => locations(&mut tx, piece).await?,
            CmdbTable::Tcpip => addresses(&mut tx, piece).await?,
        };
    }
    commit(tx).await?;
    Ok(written)
}

/// Folds rows with the same key: the engines do not take a key twice in one statement. Sorted by key, so that two
/// imports at once lock rows in the same order. Rows for the address table that have no address are left out.
fn newest(table: CmdbTable, rows: &[CmdbRow]) -> Vec<(Option<IpAddr>, &CmdbRow)> {
    let mut folded = BTreeMap::<(Uuid, Option<IpAddr>), &CmdbRow>::new();
    for row in rows {
        let address = match table {
            CmdbTable::Tcpip if row.address.is_none() => continue,
            CmdbTable::Tcpip => row.address.map(|address| address.to_canonical()),
            _ => None,
        };
        folded
            .entry((row.resource, address))
            .and_modify(|kept| {
                // None is less than any time.
                if row.collected >= kept.collected {
                    *kept = row;
                }
            })
            .or_insert(row);
    }
    folded.into_iter().map(|((_, address), row)| (address, row)).collect()
}

type Rows<'a> = [(Option<IpAddr>, &'a CmdbRow)];

async fn uuids(tx: &mut Tx, table: CmdbTable, rows: &Rows<'_>) -> StoreResult<u64> {
    let name = table.name();
    Ok(on!(tx, c: D => {
        let mut sql = QueryBuilder::<D>::new("INSERT INTO ");
        sql.push(format_args!(r#""{name}" AS t ("_ResourceGuid", "UUID", "FQDN", "Source", "Collected") "#));
        sql.push_values(rows, |mut values, (_, row)| {
            values.push_bind(row.resource).push_bind(row.uuid).push_bind(row.fqdn.as_deref());
            values.push_bind(row.source.map(|source| source.name())).push_bind(row.collected);
        });
        sql.push(r#" ON CONFLICT ("_ResourceGuid") DO UPDATE SET "UUID" = excluded."UUID", "FQDN" = excluded."FQDN",
            "Source" = excluded."Source", "Collected" = excluded."Collected"
            WHERE t."Collected" IS NULL OR excluded."Collected" >= t."Collected""#);
        sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
    })?)
}

async fn locations(tx: &mut Tx, rows: &Rows<'_>) -> StoreResult<u64> {
    Ok(on!(tx, c: D => {
        let mut sql = QueryBuilder::<D>::new(
            r#"INSERT INTO "Inv_AeX_AC_Location" AS t ("_ResourceGuid", "FQDN", "Source", "Collected") "#,
        );
        sql.push_values(rows, |mut values, (_, row)| {
            values.push_bind(row.resource).push_bind(row.fqdn.as_deref());
            values.push_bind(row.source.map(|source| source.name())).push_bind(row.collected);
        });
        sql.push(r#" ON CONFLICT ("_ResourceGuid") DO UPDATE SET "FQDN" = excluded."FQDN",
            "Source" = excluded."Source", "Collected" = excluded."Collected"
            WHERE t."Collected" IS NULL OR excluded."Collected" >= t."Collected""#);
        sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
    })?)
}

async fn addresses(tx: &mut Tx, rows: &Rows<'_>) -> StoreResult<u64> {
    Ok(on!(tx, c: D => {
        let mut sql = QueryBuilder::<D>::new(
            r#"INSERT INTO "Inv_AeX_AC_TCPIP" AS t ("_ResourceGuid", "IP Address", "Source", "Collected") "#,
        );
        sql.push_values(rows, |mut values, (address, row)| {
            values.push_bind(row.resource).push_bind(address.map(|address| address.to_string()));
            values.push_bind(row.source.map(|source| source.name())).push_bind(row.collected);
        });
        sql.push(r#" ON CONFLICT ("_ResourceGuid", "IP Address") DO UPDATE SET "Source" = excluded."Source",
            "Collected" = excluded."Collected"
            WHERE t."Collected" IS NULL OR excluded."Collected" >= t."Collected""#);
        sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
    })?)
}
