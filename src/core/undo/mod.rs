//! Takes an operation back: a new change that is its inverse, unless others have changed the same since.

mod conflict;
mod needed;
mod setting;

use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Problem, Result, impact};
use crate::model::computer_set::of_group;
use crate::model::configuration::Configuration;
use crate::model::directory::{DirectoryEdit, EditOutcome, MemberKind, RefusedMember};
use crate::model::id::OperationId;
use crate::model::object::{ChangeSet, Edit, Object};
use crate::model::operation::{DirectoryState, Operation};
use crate::rules::plan::name;
use serde_json::Value;

/// How many objects are named one by one.
const NAMED: usize = 20;

/// Checks that it can be taken back and says what that would do.
///
/// # Errors
/// [`Problem::NotReversible`], [`Problem::UndoneAlready`], and [`Problem::UndoConflict`] with who changed what.
pub async fn plan(ctx: &OpContext, core: &Core, operation: OperationId) -> Result<Plan> {
    let found = core.ports.admin.operation(operation).await?;
    let (done, made) =
        found.ok_or_else(|| Problem::NotFound { object: "operation".into(), name: operation.to_string() })?;
    // Also of a plan for the past, which the gate refuses.
    let now = core.snapshot().await?.configuration;
    let needed = needed::rights(&done, &made, &now, &ctx.principal.name);
    for (verb, target) in &needed {
        core.authorise(ctx, *verb, *target).await?;
    }
    if let Some(by) = done.undone_by {
        return Err(Problem::UndoneAlready { id: operation.0, by: by.0 }.into());
    }
    if made.edits.is_empty() && made.directory.is_empty() {
        return setting::plan(core, &done).await;
    }
    let went_in = taken(&made.directory, done.directory.as_ref());
    let (edits, directory) = ChangeSet::inverse(&made.edits, &went_in);
    conflict::in_configuration(core, operation, &now, &edits).await?;
    if !matches!(done.directory, Some(DirectoryState::Pending)) {
        conflict::in_directory(ctx, core, operation, &went_in).await?;
    }
    let mut effects = vec![undoes(&done)];
    effects.extend(edits.iter().take(NAMED).flat_map(effects_of));
    effects.extend(in_directory(core, &now, &edits, &directory).await?);
    // Rights and the tree of NSSs concern no machine, and are taken back also while the directory is away.
    if !directory.is_empty() || edits.iter().filter_map(Edit::object).any(concerns_machines) {
        effects.extend(impact::effects(ctx, core, &edits, &directory).await?);
    }
    let (verb, target) = needed.first().copied().ok_or(Problem::NotReversible { id: operation.0 })?;
    let set = ChangeSet {
        verb,
        target,
        object: done.object,
        before: done.after,
        after: done.before,
        edits,
        directory,
        undoes: Some(operation),
    };
    let word = set.object.name.clone();
    Ok(impact::plan(set, effects, command(operation), &word))
}

/// Whether what machines shall have can depend on the object.
fn concerns_machines(object: &Object) -> bool {
    !matches!(object, Object::SystemSet(_) | Object::Grant(_) | Object::Administrator(_) | Object::Request(_))
}

fn command(operation: OperationId) -> String {
    format!("bailiwick undo {operation}")
}

fn undoes(done: &Operation) -> Effect {
    Effect::Undoes { operation: done.id.0, by: done.actor.clone(), command: done.command.clone() }
}

/// Returns the edits of the directory without what it refused: that never happened.
fn taken(edits: &[DirectoryEdit], state: Option<&DirectoryState>) -> Vec<DirectoryEdit> {
    let Some(DirectoryState::Done(EditOutcome { refused })) = state else { return edits.to_vec() };
    let is_refused = |group: &str, name: &str| {
        refused.iter().any(|RefusedMember { group: g, name: n, .. }| g == group && n.eq_ignore_ascii_case(name))
    };
    let mut edits = edits.to_vec();
    edits.retain_mut(|edit| match edit {
        DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => true,
        DirectoryEdit::CreateGroup { group, .. } | DirectoryEdit::DeleteGroup { group, .. } => !is_refused(group, ""),
        DirectoryEdit::Add { group, names, .. } | DirectoryEdit::Remove { group, names, .. } => {
            names.retain(|name| !is_refused(group, name));
            !names.is_empty()
        }
    });
    edits
}

/// Says what an edit does to its object.
fn effects_of(edit: &Edit) -> Vec<Effect> {
    let object = |object: &Object| (object.kind().name().to_owned(), name(object));
    match (&edit.before, &edit.after) {
        (None, Some(after)) => {
            let (object, name) = object(after);
            vec![Effect::Creates { object, name }]
        }
        (Some(before), None) => {
            let (object, name) = object(before);
            vec![Effect::Deletes { object, name }]
        }
        (Some(before), Some(after)) => changes(before, after),
        (None, None) => Vec::new(),
    }
}

/// Says which values of an object change.
fn changes(before: &Object, after: &Object) -> Vec<Effect> {
    let fields = |object: &Object| match serde_json::to_value(object).map(|mut value| value["object"].take()) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let (old, new) = (fields(before), fields(after));
    let changed = new.iter().filter(|(field, value)| old.get(*field) != Some(*value));
    changed
        .map(|(field, value)| Effect::Changes {
            field: field.clone(),
            before: text(old.get(field)),
            after: text(Some(value)),
        })
        .collect()
}

/// Says what happens to groups and their members.
async fn in_directory(
    core: &Core,
    now: &Configuration,
    edits: &[Edit],
    directory: &[DirectoryEdit],
) -> Result<Vec<Effect>> {
    if directory.is_empty() {
        return Ok(Vec::new());
    }
    let base = core.ports.directory.describe().await?.base_dn;
    let nsc = |group: &str| {
        let id = of_group(group).map(|(id, _)| id);
        let known = id.and_then(|id| now.computer_sets.get(&id)).map(|set| set.name.clone());
        let edited = || {
            edits.iter().filter_map(Edit::object).find_map(|object| match object {
                Object::ComputerSet(set) if Some(set.id) == id => Some(set.name.clone()),
                _ => None,
            })
        };
        known.or_else(edited).unwrap_or_else(|| group.to_owned())
    };
    let first = |names: &[String]| names.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let effects = directory.iter().flat_map(|edit| match edit {
        DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => None,
        DirectoryEdit::CreateGroup { group, .. } => {
            Some(Effect::GroupCreated { group: group.clone(), dn: format!("CN={group},{base}") })
        }
        DirectoryEdit::DeleteGroup { group, names, .. } => {
            Some(Effect::GroupDeleted { group: group.clone(), members: names.len() as u64 })
        }
        DirectoryEdit::Add { names, .. } | DirectoryEdit::Remove { names, .. } if names.is_empty() => None,
        DirectoryEdit::Add { group, members, names } => Some(Effect::MembersAdded {
            nsc: nsc(group),
            members: *members,
            count: names.len() as u64,
            first: first(names),
        }),
        DirectoryEdit::Remove { group, members, names } => Some(Effect::MembersRemoved {
            nsc: nsc(group),
            members: *members,
            count: names.len() as u64,
            first: first(names),
        }),
    });
    Ok(effects.collect())
}

/// Returns whether a group holds computers or users.
fn kind_of(users: bool) -> MemberKind {
    if users { MemberKind::User } else { MemberKind::Computer }
}
