//! Resolves the systems that wait for it: several at a time, verdicts stored in groups.
//!
//! What waits is in the database alone. Whatever is in hand when the store fails or the process dies is still due there
//! and is found again.

use super::settings::ResolverSettings;
use super::writer::describe;
use crate::core::provisioning::{next_due, resolve_due, store_all};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::id::SystemId;
use crate::port::{DueSystem, Resolution};
use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
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
/// Pause after the store failed.
const BACKOFF: Duration = Duration::from_secs(1);

/// Resolves until it is stopped.
pub(crate) async fn run(core: Core, settings: ResolverSettings, due: Arc<Notify>, stop: CancellationToken) {
    if settings.concurrency == 0 {
        return stop.cancelled().await;
    }
    let ctx = OpContext::service("resolver");
    while !stop.is_cancelled() {
        if let Err(error) = work(&ctx, &core, settings, &due, &stop).await {
            tracing::warn!(reason = %describe(&error), "resolution waits for the store");
            tokio::select! {
                () = sleep(BACKOFF) => {}
                () = stop.cancelled() => {}
            }
        }
    }
}

/// Works until it is stopped or the store fails.
async fn work(
    ctx: &OpContext,
    core: &Core,
    settings: ResolverSettings,
    due: &Notify,
    stop: &CancellationToken,
) -> Result<()> {
    let mut hand = Hand::new(settings.concurrency, |system| {
        let (ctx, core) = (ctx.clone(), core.clone());
        async move { resolve_due(&ctx, &core, system).await }
    });
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut more = true;
    loop {
        if more && hand.queued.is_empty() {
            let busy: Vec<SystemId> = hand.busy.iter().copied().collect();
            let found = next_due(ctx, core, READ, &busy).await?;
            more = !found.is_empty();
            hand.take(found);
        }
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(ended) = hand.running.join_next() => {
                let panicked = |error: tokio::task::JoinError| Problem::Internal { reason: error.to_string() };
                hand.finished(ended.map_err(panicked)??);
            }
            () = sleep_until(hand.store_at), if !hand.verdicts.is_empty() => {}
            () = due.notified() => more = true,
            _ = look.tick() => more = true,
        }
        hand.start();
        if hand.is_full() {
            store_all(ctx, core, &hand.verdicts).await?;
            hand.stored();
        }
    }
    if !hand.verdicts.is_empty() {
        store_all(ctx, core, &hand.verdicts).await?;
    }
    Ok(())
}

/// What the resolver has in hand: read and not begun, being resolved, and resolved but not stored.
struct Hand<Begin> {
    concurrency: usize,
    begin: Begin,
    queued: VecDeque<DueSystem>,
    /// Tasks of their own: while the store is asked for more, they must go on, since they hold its connections.
    running: JoinSet<Result<Resolution>>,
    verdicts: Vec<Resolution>,
    busy: HashSet<SystemId>,
    store_at: Instant,
}

impl<Begin, Running> Hand<Begin>
where
    Begin: Fn(DueSystem) -> Running,
    Running: Future<Output = Result<Resolution>> + Send + 'static,
{
    fn new(concurrency: usize, begin: Begin) -> Self {
        Self {
            concurrency,
            begin,
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
        while self.running.len() < self.concurrency {
            let Some(system) = self.queued.pop_front() else { return };
            self.running.spawn((self.begin)(system));
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
        let idle = self.running.is_empty() && self.queued.is_empty();
        !self.verdicts.is_empty() && (idle || self.verdicts.len() >= GROUP || Instant::now() >= self.store_at)
    }

    fn stored(&mut self) {
        for verdict in self.verdicts.drain(..) {
            self.busy.remove(&verdict.system.id);
        }
    }
}
