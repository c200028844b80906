//! The fleet's timing, and what really arrives on a socket.

use super::devices::{pause_after, switched_on};
use super::sender::spoiled;
use super::*;
use crate::amt::hello::decode;
use crate::demo::estate::{Case, Estate, EstateSettings};
use chrono::DateTime;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use uuid::Uuid;

fn estate() -> Estate {
    Estate::generate(EstateSettings { machines: 200, devices: 60, seed: 7, as_of: DateTime::UNIX_EPOCH })
}

/// Takes `count` connections, and returns who sent what.
async fn take(listener: TcpListener, count: usize) -> Vec<(IpAddr, Vec<u8>)> {
    let mut taken = Vec::new();
    while taken.len() < count {
        let (mut stream, peer) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        taken.push((peer.ip(), bytes));
    }
    taken
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[test]
fn amtx_02_a_device_keeps_the_schedule_compressed_and_stops_after_fifteen() {
    let minutes: Vec<_> = (0..16).map_while(|retry| pause_after(retry, 60.0)).map(|p| p.as_secs()).collect();
    assert_eq!(minutes, [1, 1, 1, 1, 10, 10, 10, 10, 10, 60, 60, 60, 60, 60]);
    assert_eq!(pause_after(0, 0.0), Some(Duration::from_secs(60)), "never slower than in life");
}

#[test]
fn a_first_burst_is_followed_by_a_trickle() {
    let target = SocketAddr::from(([127, 0, 0, 1], 1));
    let settings = FleetSettings { burst: 20, ..FleetSettings::new(target) };
    let times = switched_on(&estate(), &settings);
    assert_eq!(times.len(), 60);
    assert!(times.is_sorted());
    assert!(times[..20].iter().all(|(due, _)| *due <= settings.burst_time));
    assert!(times[20..].iter().all(|(due, _)| *due >= settings.burst_time));
}

#[tokio::test]
async fn every_device_says_its_hello_from_its_own_address() {
    let estate = Arc::new(estate());
    let (listener, target) = listen().await;
    let settings = FleetSettings { burst: 60, burst_time: Duration::ZERO, ..FleetSettings::new(target) };
    let fleet = Fleet::start(estate.clone(), settings);
    let taken = tokio::time::timeout(Duration::from_secs(20), take(listener, 60)).await.unwrap();
    assert!(fleet.counts().failed == 0);
    let sent: HashMap<IpAddr, Vec<u8>> = taken.into_iter().collect();
    if cfg!(target_os = "linux") {
        assert_eq!(sent.len(), 60);
        for device in (0..60).filter_map(|index| estate.device(index)) {
            let decoded = decode(&sent[&device.machine.address]);
            match device.case {
                Case::Malformed => assert!(decoded.is_err()),
                _ => assert_eq!(decoded.unwrap(), device.hello(0)),
            }
        }
    }
}

#[test]
fn what_broken_firmware_sends_is_never_a_hello() {
    let estate = estate();
    let device = estate.device(0).unwrap();
    for index in 0..3 {
        assert!(decode(&spoiled(&device.hello(0), index)).is_err());
    }
}

#[tokio::test]
async fn a_storm_sends_each_hello_once() {
    let (listener, target) = listen().await;
    let plan = Storm { target, hellos: 100, connections: 16, pid: None, seed: 3 };
    let taking = tokio::spawn(take(listener, 100));
    let report = storm(plan).await;
    assert_eq!((report.sent, report.failed), (100, 0));
    let mut uuids: Vec<Uuid> = taking.await.unwrap().iter().map(|(_, bytes)| decode(bytes).unwrap().uuid).collect();
    uuids.sort_unstable();
    assert_eq!(uuids, (0..100).map(|index| plan.uuid(index)).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_storm_that_nobody_takes_says_so() {
    let (listener, target) = listen().await;
    drop(listener);
    let report = storm(Storm { target, hellos: 20, connections: 4, pid: None, seed: 3 }).await;
    assert_eq!((report.sent, report.failed), (0, 20));
}
