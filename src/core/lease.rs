//! One process at a time runs the backend on an estate: it takes the lease, renews it, and gives it back.

use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::lease::{BackendReport, Lease};
use crate::model::permission::{Target, Verb};
use crate::port::LeaseRequest;
use chrono::TimeDelta;
use std::sync::PoisonError;
use uuid::Uuid;

/// A run that wants the lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// This run.
    pub holder: Uuid,
    /// `serve` or `console`.
    pub role: String,
    /// Host name.
    pub host: String,
    /// Process id.
    pub pid: u32,
    /// How long the lease holds unless renewed.
    pub term: TimeDelta,
}

/// Takes the lease, or renews it and publishes the report.
///
/// # Errors
///
/// [`Problem::BackendElsewhere`] while another run's lease holds; what the store answers otherwise.
pub async fn take(ctx: &OpContext, core: &Core, claim: &Claim, report: BackendReport) -> Result<Lease> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    let now = core.ports.clock.now();
    beat(core, claim, &report);
    let request = LeaseRequest {
        holder: claim.holder,
        role: claim.role.clone(),
        host: claim.host.clone(),
        pid: claim.pid,
        now,
        expires_at: now + claim.term,
        report,
    };
    let lease = core.ports.admin.take_lease(&request).await.map_err(|error| refused(core, error.into()))?;
    if lease.holder == claim.holder {
        set_pulse(core, Some(Pulse::Holds { holder: claim.holder, report: request.report }));
        Ok(lease)
    } else {
        set_pulse(core, None);
        Err(Problem::BackendElsewhere { role: lease.role, host: lease.host, pid: lease.pid }.into())
    }
}

/// Returns the lease, expired or not; none when there never was one.
pub async fn show(ctx: &OpContext, core: &Core) -> Result<Option<Lease>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.lease().await?)
}

/// What a backend in this process says of itself. The console reads it from here: when the store takes no changes, the
/// report in the lease is an old one and cannot say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pulse {
    /// It holds the lease, as far as it knows.
    Holds {
        /// Its run.
        holder: Uuid,
        /// Its latest report.
        report: BackendReport,
    },
    /// The store did not let it take the lease.
    Refused(Problem),
}

/// Returns what the backend of this process last said; none when it does not run here.
pub(super) fn pulse(core: &Core) -> Option<Pulse> {
    core.pulse.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn set_pulse(core: &Core, pulse: Option<Pulse>) {
    *core.pulse.lock().unwrap_or_else(PoisonError::into_inner) = pulse;
}

/// Notes the report of a run that has taken the lease before, whatever the store will say.
fn beat(core: &Core, claim: &Claim, report: &BackendReport) {
    let mut pulse = core.pulse.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(Pulse::Holds { holder, report: known }) = pulse.as_mut()
        && *holder == claim.holder
    {
        known.clone_from(report);
    }
}

/// Notes why the lease could not be taken, unless it was taken before and may still hold.
fn refused(core: &Core, error: Error) -> Error {
    let mut pulse = core.pulse.lock().unwrap_or_else(PoisonError::into_inner);
    if !matches!(*pulse, Some(Pulse::Holds { .. })) {
        *pulse = Some(Pulse::Refused(error.problem.clone()));
    }
    error
}

/// Gives the lease back, so that the next process need not wait for it to expire.
pub async fn release(ctx: &OpContext, core: &Core, claim: &Claim) -> Result<()> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    set_pulse(core, None);
    Ok(core.ports.admin.release_lease(claim.holder).await?)
}
