//! Verdicts.

use super::World;
use super::samples::{arrive, at, batch, only_due, profile, resolution, stored, system, update, uuid};
use crate::model::mapping::Origin;
use crate::model::system::Status;
use crate::model::trace::{Outcome, Warning};
use crate::port::AdminStore as _;

pub(super) async fn a_verdict_names_the_system(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, 1..=300).await;
    let due = world.admin.due(1000, &[]).await.unwrap();
    let mut verdicts: Vec<_> =
        due.into_iter().map(|d| resolution(d, Status::Queued, Some("pc.corp.test"), &desk)).collect();
    verdicts[4].trace.warnings = vec![Warning::NoCertificateHashes];
    let traces = world.admin.store_resolutions(&verdicts).await.unwrap();
    assert!(world.admin.due(9, &[]).await.unwrap().is_empty());

    let found = stored(&world.admin, 5).await;
    assert_eq!((found.status, found.outcome), (Status::Queued, Some(Outcome::Resolved)));
    assert_eq!((found.fqdn.as_deref(), found.profile.as_ref()), (Some("pc.corp.test"), Some(&desk)));
    assert_eq!((found.trace, found.resolved_at), (Some(traces[4]), Some(at(500))));
    assert_eq!(found.warnings, verdicts[4].trace.warnings);
    let (trace, evidence) = world.admin.trace(traces[4]).await.unwrap().unwrap();
    assert_eq!(trace.id, Some(traces[4]));
    assert_eq!(trace.uuid, uuid(5));
    assert_eq!(evidence, verdicts[4].evidence);
    let mapping = world.admin.mapping(uuid(5)).await.unwrap().unwrap();
    assert_eq!((mapping.trace, mapping.origin), (Some(traces[4]), Origin::Resolved));
    assert_eq!(world.admin.mappings_named("PC.corp.test").await.unwrap().len(), 16);
    assert_eq!(world.admin.mappings(1000).await.unwrap().len(), 300);
    assert_eq!(world.admin.trace(crate::model::id::TraceId(9999)).await.unwrap(), None);
}

pub(super) async fn a_verdict_on_an_older_version_leaves_the_system_due(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, [1]).await;
    let old = only_due(&world.admin).await;
    arrive(&world.admin, [1]).await;
    let late = resolution(old, Status::Queued, Some("old.corp.test"), &desk);
    let traces = world.admin.store_resolutions(&[late]).await.unwrap();
    let found = stored(&world.admin, 1).await;
    assert_eq!((found.status, found.fqdn, found.trace), (Status::HelloReceived, None, None));
    assert_eq!(only_due(&world.admin).await.version, 2);
    assert_eq!(world.admin.traces_of(uuid(1), 9).await.unwrap()[0].id, Some(traces[0]));
}

pub(super) async fn a_name_that_no_longer_holds_is_taken_back(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, [1]).await;
    let first = resolution(only_due(&world.admin).await, Status::Queued, Some("pc.corp.test"), &desk);
    let first = world.admin.store_resolutions(&[first]).await.unwrap()[0];
    arrive(&world.admin, [1]).await;
    let second = resolution(only_due(&world.admin).await, Status::Unresolved, None, &desk);
    let second = world.admin.store_resolutions(&[second]).await.unwrap()[0];
    assert_eq!(world.admin.mapping(uuid(1)).await.unwrap(), None);
    let found = stored(&world.admin, 1).await;
    assert_eq!((found.status, found.fqdn, found.trace), (Status::Unresolved, None, Some(second)));
    let traces: Vec<_> = world.admin.traces_of(uuid(1), 9).await.unwrap().into_iter().map(|t| t.id).collect();
    assert_eq!(traces, [Some(second), Some(first)]);
    assert_eq!(world.admin.traces_of(uuid(1), 1).await.unwrap().len(), 1);
}

pub(super) async fn blocked_systems_do_not_wait(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, [1]).await;
    let early = only_due(&world.admin).await;
    let mut blocked = update(stored(&world.admin, 1).await);
    blocked.system.status = Status::NoKey;
    blocked.due = false;
    world.admin.store_hellos(&batch(vec![blocked])).await.unwrap();
    assert!(world.admin.due(9, &[]).await.unwrap().is_empty());
    let now = crate::port::DueSystem { version: early.version + 1, ..early };
    let verdict = resolution(now, Status::Queued, Some("pc.corp.test"), &desk);
    world.admin.store_resolutions(&[verdict]).await.unwrap();
    assert_eq!(stored(&world.admin, 1).await.status, Status::NoKey);
    assert_eq!(world.admin.mapping(uuid(1)).await.unwrap(), None);
}

pub(super) async fn the_longest_waiting_come_first(world: World) {
    arrive(&world.admin, [30, 10, 20]).await;
    let due = world.admin.due(2, &[]).await.unwrap();
    assert_eq!(due.iter().map(|d| d.uuid).collect::<Vec<_>>(), [uuid(10), uuid(20)]);
    let rest = world.admin.due(2, &[due[0].id, due[1].id]).await.unwrap();
    assert_eq!(rest.iter().map(|d| d.uuid).collect::<Vec<_>>(), [uuid(30)]);
    // A later hello does not send a system to the end of the queue.
    let mut again = update(system(10, 99));
    again.system.count = 2;
    world.admin.store_hellos(&batch(vec![again])).await.unwrap();
    assert_eq!(world.admin.due(1, &[]).await.unwrap()[0].uuid, uuid(10));
}

pub(super) async fn pruning_keeps_the_latest_trace(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    let mut traces = Vec::new();
    for _ in 0..3 {
        arrive(&world.admin, [1]).await;
        let verdict = resolution(only_due(&world.admin).await, Status::Unresolved, None, &desk);
        traces.extend(world.admin.store_resolutions(&[verdict]).await.unwrap());
    }
    assert_eq!(world.admin.prune(at(9999)).await.unwrap(), 2);
    let left: Vec<_> = world.admin.traces_of(uuid(1), 9).await.unwrap().into_iter().map(|t| t.id).collect();
    assert_eq!(left, [Some(traces[2])]);
}
