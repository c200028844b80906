//! The inventory.

use super::World;
use super::samples::{address, at, uuid};
use crate::model::cmdb::{CmdbRow, CmdbTable, Source};
use crate::model::evidence::{UuidRow, UuidRows};
use crate::port::ReportStore as _;
use crate::store::ReportDb;
use crate::store::engine::on;
use uuid::Uuid;

fn row(number: u32) -> CmdbRow {
    CmdbRow {
        resource: Uuid::from_u128(u128::from(number)),
        uuid: Some(uuid(number)),
        fqdn: Some(format!("pc{number}.corp.test")),
        address: Some(address(number)),
        source: Some(Source::Agent),
        collected: Some(at(i64::from(number))),
    }
}

async fn look_up(report: &ReportDb, uuid: Uuid) -> (Vec<UuidRow>, Vec<UuidRow>, Vec<CmdbTable>) {
    match report.cmdb_by_uuid(uuid).await.unwrap() {
        UuidRows::Read { rows, near, empty_tables } => (rows, near, empty_tables),
        UuidRows::Failed { reason } => panic!("{reason}"),
    }
}

pub(super) async fn amt_42_the_tables_are_there(world: World) {
    assert_eq!(world.report.cmdb_counts().await.unwrap(), CmdbTable::ALL.map(|table| (table, 0)));
    let (rows, near, empty) = look_up(&world.report, uuid(1)).await;
    assert!(rows.is_empty() && near.is_empty());
    assert_eq!(empty, [CmdbTable::AmtComputerSystem, CmdbTable::OobCapability]);
    // The names and columns that other programs write to.
    for sql in [
        r#"SELECT "_ResourceGuid", "UUID", "FQDN", "Source", "Collected" FROM "Inv_AMT_Computer_System""#,
        r#"SELECT "_ResourceGuid", "UUID", "FQDN", "Source", "Collected" FROM "Inv_OOB_Capability""#,
        r#"SELECT "_ResourceGuid", "FQDN", "Source", "Collected" FROM "Inv_AeX_AC_Location""#,
        r#"SELECT "_ResourceGuid", "IP Address", "Source", "Collected" FROM "Inv_AeX_AC_TCPIP""#,
    ] {
        let rows = on!(&world.report.db().read, pool => sqlx::query(sql).fetch_all(pool).await.map(|rows| rows.len()));
        assert_eq!(rows.unwrap(), 0);
    }
}

pub(super) async fn amt_40_only_the_exact_uuid_counts(world: World) {
    let swapped = CmdbRow { uuid: Some(Uuid::from_bytes(uuid(1).to_bytes_le())), ..row(9) };
    world.report.put_cmdb(CmdbTable::OobCapability, &[swapped]).await.unwrap();
    let (rows, near, empty) = look_up(&world.report, uuid(1)).await;
    assert!(rows.is_empty());
    assert_eq!(near.len(), 1);
    assert_eq!(near[0].resource, row(9).resource);
    assert_eq!(empty, [CmdbTable::AmtComputerSystem]);

    world.report.put_cmdb(CmdbTable::AmtComputerSystem, &[row(1), row(2)]).await.unwrap();
    let (rows, near, empty) = look_up(&world.report, uuid(1)).await;
    assert_eq!((rows.len(), near.len(), empty.len()), (1, 1, 0));
    let expected = UuidRow {
        table: CmdbTable::AmtComputerSystem,
        resource: row(1).resource,
        fqdn: row(1).fqdn,
        source: row(1).source,
        collected: row(1).collected,
    };
    assert_eq!(rows[0], expected);
}

pub(super) async fn amt_47_a_row_without_a_name_is_kept_as_such(world: World) {
    let nameless = CmdbRow { fqdn: None, source: Some(Source::NetworkDiscovery), collected: None, ..row(1) };
    world.report.put_cmdb(CmdbTable::AmtComputerSystem, &[nameless]).await.unwrap();
    let (rows, _, empty) = look_up(&world.report, uuid(1)).await;
    assert_eq!((rows[0].fqdn.as_deref(), rows[0].source), (None, Some(Source::NetworkDiscovery)));
    assert!(empty.is_empty());
}

pub(super) async fn the_newest_collection_wins(world: World) {
    let put = async |name: &str, collected: Option<i64>| {
        let row = CmdbRow { fqdn: Some(name.into()), collected: collected.map(at), ..row(1) };
        world.report.put_cmdb(CmdbTable::OobCapability, &[row]).await.unwrap()
    };
    let name = async || look_up(&world.report, uuid(1)).await.0[0].fqdn.clone().unwrap();
    assert_eq!(put("unknown", None).await, 1);
    assert_eq!(put("unknown-2", None).await, 1);
    assert_eq!(name().await, "unknown-2");
    assert_eq!(put("known", Some(5)).await, 1);
    assert_eq!(put("older", Some(4)).await, 0);
    assert_eq!(put("unknown-3", None).await, 0);
    assert_eq!(name().await, "known");
    assert_eq!(put("same", Some(5)).await, 1);
    assert_eq!(name().await, "same");

    let of = |name: &str, seconds| CmdbRow { fqdn: Some(name.into()), collected: Some(at(seconds)), ..row(1) };
    let once = [of("a", 10), of("c", 30), of("b", 20), CmdbRow { collected: None, ..row(1) }];
    assert_eq!(world.report.put_cmdb(CmdbTable::OobCapability, &once).await.unwrap(), 1);
    assert_eq!(name().await, "c");
}

pub(super) async fn addresses_lead_to_names(world: World) {
    let shared = |number, collected: Option<i64>| CmdbRow {
        address: Some(address(7)),
        collected: collected.map(at),
        ..row(number)
    };
    let rows = [shared(1, Some(10)), shared(2, None), shared(3, Some(30)), row(4)];
    assert_eq!(world.report.put_cmdb(CmdbTable::Tcpip, &rows).await.unwrap(), 4);
    world.report.put_cmdb(CmdbTable::Location, &[row(1), row(3)]).await.unwrap();
    let found = world.report.cmdb_by_address("::ffff:10.0.0.7".parse().unwrap()).await.unwrap();
    let found: Vec<_> = found.iter().map(|r| (r.resource.as_u128(), r.fqdn.as_deref(), r.collected)).collect();
    assert_eq!(
        found,
        [(3, Some("pc3.corp.test"), Some(at(30))), (1, Some("pc1.corp.test"), Some(at(10))), (2, None, None)]
    );
    let crowd: Vec<_> = (100..200).map(|n| shared(n, Some(i64::from(n)))).collect();
    world.report.put_cmdb(CmdbTable::Tcpip, &crowd).await.unwrap();
    assert_eq!(world.report.cmdb_by_address(address(7)).await.unwrap().len(), 32);
    assert_eq!(world.report.put_cmdb(CmdbTable::Tcpip, &[CmdbRow { address: None, ..row(1) }]).await.unwrap(), 0);
}

pub(super) async fn large_imports_fit(world: World) {
    let rows: Vec<_> = (0..9_001).map(row).collect();
    for table in CmdbTable::ALL {
        assert_eq!(world.report.put_cmdb(table, &rows).await.unwrap(), 9_001);
    }
    assert_eq!(world.report.cmdb_counts().await.unwrap(), CmdbTable::ALL.map(|table| (table, 9_001)));
}
