//! Lets one logon at a time through, and none after a refusal.
//!
//! An account is locked after a few refused logons, and a storm of hellos would be one. So the credential's breaker is
//! looked at before each logon and tripped before the next one can begin. A refusal that could not be stored is kept in
//! this process until it can; a store that cannot be read closes the gate.

use crate::model::host::{Breaker, FaultClass};
use crate::port::{Clock, HostBreakers};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::MutexGuard;

/// The gate of all credentials of this process.
pub(super) struct Gate {
    breakers: Arc<dyn HostBreakers>,
    clock: Arc<dyn Clock>,
    turn: tokio::sync::Mutex<()>,
    unsaved: Mutex<Option<Breaker>>,
}

/// Permission for one logon.
pub(super) struct Turn<'a> {
    gate: &'a Gate,
    _turn: MutexGuard<'a, ()>,
}

impl Gate {
    pub(super) fn new(breakers: Arc<dyn HostBreakers>, clock: Arc<dyn Clock>) -> Self {
        Self { breakers, clock, turn: tokio::sync::Mutex::default(), unsaved: Mutex::default() }
    }

    /// Says why an account may not log on; none when it may.
    pub(super) async fn closed(&self, account: &str) -> Option<String> {
        let unsaved = self.unsaved.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(breaker) = unsaved {
            self.save(&breaker).await;
            return Some(breaker.code);
        }
        match self.breakers.breakers().await {
            Ok(open) => {
                open.into_iter().find(|breaker| breaker.account.eq_ignore_ascii_case(account)).map(|open| open.code)
            }
            Err(error) => Some(error.to_string()),
        }
    }

    /// Waits for the turn of one logon.
    ///
    /// # Errors
    /// Why the account may not log on.
    pub(super) async fn turn(&self, account: &str) -> Result<Turn<'_>, String> {
        let turn = self.turn.lock().await;
        match self.closed(account).await {
            Some(reason) => Err(reason),
            None => Ok(Turn { gate: self, _turn: turn }),
        }
    }

    async fn save(&self, breaker: &Breaker) {
        match self.breakers.trip(breaker).await {
            Ok(()) => *self.unsaved.lock().unwrap_or_else(PoisonError::into_inner) = None,
            Err(error) => tracing::error!(%error, account = breaker.account, "a refused credential could not be noted"),
        }
    }
}

impl Turn<'_> {
    /// Closes the gate for an account, at once in this process and durably for all.
    pub(super) async fn refused(self, account: &str, class: FaultClass, code: &str, address: IpAddr) {
        let (account, code) = (account.to_owned(), code.to_owned());
        let breaker = Breaker { account, class, code, address, tripped_at: self.gate.clock.now() };
        tracing::warn!(account = breaker.account, %address, code = breaker.code, "a host refused the credential");
        // First here, so that nothing gets through when the caller's deadline passes while it is stored.
        *self.gate.unsaved.lock().unwrap_or_else(PoisonError::into_inner) = Some(breaker.clone());
        self.gate.save(&breaker).await;
    }
}
