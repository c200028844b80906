//! One process at a time runs the backend on an estate: it takes the lease, renews it, and gives it back.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::lease::{BackendReport, Lease};
use crate::model::permission::{Target, Verb};
use crate::port::LeaseRequest;
use chrono::TimeDelta;
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
    let request = LeaseRequest {
        holder: claim.holder,
        role: claim.role.clone(),
        host: claim.host.clone(),
        pid: claim.pid,
        now,
        expires_at: now + claim.term,
        report,
    };
    let lease = core.ports.admin.take_lease(&request).await?;
    if lease.holder == claim.holder {
        Ok(lease)
    } else {
        Err(Problem::BackendElsewhere { role: lease.role, host: lease.host, pid: lease.pid }.into())
    }
}

/// Gives the lease back, so that the next process need not wait for it to expire.
pub async fn release(ctx: &OpContext, core: &Core, claim: &Claim) -> Result<()> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    Ok(core.ports.admin.release_lease(claim.holder).await?)
}
