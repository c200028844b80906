//! Listens for hellos: accepts, reads, decodes, and hands over to the writer. It never replies to a device.
//!
//! Under load the usual peer has sent its message and closed before it is accepted. So a connection is first read
//! without waiting, in bursts ([`accept`]); only one that keeps us waiting becomes a task of its own ([`patient`]).
//! Every bound is here or in the settings: connections at a time, connections a minute and address, bytes and seconds
//! a message, messages on their way to the store. When the writer falls behind, nothing more is accepted, and peers
//! wait in the system's queue.

mod accept;
mod connection;
mod limits;
mod page;
mod patient;
mod rates;
mod socket;
#[cfg(test)]
mod tests;

pub(crate) use accept::Listener;
pub(crate) use connection::Arrival;

use crate::backend::counters::Counters;
use crate::port::Clock;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Where finished messages go.
#[derive(Clone)]
pub(crate) struct Intake {
    /// To the writer.
    pub(crate) writer: mpsc::Sender<Arrival>,
    /// What is reported.
    pub(crate) counters: Arc<Counters>,
    /// When a message arrived.
    pub(crate) clock: Arc<dyn Clock>,
}

impl Intake {
    /// Hands a message to the writer and waits while the writer is behind. Nothing is left to do when it has gone: it
    /// goes only after a stop, when the store has failed for long.
    async fn hand_over(&self, arrival: Arrival) {
        Counters::add(&self.counters.waiting, 1);
        if self.writer.send(arrival).await.is_err() {
            Counters::subtract(&self.counters.waiting, 1);
            tracing::warn!("a message was dropped: the writer has stopped");
        }
    }

    /// Counts a connection that a limit refused.
    fn count_limited(&self) {
        Counters::add(&self.counters.limited, 1);
    }
}
