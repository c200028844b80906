//! How long the history of hellos is kept.

use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target, Verb};
use chrono::TimeDelta;

/// Deletes hellos, malformed messages and superseded traces that are older than this. Returns how many rows went.
pub async fn prune(ctx: &OpContext, core: &Core, days: u32) -> Result<u64> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    Ok(core.ports.admin.prune(core.ports.clock.now() - TimeDelta::days(i64::from(days))).await?)
}
