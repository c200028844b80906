//! Reads profiles.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::profile::Profile;

/// Returns every profile, by number.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<Profile>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.profiles().await?)
}

/// Returns one profile by name or number.
pub async fn show(ctx: &OpContext, core: &Core, name: &str) -> Result<Profile> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let profile = core.ports.admin.profile(name).await?;
    profile.ok_or_else(|| Problem::NotFound { object: "profile".into(), name: name.into() }.into())
}
