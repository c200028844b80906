//! Lists of trusted roots: kept once, given up when nobody names them, taken over from the first schema.

use super::World;
use super::samples::{at, batch, stored, system, update, uuid};
use crate::model::hello::CertificateHash;
use crate::port::AdminStore as _;
use crate::store::AdminDb;
use crate::store::engine::on;
use std::sync::Arc;

fn hash(byte: u8, length: usize) -> CertificateHash {
    CertificateHash::new(&vec![byte; length]).unwrap()
}

async fn lists(admin: &AdminDb) -> i64 {
    let sql = "SELECT COUNT(*) FROM root_list";
    on!(&admin.db().read, pool => sqlx::query_scalar(sql).fetch_one(pool).await).unwrap()
}

pub(super) async fn devices_of_one_firmware_share_their_list(world: World) {
    let (short, long) = (vec![hash(1, 20), hash(2, 32)], vec![hash(3, 48); 255]);
    let (short, long): (Arc<[CertificateHash]>, Arc<[CertificateHash]>) = (short.into(), long.into());
    for batch_of in [1..4, 4..7] {
        let mut updates = Vec::new();
        for number in batch_of {
            let mut system = system(number, 5);
            system.certificate_hashes = [short.clone(), long.clone(), Arc::default()][number as usize % 3].clone();
            updates.push(update(system));
        }
        world.admin.store_hellos(&batch(updates)).await.unwrap();
    }
    assert_eq!(lists(&world.admin).await, 2);
    for number in 1..7 {
        let found = stored(&world.admin, number).await.certificate_hashes;
        assert_eq!(found, [short.clone(), long.clone(), Arc::default()][number as usize % 3]);
    }

    for number in [1, 4] {
        let mut other = stored(&world.admin, number).await;
        other.certificate_hashes = short.clone();
        world.admin.store_hellos(&batch(vec![update(other)])).await.unwrap();
        assert_eq!(stored(&world.admin, number).await.certificate_hashes, short);
    }
    world.admin.prune(at(0)).await.unwrap();
    assert_eq!(lists(&world.admin).await, 1, "a list that no system names is given up");
}

pub(super) async fn lists_of_the_first_schema_are_taken_over(world: World) {
    world.admin.store_hellos(&batch((1..4).map(|number| update(system(number, 5))).collect())).await.unwrap();
    let (one, two) = ("0a".repeat(32), "ff".repeat(20));
    let first_schema = [
        "ALTER TABLE amt_system DROP COLUMN root_list".to_owned(),
        "DROP TABLE root_list".to_owned(),
        "DELETE FROM _sqlx_migrations WHERE version = 2".to_owned(),
        "ALTER TABLE amt_system ADD COLUMN certificate_hashes TEXT NOT NULL DEFAULT ''".to_owned(),
        format!("UPDATE amt_system SET certificate_hashes = '[\"{one}\",\"{two}\"]' WHERE id < 3"),
    ];
    for sql in first_schema {
        on!(&world.admin.db().write, pool => sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(pool).await.map(drop))
            .unwrap();
    }
    let upgraded = world.second().await;
    let expected: Vec<_> = [one, two].iter().filter_map(|text| CertificateHash::from_hex(text)).collect();
    for (number, expected) in [(1, expected.clone()), (2, expected), (3, Vec::new())] {
        assert_eq!(upgraded.systems_of(&[uuid(number)]).await.unwrap()[0].certificate_hashes[..], expected);
    }
    assert_eq!(lists(&upgraded).await, 1);
}
