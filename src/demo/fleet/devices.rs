//! The devices of an estate: when each one says its next hello.

use super::sender::say;
use crate::demo::estate::Estate;
use crate::rules::schedule::OFFSETS_MIN;
use fastrand::Rng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

/// Connections that the fleet holds open at the same time.
const CONNECTIONS: usize = 64;

/// How a fleet behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FleetSettings {
    /// Where the devices say hello.
    pub target: SocketAddr,
    /// How many times faster than in life a device repeats itself; 60 makes minutes seconds. At least 1.
    pub compression: f64,
    /// Devices that are switched on together, at the start.
    pub burst: u32,
    /// Time over which the burst spreads.
    pub burst_time: Duration,
    /// Pause between one device and the next after the burst, on average.
    pub trickle: Duration,
}

impl FleetSettings {
    /// Returns the fleet of the demonstration: sixty devices at once, then one every few seconds, minutes as seconds.
    pub fn new(target: SocketAddr) -> Self {
        Self {
            target,
            compression: 60.0,
            burst: 60,
            burst_time: Duration::from_secs(4),
            trickle: Duration::from_millis(2_500),
        }
    }
}

/// What a fleet has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FleetCounts {
    /// Messages sent.
    pub sent: u64,
    /// Messages that nobody took.
    pub failed: u64,
}

/// A running fleet; falls silent when dropped.
pub struct Fleet {
    task: JoinHandle<()>,
    counters: Arc<Counters>,
}

#[derive(Default)]
struct Counters {
    sent: AtomicU64,
    failed: AtomicU64,
}

impl Fleet {
    /// Switches the devices on. Must be called within a Tokio runtime.
    pub fn start(estate: Arc<Estate>, settings: FleetSettings) -> Self {
        let counters = Arc::new(Counters::default());
        let task = tokio::spawn(run(estate, settings, counters.clone()));
        Self { task, counters }
    }

    /// Returns what it has done so far.
    pub fn counts(&self) -> FleetCounts {
        FleetCounts {
            sent: self.counters.sent.load(Ordering::Relaxed),
            failed: self.counters.failed.load(Ordering::Relaxed),
        }
    }

    /// Waits until the last device has said its last hello.
    pub async fn finished(&mut self) {
        // It ends by itself, or was stopped: either way it is silent.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn run(estate: Arc<Estate>, settings: FleetSettings, counters: Arc<Counters>) {
    let mut agenda: BinaryHeap<_> = switched_on(&estate, &settings).into_iter().map(|due| Reverse((due, 0))).collect();
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    let start = Instant::now();
    let mut sending = JoinSet::new();
    while let Some(Reverse(((due, index), retry))) = agenda.pop() {
        sleep_until(start + due).await;
        while sending.try_join_next().is_some() {}
        if let Some(pause) = pause_after(retry, settings.compression) {
            agenda.push(Reverse(((due + pause, index), retry + 1)));
        }
        let (Some(device), Ok(permit)) = (estate.device(index), free.clone().acquire_owned().await) else { continue };
        let counters = counters.clone();
        sending.spawn(async move {
            let counter = match say(settings.target, &device, retry).await {
                Ok(()) => &counters.sent,
                Err(error) => {
                    tracing::debug!(%error, device = device.machine.name, "simulated device: nobody took its hello");
                    &counters.failed
                }
            };
            counter.fetch_add(1, Ordering::Relaxed);
            drop(permit);
        });
    }
    while sending.join_next().await.is_some() {}
}

/// Returns when each device is switched on, counted from the start.
pub(super) fn switched_on(estate: &Estate, settings: &FleetSettings) -> Vec<(Duration, u32)> {
    let mut rng = Rng::with_seed(estate.settings().seed);
    let burst = settings.burst.min(estate.devices());
    let mut times: Vec<Duration> = (0..burst).map(|_| settings.burst_time.mul_f64(rng.f64())).collect();
    times.sort_unstable();
    let mut last = settings.burst_time;
    times.extend((burst..estate.devices()).map(|_| {
        last += settings.trickle.mul_f64(rng.f64() * 2.0);
        last
    }));
    times.into_iter().zip(0..).collect()
}

/// Returns the pause between a try and the next; none after the last.
pub(super) fn pause_after(retry: u32, compression: f64) -> Option<Duration> {
    let retry = retry as usize;
    let minutes = OFFSETS_MIN.get(retry + 1)? - OFFSETS_MIN.get(retry)?;
    Some(Duration::from_secs(minutes.unsigned_abs() * 60).div_f64(compression.max(1.0)))
}
