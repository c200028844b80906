//! Plans the end of a package that nothing refers to any more. Its number is never used again.

use super::shown;
use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::object::{ChangeSet, Edit};
use crate::model::package::Package;
use crate::model::permission::{Target, Verb};
use serde_json::Value;

/// Checks the wish and says what it would do. What users chose of it and what local managers released goes with it.
pub async fn plan(ctx: &OpContext, core: &Core, pkg: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    core.authorise(ctx, Verb::PkgDelete, Target::Pkg { id: package.id }).await?;
    if let Some(by) = user_of(&now, package) {
        return Err(Problem::PackageUsed { name: package.title(), by }.into());
    }
    let releases = now.releases.values().filter(|release| release.pkg == package.id).cloned().map(Edit::delete);
    let choices = now.choices.values().filter(|choice| choice.pkg == package.id).cloned().map(Edit::delete);
    let change = ChangeSet {
        verb: Verb::PkgDelete,
        target: Target::Pkg { id: package.id },
        object: shown::reference(package),
        before: Some(Value::Object(shown::facts(&now, package))),
        after: None,
        edits: releases.chain(choices).chain([Edit::delete(package.clone())]).collect(),
        directory: Vec::new(),
        undoes: None,
    };
    let effects = vec![Effect::Deletes { object: "pkg".into(), name: package.title() }];
    Ok(Plan::configure(change, effects, format!("bailiwick pkg delete {}", package.id)))
}

/// Returns what needs a package, by name: an NSC to which it is assigned, another package, or somebody's right.
fn user_of(now: &Configuration, package: &Package) -> Option<String> {
    let assigned = now.assignments.values().find(|assignment| assignment.pkg == package.id);
    let set = assigned.and_then(|assignment| now.computer_sets.get(&assignment.nsc));
    if let Some(set) = set {
        return Some(format!("nsc {} {}", set.id, set.name));
    }
    let refers = |other: &&Package| {
        [&other.dependencies, &other.supersedes, &other.conflicts].iter().any(|list| list.contains(&package.id))
    };
    let other = now.packages.values().filter(|other| other.id != package.id).find(refers);
    if let Some(other) = other {
        return Some(format!("pkg {}", other.title()));
    }
    let reach = Reach::Pkg(package.id);
    let grants = now.grants.values().filter(|grant| grant.reach == reach).map(|grant| grant.nss);
    let administrators = now.administrators.values().filter(|entry| entry.reach == reach).map(|entry| entry.nss);
    let nss = grants.chain(administrators).find_map(|nss| now.system_sets.get(&nss))?;
    Some(format!("nss {}", nss.name))
}
