//! Reads profiles. They never change once they are made, so those of an earlier time are the ones made until then.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::profile::Profile;

/// Returns every profile, by number: today's or those of the context's `as_of`.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<Profile>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let mut profiles = core.ports.admin.profiles().await?;
    profiles.retain(|profile| was_there(ctx, profile));
    Ok(profiles)
}

/// Returns one profile by name or number.
pub async fn show(ctx: &OpContext, core: &Core, name: &str) -> Result<Profile> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let profile = core.ports.admin.profile(name).await?.filter(|profile| was_there(ctx, profile));
    profile.ok_or_else(|| Problem::NotFound { object: "profile".into(), name: name.into() }.into())
}

fn was_there(ctx: &OpContext, profile: &Profile) -> bool {
    ctx.as_of.is_none_or(|at| profile.created_at <= at)
}
