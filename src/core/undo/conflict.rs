//! What others have changed since an operation, and who.

use super::kind_of;
use crate::core::{Core, Error, OpContext, Problem, Result, membership};
use crate::model::computer_set::of_group;
use crate::model::configuration::Configuration;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{ComputerSetId, OperationId};
use crate::model::membership::key;
use crate::model::object::{Edit, Object, ObjectKind};
use crate::port::OperationEdits;
use crate::rules::plan::{Broken, check, name, references};
use std::collections::{BTreeMap, BTreeSet};

type Place = (ObjectKind, i64);

/// How many records are read at a time.
const PAGE: u32 = 1_000;

/// Refuses unless the configuration can be taken back as it is now.
pub(super) async fn in_configuration(
    core: &Core,
    operation: OperationId,
    now: &Configuration,
    back: &[Edit],
) -> Result<()> {
    if let Some(object) = now.misfit(back).and_then(Edit::object) {
        let place = place(object);
        let touches = |edit: &Edit| edit.object().is_some_and(|object| self::place(object) == place);
        let by = last(core, operation, |later| later.edits.iter().any(touches)).await?;
        return Err(conflict(operation, label(object), by));
    }
    let mut after = now.clone();
    after.apply_all(back);
    let Err(broken) = check(now, &after, back) else { return Ok(()) };
    // What the undo deletes and something new refers to; or what it brings back and refers to something gone.
    let deleted: BTreeSet<Place> =
        back.iter().filter(|edit| edit.after.is_none()).filter_map(|edit| edit.before.as_ref()).map(place).collect();
    let wanted: BTreeSet<Place> = back.iter().filter_map(|edit| edit.after.as_ref()).flat_map(references).collect();
    let matters = |edit: &Edit| match (&edit.before, &edit.after) {
        (_, Some(new)) if references(new).iter().any(|to| deleted.contains(to)) => true,
        (Some(gone), None) => wanted.contains(&place(gone)),
        _ => false,
    };
    let by = last(core, operation, |later| later.edits.iter().any(matters)).await?;
    match (broken, by) {
        (Broken::Dangling { refers_to, .. }, by) => Err(conflict(operation, refers_to, by)),
        (Broken::Missing { object, name }, by @ Some(_)) => Err(conflict(operation, format!("{object} {name}"), by)),
        (broken, _) => Err(broken.into()),
    }
}

/// Refuses unless the directory has what the operation left there.
pub(super) async fn in_directory(
    ctx: &OpContext,
    core: &Core,
    operation: OperationId,
    went_in: &[DirectoryEdit],
) -> Result<()> {
    let left = Left::by(went_in);
    if left.members.is_empty() && left.groups.is_empty() {
        return Ok(());
    }
    let view = membership::read(ctx, core).await?;
    if let Some(reason) = view.stale {
        return Err(Problem::DirectoryUnavailable { reason }.into());
    }
    let known = &view.memberships;
    let mut odd: Vec<(ComputerSetId, MemberKind, &str)> = Vec::new();
    for ((nsc, kind, _), (name, is_in)) in &left.members {
        if known.contains(*nsc, *kind, name) != *is_in {
            odd.push((*nsc, *kind, name));
        }
    }
    for (nsc, kind) in &left.groups {
        let strangers = known.members(*nsc, *kind).filter(|name| !left.members.contains_key(&(*nsc, *kind, key(name))));
        odd.extend(strangers.map(|name| (*nsc, *kind, name)));
    }
    let Some((nsc, kind, _)) = odd.first().copied() else { return Ok(()) };
    let names: Vec<&str> = odd.iter().filter(|(id, of, _)| (*id, *of) == (nsc, kind)).map(|(.., name)| *name).collect();
    let touches = |edit: &DirectoryEdit| match edit {
        DirectoryEdit::Add { group, names: moved, .. } | DirectoryEdit::Remove { group, names: moved, .. } => {
            of_group(group).is_some_and(|(id, users)| (id, kind_of(users)) == (nsc, kind))
                && moved.iter().any(|name| names.iter().any(|odd| key(odd) == key(name)))
        }
        _ => false,
    };
    let by = last(core, operation, |later| later.directory.iter().any(touches)).await?;
    let mut shown = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 3 {
        shown.push_str(", …");
    }
    let by = by.or_else(|| Some("directory".into()));
    Err(conflict(operation, format!("nsc {nsc} ({shown})"), by))
}

/// What edits of the directory leave behind: who is a member and who is not, and the groups that are new.
#[derive(Default)]
struct Left {
    members: BTreeMap<(ComputerSetId, MemberKind, String), (String, bool)>,
    groups: BTreeSet<(ComputerSetId, MemberKind)>,
}

impl Left {
    fn by(edits: &[DirectoryEdit]) -> Self {
        let mut left = Self::default();
        for edit in edits {
            let (group, names, is_in) = match edit {
                DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => continue,
                DirectoryEdit::CreateGroup { group, .. } => (group, &Vec::new(), true),
                DirectoryEdit::Add { group, names, .. } => (group, names, true),
                DirectoryEdit::Remove { group, names, .. } | DirectoryEdit::DeleteGroup { group, names, .. } => {
                    (group, names, false)
                }
            };
            let Some((nsc, users)) = of_group(group) else { continue };
            let kind = kind_of(users);
            match edit {
                DirectoryEdit::CreateGroup { .. } => drop(left.groups.insert((nsc, kind))),
                DirectoryEdit::DeleteGroup { .. } => drop(left.groups.remove(&(nsc, kind))),
                _ => {}
            }
            for name in names {
                left.members.insert((nsc, kind, key(name)), (name.clone(), is_in));
            }
        }
        left
    }
}

fn place(object: &Object) -> Place {
    (object.kind(), object.id())
}

fn label(object: &Object) -> String {
    format!("{} {}", object.kind().name(), name(object))
}

fn conflict(operation: OperationId, object: String, by: Option<String>) -> Error {
    let by = by.unwrap_or_else(|| "somebody".into());
    Problem::UndoConflict { id: operation.0, object, by }.into()
}

/// Returns who made the last later change for which this holds, with its number.
async fn last(
    core: &Core,
    operation: OperationId,
    holds: impl Fn(&OperationEdits) -> bool + Send,
) -> Result<Option<String>> {
    let (mut behind, mut found) = (operation, None);
    loop {
        let page = core.ports.admin.edits_behind(behind, PAGE).await?;
        let Some(end) = page.last() else { break };
        behind = end.id;
        found = page.iter().rev().find(|later| holds(later)).map(|later| later.id).or(found);
    }
    let Some(id) = found else { return Ok(None) };
    Ok(core.ports.admin.operation(id).await?.map(|(operation, _)| format!("{} (#{id})", operation.actor)))
}
