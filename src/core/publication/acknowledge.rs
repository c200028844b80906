//! Says of the records that every distribution point has what they asked for (CMF-61).

use super::target::Target;
use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target as Place, Verb};

/// Sets `server_ack` of the records that a target takes into account, but for those that the directory still lacks. To
/// be called when every point holds the target. Returns how many there were.
pub async fn acknowledge(ctx: &OpContext, core: &Core, target: &Target) -> Result<u64> {
    core.authorise(ctx, Verb::JobRun, Place::ESTATE).await?;
    let now = core.ports.clock.now();
    Ok(core.ports.admin.acknowledge(target.operation, &target.waiting, now).await?)
}
