//! Stores what the listener reads: many messages in one durable transaction, and none given up while the store fails.

use super::counters::Counters;
use super::hello_listener::Arrival;
use crate::core::provisioning::receive_batch;
use crate::core::{Core, Error, OpContext};
use crate::port::IntakeBatch;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// How long a batch that is not full waits for more. A commit costs nearly the same for one message as for many, and no
/// device waits for it.
const GATHER: Duration = Duration::from_millis(5);
/// How often it waits so long while messages keep coming.
const ROUNDS: usize = 6;
/// So few messages in that time are no reason to wait on.
const FEW: usize = 16;
/// First pause after the store failed; doubled up to [`LONGEST`].
const FIRST: Duration = Duration::from_millis(50);
/// Longest pause after the store failed.
const LONGEST: Duration = Duration::from_secs(2);
/// How long a failing store is tried after a stop.
const LAST_TRIES: Duration = Duration::from_secs(5);

/// The writer's side of the intake.
pub(crate) struct Writer {
    /// The core that stores.
    pub(crate) core: Core,
    /// What the listener reads.
    pub(crate) arrivals: mpsc::Receiver<Arrival>,
    /// Most messages in one transaction.
    pub(crate) batch: usize,
    /// What is reported.
    pub(crate) counters: Arc<Counters>,
    /// Told when a system waits for resolution.
    pub(crate) due: Arc<Notify>,
    /// Told when the backend stops: a store that fails then is not tried for ever.
    pub(crate) stop: CancellationToken,
}

impl Writer {
    /// Stores until the listener has gone and everything is stored.
    pub(crate) async fn run(mut self) {
        let ctx = OpContext::service("hello_listener");
        let mut arrivals = Vec::with_capacity(self.batch);
        while self.gather(&mut arrivals).await {
            let mut batch = IntakeBatch::default();
            for arrival in arrivals.drain(..) {
                match arrival {
                    Arrival::Hello(hello) => batch.hellos.push(hello),
                    Arrival::Rejected(rejected) => batch.rejected.push(rejected),
                }
            }
            if !self.store(&ctx, &mut batch).await {
                return;
            }
        }
    }

    /// Collects a batch. Returns whether there is one; there is none when the listener has gone.
    async fn gather(&mut self, arrivals: &mut Vec<Arrival>) -> bool {
        if self.arrivals.recv_many(arrivals, self.batch).await == 0 {
            return false;
        }
        for _ in 0..ROUNDS {
            if arrivals.len() >= self.batch || self.stop.is_cancelled() {
                break;
            }
            sleep(GATHER).await;
            let before = arrivals.len();
            while arrivals.len() < self.batch
                && let Ok(arrival) = self.arrivals.try_recv()
            {
                arrivals.push(arrival);
            }
            if arrivals.len() < before + FEW {
                break;
            }
        }
        true
    }

    /// Stores a batch, however long it takes. Returns false when the store still fails long after a stop.
    async fn store(&self, ctx: &OpContext, batch: &mut IntakeBatch) -> bool {
        let (hellos, rejected) = (batch.hellos.len(), batch.rejected.len());
        let mut pause = FIRST;
        let mut give_up = None;
        loop {
            match receive_batch(ctx, &self.core, batch).await {
                Ok(received) => {
                    if give_up.is_some() || pause > FIRST {
                        tracing::info!("the store takes hellos again");
                    }
                    self.counters.set_store_error(None);
                    Counters::add(&self.counters.stored, hellos);
                    Counters::add(&self.counters.rejected, rejected);
                    Counters::subtract(&self.counters.waiting, hellos + rejected);
                    if received.due > 0 {
                        self.due.notify_one();
                    }
                    return true;
                }
                Err(error) => {
                    let reason = describe(&error);
                    tracing::warn!(%reason, hellos, rejected, "hellos cannot be stored now; they are kept and tried again");
                    self.counters.set_store_error(Some(reason));
                }
            }
            if self.stop.is_cancelled() {
                let until = *give_up.get_or_insert_with(|| Instant::now() + LAST_TRIES);
                if Instant::now() >= until {
                    tracing::error!(hellos, rejected, "messages are lost: the store failed until the end");
                    return false;
                }
                pause = pause.min(Duration::from_millis(500));
            }
            tokio::select! {
                () = sleep(pause) => {}
                () = self.stop.cancelled(), if give_up.is_none() => {}
            }
            pause = (pause * 2).min(LONGEST);
        }
    }
}

/// Returns the store's own words where there are some.
pub(crate) fn describe(error: &Error) -> String {
    error.cause.as_ref().map_or_else(|| error.to_string(), ToString::to_string)
}
