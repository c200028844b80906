//! Fills an empty data directory with a sample estate, through the core's use cases: every change is checked, planned
//! and logged as if a person had made it.
//!
//! It comes in two parts. [`prepare`] makes what the devices need to be resolved and takes a moment; [`fill`] brings in
//! the rest of the inventory and may run behind an open console.

use super::estate::{CsvRows, Estate, Organisation, SETS, profiles};
use crate::core::account::{self, Accounts};
use crate::core::change::{Plan, commit};
use crate::core::cmdb::{Format, ImportFile, import};
use crate::core::policy::PolicyWish;
use crate::core::system_set::NewSystemSet;
use crate::core::{
    Core, OpContext, Result, configuration, distribution_point, key, organisation, policy, profile, system_set,
};
use crate::model::cmdb::CmdbTable;
use std::io;
use std::ops::Range;
use std::path::Path;

/// How far loading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// Rows of the inventory stored so far.
    pub rows: u64,
    /// Machines whose rows are all stored.
    pub machines: u32,
    /// All machines.
    pub of: u32,
}

/// Machines whose rows go into one import; four imports leave eight records in the action log.
const ROUND: u32 = 25_000;

/// Accounts in one change.
const ACCOUNTS: usize = 10_000;

/// Creates the tree of sets, the profiles, the policy, the keys, and the inventory of the devices.
///
/// Fails where any of it exists already: it is made for an empty data directory.
pub async fn prepare(ctx: &OpContext, core: &Core, estate: &Estate) -> Result<()> {
    for set in SETS {
        let new = NewSystemSet {
            name: set.name.into(),
            parent: set.parent.map(Into::into),
            description: set.description.into(),
            link_person: set.link_person.into(),
        };
        make(ctx, core, system_set::plan_create(ctx, core, new).await?).await?;
    }
    let profiles = profiles();
    let first = profiles.first().map(|profile| profile.name.clone());
    for new in profiles {
        make(ctx, core, profile::plan_create(ctx, core, new).await?).await?;
    }
    make(ctx, core, key::plan_import(ctx, core, "keys.txt", estate.key_file()).await?).await?;
    // As it went in life: somebody chose the profile, and somebody else had to find the box.
    for wish in [PolicyWish { profile: first, enabled: Some(false) }, PolicyWish { profile: None, enabled: Some(true) }]
    {
        make(ctx, core, policy::plan_set(ctx, core, wish).await?).await?;
    }
    for table in CmdbTable::ALL {
        rows(ctx, core, estate, table, 0..estate.devices(), &mut |_| {}).await?;
    }
    Ok(())
}

/// Adds the three distribution points that an estate begins with, in a folder given as an absolute path.
pub async fn points(ctx: &OpContext, core: &Core, folder: &Path) -> Result<()> {
    for new in distribution_point::three(&folder.to_string_lossy()) {
        let name = new.name.clone();
        make(ctx, core, distribution_point::plan_add(ctx, core, new).await?).await?;
        distribution_point::prepare(ctx, core, &name).await?;
    }
    Ok(())
}

/// Brings in the organisation and the inventory of all other machines, and tells how far it is after every few thousand
/// rows.
pub async fn fill(
    ctx: &OpContext,
    core: &Core,
    estate: &Estate,
    progress: &mut (dyn FnMut(Loaded) + Send),
) -> Result<()> {
    organise(ctx, core, estate).await?;
    fill_inventory(ctx, core, estate, progress).await
}

/// Makes the accounts, and then packages, sets with their members, rules and rights, all in one change.
pub async fn organise(ctx: &OpContext, core: &Core, estate: &Estate) -> Result<()> {
    let ctx = &OpContext { command: "bailiwick demo".into(), ..ctx.clone() };
    let users = Estate::link_persons().chain((0..estate.users()).map(|index| estate.user(index)));
    accounts(ctx, core, users, |users| Accounts { computers: Vec::new(), users }).await?;
    let computers = (0..estate.machines()).map(|index| estate.computer(index));
    accounts(ctx, core, computers, |computers| Accounts { computers, users: Vec::new() }).await?;
    let now = configuration::read(ctx, core).await?;
    let Organisation { edits, directory, .. } = estate.organise(&now);
    make(ctx, core, organisation::plan(ctx, core, "sample estate", edits, directory).await?).await
}

async fn accounts<T>(
    ctx: &OpContext,
    core: &Core,
    mut all: impl Iterator<Item = T>,
    accounts: impl Fn(Vec<T>) -> Accounts,
) -> Result<()> {
    loop {
        let batch: Vec<T> = all.by_ref().take(ACCOUNTS).collect();
        if batch.is_empty() {
            return Ok(());
        }
        make(ctx, core, account::plan_describe(ctx, core, accounts(batch)).await?).await?;
    }
}

/// Brings in the inventory of all machines that are no devices.
pub async fn fill_inventory(
    ctx: &OpContext,
    core: &Core,
    estate: &Estate,
    progress: &mut (dyn FnMut(Loaded) + Send),
) -> Result<()> {
    let of = estate.machines();
    let mut stored = 0;
    let mut start = estate.devices();
    while start < of {
        let end = of.min(start.saturating_add(ROUND));
        for table in CmdbTable::ALL {
            let mut told = |rows| progress(Loaded { rows: stored + rows, machines: start, of });
            stored += rows(ctx, core, estate, table, start..end, &mut told).await?;
        }
        start = end;
    }
    progress(Loaded { rows: stored, machines: of, of });
    Ok(())
}

async fn make(ctx: &OpContext, core: &Core, plan: Plan) -> Result<()> {
    commit(ctx, core, &plan).await.map(drop)
}

async fn rows(
    ctx: &OpContext,
    core: &Core,
    estate: &Estate,
    table: CmdbTable,
    machines: Range<u32>,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<u64> {
    let name = format!("{}-{}-{}.csv", table.name(), machines.start, machines.end);
    let ctx = OpContext { command: format!("bailiwick cmdb import {} {name}", table.name()), ..ctx.clone() };
    let mut content = CsvRows::new(estate, table, machines);
    let mut rejects = io::sink();
    let file = ImportFile {
        name,
        format: Format::Csv,
        content: &mut content,
        rejects: &mut rejects,
        rejects_name: "nowhere".into(),
    };
    let report = import(&ctx, core, table, file, &mut |done| progress(done.accepted)).await?;
    Ok(report.accepted)
}
