//! Reads NSCs.

use crate::core::membership::MembershipView;
use crate::core::{Core, OpContext, Result, configuration, membership, named};
use crate::model::assignment::{Assignment, Release};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::ComputerSetId;
use crate::model::permission::{Target, Verb};
use crate::model::request::RequestState;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;

/// Which NSCs to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComputerSetQuery {
    /// Only those that this NSS owns itself, by name or number.
    pub nss: Option<String>,
}

/// An NSC in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComputerSetRow {
    /// The set.
    #[serde(flatten)]
    pub set: ComputerSet,
    /// The name of its NSS.
    pub nss_name: String,
    /// Computers in its group; none when the directory does not tell.
    pub computers: Option<u64>,
    /// Users in its group.
    pub users: Option<u64>,
    /// Packages assigned to it.
    pub assignments: u64,
    /// Requests that wait for a decision.
    pub requests: u64,
}

/// An NSC in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComputerSetDetail {
    /// The set.
    #[serde(flatten)]
    pub row: ComputerSetRow,
    /// The names of its groups: computers, users.
    pub groups: [String; 2],
    /// Names of the NSCs in which it is nested, the nearest first.
    pub nested_in: Vec<String>,
    /// What is assigned to it itself.
    pub packages: Vec<Assignment>,
    /// What its manager has released.
    pub releases: Vec<Release>,
    /// When the directory was asked for its members.
    pub members_read_at: Option<DateTime<Utc>>,
}

/// Returns NSCs by number.
pub async fn list(ctx: &OpContext, core: &Core, query: &ComputerSetQuery) -> Result<Vec<ComputerSetRow>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let nss = query.nss.as_deref().map(|name| named::system_set(&now, name)).transpose()?.map(|set| set.id);
    let view = told_members(ctx, core).await;
    let counts = Counts::of(&now);
    let sets = now.computer_sets.values().filter(|set| nss.is_none_or(|nss| set.nss == nss));
    Ok(sets.map(|set| counts.row(&now, view.as_ref(), set)).collect())
}

/// Returns one NSC by number or name.
pub async fn detail(ctx: &OpContext, core: &Core, nsc: &str) -> Result<ComputerSetDetail> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, nsc)?;
    let view = told_members(ctx, core).await;
    Ok(ComputerSetDetail {
        row: Counts::of(&now).row(&now, view.as_ref(), set),
        groups: [set.computer_group(), set.user_group()],
        nested_in: now.nesting(set.id).into_iter().skip(1).map(|outer| outer.name.clone()).collect(),
        packages: now.assignments.values().filter(|assignment| assignment.nsc == set.id).cloned().collect(),
        releases: now.releases.values().filter(|release| release.nsc == set.id).cloned().collect(),
        members_read_at: view.map(|view| view.read_at),
    })
}

/// Returns the memberships, or none when the directory does not tell: the rest of a set is known without it.
async fn told_members(ctx: &OpContext, core: &Core) -> Option<MembershipView> {
    let told = membership::read(ctx, core).await;
    told.inspect_err(|error| tracing::warn!(%error, "members cannot be counted")).ok()
}

/// How much there is of what refers to sets, counted once for all of them.
struct Counts {
    assignments: HashMap<ComputerSetId, u64>,
    requests: HashMap<ComputerSetId, u64>,
}

impl Counts {
    fn of(now: &Configuration) -> Self {
        let count = |ids: &mut dyn Iterator<Item = ComputerSetId>| {
            let mut counts = HashMap::new();
            ids.for_each(|id| *counts.entry(id).or_default() += 1);
            counts
        };
        let pending = now.requests.values().filter(|request| request.state == RequestState::Pending);
        Self {
            assignments: count(&mut now.assignments.values().map(|assignment| assignment.nsc)),
            requests: count(&mut pending.map(|request| request.nsc)),
        }
    }

    fn row(&self, now: &Configuration, view: Option<&MembershipView>, set: &ComputerSet) -> ComputerSetRow {
        let members = |kind| view.map(|view| view.memberships.members(set.id, kind).len() as u64);
        ComputerSetRow {
            set: set.clone(),
            nss_name: now.system_sets.get(&set.nss).map(|nss| nss.name.clone()).unwrap_or_default(),
            computers: members(MemberKind::Computer),
            users: members(MemberKind::User),
            assignments: self.assignments.get(&set.id).copied().unwrap_or_default(),
            requests: self.requests.get(&set.id).copied().unwrap_or_default(),
        }
    }
}
