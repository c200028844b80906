//! Plans a change of an NSC.

use crate::core::change::{Effect, Plan, quoted};
use crate::core::computer_set::create::{check_set_name, check_texts, parent_in, shape};
use crate::core::computer_set::{local, touching};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::Value;

/// What shall be different; none keeps what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComputerSetEdit {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Number or name of the NSC in which it is nested; empty for none.
    pub parent: Option<String>,
    /// Whether packages of other NSSs wait for the responsible person's release.
    pub locally_managed: Option<bool>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// The operating system version that its machines shall have.
    pub os_version: Option<String>,
}

/// Checks the wish and says what it would do.
///
/// Nesting it elsewhere needs the right to edit the outer sets too. Local management has a right of its own. Where it begins, what is applied now is released, so that nothing stops;
/// where it ends, the releases go.
pub async fn plan(ctx: &OpContext, core: &Core, nsc: &str, edit: ComputerSetEdit) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let before = named::computer_set(&now, nsc)?;
    let target = Target::Nsc { id: before.id };
    let local = edit.locally_managed.is_some_and(|on| on != before.locally_managed);
    let others = ComputerSetEdit { locally_managed: None, ..edit.clone() } != ComputerSetEdit::default();
    if others || !local {
        core.authorise(ctx, Verb::NscEdit, target).await?;
    }
    if local {
        core.authorise(ctx, Verb::NscLocalSet, target).await?;
    }
    let command = command(before, &edit);
    let after = edited(&now, before, edit)?;
    if after.parent != before.parent {
        // What is assigned to the outer set would begin or end to count here.
        for outer in before.parent.iter().chain(&after.parent) {
            core.authorise(ctx, Verb::NscEdit, Target::Nsc { id: *outer }).await?;
        }
    }
    let mut edits = Vec::new();
    if after != *before {
        edits.push(Edit::change(before.clone(), after.clone()));
    }
    if local {
        edits.extend(local::releases_with(ctx, core, &now, &after).await?);
    }
    let (was, is) = (shape(&now, before), shape(&now, &after));
    let mut effects = changes(&was, &is);
    effects.extend(local::told(&now, &edits));
    let change = ChangeSet {
        verb: if local { Verb::NscLocalSet } else { Verb::NscEdit },
        target,
        object: ObjectRef { kind: "nsc".into(), name: before.name.clone() },
        before: Some(was),
        after: Some(is),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    touching::plan(ctx, core, change, effects, command).await
}

/// Returns the set as it shall be.
fn edited(now: &Configuration, before: &ComputerSet, edit: ComputerSetEdit) -> Result<ComputerSet> {
    let mut after = before.clone();
    if let Some(name) = edit.name {
        check_set_name(now, Some(before.id), &name)?;
        after.name = name;
    }
    match edit.parent.as_deref() {
        None => {}
        Some("") => after.parent = None,
        Some(parent) => {
            let parent = parent_in(now, before.nss, &after.name, parent)?;
            if now.nesting(parent.id).iter().any(|outer| outer.id == before.id) {
                let through = parent.name.clone();
                return Err(Problem::Cycle { object: "nsc".into(), name: before.name.clone(), through }.into());
            }
            after.parent = Some(parent.id);
        }
    }
    after.description = edit.description.unwrap_or(after.description);
    after.locally_managed = edit.locally_managed.unwrap_or(after.locally_managed);
    after.responsible = edit.responsible.unwrap_or(after.responsible);
    after.os_version = edit.os_version.unwrap_or(after.os_version);
    check_texts(&after.description, &after.responsible, &after.os_version)?;
    Ok(after)
}

/// Returns what differs between two shapes of a set, field by field.
fn changes(before: &Value, after: &Value) -> Vec<Effect> {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return Vec::new() };
    let text = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let differs = after.iter().filter_map(|(field, is)| {
        let was = before.get(field).filter(|was| *was != is)?;
        Some(Effect::Changes { field: field.clone(), before: text(was), after: text(is) })
    });
    differs.collect()
}

fn command(set: &ComputerSet, edit: &ComputerSetEdit) -> String {
    let mut command = format!("bailiwick nsc edit {}", set.id);
    let on = edit.locally_managed.map(|on| on.to_string());
    for (flag, value) in [
        ("name", &edit.name),
        ("description", &edit.description),
        ("parent", &edit.parent),
        ("locally-managed", &on),
        ("responsible", &edit.responsible),
        ("os-version", &edit.os_version),
    ] {
        if let Some(value) = value {
            command.push_str(&format!(" --{flag} {}", quoted(value)));
        }
    }
    command
}
