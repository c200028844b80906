//! Plans the end of an NSS that owns nothing any more. Its grants and its administrators' entries go with it.

use super::narrowing::grants_of;
use crate::core::change::{Effect, Plan, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::Administrator;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use serde_json::json;

/// At most this many of what a set still holds are named.
const NAMED: usize = 5;

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, nss: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, nss)?;
    core.authorise(ctx, Verb::NssDelete, Target::Nss { id: set.id }).await?;
    if set.parent.is_none() {
        return Err(Problem::IsMaster { name: set.name.clone() }.into());
    }
    let held = held(&now, set);
    if !held.is_empty() {
        let more = if held.len() > NAMED { format!(", … ({})", held.len()) } else { String::new() };
        let holds = format!("{}{more}", held.get(..NAMED).unwrap_or(&held).join(", "));
        return Err(Problem::NotEmpty { object: "nss".into(), name: set.name.clone(), holds }.into());
    }
    let entries: Vec<&Administrator> = now.administrators.values().filter(|entry| entry.nss == set.id).collect();
    let mut effects = vec![Effect::Deletes { object: "nss".into(), name: set.name.clone() }];
    effects.extend(
        entries
            .iter()
            .map(|entry| Effect::AdministratorRemoved { nss: set.name.clone(), principal: entry.trustee.to_string() }),
    );
    let parent = set.parent.and_then(|id| now.system_sets.get(&id)).map(|parent| parent.name.as_str());
    let before = json!({
        "name": set.name,
        "parent": parent,
        "description": set.description,
        "link_person": set.link_person,
    });
    // What refers to the set goes before it.
    let mut edits: Vec<Edit> = entries.into_iter().cloned().map(Edit::delete).collect();
    edits.extend(grants_of(&now, set.id).into_iter().map(Edit::delete));
    edits.push(Edit::delete(set.clone()));
    let change = ChangeSet {
        verb: Verb::NssDelete,
        target: Target::Nss { id: set.id },
        object: ObjectRef { kind: "nss".into(), name: set.name.clone() },
        before: Some(before),
        after: None,
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, effects, format!("bailiwick nss delete {}", quoted(&set.name))))
}

/// Returns what a set owns, as `nss:NAME`, `nsc:ID` and `pkg:ID`.
fn held(now: &Configuration, set: &SystemSet) -> Vec<String> {
    let below = now.system_sets.values().filter(|below| below.parent == Some(set.id));
    let nscs = now.computer_sets.values().filter(|nsc| nsc.nss == set.id);
    let pkgs = now.packages.values().filter(|pkg| pkg.nss == set.id);
    let names = below.map(|below| format!("nss:{}", below.name));
    names.chain(nscs.map(|nsc| format!("nsc:{}", nsc.id))).chain(pkgs.map(|pkg| format!("pkg:{}", pkg.id))).collect()
}
