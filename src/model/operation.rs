//! Changes, and their record: the Front End User Action Log (CMF-33, CMF-59).

use crate::model::cmdb::{CmdbTable, ImportReport};
use crate::model::id::{OperationId, ProfileId, SystemId, SystemSetId};
use crate::model::key::{Pid, SealedPps};
use crate::model::mapping::Mapping;
use crate::model::permission::Verb;
use crate::model::policy::SyncPolicy;
use crate::model::profile::{AccessRight, Functions, ProfileRef};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One intended change of the administration database, with what it replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new NSS below a parent; the first of all is the master and has none.
    CreateSystemSet {
        /// Its name.
        name: String,
        /// The set above.
        parent: Option<SystemSetId>,
        /// What it is for.
        description: String,
        /// The official link person.
        link_person: String,
    },
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
            Self::CreateSystemSet { .. } => Verb::NssCreate,
            Self::CreateProfile { .. } => Verb::AmtProfileEdit,
            Self::SetSyncPolicy { .. } => Verb::AmtPolicyEdit,
            Self::OverrideMapping { .. } => Verb::AmtMappingOverride,
            Self::ImportKeys { .. } => Verb::AmtKeyManage,
            Self::ImportCmdb { .. } | Self::ImportCmdbDone { .. } => Verb::CmdbImport,
        }
    }
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRef {
    /// `nss`, `profile`, `policy`, `mapping`, `key` or `cmdb`.
    pub kind: String,
    /// Its name: an NSS's or profile's name, a UUID, a table.
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
}

/// What was created by a change that makes a new row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// An NSS.
    SystemSet(SystemSetId),
    /// A profile.
    Profile(ProfileId),
    /// Nothing with a number of its own.
    Nothing,
}
