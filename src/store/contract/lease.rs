//! The backend lease.

use super::World;
use super::samples::at;
use crate::model::lease::BackendReport;
use crate::port::{AdminStore as _, LeaseRequest};
use uuid::Uuid;

fn request(holder: u128, now: i64) -> LeaseRequest {
    LeaseRequest {
        holder: Uuid::from_u128(holder),
        role: "serve".into(),
        host: "one".into(),
        pid: 42,
        now: at(now),
        expires_at: at(now + 10),
        report: BackendReport { stored: 7, ..BackendReport::default() },
    }
}

pub(super) async fn one_holder_at_a_time(world: World) {
    assert_eq!(world.admin.lease().await.unwrap(), None);
    let first = world.admin.take_lease(&request(1, 0)).await.unwrap();
    assert_eq!((first.holder, first.taken_at, first.report.stored), (Uuid::from_u128(1), at(0), 7));
    let counter = world.admin.revision().await.unwrap().lease;
    let refused = world.second().await.take_lease(&request(2, 5)).await.unwrap();
    assert_eq!(refused, first);
    assert_eq!(world.admin.revision().await.unwrap().lease, counter);
    let renewed = world.admin.take_lease(&request(1, 6)).await.unwrap();
    assert_eq!((renewed.taken_at, renewed.renewed_at, renewed.expires_at), (at(0), at(6), at(16)));
    assert_eq!(world.admin.revision().await.unwrap().lease, counter + 1);

    world.admin.release_lease(Uuid::from_u128(2)).await.unwrap();
    assert_eq!(world.admin.lease().await.unwrap(), Some(renewed));
    world.admin.release_lease(Uuid::from_u128(1)).await.unwrap();
    assert_eq!(world.admin.lease().await.unwrap(), None);
}

pub(super) async fn an_expired_lease_is_taken_over(world: World) {
    world.admin.take_lease(&request(1, 0)).await.unwrap();
    assert_eq!(world.admin.take_lease(&request(2, 9)).await.unwrap().holder, Uuid::from_u128(1));
    let taken = world.admin.take_lease(&request(2, 10)).await.unwrap();
    assert_eq!((taken.holder, taken.taken_at), (Uuid::from_u128(2), at(10)));
    assert_eq!(world.admin.take_lease(&request(1, 11)).await.unwrap(), taken);
}

pub(super) async fn of_many_at_once_one_wins(world: World) {
    let other = world.second().await;
    let racers: Vec<_> = (1..=8_u128)
        .map(|n| {
            let admin = if n % 2 == 0 { world.admin.clone() } else { other.clone() };
            tokio::spawn(async move { admin.take_lease(&request(n, 0)).await.unwrap().holder })
        })
        .collect();
    let mut holders = Vec::new();
    for racer in racers {
        holders.push(racer.await.unwrap());
    }
    holders.dedup();
    assert_eq!(holders.len(), 1);
    assert_eq!(world.admin.revision().await.unwrap().lease, 1);
}
