//! Lists systems, and counts them by status.

use crate::core::{Core, OpContext, Result};
use crate::model::permission::Verb;
use crate::model::system::StatusCount;
use crate::port::{HelloPage, SystemQuery};

/// Returns a page of systems, latest hello first.
pub async fn list(ctx: &OpContext, core: &Core, query: &SystemQuery) -> Result<HelloPage> {
    core.authorise(ctx, Verb::AmtHelloView)?;
    Ok(core.ports.admin.systems(query).await?)
}

/// Returns how many systems stand in each status that any stands in.
pub async fn counts(ctx: &OpContext, core: &Core) -> Result<Vec<StatusCount>> {
    core.authorise(ctx, Verb::AmtHelloView)?;
    Ok(core.ports.admin.status_counts().await?)
}
