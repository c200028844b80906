//! Changes, and their record: the Front End User Action Log (CMF-33, CMF-59).

use crate::model::cmdb::{CmdbTable, ImportReport};
use crate::model::directory::EditOutcome;
use crate::model::host::Breaker;
use crate::model::id::{OperationId, ProfileId, SystemId};
use crate::model::key::{Pid, SealedPps};
use crate::model::mapping::Mapping;
use crate::model::object::ObjectKind;
use crate::model::permission::Verb;
use crate::model::policy::SyncPolicy;
use crate::model::profile::{AccessRight, Functions, ProfileRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One intended change of what the AMT service and the inventory rest on, with what it replaces. Changes of sets,
/// packages and rights are [`ChangeSet`](crate::model::object::ChangeSet)s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new profile.
    CreateProfile {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// Access control list.
        access_rights: Vec<AccessRight>,
        /// Functions switched on.
        functions: Functions,
    },
    /// The synchronization policy. Systems that wait for it are resolved again.
    SetSyncPolicy {
        /// As the planner saw it; the store refuses when it has changed since.
        before: SyncPolicy,
        /// The assigned profile.
        profile: Option<ProfileRef>,
        /// The box.
        enabled: bool,
    },
    /// An operator's mapping.
    OverrideMapping {
        /// The system that gets it.
        system: SystemId,
        /// Its UUID.
        uuid: Uuid,
        /// The mapping that it replaces, as the planner saw it.
        before: Option<Mapping>,
        /// The name.
        fqdn: String,
        /// The profile.
        profile: ProfileRef,
    },
    /// Keys for the key store. A PID that is there already keeps its secret unless it differs; then it is replaced.
    ImportKeys {
        /// Names and sealed secrets.
        keys: Vec<(Pid, SealedPps)>,
    },
    /// A refused credential for hosts that may be tried again.
    ClearBreaker {
        /// As the planner saw it.
        before: Breaker,
    },
    /// The record of an import into the reporting database, written before its first row.
    ImportCmdb {
        /// Where to.
        table: CmdbTable,
        /// Where from, as the user named it.
        file: String,
    },
    /// The record of how an import ended.
    ImportCmdbDone {
        /// Where to.
        table: CmdbTable,
        /// Where from.
        file: String,
        /// What it did.
        report: ImportReport,
    },
}

impl Change {
    /// Returns the right that it needs.
    pub fn verb(&self) -> Verb {
        match self {
            Self::CreateProfile { .. } => Verb::AmtProfileEdit,
            Self::SetSyncPolicy { .. } => Verb::AmtPolicyEdit,
            Self::OverrideMapping { .. } => Verb::AmtMappingOverride,
            Self::ImportKeys { .. } => Verb::AmtKeyManage,
            Self::ClearBreaker { .. } => Verb::AmtProvision,
            Self::ImportCmdb { .. } | Self::ImportCmdbDone { .. } => Verb::CmdbImport,
        }
    }
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRef {
    /// `nss`, `nsc`, `pkg`, `request`, `choice`, `dp`, `profile`, `policy`, `mapping`, `key`, `cmdb`, `publishing_key`,
    /// `breaker`, `job` or `session`.
    pub kind: String,
    /// Its name: an NSS's, NSC's, package's or profile's name, a UUID, a table.
    pub name: String,
}

/// What the front end knows of a change besides the change: the rest of the log record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
    /// The equivalent command line.
    pub command: String,
    /// Ties log lines and records of one request together.
    pub trace_id: Uuid,
    /// When, truncated to microseconds.
    pub at: DateTime<Utc>,
    /// The operation that the change takes back.
    pub undoes: Option<OperationId>,
}

/// A record of the action log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its number, rising with time.
    pub id: OperationId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What right was used.
    pub verb: Verb,
    /// What it was about.
    pub object: ObjectRef,
    /// The object before, or null.
    pub before: Option<Value>,
    /// The object after, or null.
    pub after: Option<Value>,
    /// Why.
    pub reason: Option<String>,
    /// The equivalent command line.
    pub command: String,
    /// Ties log lines and records of one request together.
    pub trace_id: Uuid,
    /// When all distribution points had it; none until then (CMF-61).
    pub server_ack: Option<DateTime<Utc>>,
    /// Whether it can be undone: it has edits or can be set again, and is not undone yet.
    pub reversible: bool,
    /// The operation that it takes back.
    pub undoes: Option<OperationId>,
    /// The operation that took it back.
    pub undone_by: Option<OperationId>,
    /// How far its edits of the directory are; none when it has none.
    pub directory: Option<DirectoryState>,
}

impl Operation {
    /// Returns what became of it, and how it hangs together with others.
    pub fn fates(&self) -> Vec<Fate> {
        let mut fates: Vec<_> = self.undoes.map(|id| Fate::Undoes { id }).into_iter().collect();
        fates.extend(self.undone_by.map(|id| Fate::UndoneBy { id }));
        if self.verb == Verb::CmdbImport {
            let report = self.after.as_ref().and_then(|after| after.get("report"));
            let lines = |name: &str| report.and_then(|report| report[name].as_u64()).unwrap_or_default();
            fates.push(match report {
                Some(_) => Fate::Imported { accepted: lines("accepted"), rejected: lines("rejected") },
                None => Fate::Begun,
            });
        }
        match &self.directory {
            Some(DirectoryState::Pending) => fates.push(Fate::DirectoryPending),
            Some(DirectoryState::Done(EditOutcome { refused })) if !refused.is_empty() => {
                fates.push(Fate::DirectoryRefused { count: refused.len() });
            }
            Some(DirectoryState::Done(_)) | None => {}
        }
        fates
    }
}

/// What became of an operation, in few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fate {
    /// It takes another one back.
    Undoes {
        /// Which.
        id: OperationId,
    },
    /// Another one took it back.
    UndoneBy {
        /// Which.
        id: OperationId,
    },
    /// An import was begun; how it ended has a record of its own, and none when the program did not live to write it.
    Begun,
    /// An import ended.
    Imported {
        /// Rows stored.
        accepted: u64,
        /// Lines kept aside.
        rejected: u64,
    },
    /// Its edits of the directory are not made yet.
    DirectoryPending,
    /// The directory refused some of its members.
    DirectoryRefused {
        /// How many.
        count: usize,
    },
}

/// Whether a change without edits is taken back by setting what was there before: the policy, and an override of an
/// override.
pub fn is_set_again(verb: Verb, before: Option<&Value>) -> bool {
    match verb {
        Verb::AmtPolicyEdit => before.is_some(),
        Verb::AmtMappingOverride => before.is_some_and(|mapping| mapping["origin"] == "override"),
        _ => false,
    }
}

/// How far an operation's edits of the directory are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DirectoryState {
    /// Decided, and not made yet.
    Pending,
    /// Made; what the directory refused is listed.
    Done(EditOutcome),
}

/// What was created by a change that makes a new row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// An object of the configuration.
    Object(ObjectKind, i64),
    /// A profile.
    Profile(ProfileId),
    /// Nothing with a number of its own.
    Nothing,
}
