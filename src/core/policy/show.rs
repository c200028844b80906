//! Reads the synchronization policy.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::policy::SyncPolicy;
use crate::port::LogQuery;
use chrono::{DateTime, TimeDelta, Utc};

/// Returns the policy as it stands, or stood at the context's `as_of`.
pub async fn show(ctx: &OpContext, core: &Core) -> Result<SyncPolicy> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    match ctx.as_of {
        Some(at) => then(core, at).await,
        None => Ok(core.ports.admin.sync_policy().await?),
    }
}

/// Returns the policy that the first later change replaced; today's when there is none.
async fn then(core: &Core, at: DateTime<Utc>) -> Result<SyncPolicy> {
    let later = LogQuery {
        object: Some("policy:synchronization".into()),
        since: Some(at + TimeDelta::microseconds(1)),
        limit: u32::MAX,
        ..LogQuery::default()
    };
    let first = core.ports.admin.operations(&later).await?.pop();
    match first.and_then(|operation| operation.before) {
        Some(before) => serde_json::from_value(before)
            .map_err(|error| Problem::DatabaseCorrupt { reason: error.to_string() }.into()),
        None => Ok(core.ports.admin.sync_policy().await?),
    }
}
