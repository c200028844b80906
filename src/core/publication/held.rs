//! Which records are not acknowledged although every distribution point has their flat files: those that ask for a
//! package whose file is missing there.
//!
//! A client that reads such a record cannot carry it out, so it must not look delivered. What is held back is what was
//! asked for since the last acknowledgement about the package itself, its assignments and choices, and those of
//! packages that depend on it. All other records go on: one missing file does not hold up the estate.

use super::target::Target;
use crate::core::{Core, OpContext, Result};
use crate::model::configuration::Configuration;
use crate::model::id::{OperationId, PackageId};
use crate::model::object::{Edit, Object};
use crate::model::package::PackageState;
use crate::model::permission::{Target as Place, Verb};
use std::collections::BTreeSet;

/// How many records are read at once.
const PAGE: u32 = 1_000;
/// How many records are looked at; behind them nothing is acknowledged until those before are.
const MOST: usize = 20_000;

/// Returns up to which record a target can be acknowledged while these package files are missing, and the records
/// before it that cannot.
pub async fn held(
    ctx: &OpContext,
    core: &Core,
    target: &Target,
    missing: &BTreeSet<String>,
) -> Result<(OperationId, Vec<OperationId>)> {
    core.authorise(ctx, Verb::JobRun, Place::ESTATE).await?;
    let mut waiting: BTreeSet<OperationId> = target.waiting.iter().copied().collect();
    let mut until = target.operation;
    let oldest = core.ports.admin.backlog().await?.oldest.map(|(oldest, _)| oldest);
    if let Some(oldest) = oldest.filter(|_| !missing.is_empty()) {
        let packages = concerned(&core.snapshot().await?.configuration, missing);
        let (mut after, mut seen) = (OperationId(oldest.0.saturating_sub(1)), 0);
        while after < until {
            let page = core.ports.admin.edits_behind(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            seen += page.len();
            waiting.extend(page.iter().filter(|record| asks_for(&record.edits, &packages)).map(|record| record.id));
            if seen >= MOST {
                until = until.min(after);
            }
        }
    }
    Ok((until, waiting.into_iter().filter(|id| *id <= until).collect()))
}

/// Returns the packages with these files, and those that depend on them.
fn concerned(now: &Configuration, missing: &BTreeSet<String>) -> BTreeSet<PackageId> {
    let mut open: Vec<PackageId> = now
        .packages
        .values()
        .filter(|package| package.state == PackageState::Published && missing.contains(&package.source))
        .map(|package| package.id)
        .collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let needs = now.packages.values().filter(|package| package.dependencies.contains(&id));
            open.extend(needs.map(|package| package.id));
        }
    }
    found
}

/// Whether edits ask for one of these packages. What is taken away needs no file.
fn asks_for(edits: &[Edit], packages: &BTreeSet<PackageId>) -> bool {
    edits.iter().filter_map(|edit| edit.after.as_ref()).any(|object| {
        let package = match object {
            Object::Package(package) => package.id,
            Object::Assignment(assignment) => assignment.pkg,
            Object::Choice(choice) => choice.pkg,
            _ => return false,
        };
        packages.contains(&package)
    })
}
