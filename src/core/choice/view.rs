//! Reads what somebody gets on a machine, and what follows them.

use super::Place;
use crate::core::machine::{self, MachineRow, MachineWhy};
use crate::core::membership::MembershipView;
use crate::core::{Core, OpContext, Result, configuration, membership};
use crate::model::configuration::Configuration;
use crate::model::desired::Desired;
use crate::model::directory::{Computer, MemberKind};
use crate::model::package::PackageScope;
use crate::model::permission::{Target, Verb};
use crate::rules::desired::{Rules, Subject};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Returns what the principal gets on a machine; without a machine, what follows the user, and a machine without a name.
///
/// Unlike a question about somebody else, this one is answered also for whom the directory does not know.
pub async fn view(ctx: &OpContext, core: &Core, machine: Option<&str>) -> Result<MachineWhy> {
    core.authorise(ctx, Verb::ReportViewOwn, Target::ESTATE).await?;
    let found = Found::read(ctx, core, machine).await?;
    let packages = found.packages(&core.rules(&found.now));
    Ok(MachineWhy {
        machine: found.machine.unwrap_or_else(|| nowhere(found.at)),
        user: Some(found.user),
        packages,
        decided_at: found.at,
        members_read_at: found.members.read_at,
        stale: found.members.stale,
    })
}

/// Returns what the principal gets at a place.
///
/// # Errors
/// Those of [`view`]; a machine that the directory does not know is none only where it is the one that the user is on.
pub async fn view_at(ctx: &OpContext, core: &Core, place: &Place) -> Result<MachineWhy> {
    let machine = place.machine(ctx, core).await?;
    view(ctx, core, machine.as_deref()).await
}

/// Everything that a user's view is decided from.
pub(super) struct Found {
    pub(super) now: Arc<Configuration>,
    pub(super) machine: Option<MachineRow>,
    user: String,
    members: MembershipView,
    at: DateTime<Utc>,
}

impl Found {
    pub(super) async fn read(ctx: &OpContext, core: &Core, machine: Option<&str>) -> Result<Self> {
        Ok(Self {
            machine: match machine {
                Some(name) => Some(machine::show(ctx, core, name).await?),
                None => None,
            },
            now: configuration::read(ctx, core).await?,
            user: ctx.principal.name.clone(),
            members: membership::read(ctx, core).await?,
            at: ctx.as_of.unwrap_or_else(|| core.ports.clock.now()),
        })
    }

    /// Decides, under these rules, package by package. Without a machine, only what follows the user counts.
    pub(super) fn packages(&self, rules: &Rules) -> Vec<Desired> {
        let machine = self.machine.as_ref();
        let subject = Subject {
            machine: machine.map(|row| row.computer.name.as_str()),
            os: machine.map(|row| row.computer.os.as_str()),
            machine_sets: machine.map_or(&[], |row| row.nscs.as_slice()),
            user: Some(&self.user),
            user_sets: self.members.memberships.of(MemberKind::User, &self.user),
        };
        let mut packages = rules.desired(&subject, self.at);
        if machine.is_none() {
            let known = &rules.configuration().packages;
            packages.retain(|desired| known.get(&desired.pkg).is_some_and(|pkg| pkg.scope == PackageScope::User));
        }
        packages
    }
}

/// Returns the row of no machine.
fn nowhere(at: DateTime<Utc>) -> MachineRow {
    let empty = String::new;
    let computer = Computer { name: empty(), fqdn: empty(), os: empty(), owner: empty(), created_at: at };
    MachineRow { computer, nscs: Vec::new() }
}
