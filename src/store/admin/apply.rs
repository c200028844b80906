//! Changes with their log records, in one transaction (CMF-59).

use super::log::{self, Part, Record};
use super::{breakers, keys, mappings, policy, profiles, revision};
use crate::model::id::OperationId;
use crate::model::operation::{Change, Created, Entry};
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, commit};
use serde::Serialize;
use serde_json::{Value, json};

/// Applies a change and writes its record; both or neither.
pub(super) async fn apply(db: &Db, change: &Change, entry: &Entry) -> StoreResult<(OperationId, Created)> {
    let mut tx = db.begin().await?;
    revision::queue(&mut tx).await?;
    let (record, created) = match change {
        Change::CreateProfile { name, description, access_rights, functions } => {
            profiles::create(&mut tx, (name, description, access_rights, *functions), entry).await?
        }
        Change::SetSyncPolicy { before, profile, enabled } => {
            (policy::set(&mut tx, before, profile.as_ref(), *enabled, entry).await?, Created::Nothing)
        }
        Change::OverrideMapping { system, uuid, before, fqdn, profile } => {
            let wanted = mappings::Override { system: *system, uuid: *uuid, before: before.as_ref(), fqdn, profile };
            (mappings::set(&mut tx, &wanted, entry).await?, Created::Nothing)
        }
        Change::ImportKeys { keys } => (keys::import(&mut tx, keys, entry).await?, Created::Nothing),
        Change::ClearBreaker { before } => (breakers::clear(&mut tx, before).await?, Created::Nothing),
        Change::ImportCmdb { table, file } => {
            let after = json!({ "file": file });
            (
                Record { kind: "cmdb".into(), name: table.name().into(), before: None, after: Some(after) },
                Created::Nothing,
            )
        }
        Change::ImportCmdbDone { table, file, report } => {
            let after = json!({ "file": file, "report": value(report)? });
            (
                Record { kind: "cmdb".into(), name: table.name().into(), before: None, after: Some(after) },
                Created::Nothing,
            )
        }
    };
    let part = Part { undoes: entry.undoes, ..Part::default() };
    let id = log::append(&mut tx, change.verb(), &record, &part, entry).await?;
    if let Some(undone) = entry.undoes {
        log::note_undone(&mut tx, undone, id).await?;
    }
    commit(tx).await?;
    Ok((id, created))
}

/// Returns a value as it stands in a record.
pub(super) fn value<T: Serialize>(value: T) -> StoreResult<Value> {
    serde_json::to_value(value).map_err(|e| StoreError::Other(e.to_string()))
}
