//! The Front End User Action Log, read.

use crate::core::{Core, OpContext, Result};
use crate::model::operation::Operation;
use crate::model::permission::{Target, Verb};
pub use crate::port::LogQuery;

/// Returns log records, newest first.
pub async fn list(ctx: &OpContext, core: &Core, query: &LogQuery) -> Result<Vec<Operation>> {
    core.authorise(ctx, Verb::LogView, Target::ESTATE).await?;
    Ok(core.ports.admin.operations(query).await?)
}
