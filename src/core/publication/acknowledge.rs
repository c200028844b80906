//! Says of the records that every distribution point has what they asked for (CMF-61).

use crate::core::{Core, OpContext, Result};
use crate::model::id::OperationId;
use crate::model::permission::{Target, Verb};

/// Sets `server_ack` of the records up to one, but for those that wait: for the directory, or for a package's file. To
/// be called when every point holds the target that takes them into account, with what [`held`](super::held) answers.
/// Returns how many there were.
pub async fn acknowledge(ctx: &OpContext, core: &Core, until: OperationId, waiting: &[OperationId]) -> Result<u64> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    let now = core.ports.clock.now();
    Ok(core.ports.admin.acknowledge(until, waiting, now).await?)
}
