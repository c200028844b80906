//! Reads the synchronization policy.

use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target, Verb};
use crate::model::policy::SyncPolicy;

/// Returns the policy as it stands.
pub async fn show(ctx: &OpContext, core: &Core) -> Result<SyncPolicy> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.sync_policy().await?)
}
