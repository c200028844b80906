//! Hellos from real sockets into a real SQLite database, and what becomes of their systems.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot prepare itself fails")]

use bailiwick::amt::hello::send;
use bailiwick::backend::{Backend, ListenerSettings, PublishingSettings, ResolverSettings, Role, Settings};
use bailiwick::core::{Core, OpContext, health, hello};
use bailiwick::demo::embedded_core;
use bailiwick::model::hello::{CertificateHash, Hello, Interface, Malformed};
use bailiwick::model::system::Status;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

async fn core(folder: &Path) -> Core {
    embedded_core(folder, "test").await.unwrap()
}

fn settings(concurrency: usize) -> Settings {
    Settings {
        role: Role::Serve,
        host: "test".into(),
        hello: ListenerSettings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            read_timeout: Duration::from_secs(5),
            max_bytes: 16_000,
            max_connections: 4096,
            per_address_per_minute: 120,
            batch: 512,
        },
        resolver: ResolverSettings { concurrency },
        history_days: 90,
        publishing: PublishingSettings {
            poll: Duration::from_millis(50),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(60),
            concurrency: 4,
        },
    }
}

fn pki(n: u128) -> Hello {
    Hello {
        interface: Interface::Pki,
        admin_credentials_set: false,
        retry: 0,
        uuid: Uuid::from_u128(n + (0xabcd << 96)),
        pid: None,
        certificate_hashes: (0..23).filter_map(|k| CertificateHash::new(&[k; 32])).collect(),
        trailing_bytes: 0,
    }
}

async fn statuses(core: &Core) -> BTreeMap<Status, u64> {
    let counts = hello::counts(&OpContext::service("test"), core).await.unwrap();
    counts.into_iter().filter(|c| c.systems > 0).map(|c| (c.status, c.systems)).collect()
}

async fn eventually<F: Future<Output = bool>>(mut holds: impl FnMut() -> F) {
    for _ in 0..3000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not happen within 30 seconds");
}

async fn becomes(core: &Core, expected: &[(Status, u64)]) {
    let expected: BTreeMap<Status, u64> = expected.iter().copied().collect();
    eventually(|| async { statuses(core).await == expected }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_hellos_is_stored_and_resolved_and_none_is_lost() {
    let storm: u128 = if cfg!(debug_assertions) { 5_000 } else { 20_000 };
    let folder = tempfile::tempdir().unwrap();
    let core = core(folder.path()).await;
    let backend = Backend::start(core.clone(), settings(64)).await.unwrap();
    let address = backend.listening().unwrap();
    let senders = (0..4).map(|k| async move {
        for n in (k..storm).step_by(4) {
            send(address, &pki(n), None).await.unwrap();
        }
    });
    futures::future::join_all(senders).await;
    becomes(&core, &[(Status::NoProfile, storm as u64)]).await;
    assert_eq!((backend.report().stored, backend.report().rejected), (storm as u64, 0));
    backend.stop().await;
    let by_hour = health::hellos_by_hour(&OpContext::service("test"), &core).await.unwrap();
    assert_eq!(by_hour.iter().sum::<u64>(), storm as u64);
}

#[tokio::test]
async fn amt_12_a_psk_hello_with_an_unknown_pid_has_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let core = core(folder.path()).await;
    let backend = Backend::start(core.clone(), settings(64)).await.unwrap();
    let psk =
        Hello { interface: Interface::Psk, pid: "0000-037M".parse().ok(), certificate_hashes: Vec::new(), ..pki(1) };
    send(backend.listening().unwrap(), &psk, None).await.unwrap();
    becomes(&core, &[(Status::NoKey, 1)]).await;
    backend.stop().await;
}

#[tokio::test]
async fn amt_16_one_uuid_from_two_addresses_is_two_systems_and_neither_is_resolved() {
    let folder = tempfile::tempdir().unwrap();
    let core = core(folder.path()).await;
    let backend = Backend::start(core.clone(), settings(64)).await.unwrap();
    let address = backend.listening().unwrap();
    for source in [[127, 0, 0, 1], [127, 0, 0, 2]] {
        send(address, &pki(1), Some(source.into())).await.unwrap();
    }
    becomes(&core, &[(Status::DuplicateUuid, 2)]).await;
    backend.stop().await;
}

#[tokio::test]
async fn malformed_messages_are_kept_with_their_reason_and_make_no_system() {
    let folder = tempfile::tempdir().unwrap();
    let core = core(folder.path()).await;
    let backend = Backend::start(core.clone(), settings(64)).await.unwrap();
    let mut stream = tokio::net::TcpStream::connect(backend.listening().unwrap()).await.unwrap();
    stream.write_all(b"\x00\x00\x02\x00\x01").await.unwrap();
    drop(stream);
    eventually(|| async { backend.report().rejected == 1 }).await;
    let rejected = hello::rejected(&OpContext::service("test"), &core, 10).await.unwrap();
    assert_eq!(rejected.len(), 1);
    assert_eq!(rejected[0].reason, Malformed::Short { got: 5, need: 24 });
    assert_eq!(rejected[0].raw, b"\x00\x00\x02\x00\x01");
    assert_eq!(statuses(&core).await, BTreeMap::new());
    backend.stop().await;
}

#[test]
fn what_was_due_when_the_process_died_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let died = runtime();
    died.block_on(async {
        let backend = Backend::start(core(folder.path()).await, settings(0)).await.unwrap();
        for n in 0..50 {
            send(backend.listening().unwrap(), &pki(n), None).await.unwrap();
        }
        eventually(|| async { backend.report().stored == 50 }).await;
    });
    // Neither stopped nor drained; the lease is not given back.
    died.shutdown_background();
    runtime().block_on(async {
        let core = core(folder.path()).await;
        assert_eq!(statuses(&core).await.get(&Status::HelloReceived), Some(&50));
        let backend = Backend::follow(core.clone(), settings(64));
        becomes(&core, &[(Status::NoProfile, 50)]).await;
        backend.stop().await;
    });
}
