//! Lists systems, and counts them by status.

use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target, Verb};
use crate::model::system::{AmtSystem, StatusCount};
use crate::port::{HelloPage, SystemQuery};
use crate::rules::sighting::hello_warnings;

/// Returns a page of systems, latest hello first.
pub async fn list(ctx: &OpContext, core: &Core, query: &SystemQuery) -> Result<HelloPage> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let mut page = core.ports.admin.systems(query).await?;
    page.systems.iter_mut().for_each(add_hello_warnings);
    Ok(page)
}

/// Returns how many systems stand in each status that any stands in.
pub async fn counts(ctx: &OpContext, core: &Core) -> Result<Vec<StatusCount>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.status_counts().await?)
}

/// Puts the warnings that the latest hello itself gives before those of its resolution.
pub(super) fn add_hello_warnings(system: &mut AmtSystem) {
    let of_hello = hello_warnings(system);
    system.warnings.splice(0..0, of_hello);
}
