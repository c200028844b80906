//! What a machine shall have, and why.

use super::list::{MachineRow, show};
use crate::core::{Core, OpContext, Problem, Result, configuration, membership, named};
use crate::model::configuration::Configuration;
use crate::model::desired::Desired;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::membership::Memberships;
use crate::rules::desired::{Rules, Subject};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What a machine shall have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MachineWhy {
    /// The machine.
    pub machine: MachineRow,
    /// The user for whom it was decided too.
    pub user: Option<String>,
    /// Package by package, by name.
    pub packages: Vec<Desired>,
    /// As of when.
    pub decided_at: DateTime<Utc>,
    /// When the directory was asked for memberships.
    pub members_read_at: DateTime<Utc>,
    /// Why it could not be asked now, when this is an older copy.
    pub stale: Option<String>,
}

/// Returns what a machine shall have and why, for a user too if one is named; only one package (by number or name) if
/// one is named: all its versions where the name means several.
pub async fn why(
    ctx: &OpContext,
    core: &Core,
    name: &str,
    user: Option<&str>,
    pkg: Option<&str>,
) -> Result<MachineWhy> {
    let machine = show(ctx, core, name).await?;
    let now = configuration::read(ctx, core).await?;
    let view = membership::read(ctx, core).await?;
    let user_sets = match user {
        Some(user) => sets_of_user(core, &view.memberships, user).await?,
        None => Vec::new(),
    };
    let decided_at = ctx.as_of.unwrap_or_else(|| core.ports.clock.now());
    let rules = core.rules(&now);
    let wanted = pkg.map(|pkg| meant(&now, pkg)).transpose()?;
    let packages = decide(&rules, &machine, user, &user_sets, wanted.as_deref(), decided_at);
    let user = user.map(str::to_owned);
    Ok(MachineWhy { machine, user, packages, decided_at, members_read_at: view.read_at, stale: view.stale })
}

/// Returns the NSCs that a user is in.
pub(crate) async fn sets_of_user(core: &Core, memberships: &Memberships, user: &str) -> Result<Vec<ComputerSetId>> {
    let sets = memberships.of(MemberKind::User, user);
    if sets.is_empty() && core.ports.directory.user(user).await?.is_none() {
        return Err(Problem::NotInDirectory { object: "user".into(), names: user.into() }.into());
    }
    Ok(sets.to_vec())
}

/// Returns the packages that a number or a name means.
pub(super) fn meant(now: &Configuration, pkg: &str) -> Result<Vec<PackageId>> {
    let packages = now.packages_named(pkg);
    if packages.is_empty() {
        return Err(named::not_found("pkg", pkg));
    }
    Ok(packages.iter().map(|package| package.id).collect())
}

pub(super) fn decide(
    rules: &Rules,
    machine: &MachineRow,
    user: Option<&str>,
    user_sets: &[ComputerSetId],
    wanted: Option<&[PackageId]>,
    at: DateTime<Utc>,
) -> Vec<Desired> {
    let subject = Subject {
        machine: Some(&machine.computer.name),
        os: Some(&machine.computer.os),
        machine_sets: &machine.nscs,
        user,
        user_sets,
    };
    match wanted {
        None => rules.desired(&subject, at),
        Some(ids) => ids.iter().filter_map(|id| rules.desired_of(&subject, *id, at)).collect(),
    }
}
