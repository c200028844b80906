//! Holds the lease of this run and publishes what the jobs tell of themselves.

use super::counters::Counters;
use super::publish::Holds;
use super::settings::Settings;
use super::writer::describe;
use crate::core::lease::{self, Claim};
use crate::core::{Core, Error, OpContext, Problem, Result, health};
use crate::model::lease::BackendReport;
use chrono::TimeDelta;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use uuid::Uuid;

/// How often it is renewed, and how often a run that waits for it asks.
pub(super) const RENEW: Duration = Duration::from_millis(500);
/// How long it holds unless renewed.
const TERM: TimeDelta = TimeDelta::seconds(3);
/// How long after a renewal it is surely ours.
const SURE: Duration = Duration::from_millis(2_500);

/// This run's claim on the lease.
#[derive(Clone)]
pub(super) struct Tenancy {
    ctx: OpContext,
    core: Core,
    claim: Claim,
    counters: Arc<Counters>,
    /// When the lease was last taken, by a clock that nobody sets.
    taken: Arc<Mutex<Option<Instant>>>,
}

impl Tenancy {
    /// Makes the claim of a new run.
    pub(super) fn new(core: &Core, settings: &Settings, counters: &Arc<Counters>) -> Self {
        let claim = Claim {
            holder: Uuid::new_v4(),
            role: settings.role.name().into(),
            host: settings.host.clone(),
            pid: std::process::id(),
            term: TERM,
        };
        Self {
            ctx: OpContext::service("backend"),
            core: core.clone(),
            claim,
            counters: Arc::clone(counters),
            taken: Arc::default(),
        }
    }

    /// Returns the run under which the lease is taken.
    pub(super) fn holder(&self) -> Uuid {
        self.claim.holder
    }

    /// Takes the lease, or renews it with the report of this moment.
    pub(super) async fn take(&self) -> Result<()> {
        let began = Instant::now();
        let taken = lease::take(&self.ctx, &self.core, &self.claim, self.report()).await.map(drop);
        match &taken {
            Ok(()) => self.note(Some(began)),
            Err(error) if is_elsewhere(error) => self.note(None),
            // It may hold until it expires.
            Err(_) => {}
        }
        taken
    }

    fn note(&self, taken: Option<Instant>) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) = taken;
    }

    /// Returns a question that can be asked at any time and waits for nothing: whether the lease is still ours, for
    /// sure. It is not once it was not renewed for nearly as long as it holds, for example because the process stood
    /// still.
    pub(super) fn holds(&self) -> Holds {
        let taken = Arc::clone(&self.taken);
        Arc::new(move || {
            let taken = *taken.lock().unwrap_or_else(PoisonError::into_inner);
            taken.is_some_and(|at| at.elapsed() < SURE)
        })
    }

    /// Takes the lease as [`Self::take`], and waits for one that nobody renews: its run was killed, and a service that
    /// is started again must not fail for that. A run that lives is known by its next renewal.
    pub(super) async fn take_patiently(&self) -> Result<()> {
        let mut seen = None;
        loop {
            let Err(error) = self.take().await else { return Ok(()) };
            if !is_elsewhere(&error) {
                return Err(error);
            }
            let lease = lease::show(&self.ctx, &self.core).await?;
            let renewal = lease.map(|lease| (lease.holder, lease.renewed_at));
            if seen.is_some() && renewal != seen {
                return Err(error);
            }
            seen = renewal;
            sleep(RENEW).await;
        }
    }

    /// Returns the report of this moment.
    pub(super) fn report(&self) -> BackendReport {
        let dns = health::last_dns(&self.core);
        BackendReport { dns, ..self.counters.report() }
    }

    /// Renews the lease until another run holds it, and returns that problem.
    ///
    /// A store that fails is no reason to stop: whatever the jobs do goes through the same store, so nobody else gets
    /// further meanwhile, and hellos are kept in memory until it takes them again.
    pub(super) async fn keep(&self) -> Error {
        loop {
            sleep(RENEW).await;
            match self.take().await {
                Ok(()) => {}
                Err(error) if is_elsewhere(&error) => return error,
                Err(error) => tracing::warn!(reason = %describe(&error), "the lease could not be renewed"),
            }
        }
    }

    /// Gives the lease back.
    pub(super) async fn release(&self) {
        self.note(None);
        if let Err(error) = lease::release(&self.ctx, &self.core, &self.claim).await {
            tracing::warn!(reason = %describe(&error), "the lease could not be given back; it expires");
        }
    }
}

/// Whether another run holds the lease.
pub(super) fn is_elsewhere(error: &Error) -> bool {
    matches!(error.problem, Problem::BackendElsewhere { .. })
}
