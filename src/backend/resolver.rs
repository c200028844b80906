//! Resolves the systems that wait for it: several at a time, verdicts stored in groups.
//!
//! What waits is in the database alone. Whatever is in hand when the store fails or the process dies is still due there
//! and is found again.
//!
//! A dead host takes seconds to be given up, and a storm of hellos may name many. So who waits for a host has left its
//! place among the resolutions to somebody else, and waits among a bounded number of its kind.

use super::counters::Counters;
use super::courtesy::{Courtesy, SAMPLE};
use super::writer::describe;
use crate::core::provisioning::{next_due, resolve_due, store_all};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::id::SystemId;
use crate::port::{DueSystem, Resolution};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

/// How often due systems are looked for without being told: another process may have made them due.
const LOOK: Duration = Duration::from_secs(1);
/// Most systems that are read at a time.
const READ: u32 = 512;
/// Most verdicts stored in one transaction.
const GROUP: usize = 256;
/// How long a verdict waits for others.
const GATHER: Duration = Duration::from_millis(20);
/// Most systems that wait for their hosts. The prober asks fewer at a time; beyond this number they are resolved without.
pub(super) const HOSTS: usize = 512;
/// Pause after the store failed.
const BACKOFF: Duration = Duration::from_secs(1);

/// The resolver's side of the backend.
pub(crate) struct Resolver {
    /// The core that resolves.
    pub(crate) core: Core,
    /// Systems resolved at the same time; with 0 none is.
    pub(crate) concurrency: usize,
    /// Tells how fast hellos come in.
    pub(crate) counters: Arc<Counters>,
    /// Told when a system waits for resolution.
    pub(crate) due: Arc<Notify>,
}

impl Resolver {
    /// Resolves until it is stopped.
    pub(crate) async fn run(self, stop: CancellationToken) {
        if self.concurrency == 0 {
            return stop.cancelled().await;
        }
        let ctx = OpContext::service("resolver");
        while !stop.is_cancelled() {
            if let Err(error) = self.work(&ctx, &stop).await {
                tracing::warn!(reason = %describe(&error), "resolution waits for the store");
                tokio::select! {
                    () = sleep(BACKOFF) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }

    /// Works until it is stopped or the store fails.
    async fn work(&self, ctx: &OpContext, stop: &CancellationToken) -> Result<()> {
        let mut hand = Hand::new(ctx, &self.core, self.concurrency);
        let places = Arc::clone(&hand.places);
        let mut courtesy = Courtesy::new(&self.counters);
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut more = true;
        loop {
            let wanted = more && hand.queued.is_empty();
            let held = wanted && courtesy.gives_way(Instant::now());
            if wanted && !held {
                let busy: Vec<SystemId> = hand.busy.iter().copied().collect();
                let found = next_due(ctx, &self.core, READ, &busy).await?;
                more = !found.is_empty();
                hand.take(found);
            }
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                Some(verdict) = hand.running.join_next() => hand.finished(verdict.map_err(broken)??),
                () = sleep_until(hand.store_at), if !hand.verdicts.is_empty() => {}
                () = sleep(SAMPLE), if held => {}
                // Who waits for a host leaves its place before it has finished. It is taken below.
                _ = places.acquire(), if !hand.queued.is_empty() => {}
                () = self.due.notified(), if !more => more = true,
                _ = look.tick() => more = true,
            }
            hand.start();
            if hand.is_full() {
                store_all(ctx, &self.core, &hand.verdicts).await?;
                hand.stored();
            }
        }
        if !hand.verdicts.is_empty() {
            store_all(ctx, &self.core, &hand.verdicts).await?;
        }
        Ok(())
    }
}

fn broken(error: JoinError) -> Problem {
    Problem::Internal { reason: error.to_string() }
}

/// What the resolver has in hand: read and not begun, being resolved, and resolved but not stored.
///
/// Each resolution is a task: were they polled from here, those that hold a database connection would keep it from
/// the reading and storing that happens here.
struct Hand {
    context: Arc<(OpContext, Core)>,
    concurrency: usize,
    places: Arc<Semaphore>,
    hosts: Arc<Semaphore>,
    queued: VecDeque<DueSystem>,
    running: JoinSet<Result<Resolution>>,
    verdicts: Vec<Resolution>,
    busy: HashSet<SystemId>,
    store_at: Instant,
}

impl Hand {
    fn new(ctx: &OpContext, core: &Core, concurrency: usize) -> Self {
        Self {
            context: Arc::new((ctx.clone(), core.clone())),
            concurrency,
            places: Arc::new(Semaphore::new(concurrency)),
            hosts: Arc::new(Semaphore::new(HOSTS)),
            queued: VecDeque::new(),
            running: JoinSet::new(),
            verdicts: Vec::with_capacity(GROUP),
            busy: HashSet::new(),
            store_at: Instant::now(),
        }
    }

    fn take(&mut self, found: Vec<DueSystem>) {
        self.busy.extend(found.iter().map(|system| system.id));
        self.queued.extend(found);
        self.start();
    }

    fn start(&mut self) {
        while !self.queued.is_empty() {
            let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { return };
            let Some(system) = self.queued.pop_front() else { return };
            let (context, hosts) = (Arc::clone(&self.context), Arc::clone(&self.hosts));
            self.running.spawn(async move {
                let mut place = Some(place);
                let wait_for_host = || {
                    let waiting = hosts.try_acquire_owned().ok()?;
                    place = None;
                    Some(waiting)
                };
                resolve_due(&context.0, &context.1, system, wait_for_host).await
            });
        }
    }

    fn finished(&mut self, verdict: Resolution) {
        if self.verdicts.is_empty() {
            self.store_at = Instant::now() + GATHER;
        }
        self.verdicts.push(verdict);
    }

    /// Whether the verdicts are to be stored now: enough of them, long enough, or nothing else to wait for.
    fn is_full(&self) -> bool {
        let idle = self.places.available_permits() == self.concurrency && self.queued.is_empty();
        !self.verdicts.is_empty() && (idle || self.verdicts.len() >= GROUP || Instant::now() >= self.store_at)
    }

    fn stored(&mut self) {
        for verdict in self.verdicts.drain(..) {
            self.busy.remove(&verdict.system.id);
        }
    }
}
