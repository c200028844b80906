//! Reads accounts and groups.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::directory::{Computer, Group, User};
use crate::model::permission::{Target, Verb};
use crate::port::AccountQuery;
use serde::Serialize;

/// A group with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupDetail {
    /// The group.
    #[serde(flatten)]
    pub group: Group,
    /// Its members' names, sorted without case.
    pub names: Vec<String>,
}

/// Returns computers by name.
pub async fn computers(ctx: &OpContext, core: &Core, query: &AccountQuery) -> Result<Vec<Computer>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    Ok(core.ports.directory.computers(query).await?)
}

/// Returns users by login name.
pub async fn users(ctx: &OpContext, core: &Core, query: &AccountQuery) -> Result<Vec<User>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    Ok(core.ports.directory.users(query).await?)
}

/// Returns groups by name, an NSC's and others.
pub async fn groups(ctx: &OpContext, core: &Core, query: &AccountQuery) -> Result<Vec<Group>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    Ok(core.ports.directory.groups(query).await?)
}

/// Returns a group with its members.
pub async fn group(ctx: &OpContext, core: &Core, name: &str) -> Result<GroupDetail> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let missing = || Problem::NotInDirectory { object: "group".into(), names: name.into() };
    let group = core.ports.directory.group(name).await?.ok_or_else(missing)?;
    let names = core.ports.directory.members(name).await?;
    Ok(GroupDetail { group, names })
}
