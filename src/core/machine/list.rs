//! Reads machines: the directory's accounts with the NSCs that they are in.

use crate::core::{Core, OpContext, Problem, Result, membership};
use crate::model::directory::{Computer, MemberKind};
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
