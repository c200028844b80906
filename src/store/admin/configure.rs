//! Changes of the configuration with their log records, in one transaction (CMF-33, CMF-59).

use super::log::{self, Part, Record};
use super::{object, revision};
use crate::model::id::OperationId;
use crate::model::object::{ChangeSet, Edit, Object, ObjectKind};
use crate::model::operation::Entry;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, commit, on};
use std::collections::BTreeMap;

/// Makes a change and writes its record if `based_on` is still the newest one; both or neither.
pub(super) async fn configure(
    db: &Db,
    change: &ChangeSet,
    entry: &Entry,
    based_on: OperationId,
) -> StoreResult<Option<OperationId>> {
    let mut tx = db.begin().await?;
    revision::queue(&mut tx).await?;
    if log::newest(&mut tx).await? != based_on {
        return Ok(None);
    }
    take_numbers(&mut tx, change).await?;
    for run in change.edits.chunk_by(|a, b| creates(a).is_some() && creates(a) == creates(b)) {
        make(&mut tx, run).await?;
    }
    let record = Record {
        kind: change.object.kind.clone(),
        name: change.object.name.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    };
    let part = Part { edits: &change.edits, directory: &change.directory, undoes: change.undoes };
    let id = log::append(&mut tx, change.verb, &record, &part, entry).await?;
    if let Some(undone) = change.undoes {
        log::note_undone(&mut tx, undone, id).await?;
    }
    commit(tx).await?;
    Ok(Some(id))
}

/// Returns the kind of object that an edit creates.
fn creates(edit: &Edit) -> Option<ObjectKind> {
    if edit.before.is_some() { None } else { edit.after.as_ref().map(Object::kind) }
}

/// Makes several creations of one kind, or one edit of any sort.
async fn make(tx: &mut Tx, run: &[Edit]) -> StoreResult<()> {
    if let Some(kind) = run.first().and_then(creates) {
        let objects: Vec<&Object> = run.iter().filter_map(|edit| edit.after.as_ref()).collect();
        return object::insert(tx, kind, &objects).await;
    }
    for edit in run {
        if let Some(before) = &edit.before {
            if edit.after.as_ref().is_some_and(|after| (after.kind(), after.id()) != (before.kind(), before.id())) {
                return Err(StoreError::Other("an edit turns one object into another".into()));
            }
            object::replace(tx, before, edit.after.as_ref()).await?;
        }
    }
    Ok(())
}

/// Takes the numbers of new objects: none was used before, unless the change brings back what was deleted.
async fn take_numbers(tx: &mut Tx, change: &ChangeSet) -> StoreResult<()> {
    let sql = "SELECT kind, next FROM number";
    let rows: Vec<(String, i64)> = on!(&mut *tx, c => sqlx::query_as(sql).fetch_all(&mut **c).await)?;
    let noted: BTreeMap<&str, i64> = rows.iter().map(|(kind, next)| (kind.as_str(), *next)).collect();
    let mut taken = BTreeMap::<ObjectKind, i64>::new();
    for edit in &change.edits {
        let (Some(kind), Some(new)) = (creates(edit), &edit.after) else { continue };
        let next = noted.get(kind.name()).copied().unwrap_or(1);
        if new.id() < next && change.undoes.is_none() {
            return Err(StoreError::Changed { kind: kind.name(), name: object::name(new) });
        }
        let behind = new.id().checked_add(1).ok_or_else(|| StoreError::Other("a number is too large".into()))?;
        let last = taken.entry(kind).or_insert(next);
        *last = behind.max(*last);
    }
    let sql = "INSERT INTO number (kind, next) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET next = excluded.next";
    for (kind, next) in taken {
        on!(&mut *tx, c => sqlx::query(sql).bind(kind.name()).bind(next).execute(&mut **c).await.map(drop))?;
    }
    Ok(())
}
