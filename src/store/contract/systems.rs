//! Hellos and the systems that they make.

use super::World;
use super::samples::{address, arrive, at, batch, hello, rejected, stored, system, update, uuid};
use crate::model::hello::{CertificateHash, Interface};
use crate::model::id::SystemId;
use crate::model::key::Pid;
use crate::model::system::{AddressSeen, Status};
use crate::model::trace::Warning;
use crate::port::{AdminStore as _, IntakeBatch, SystemQuery};
use chrono::TimeDelta;

pub(super) async fn amt_16_a_uuid_is_one_system(world: World) {
    arrive(&world.admin, [1]).await;
    let mut again = update(stored(&world.admin, 1).await);
    again.system.count = 2;
    again.system.last_seen = at(61);
    world.admin.store_hellos(&batch(vec![again])).await.unwrap();
    // Another process that has not seen the first one yet.
    let mut blind = update(system(1, 99));
    blind.system.count = 3;
    world.admin.store_hellos(&batch(vec![blind])).await.unwrap();
    let found = stored(&world.admin, 1).await;
    assert_eq!((found.count, found.last_seen), (3, at(99)));
    assert_eq!(world.admin.due(9, &[]).await.unwrap()[0].version, 3);
}

pub(super) async fn amt_16_a_duplicate_becomes_two_systems(world: World) {
    arrive(&world.admin, [1]).await;
    let mut first = update(stored(&world.admin, 1).await);
    first.system.split_by = Some(address(1));
    first.system.status = Status::DuplicateUuid;
    let mut second = update(system(1, 5));
    second.system.address = address(2);
    second.system.split_by = Some(address(2));
    second.system.status = Status::DuplicateUuid;
    world.admin.store_hellos(&batch(vec![first, second])).await.unwrap();
    let systems = world.admin.systems_of(&[uuid(1)]).await.unwrap();
    assert_eq!(systems.len(), 2);
    assert!(systems.iter().all(|s| s.status == Status::DuplicateUuid && s.split_by == Some(s.address)));
    assert!(world.admin.due(9, &[]).await.unwrap().is_empty(), "what does not identify is not resolved");
}

pub(super) async fn a_system_comes_back_as_it_was_stored(world: World) {
    let mut full = system(1, 100);
    full.interface = Interface::Psk;
    full.admin_credentials_set = true;
    full.pid = Pid::with_checksum(*b"0000037");
    full.certificate_hashes = [CertificateHash::from_hex(&"ab".repeat(32)).unwrap()].into();
    full.first_seen = at(1);
    full.count = u64::from(u32::MAX) + 5;
    full.retry = u32::MAX;
    full.trailing_bytes = 17;
    full.address = "2001:db8::1".parse().unwrap();
    full.addresses.insert(0, AddressSeen { address: full.address, first_seen: at(50), last_seen: at(100), count: 2 });
    full.warnings = vec![Warning::TrailingBytes { count: 17 }];
    world.admin.store_hellos(&batch(vec![update(full.clone()), update(system(2, 2))])).await.unwrap();
    let found = stored(&world.admin, 1).await;
    full.id = found.id;
    assert_eq!(found, full);
    let plain = stored(&world.admin, 2).await;
    assert_eq!(plain.addresses, system(2, 2).addresses);
}

pub(super) async fn status_is_written_only_when_told(world: World) {
    arrive(&world.admin, [1]).await;
    for known in [true, false] {
        let mut quiet = update(if known { stored(&world.admin, 1).await } else { system(1, 1) });
        quiet.system.status = Status::Provisioned;
        quiet.system.warnings = vec![Warning::NoCertificateHashes];
        quiet.set_status = false;
        quiet.due = false;
        world.admin.store_hellos(&batch(vec![quiet.clone()])).await.unwrap();
        let found = stored(&world.admin, 1).await;
        assert_eq!((found.status, found.warnings.len()), (Status::HelloReceived, 0));
        assert_eq!(world.admin.due(9, &[]).await.unwrap().len(), 1, "a due system stays due");
    }
    let mut told = update(system(1, 1));
    told.system.status = Status::NoKey;
    world.admin.store_hellos(&batch(vec![told])).await.unwrap();
    assert_eq!(stored(&world.admin, 1).await.status, Status::NoKey);
}

