//! Reads machines: the directory's accounts with the NSCs that they are in.

use super::search::{COLUMNS, Sort, first, matching};
use crate::core::{Core, OpContext, Problem, Result, configuration, membership};
use crate::model::directory::{Computer, MemberKind};
use crate::model::filter::Filter;
use crate::model::id::ComputerSetId;
use crate::model::permission::{Target, Verb};
use crate::port::AccountQuery;
use serde::Serialize;

/// A machine in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MachineRow {
    /// Its account.
    #[serde(flatten)]
    pub computer: Computer,
    /// The NSCs that it is in.
    pub nscs: Vec<ComputerSetId>,
}

/// Returns machines by name. Accounts are always today's; the NSCs are those of the context's `as_of`.
pub async fn list(ctx: &OpContext, core: &Core, query: &AccountQuery) -> Result<Vec<MachineRow>> {
    core.authorise(ctx, Verb::ReportViewNsc, Target::ESTATE).await?;
    let computers = core.ports.directory.computers(query).await?;
    let view = membership::read(ctx, core).await?;
    let nscs = |computer: &Computer| view.memberships.of(MemberKind::Computer, &computer.name).to_vec();
    Ok(computers.into_iter().map(|computer| MachineRow { nscs: nscs(&computer), computer }).collect())
}

/// Which machines to find, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MachineQuery {
    /// Every word of it is found in a column (see [`crate::model::filter`] and [`COLUMNS`](super::COLUMNS)); empty for
    /// all machines.
    pub filter: String,
    /// In which order.
    pub sort: Sort,
    /// Continue behind this machine, by its name.
    pub after: Option<String>,
    /// At most this many.
    pub limit: u32,
}

impl MachineQuery {
    /// Whether it can only be answered by looking at all machines.
    pub fn looks_at_all(&self) -> bool {
        !self.filter.trim().is_empty() || self.sort != Sort::default()
    }
}

/// Machines that were found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MachinePage {
    /// The first of them.
    pub rows: Vec<MachineRow>,
    /// How many were found among how many; none when nothing was looked for.
    pub found: Option<Found>,
}

/// How many machines were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Found {
    /// So many,
    pub count: u64,
    /// among so many.
    pub all: u64,
}

/// Finds machines by all their columns. Accounts are always today's; the NSCs are those of the context's `as_of`.
pub async fn find(ctx: &OpContext, core: &Core, query: &MachineQuery) -> Result<MachinePage> {
    if !query.looks_at_all() {
        let query = AccountQuery { contains: None, after: query.after.clone(), limit: query.limit };
        return Ok(MachinePage { rows: list(ctx, core, &query).await?, found: None });
    }
    core.authorise(ctx, Verb::ReportViewNsc, Target::ESTATE).await?;
    let filter = Filter::parse(&query.filter, COLUMNS);
    let now = configuration::read(ctx, core).await?;
    let view = membership::read(ctx, core).await?;
    let roll = core.roll(&view.memberships).await?;
    let matching = matching(&roll.index, &roll.sets, &now, &filter).await;
    let found = Some(Found { count: matching.len() as u64, all: roll.index.len() as u64 });
    let first = first(&roll.index, matching, query.sort, query.after.as_deref(), query.limit as usize);
    Ok(MachinePage { rows: first.into_iter().map(|place| roll.index.row(place, &roll.sets)).collect(), found })
}

/// Returns one machine by its name, or by its name in DNS.
pub async fn show(ctx: &OpContext, core: &Core, name: &str) -> Result<MachineRow> {
    core.authorise(ctx, Verb::ReportViewNsc, Target::ESTATE).await?;
    let directory = &core.ports.directory;
    let computer = match directory.computer(name).await? {
        Some(computer) => Some(computer),
        None => match name.split_once('.') {
            Some((host, _)) => {
                let computer = directory.computer(host).await?;
                computer.filter(|computer| computer.fqdn.to_lowercase() == name.to_lowercase())
            }
            None => None,
        },
    };
    let unknown = || Problem::NotInDirectory { object: "computer".into(), names: name.into() };
    let computer = computer.ok_or_else(unknown)?;
    let view = membership::read(ctx, core).await?;
    Ok(MachineRow { nscs: view.memberships.of(MemberKind::Computer, &computer.name).to_vec(), computer })
}
