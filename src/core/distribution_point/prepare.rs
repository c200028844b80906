//! Makes the place of a distribution point that was added, where it is a folder that does not exist.

use crate::core::{Core, Error, OpContext, Problem, Result, configuration, named};
use crate::model::permission::{Target, Verb};

/// Makes the place. Elsewhere than in folders there is nothing to make.
///
/// # Errors
/// [`Problem::Point`] when it cannot be made; the point stays, and shows what is wrong with it.
pub async fn prepare(ctx: &OpContext, core: &Core, name: &str) -> Result<()> {
    core.authorise(ctx, Verb::DpEdit, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let point = named::point(&now, name)?;
    let failed = |error: crate::port::PointError| {
        Error::caused(Problem::Point { name: point.name.clone(), reason: error.to_string() }, error)
    };
    core.ports.servers.open(point).map_err(failed)?.prepare().await.map_err(failed)
}
