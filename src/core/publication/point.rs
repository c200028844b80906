//! A distribution point as the publisher sees it: its server, and what was last noted of it.

use super::deliver::Undelivered;
use crate::core::{Core, OpContext, Result};
use crate::model::id::PointId;
use crate::model::permission::{Target, Verb};
use crate::model::point::{Point, PointState};
use crate::port::FileServer;
use std::sync::Arc;

/// Returns the server of a point. Nothing is sent yet.
///
/// # Errors
///
/// [`Undelivered::Point`] when its address or credential cannot be used.
pub async fn open(
    ctx: &OpContext,
    core: &Core,
    point: &Point,
) -> std::result::Result<Arc<dyn FileServer>, Undelivered> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await.map_err(Undelivered::Failed)?;
    Ok(core.ports.servers.open(point)?)
}

/// Returns what was last noted of a point.
pub async fn point_state(ctx: &OpContext, core: &Core, point: PointId) -> Result<Option<PointState>> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    Ok(core.ports.admin.point_states().await?.into_iter().find(|state| state.point == point))
}

/// Notes how a try went.
pub async fn note_point(ctx: &OpContext, core: &Core, state: &PointState) -> Result<()> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    Ok(core.ports.admin.put_point_state(state).await?)
}
