//! Sends many hellos as fast as they are taken, for benchmarks and tests of the intake.

use super::sender::send_hello;
use crate::model::hello::{Hello, Interface};
use crate::model::key::Pid;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use uuid::Uuid;

/// Addresses that a storm comes from, so that no address runs out of ports.
const SOURCES: u32 = 64;

/// A storm of hellos, each with a UUID of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storm {
    /// Where to.
    pub target: SocketAddr,
    /// How many.
    pub hellos: u32,
    /// Connections at the same time; at least one.
    pub connections: usize,
    /// PSK hellos that name this key; PKI hellos without a hash when there is none.
    pub pid: Option<Pid>,
    /// Tells the UUIDs of one storm from those of another.
    pub seed: u64,
}

/// What a storm came to, as its sender saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StormReport {
    /// Messages written and connections closed in order.
    pub sent: u32,
    /// Messages that could not be sent.
    pub failed: u32,
    /// From the first connection to the end of the last.
    pub elapsed: Duration,
}

impl Storm {
    /// Returns the UUID of a storm's hello.
    pub fn uuid(&self, index: u32) -> Uuid {
        Uuid::from_u64_pair(0x5702_0000_0000_4000 ^ self.seed << 16, 0x8000_0000_0000_0000 | u64::from(index))
    }

    fn hello(&self, index: u32) -> Hello {
        Hello {
            interface: if self.pid.is_some() { Interface::Psk } else { Interface::Pki },
            admin_credentials_set: false,
            retry: 0,
            uuid: self.uuid(index),
            pid: self.pid,
            certificate_hashes: Vec::new(),
            trailing_bytes: 0,
        }
    }

    /// A storm over loopback comes from many addresses where the system allows it.
    fn source(&self, index: u32) -> Option<IpAddr> {
        let many = cfg!(target_os = "linux") && self.target.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST);
        many.then(|| Ipv4Addr::new(127, 30, 0, 1 + (index % SOURCES) as u8).into())
    }
}

/// Sends a storm and waits for its end. Each hello has a connection of its own, as in life.
pub async fn storm(storm: Storm) -> StormReport {
    let started = Instant::now();
    let next = Arc::new(AtomicU32::new(0));
    let sent = Arc::new(AtomicU32::new(0));
    let mut senders = JoinSet::new();
    for _ in 0..storm.connections.max(1) {
        let (next, sent) = (next.clone(), sent.clone());
        senders.spawn(async move {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= storm.hellos {
                    break;
                }
                match send_hello(storm.target, &storm.hello(index), storm.source(index)).await {
                    Ok(()) => drop(sent.fetch_add(1, Ordering::Relaxed)),
                    Err(error) => tracing::debug!(%error, index, "storm: a hello was not taken"),
                }
            }
        });
    }
    while senders.join_next().await.is_some() {}
    let sent = sent.load(Ordering::Relaxed);
    StormReport { sent, failed: storm.hellos - sent, elapsed: started.elapsed() }
}
