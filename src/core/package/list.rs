//! Reads packages, and who gets them.

use crate::core::{Core, OpContext, Result, configuration, named};
use crate::model::assignment::Assignment;
use crate::model::configuration::Configuration;
use crate::model::desired::DesiredState;
use crate::model::directory::MemberKind;
use crate::model::filter::{self, Columns};
use crate::model::id::PackageId;
use crate::model::package::Package;
use crate::model::permission::{Target, Verb};
use crate::rules::impact::tally;
use serde::Serialize;
use std::collections::HashMap;

/// A package in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageRow {
    /// The package.
    #[serde(flatten)]
    pub package: Package,
    /// The name of its NSS.
    pub nss_name: String,
    /// NSCs to which it is assigned.
    pub assignments: u64,
}

/// The columns in which packages are searched.
pub const COLUMNS: &Columns =
    &[&["id"], &["name", "package"], &["version"], &["kind"], &["state"], &["nss", "set"], &["description"]];

impl PackageRow {
    /// Returns the text in which a filter over [`COLUMNS`] finds words.
    pub fn searched(&self) -> String {
        let Package { id, name, version, kind, state, description, .. } = &self.package;
        filter::row([&id.to_string(), name, version, kind.name(), state.name(), &self.nss_name, description])
    }
}

/// A package in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageDetail {
    /// The package.
    #[serde(flatten)]
    pub row: PackageRow,
    /// Where it is assigned, with the NSC's name.
    pub assigned: Vec<Recipient>,
    /// How many machines shall have it in which state.
    pub machines: Vec<(DesiredState, u64)>,
}

/// An NSC that gets a package.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recipient {
    /// The assignment.
    #[serde(flatten)]
    pub assignment: Assignment,
    /// The NSC's name.
    pub nsc_name: String,
    /// The NSC's computers; none when the directory does not tell.
    pub computers: Option<u64>,
}

/// Returns packages by name and version.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<PackageRow>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let mut assigned: HashMap<PackageId, u64> = HashMap::new();
    for assignment in now.assignments.values() {
        *assigned.entry(assignment.pkg).or_default() += 1;
    }
    let count = |package: &Package| assigned.get(&package.id).copied().unwrap_or_default();
    let mut rows: Vec<PackageRow> = now.packages.values().map(|package| row(&now, package, count(package))).collect();
    rows.sort_by_cached_key(|row| (row.package.name.to_lowercase(), row.package.version.to_lowercase()));
    Ok(rows)
}

/// Returns one package by number or name. Without the directory, who gets it is left out.
pub async fn detail(ctx: &OpContext, core: &Core, pkg: &str) -> Result<PackageDetail> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    let rules = core.rules(&now);
    let crowd = core.crowd(ctx, rules.asks_for_os()).await.inspect_err(|error| {
        tracing::warn!(%error, "who gets a package cannot be told");
    });
    let crowd = crowd.ok();
    let recipient = |assignment: &Assignment| Recipient {
        nsc_name: now.computer_sets.get(&assignment.nsc).map_or_else(String::new, |set| set.name.clone()),
        computers: crowd
            .as_ref()
            .map(|crowd| crowd.memberships.members(assignment.nsc, MemberKind::Computer).len() as u64),
        assignment: assignment.clone(),
    };
    let here = now.assignments.values().filter(|assignment| assignment.pkg == package.id);
    let mut assigned: Vec<Recipient> = here.map(recipient).collect();
    assigned.sort_by_cached_key(|recipient| recipient.nsc_name.to_lowercase());
    let at = ctx.as_of.unwrap_or_else(|| core.ports.clock.now());
    let counts = crowd.map(|crowd| tally(&rules, package.id, &crowd, at)).unwrap_or_default();
    let in_order = DesiredState::ALL.into_iter();
    let machines = in_order.filter_map(|state| counts.get(&state).map(|count| (state, *count))).collect();
    Ok(PackageDetail { row: row(&now, package, assigned.len() as u64), assigned, machines })
}

fn row(now: &Configuration, package: &Package, assignments: u64) -> PackageRow {
    let nss_name = now.system_sets.get(&package.nss).map_or_else(String::new, |set| set.name.clone());
    PackageRow { package: package.clone(), nss_name, assignments }
}
