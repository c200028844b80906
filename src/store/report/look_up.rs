//! Questions to the inventory. Answers are bounded, newest collection first.

use crate::model::cmdb::CmdbTable;
use crate::model::evidence::{AddressRow, UuidRow, UuidRows};
use crate::port::StoreResult;
use crate::store::engine::{Db, on};
use crate::store::values::{from_code, from_code_or_none, unsigned};
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use uuid::Uuid;

/// At most this many rows are read for a question.
const ROWS: i64 = 32;

#[derive(sqlx::FromRow)]
struct Found {
    table_name: String,
    uuid: Uuid,
    resource: Uuid,
    fqdn: Option<String>,
    source: Option<String>,
    collected: Option<DateTime<Utc>>,
}

/// Looks a UUID and its byte-order variant up: the first three fields of a UUID are stored in either order.
pub(super) async fn by_uuid(db: &Db, uuid: Uuid) -> StoreResult<UuidRows> {
    let variant = Uuid::from_bytes(uuid.to_bytes_le());
    let sql = r#"SELECT 'Inv_AMT_Computer_System' AS table_name, "UUID" AS uuid, "_ResourceGuid" AS resource,
            "FQDN" AS fqdn, "Source" AS source, "Collected" AS collected
        FROM "Inv_AMT_Computer_System" WHERE "UUID" IN ($1, $2)
        UNION ALL SELECT 'Inv_OOB_Capability', "UUID", "_ResourceGuid", "FQDN", "Source", "Collected"
        FROM "Inv_OOB_Capability" WHERE "UUID" IN ($1, $2)
        ORDER BY collected DESC, table_name, resource LIMIT $3"#;
    let found: Vec<Found> = on!(&db.read, pool =>
        sqlx::query_as(sql).bind(uuid).bind(variant).bind(ROWS * 2).fetch_all(pool).await)?;

    let (mut rows, mut near) = (Vec::new(), Vec::new());
    for found in found {
        let list = if found.uuid == uuid { &mut rows } else { &mut near };
        list.push(UuidRow {
            table: from_code(&found.table_name)?,
            resource: found.resource,
            fqdn: found.fqdn,
            source: from_code_or_none(found.source.as_deref())?,
            collected: found.collected,
        });
    }
    for list in [&mut rows, &mut near] {
        // Unknown times last, on either engine.
        list.sort_by_key(|row| std::cmp::Reverse(row.collected));
        list.truncate(ROWS as usize);
    }
    let empty_tables = if rows.is_empty() { empty_uuid_tables(db).await? } else { Vec::new() };
    Ok(UuidRows::Read { rows, near, empty_tables })
}

async fn empty_uuid_tables(db: &Db) -> StoreResult<Vec<CmdbTable>> {
    let sql = r#"SELECT 'Inv_AMT_Computer_System' WHERE NOT EXISTS (SELECT 1 FROM "Inv_AMT_Computer_System")
        UNION ALL SELECT 'Inv_OOB_Capability' WHERE NOT EXISTS (SELECT 1 FROM "Inv_OOB_Capability")"#;
    let names: Vec<String> = on!(&db.read, pool => sqlx::query_scalar(sql).fetch_all(pool).await)?;
    names.iter().map(|name| from_code(name)).collect()
}

/// Looks an address up, and the names of the resources that have it.
pub(super) async fn by_address(db: &Db, address: IpAddr) -> StoreResult<Vec<AddressRow>> {
    let sql = r#"SELECT t."_ResourceGuid", l."FQDN", t."Source", t."Collected"
        FROM "Inv_AeX_AC_TCPIP" t LEFT JOIN "Inv_AeX_AC_Location" l ON l."_ResourceGuid" = t."_ResourceGuid"
        WHERE t."IP Address" = $1
        ORDER BY CASE WHEN t."Collected" IS NULL THEN 1 ELSE 0 END, t."Collected" DESC, t."_ResourceGuid" LIMIT $2"#;
    type Row = (Uuid, Option<String>, Option<String>, Option<DateTime<Utc>>);
    let address = address.to_canonical().to_string();
    let rows: Vec<Row> = on!(&db.read, pool => sqlx::query_as(sql).bind(address).bind(ROWS).fetch_all(pool).await)?;
    rows.into_iter()
        .map(|(resource, fqdn, source, collected)| {
            Ok(AddressRow { resource, fqdn, source: from_code_or_none(source.as_deref())?, collected })
        })
        .collect()
}

/// Counts the rows of each table.
pub(super) async fn counts(db: &Db) -> StoreResult<Vec<(CmdbTable, u64)>> {
    let sql = r#"SELECT (SELECT COUNT(*) FROM "Inv_AMT_Computer_System"), (SELECT COUNT(*) FROM "Inv_OOB_Capability"),
        (SELECT COUNT(*) FROM "Inv_AeX_AC_Location"), (SELECT COUNT(*) FROM "Inv_AeX_AC_TCPIP")"#;
    let (amt, oob, location, tcpip): (i64, i64, i64, i64) =
        on!(&db.read, pool => sqlx::query_as(sql).fetch_one(pool).await)?;
    Ok(CmdbTable::ALL.into_iter().zip([amt, oob, location, tcpip].map(unsigned)).collect())
}
