//! The Front End User Action Log, read.

use crate::core::{Core, OpContext, Result};
use crate::model::operation::Operation;
use crate::model::permission::{Target, Verb};
pub use crate::port::LogQuery;

/// Returns log records, newest first; in a look at the past, as the log stood then.
pub async fn list(ctx: &OpContext, core: &Core, query: &LogQuery) -> Result<Vec<Operation>> {
    core.authorise(ctx, Verb::LogView, Target::ESTATE).await?;
    let Some(at) = ctx.as_of else { return Ok(core.ports.admin.operations(query).await?) };
    let until = Some(query.until.map_or(at, |until| until.min(at)));
    let newest = LogQuery { until: Some(at), limit: 1, ..LogQuery::default() };
    let newest = core.ports.admin.operations(&newest).await?.first().map(|operation| operation.id);
    let mut operations = core.ports.admin.operations(&LogQuery { until, ..query.clone() }).await?;
    for operation in &mut operations {
        if operation.undone_by > newest {
            operation.undone_by = None;
        }
    }
    Ok(operations)
}
