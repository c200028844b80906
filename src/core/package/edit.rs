//! Plans a change of a package.

use super::content::Content;
use super::{shown, stored};
use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Problem, Result, configuration, impact, named};
use crate::model::desired::DesiredState;
use crate::model::object::{ChangeSet, Edit};
use crate::model::package::{PackageKind, PackageScope, PackageState};
use crate::model::permission::{Target, Verb};
use crate::rules::impact::tally;
use crate::rules::plan::check;
use serde_json::Value;

/// What shall be different; none keeps what is. Packages are named by number or name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of a package")]
pub struct PackageEdit {
    pub name: Option<String>,
    pub version: Option<String>,
    pub vendor: Option<String>,
    pub description: Option<String>,
    pub kind: Option<PackageKind>,
    pub scope: Option<PackageScope>,
    pub source: Option<String>,
    pub install_command: Option<String>,
    pub remove_command: Option<String>,
    pub detection: Option<String>,
    pub success_codes: Option<Vec<i32>>,
    pub reboot_codes: Option<Vec<i32>>,
    pub dependencies: Option<Vec<String>>,
    pub supersedes: Option<Vec<String>>,
    pub conflicts: Option<Vec<String>>,
    pub priority: Option<i32>,
    pub size: Option<u64>,
    pub checksum: Option<String>,
    pub os_filter: Option<Vec<String>>,
    pub concurrency: Option<Option<u32>>,
    pub licences: Option<Option<u32>>,
    pub reboots: Option<bool>,
}

/// Checks the wish and says what it would do. A draft takes every change; a published package keeps its kind and scope,
/// and says how many machines take over the rest; a retired one stays as it is.
pub async fn plan(ctx: &OpContext, core: &Core, pkg: &str, edit: PackageEdit) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let before = named::package(&now, pkg)?;
    core.authorise(ctx, Verb::PkgEdit, Target::Pkg { id: before.id }).await?;
    let state = |state: PackageState| Problem::PackageState { name: before.title(), state: state.name().into() };
    if before.state == PackageState::Retired {
        return Err(state(before.state).into());
    }
    let content = Content::check(&now, &edit)?;
    let mut after = before.clone();
    content.put_into(&mut after);
    stored::settle(core, before, &edit, &mut after).await?;
    if [before.kind, after.kind].contains(&PackageKind::GroupPolicy) {
        core.authorise(ctx, Verb::PkgGpo, Target::Pkg { id: before.id }).await?;
    }
    if before.state == PackageState::Published && (after.kind, after.scope) != (before.kind, before.scope) {
        return Err(state(before.state).into());
    }
    let command = format!("bailiwick pkg edit {}{}", before.id, content.options());
    let edits: Vec<Edit> = match *before == after {
        true => Vec::new(),
        false => vec![Edit::change(before.clone(), after.clone())],
    };
    let mut later = (*now).clone();
    later.apply_all(&edits);
    check(&now, &later, &edits)?;
    let facts = (shown::facts(&now, before), shown::facts(&later, &after));
    let mut effects: Vec<Effect> = Vec::new();
    for (field, value) in &facts.1 {
        if let Some(old) = facts.0.get(field).filter(|old| *old != value) {
            effects.push(Effect::Changes { field: field.clone(), before: shown(old), after: shown(value) });
        }
    }
    if edits.is_empty() {
        effects.push(Effect::Nothing {});
    } else if before.state == PackageState::Published {
        let rules = core.rules(&now);
        let crowd = core.crowd(ctx, rules.asks_for_os()).await?;
        let machines = tally(&rules, before.id, &crowd, core.ports.clock.now());
        let count = machines.get(&DesiredState::Applied).copied().unwrap_or_default();
        effects.push(Effect::InUse { pkg: before.title(), count });
        effects.extend(impact::effects(ctx, core, &edits, &[]).await?);
    }
    let change = ChangeSet {
        verb: Verb::PkgEdit,
        target: Target::Pkg { id: before.id },
        object: shown::reference(before),
        before: Some(Value::Object(facts.0)),
        after: Some(Value::Object(facts.1)),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    Ok(impact::plan(change, effects, command, &after.name))
}

/// Returns a value as one line of text.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "–".into(),
        Value::String(text) if text.is_empty() => "–".into(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "–".into(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