pub(super) async fn pages_follow_each_other(world: World) {
    arrive(&world.admin, 1..=700).await;
    let mut query = SystemQuery { limit: 300, ..SystemQuery::default() };
    let mut seen = Vec::new();
    loop {
        let page = world.admin.systems(&query).await.unwrap();
        seen.extend(page.systems.iter().map(|s| s.last_seen));
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, (1..=700).rev().map(at).collect::<Vec<_>>());
    let of: Vec<_> = (1..=900).map(uuid).collect();
    assert_eq!(world.admin.systems_of(&of).await.unwrap().len(), 700);
}

pub(super) async fn queries_select(world: World) {
    arrive(&world.admin, [1, 2, 3]).await;
    let before = world.admin.revision().await.unwrap().hellos;
    let mut changed = update(stored(&world.admin, 2).await);
    changed.system.status = Status::Unresolved;
    world.admin.store_hellos(&batch(vec![changed])).await.unwrap();
    assert_eq!(world.admin.revision().await.unwrap().hellos, before + 1);

    let find = async |query: SystemQuery| {
        let page = world.admin.systems(&SystemQuery { limit: 9, ..query }).await.unwrap();
        page.systems.into_iter().map(|s| s.uuid).collect::<Vec<_>>()
    };
    let all = SystemQuery::default();
    assert_eq!(find(all.clone()).await, [uuid(3), uuid(2), uuid(1)]);
    let statuses = vec![Status::Unresolved, Status::Conflict];
    assert_eq!(find(SystemQuery { statuses, ..all.clone() }).await, [uuid(2)]);
    assert_eq!(find(SystemQuery { uuid: Some(uuid(3)), ..all.clone() }).await, [uuid(3)]);
    assert_eq!(find(SystemQuery { changed_since: Some(before + 1), ..all.clone() }).await, [uuid(2)]);

    let counts = world.admin.status_counts().await.unwrap();
    let counts: Vec<_> = counts.iter().map(|c| (c.status, c.systems, c.since)).collect();
    assert_eq!(counts, [(Status::Unresolved, 1, Some(at(2))), (Status::HelloReceived, 2, Some(at(1)))]);
}

pub(super) async fn history_counts_and_ends(world: World) {
    let hellos = (0..400).map(|n| hello(n, i64::from(n % 2) * -3600)).collect();
    let rejects = vec![rejected(1, -7200), rejected(2, 5)];
    let batch = IntakeBatch { hellos, rejected: rejects.clone(), systems: Vec::new() };
    world.admin.store_hellos(&batch).await.unwrap();
    world.admin.store_hellos(&IntakeBatch { hellos: vec![hello(1, 9)], ..IntakeBatch::default() }).await.unwrap();

    let hours = world.admin.hellos_by_hour(at(10)).await.unwrap();
    assert_eq!(hours.len(), 24);
    assert_eq!((hours[23], hours[22], hours.iter().sum::<u64>()), (201, 200, 401));
    let later = world.admin.hellos_by_hour(at(10) + TimeDelta::hours(23)).await.unwrap();
    assert_eq!((later[0], later.iter().sum::<u64>()), (201, 201));

    assert_eq!(world.admin.rejected(1).await.unwrap(), rejects[1..]);
    assert_eq!(world.admin.prune(at(0)).await.unwrap(), 201);
    assert_eq!(world.admin.rejected(9).await.unwrap(), rejects[1..]);
    assert_eq!(world.admin.prune(at(0)).await.unwrap(), 0);
}

pub(super) async fn writers_do_not_lose_each_others_hellos(world: World) {
    let others = [world.admin.clone(), world.second().await];
    let writers = others.into_iter().zip([0_u32, 1000]).map(|(admin, base)| {
        tokio::spawn(async move {
            for n in 0..20 {
                arrive(&admin, [base + n]).await;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let page = world.admin.systems(&SystemQuery { limit: 99, ..SystemQuery::default() }).await.unwrap();
    assert_eq!(page.systems.len(), 40);
    assert_eq!(world.admin.revision().await.unwrap().hellos, 40);
    let mut ids: Vec<SystemId> = page.systems.iter().map(|s| s.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 40);
}
