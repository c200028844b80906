//! What the jobs tell of themselves while they run, and the report made of it.

use crate::model::lease::BackendReport;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Counters since the start, shared by the jobs of one run.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// Hellos stored.
    pub(crate) stored: AtomicU64,
    /// Malformed messages stored.
    pub(crate) rejected: AtomicU64,
    /// Connections refused by a limit.
    pub(crate) limited: AtomicU64,
    /// Messages that are read and not yet stored.
    pub(crate) waiting: AtomicU64,
    said: Mutex<Said>,
}

#[derive(Debug, Default, Clone)]
struct Said {
    listening: Option<SocketAddr>,
    listen_error: Option<String>,
    store_error: Option<String>,
}

impl Counters {
    /// Adds to a counter.
    pub(crate) fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(number as u64, Relaxed);
    }

    /// Takes from a counter.
    pub(crate) fn subtract(counter: &AtomicU64, number: usize) {
        counter.fetch_sub(number as u64, Relaxed);
    }

    /// Notes where the listener listens, or why it does not.
    pub(crate) fn set_listening(&self, listening: Result<SocketAddr, String>) {
        self.say(|said| match listening {
            Ok(address) => (said.listening, said.listen_error) = (Some(address), None),
            Err(reason) => (said.listening, said.listen_error) = (None, Some(reason)),
        });
    }

    /// Notes that nothing listens any more.
    pub(crate) fn clear_listening(&self) {
        self.say(|said| (said.listening, said.listen_error) = (None, None));
    }

    /// Notes how the store's last attempt ended.
    pub(crate) fn set_store_error(&self, error: Option<String>) {
        self.say(|said| said.store_error = error);
    }

    /// Returns where the listener listens.
    pub(crate) fn listening(&self) -> Option<SocketAddr> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).listening
    }

    /// Returns the report at this moment, without the health of DNS.
    pub(crate) fn report(&self) -> BackendReport {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
        BackendReport {
            listening: said.listening.map(|address| address.to_string()),
            listen_error: said.listen_error,
            stored: self.stored.load(Relaxed),
            rejected: self.rejected.load(Relaxed),
            limited: self.limited.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
            store_error: said.store_error,
            dns: None,
        }
    }

    fn say(&self, change: impl FnOnce(&mut Said)) {
        change(&mut self.said.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
