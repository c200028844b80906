//! Reads mappings.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::mapping::Mapping;
use crate::model::permission::{Target, Verb};
use uuid::Uuid;

/// Returns the newest mappings.
pub async fn list(ctx: &OpContext, core: &Core, limit: u32) -> Result<Vec<Mapping>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.mappings(limit).await?)
}

/// Returns the mapping of a device.
pub async fn show(ctx: &OpContext, core: &Core, uuid: Uuid) -> Result<Mapping> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let mapping = core.ports.admin.mapping(uuid).await?;
    mapping.ok_or_else(|| Problem::NotFound { object: "mapping".into(), name: uuid.to_string() }.into())
}
