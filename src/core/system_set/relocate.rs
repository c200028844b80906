//! Plans to hang an NSS below another. It keeps what it holds only as far as the new parent holds it too (D-09).

use super::narrowing::revokes;
use crate::core::change::{Effect, Plan, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use crate::rules::permission::unsupported;
use serde_json::json;

/// Checks the wish and says what it would do, and whom it would hit.
pub async fn plan(ctx: &OpContext, core: &Core, nss: &str, parent: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, nss)?;
    core.authorise(ctx, Verb::NssGrant, Target::Nss { id: set.id }).await?;
    let parent = named::system_set(&now, parent)?;
    let Some(old) = now.line(set.id).get(1).copied() else {
        return Err(Problem::IsMaster { name: set.name.clone() }.into());
    };
    if now.line(parent.id).iter().any(|above| above.id == set.id) {
        let (name, through) = (set.name.clone(), parent.name.clone());
        return Err(Problem::Cycle { object: "nss".into(), name, through }.into());
    }
    let (mut edits, mut effects) = (Vec::new(), vec![Effect::Nothing {}]);
    if old.id != parent.id {
        edits.push(Edit::change(set.clone(), SystemSet { parent: Some(parent.id), ..set.clone() }));
        let mut later = Configuration::clone(&now);
        later.apply_all(&edits);
        let ended = unsupported(&later, set.id);
        effects =
            vec![Effect::Changes { field: "parent".into(), before: old.name.clone(), after: parent.name.clone() }];
        effects.extend(revokes(&now, &ended));
        edits.extend(ended.into_iter().map(Edit::delete));
    }
    let change = ChangeSet {
        verb: Verb::NssGrant,
        target: Target::Nss { id: set.id },
        object: ObjectRef { kind: "nss".into(), name: set.name.clone() },
        before: Some(json!({ "name": set.name, "parent": old.name })),
        after: Some(json!({ "name": set.name, "parent": parent.name })),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    let command = format!("bailiwick nss move {} --parent {}", quoted(&set.name), quoted(&parent.name));
    Ok(Plan::configure(change, effects, command))
}
