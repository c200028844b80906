use super::testing::{Memory, eventually, send_all, settings};
use super::{Backend, Role};
use crate::amt::hello::send;
use crate::core::{OpContext, Problem, health};
use crate::model::id::SystemId;
use crate::model::system::Status;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

fn memory() -> Arc<Memory> {
    Arc::default()
}

#[tokio::test]
async fn amt_13_a_hello_is_stored_and_then_resolved() {
    let memory = memory();
    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    send_all(backend.listening().unwrap(), 0..1).await;
    eventually(|| memory.state().resolutions.len() == 1).await;
    assert_eq!(memory.state().hellos.len(), 1);
    assert_eq!(memory.state().systems[0].system.status, Status::Queued);
    assert_eq!((backend.report().stored, backend.report().waiting), (1, 0));
    backend.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_fails_for_a_while_loses_nothing() {
    let memory = memory();
    let core = memory.core(None);
    let backend = Backend::start(core.clone(), settings(Role::Serve)).await.unwrap();
    let address = backend.listening().unwrap();
    send_all(address, 0..50).await;
    eventually(|| backend.report().stored == 50).await;
    memory.fails.store(true, Relaxed);
    send_all(address, 50..350).await;
    eventually(|| backend.report().store_error.as_deref() == Some("the disk is full")).await;
    // Longer than until the next renewal of the lease.
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(memory.state().hellos.len(), 50);
    assert!(backend.report().waiting > 0);
    let seen = health::look(&OpContext::service("test"), &core).await.unwrap();
    let told = seen.backend.and_then(|report| report.store_error);
    assert_eq!(told.as_deref(), Some("the disk is full"), "it is known where the backend runs, without the store");
    memory.fails.store(false, Relaxed);
    eventually(|| backend.report().stored == 350).await;
    assert_eq!(backend.report().store_error, None);
    let uuids: HashSet<_> = memory.state().hellos.iter().map(|h| h.hello.uuid).collect();
    assert_eq!((uuids.len(), memory.state().hellos.len()), (350, 350));
    backend.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_graceful_stop_stores_what_was_sent() {
    let memory = memory();
    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    send_all(backend.listening().unwrap(), 0..500).await;
    backend.stop().await;
    assert_eq!(memory.state().hellos.len(), 500);
    assert_eq!(memory.state().lease, None, "the lease is given back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_although_the_store_fails() {
    let memory = memory();
    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    memory.fails.store(true, Relaxed);
    send_all(backend.listening().unwrap(), 0..300).await;
    let started = Instant::now();
    backend.stop().await;
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_is_resolved_once_each_and_stored_in_groups() {
    let memory = memory();
    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    send_all(backend.listening().unwrap(), 0..1500).await;
    eventually(|| memory.state().systems.len() == 1500 && memory.state().systems.iter().all(|s| !s.due)).await;
    backend.stop().await;
    let state = memory.state();
    let ids: HashSet<SystemId> = state.resolutions.iter().map(|r| r.system.id).collect();
    assert_eq!((ids.len(), state.resolutions.len()), (1500, 1500));
    assert!(state.groups.len() < 750 && state.groups.iter().all(|&size| size <= 256), "{:?}", state.groups);
}

#[tokio::test]
async fn a_slow_answer_delays_only_its_own_system_and_is_still_due_afterwards() {
    let memory = memory();
    let slow = IpAddr::from([127, 0, 0, 9]);
    let backend = Backend::start(memory.core(Some(slow)), settings(Role::Serve)).await.unwrap();
    let address = backend.listening().unwrap();
    send(address, &super::testing::hello(99), Some(slow)).await.unwrap();
    eventually(|| memory.state().systems.len() == 1).await;
    send_all(address, 0..40).await;
    eventually(|| memory.state().resolutions.len() == 40).await;
    backend.stop().await;
    assert!(memory.state().systems[0].due);

    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    eventually(|| !memory.state().systems[0].due).await;
    backend.stop().await;
}

#[tokio::test]
async fn a_store_that_refuses_the_lease_is_told_until_it_gives_it() {
    let memory = memory();
    memory.fails.store(true, Relaxed);
    let core = memory.core(None);
    let console = Backend::follow(core.clone(), settings(Role::Console));
    let refused = async || health::look(&OpContext::service("test"), &core).await.unwrap().lease_refused;
    let waiting = async {
        while refused().await.is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("the refusal is told");
    assert_eq!(console.listening(), None);
    memory.fails.store(false, Relaxed);
    eventually(|| console.listening().is_some()).await;
    assert_eq!(refused().await, None);
    console.stop().await;
}

#[tokio::test]
async fn one_process_at_a_time_runs_the_backend() {
    let memory = memory();
    let first = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    let refused = Backend::start(memory.core(None), settings(Role::Console)).await.map(drop).unwrap_err();
    let pid = std::process::id();
    assert_eq!(refused.problem, Problem::BackendElsewhere { role: "serve".into(), host: "test".into(), pid });

    let console = Backend::follow(memory.core(None), settings(Role::Console));
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(console.listening(), None);
    first.stop().await;
    eventually(|| console.listening().is_some()).await;
    send_all(console.listening().unwrap(), 0..3).await;
    eventually(|| memory.state().hellos.len() == 3).await;
    console.stop().await;
    assert_eq!(memory.state().lease, None);
}

#[tokio::test]
async fn a_follower_takes_over_when_the_holder_has_died() {
    let memory = memory();
    let dead = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    let lease = memory.state().lease.clone().unwrap();
    dead.stop().await;
    memory.state().lease = Some(lease);
    let console = Backend::follow(memory.core(None), settings(Role::Console));
    eventually(|| console.listening().is_some()).await;
    console.stop().await;
}

#[tokio::test]
async fn a_backend_that_lost_the_lease_ends() {
    let memory = memory();
    let mut backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    if let Some(lease) = memory.state().lease.as_mut() {
        lease.holder = uuid::Uuid::from_u128(1);
        lease.expires_at += chrono::TimeDelta::hours(1);
    }
    assert!(matches!(backend.ended().await.problem, Problem::BackendElsewhere { .. }));
    assert_eq!(backend.listening(), None);
    backend.stop().await;
    assert!(memory.state().lease.is_some(), "somebody else's lease stays");
}

#[tokio::test]
async fn the_lease_publishes_the_report() {
    let memory = memory();
    let backend = Backend::start(memory.core(None), settings(Role::Serve)).await.unwrap();
    let address = backend.listening().unwrap();
    send_all(address, 0..5).await;
    let published = || memory.state().lease.as_ref().map(|lease| lease.report.clone()).unwrap_or_default();
    eventually(|| published().stored == 5).await;
    assert_eq!(published().listening, Some(address.to_string()));
    assert!(published().dns.is_some_and(|dns| dns.ok));
    backend.stop().await;
}

#[tokio::test]
async fn a_taken_port_stops_serve_and_not_the_console() {
    let memory = memory();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let mut settings = settings(Role::Serve);
    settings.hello.listen = taken.local_addr().unwrap();
    let refused = Backend::start(memory.core(None), settings.clone()).await.map(drop).unwrap_err();
    assert!(matches!(refused.problem, Problem::Listen { .. }), "{refused:?}");
    assert_eq!(memory.state().lease, None, "the lease is given back");

    settings.role = Role::Console;
    let backend = Backend::start(memory.core(None), settings).await.unwrap();
    assert_eq!(backend.listening(), None);
    assert!(backend.report().listen_error.is_some());
    drop(taken);
    eventually(|| backend.listening().is_some()).await;
    assert_eq!(backend.report().listen_error, None);
    backend.stop().await;
}

#[tokio::test]
async fn history_is_pruned_at_the_start_unless_all_is_kept() {
    let memory = memory();
    let mut settings = settings(Role::Serve);
    let backend = Backend::start(memory.core(None), settings.clone()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    backend.stop().await;
    assert!(memory.state().pruned_before.is_empty());

    settings.history_days = 90;
    let backend = Backend::start(memory.core(None), settings).await.unwrap();
    eventually(|| !memory.state().pruned_before.is_empty()).await;
    backend.stop().await;
    let age = chrono::Utc::now() - memory.state().pruned_before[0];
    assert!((90..91).contains(&age.num_days()), "{age}");
}
