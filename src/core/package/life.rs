//! Plans a package's way through its life: draft, published, retired.

use super::shown;
use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Problem, Result, configuration, impact, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::id::SystemSetId;
use crate::model::object::{ChangeSet, Edit};
use crate::model::package::{Package, PackageState};
use crate::model::permission::{Target, Verb};
use serde_json::Value;
use std::collections::BTreeSet;

/// How many names are told of those who are notified.
const TOLD: usize = 5;

/// Checks a wish to publish and says what it would do: assignments of it begin to count, and administrators of locally
/// managed NSCs of other NSSs are told (CMF-25).
pub async fn plan_publish(ctx: &OpContext, core: &Core, pkg: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    core.authorise(ctx, Verb::PkgPublish, Target::Pkg { id: package.id }).await?;
    if package.state != PackageState::Draft {
        return Err(standing_in(package));
    }
    let needed = package.dependencies.iter().filter_map(|id| now.packages.get(id));
    if let Some(needed) = needed.into_iter().find(|needed| needed.state != PackageState::Published) {
        return Err(standing_in(needed));
    }
    let told = local_administrators(&now, package.nss);
    let notice = Effect::Notifies { count: told.len() as u64, first: told.into_iter().take(TOLD).collect() };
    let notice = Some(notice).filter(|notice| !matches!(notice, Effect::Notifies { count: 0, .. }));
    step(ctx, core, &now, package, PackageState::Published, notice).await
}

/// Checks a wish to retire and says what it would do: assignments of it do not count any more. What is installed stays.
pub async fn plan_retire(ctx: &OpContext, core: &Core, pkg: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    core.authorise(ctx, Verb::PkgPublish, Target::Pkg { id: package.id }).await?;
    if package.state != PackageState::Published {
        return Err(standing_in(package));
    }
    let needs = |other: &&Package| {
        other.id != package.id && other.state == PackageState::Published && other.dependencies.contains(&package.id)
    };
    if let Some(other) = now.packages.values().find(needs) {
        return Err(Problem::PackageUsed { name: package.title(), by: format!("pkg {}", other.title()) }.into());
    }
    step(ctx, core, &now, package, PackageState::Retired, None).await
}

async fn step(
    ctx: &OpContext,
    core: &Core,
    now: &Configuration,
    package: &Package,
    state: PackageState,
    notice: Option<Effect>,
) -> Result<Plan> {
    let after = Package { state, ..package.clone() };
    let edits = vec![Edit::change(package.clone(), after.clone())];
    let mut effects = vec![Effect::Changes {
        field: "state".into(),
        before: package.state.name().into(),
        after: state.name().into(),
    }];
    effects.extend(impact::effects(ctx, core, &edits, &[]).await?);
    effects.extend(notice);
    let change = ChangeSet {
        verb: Verb::PkgPublish,
        target: Target::Pkg { id: package.id },
        object: shown::reference(package),
        before: Some(Value::Object(shown::facts(now, package))),
        after: Some(Value::Object(shown::facts(now, &after))),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    let word = if state == PackageState::Retired { "retire" } else { "publish" };
    Ok(impact::plan(change, effects, format!("bailiwick pkg {word} {}", package.id), &package.name))
}

fn standing_in(package: &Package) -> crate::core::Error {
    Problem::PackageState { name: package.title(), state: package.state.name().into() }.into()
}

/// Returns who administers locally managed NSCs of NSSs other than this one, by name.
fn local_administrators(now: &Configuration, owner: SystemSetId) -> BTreeSet<String> {
    let managed = now.computer_sets.values().filter(|set| set.locally_managed && set.nss != owner);
    let mut told = BTreeSet::new();
    for set in managed {
        let reaches = |reach: Reach| match reach {
            Reach::Nss => true,
            Reach::Nsc(id) => now.nesting(set.id).iter().any(|outer| outer.id == id),
            Reach::Pkg(_) => false,
        };
        let entries = now.administrators.values().filter(|entry| entry.nss == set.nss && reaches(entry.reach));
        told.extend(entries.map(|entry| entry.trustee.to_string()));
    }
    told
}
