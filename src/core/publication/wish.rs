//! What the publisher has to know several times a second: whether something changed, and whether somebody asks.

use crate::core::{Core, OpContext, Result};
use crate::model::id::OperationId;
use crate::model::job::Job;
use crate::model::permission::{Target, Verb};

/// Returns the newest record of the log.
pub async fn newest(ctx: &OpContext, core: &Core) -> Result<OperationId> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    Ok(OperationId(core.ports.admin.revision().await?.operations))
}

/// Takes the wish for a run of a job, if there is one: the run begins.
pub async fn take_wish(ctx: &OpContext, core: &Core, job: Job) -> Result<bool> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    // Most times there is none, and a look is cheaper than a write.
    let asked = core.ports.admin.job_wishes().await?.iter().any(|wish| wish.job == job);
    Ok(asked && core.ports.admin.take_wish(job).await?)
}
