//! Takes back settings whose records hold no edits: the synchronization policy, and an override of an override. They
//! are set again as they were.

use super::{command, undoes};
use crate::core::change::{Plan, Preview, Write};
use crate::core::hello::find;
use crate::core::policy::plan_as;
use crate::core::{Core, Error, Problem, Result};
use crate::model::mapping::Mapping;
use crate::model::operation::{Change, Operation, is_set_again};
use crate::model::permission::Verb;
use crate::model::policy::SyncPolicy;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Checks that the setting is still as the operation left it, and says what setting it back does.
pub(super) async fn plan(core: &Core, done: &Operation) -> Result<Plan> {
    if !is_set_again(done.verb, done.before.as_ref()) {
        return Err(not_reversible(done));
    }
    let plan = if done.verb == Verb::AmtPolicyEdit { policy(core, done).await? } else { mapping(core, done).await? };
    Ok(take_back(plan, done))
}

async fn policy(core: &Core, done: &Operation) -> Result<Plan> {
    let (before, after): (SyncPolicy, SyncPolicy) = states(done)?;
    let now = core.ports.admin.sync_policy().await?;
    if now != after {
        return Err(conflict(done, now.changed_by));
    }
    plan_as(core, now, before.profile, before.enabled, command(done.id)).await
}

async fn mapping(core: &Core, done: &Operation) -> Result<Plan> {
    let (before, after): (Mapping, Mapping) = states(done)?;
    let now = core.ports.admin.mapping(after.uuid).await?;
    if now.as_ref() != Some(&after) {
        return Err(conflict(done, now.map(|mapping| mapping.set_by)));
    }
    let system = find(core, after.uuid, None).await?.id;
    let preview = Preview {
        object: done.object.clone(),
        before: done.after.clone(),
        after: done.before.clone(),
        effects: Vec::new(),
        reversible: true,
        typed: None,
        command: command(done.id),
    };
    let Mapping { uuid, fqdn, profile, .. } = before;
    Ok(Plan { change: Change::OverrideMapping { system, uuid, before: now, fqdn, profile }.into(), preview })
}

/// Marks a plan as one that takes an operation back.
fn take_back(mut plan: Plan, done: &Operation) -> Plan {
    plan.preview.effects.insert(0, undoes(done));
    plan.change = match plan.change {
        Write::Apply(change) => Write::SetBack(change, done.id),
        other => other,
    };
    plan
}

fn states<T: DeserializeOwned>(done: &Operation) -> Result<(T, T)> {
    let read = |state: &Option<Value>| {
        state.clone().and_then(|value| serde_json::from_value(value).ok()).ok_or_else(|| not_reversible(done))
    };
    Ok((read(&done.before)?, read(&done.after)?))
}

fn not_reversible(done: &Operation) -> Error {
    Problem::NotReversible { id: done.id.0 }.into()
}

fn conflict(done: &Operation, by: Option<String>) -> Error {
    let object = format!("{} {}", done.object.kind, done.object.name);
    Problem::UndoConflict { id: done.id.0, object, by: by.unwrap_or_else(|| "somebody".into()) }.into()
}
