//! Reads the distribution points and how far each is.

use crate::core::{Core, OpContext, Result, configuration};
use crate::model::permission::{Target, Verb};
use crate::model::point::{Point, PointState};
use serde::Serialize;
use std::collections::HashMap;

/// A distribution point in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointRow {
    /// The point.
    #[serde(flatten)]
    pub point: Point,
    /// What was last seen of it; none when nobody has tried it yet, and in a look at the past, of which it is not kept.
    pub state: Option<PointState>,
    /// How many generations it is behind the newest; none when that is not known.
    pub behind: Option<i64>,
}

/// Returns the distribution points by name, today's or those of the context's `as_of`.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<PointRow>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let then = configuration::read(ctx, core).await?;
    let (mut states, newest) = match ctx.as_of {
        Some(_) => (HashMap::new(), 0),
        None => {
            let (states, generations) =
                tokio::try_join!(core.ports.admin.point_states(), core.ports.admin.generations(1))?;
            let states = states.into_iter().map(|state| (state.point, state)).collect();
            (states, generations.first().map_or(0, |generation| generation.number))
        }
    };
    let mut rows: Vec<PointRow> = then
        .points
        .values()
        .map(|point| {
            let state: Option<PointState> = states.remove(&point.id);
            let behind = state.as_ref().map(|state| newest.saturating_sub(state.generation).max(0));
            PointRow { point: point.clone(), state, behind }
        })
        .collect();
    rows.sort_by_key(|row| row.point.name.to_lowercase());
    Ok(rows)
}
