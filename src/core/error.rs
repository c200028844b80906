//! What a use case answers when it cannot do what it was asked for.
//!
//! A [`Problem`] is data: a stable code and the facts. The message and the hint are sentences in the locale files
//! (`problem-<kind>`, `problem-<kind>.hint`), so that they exist in every language and can be tested for completeness.

use crate::model::permission::{Decision, Missing};
use crate::port::{DirectoryError, SealError, StoreError};
use crate::rules::plan::Broken;
use serde::{Deserialize, Serialize};

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// A problem and, where there is one, the technical cause for the log.
#[derive(Debug, thiserror::Error)]
#[error("{problem:?}")]
pub struct Error {
    /// What went wrong, for people and programs.
    pub problem: Problem,
    /// What the layer below said.
    #[source]
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// How a process ends because of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 1
    Failed = 1,
    /// 2
    Usage = 2,
    /// 3
    Denied = 3,
    /// 4
    NotFound = 4,
    /// 5
    Conflict = 5,
    /// 70
    Internal = 70,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident { $($field:ident: $ty:ty),* $(,)? } = $code:literal, $exit:ident;)+) => {
        /// Everything that can go wrong in a use case. The variant's fields are the arguments of its sentence.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
        pub enum Problem {
            $($(#[$doc])* $variant { $($field: $ty),* },)+
        }

        impl Problem {
            /// Returns the stable code that `bailiwick explain` knows.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }

            /// Returns the exit code that it means.
            pub fn exit(&self) -> Exit {
                match self { $(Self::$variant { .. } => Exit::$exit),+ }
            }

            /// Every code with the kind (as in the locale files) that it stands for.
            pub const CODES: &'static [(&'static str, &'static str)] = &[$(($code, stringify!($variant))),+];
        }
    };
}

problems! {
    /// The principal lacks the right.
    Denied {
        principal: String,
        verb: String,
        who_can: String,
        missing: Vec<Missing>,
        who_can_grant: String,
    } = "CORE-0001", Denied;
    /// The session is read-only.
    ReadOnly { verb: String } = "CORE-0002", Denied;
    /// The past cannot be changed.
    Past { verb: String } = "CORE-0009", Usage;
    /// Something that is known only as it is now.
    NoHistory { what: String } = "CORE-0011", Usage;
    /// A verb that is in no catalogue.
    UnknownVerb { verb: String, near: String } = "CORE-0010", Usage;
    /// The directory cannot be reached.
    DirectoryUnavailable { reason: String } = "DIR-0001", Failed;
    /// The directory refuses the program's account.
    DirectoryDenied { reason: String } = "DIR-0002", Failed;
    /// The directory fails in another way.
    DirectoryOther { reason: String } = "DIR-0003", Failed;
    /// An account or a group that the directory does not have.
    NotInDirectory { object: String, names: String } = "DIR-0004", NotFound;
    /// Accounts and groups come from outside.
    DirectoryElsewhere { place: String } = "DIR-0005", Conflict;
    /// A group that belongs to an NSC.
    GroupOfNsc { group: String, nsc: i64 } = "DIR-0006", Conflict;
    /// A verb that cannot be granted.
    NotGrantable { verb: String } = "NSS-0002", Usage;
    /// A grant that the NSS above does not hold.
    ParentLacks { nss: String, parent: String, verbs: String } = "NSS-0003", Conflict;
    /// The master can be neither moved nor deleted, and needs no grants.
    IsMaster { name: String } = "NSS-0004", Conflict;
    /// An object that still has something in it.
    NotEmpty { object: String, name: String, holds: String } = "NSS-0005", Conflict;
    /// A set below or in itself.
    Cycle { object: String, name: String, through: String } = "NSS-0006", Conflict;
    /// A nested NSC of another NSS.
    OtherNss { name: String, parent: String } = "NSC-0001", Usage;
    /// An action for locally managed NSCs only.
    NotLocallyManaged { name: String } = "NSC-0002", Conflict;
    /// An emergency needs a second person.
    SecondPerson { name: String, asked_by: String } = "NSC-0003", Denied;
    /// A request that was decided already.
    Decided { id: i64, state: String, by: String } = "NSC-0004", Conflict;
    /// A package name that means several versions.
    AmbiguousPackage { name: String, versions: String } = "PKG-0001", Conflict;
    /// A package in a state in which this cannot be done.
    PackageState { name: String, state: String } = "PKG-0002", Conflict;
    /// A package that others refer to.
    PackageUsed { name: String, by: String } = "PKG-0003", Conflict;
    /// A choice about a package that is not published to the user.
    NotPublished { name: String, state: String } = "PKG-0005", Denied;
    /// A choice about a package of a computer, without a computer.
    NoMachine { pkg: String } = "PKG-0007", Usage;
    /// A package whose file is not in the package store, or is another one than it says.
    PackageFile { name: String, file: String, reason: String } = "PKG-0006", Conflict;
    /// A distribution point does not do what it is asked for.
    Point { name: String, reason: String } = "DP-0001", Failed;
    /// A distribution point's address or credential cannot be used.
    PointAddress { address: String, reason: String } = "DP-0002", Usage;
    /// Nothing can be published without a distribution point.
    NoPoint {} = "DP-0003", Conflict;
    /// The key that signs what is published is missing or cannot be used.
    PublishingKey { reason: String } = "PUB-0001", Failed;
    /// A signing key in a state in which this cannot be done.
    PublishingKeyState { id: String, state: String } = "PUB-0003", Conflict;
    /// Not everything reached every distribution point in time.
    PublishingWaits { waiting: String } = "PUB-0002", Failed;
    /// A job that this version does not have.
    JobNotBuilt { job: String } = "JOB-0001", Conflict;
    /// The agent on this machine does not answer, or refuses.
    Agent { reason: String } = "AGENT-0001", Failed;
    /// Another agent runs with the same state.
    AgentRuns { pid: u32 } = "AGENT-0002", Conflict;
    /// No distribution point could be read, or none is set.
    AgentPoints { reason: String } = "AGENT-0003", Failed;
    /// What lies on the distribution point is not signed by a trusted key, damaged, or older than what was seen.
    AgentDistrusts { reason: String } = "AGENT-0004", Failed;
    /// A new version of the client did not start; the old one runs again.
    AgentUpdate { program: String, reason: String } = "AGENT-0005", Failed;
    /// A credential for hosts is missing or not safe.
    HostCredential { place: String, reason: String } = "HOST-0001", Usage;
    /// An operation that cannot be undone.
    NotReversible { id: i64 } = "UNDO-0001", Conflict;
    /// An operation that was undone before.
    UndoneAlready { id: i64, by: i64 } = "UNDO-0002", Conflict;
    /// Somebody changed the same since.
    UndoConflict { id: i64, object: String, by: String } = "UNDO-0003", Conflict;
    /// Acting as somebody else is for administrators.
    MayNotImpersonate { principal: String, other: String } = "CORE-0003", Denied;
    /// An object does not exist.
    NotFound { object: String, name: String } = "CORE-0004", NotFound;
    /// A name is taken.
    Exists { object: String, name: String } = "CORE-0005", Conflict;
    /// Somebody changed it in the meantime.
    Changed { object: String, name: String } = "CORE-0006", Conflict;
    /// A value that cannot be used.
    Invalid { field: String, value: String, expected: String } = "CORE-0007", Usage;
    /// The change needs a reason.
    ReasonNeeded { verb: String } = "CORE-0008", Usage;
    /// A second master NSS.
    SecondMaster { name: String } = "NSS-0001", Conflict;
    /// The profile that the policy shall assign does not exist.
    UnknownProfile { name: String } = "AMT-0001", NotFound;
    /// A system that cannot be overridden, since its UUID does not identify it.
    NoIdentity { uuid: String } = "AMT-0002", Conflict;
    /// An override needs a profile, and neither it nor the policy names one.
    NoProfileToMap { uuid: String } = "AMT-0003", Usage;
    /// A line of a key file that is not a pair. The secret itself is never quoted.
    KeyLine { line: u64, reason: String } = "AMT-0004", Usage;
    /// A hello that cannot be decoded.
    Malformed { reason: String } = "AMT-0005", Failed;
    /// The UUID has no hello.
    UnknownSystem { uuid: String } = "AMT-0006", NotFound;
    /// Several systems share the UUID; the address must be told too.
    Ambiguous { uuid: String, addresses: String } = "AMT-0007", Conflict;
    /// The system has no stored trace.
    NoTrace { uuid: String } = "AMT-0008", NotFound;
    /// The hello could not be sent.
    SendFailed { address: String, reason: String } = "AMT-0009", Failed;
    /// An import file has no usable header.
    ImportHeader { table: String, missing: String } = "CMDB-0001", Usage;
    /// A file cannot be read or written.
    File { path: String, reason: String } = "FILE-0001", Failed;
    /// The database is busy.
    DatabaseBusy {} = "DB-0001", Failed;
    /// The disk is full.
    DiskFull {} = "DB-0002", Failed;
    /// The database is damaged.
    DatabaseCorrupt { reason: String } = "DB-0003", Failed;
    /// The database cannot be reached.
    DatabaseUnavailable { reason: String } = "DB-0004", Failed;
    /// The schema does not fit.
    DatabaseSchema { reason: String } = "DB-0005", Failed;
    /// A database error of another kind.
    DatabaseOther { reason: String } = "DB-0006", Internal;
    /// The data directory is not safe or cannot be made.
    DataDirectory { path: String, reason: String } = "FILE-0002", Failed;
    /// The key file cannot be used, or the stored secret does not open with it.
    Secret { reason: String } = "KEY-0001", Failed;
    /// A setting is wrong.
    Setting { place: String, reason: String } = "CONF-0001", Usage;
    /// A theme, keymap or locale file is wrong or missing.
    Asset { place: String, reason: String } = "CONF-0002", Usage;
    /// The listener cannot listen.
    Listen { address: String, reason: String } = "NET-0001", Failed;
    /// Another process runs the backend.
    BackendElsewhere { role: String, host: String, pid: u32 } = "NET-0002", Conflict;
    /// The console needs a terminal.
    NoTerminal {} = "TERM-0001", Usage;
    /// A bug.
    Internal { reason: String } = "CORE-0070", Internal;
}

impl Error {
    /// Returns a problem with its technical cause.
    pub fn caused(problem: Problem, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { problem, cause: Some(cause.into()) }
    }

    /// Returns the refusal of a right.
    pub fn denied(principal: &str, decision: &Decision) -> Self {
        // Where the settings name nobody, nobody can.
        let names = |names: &[String]| if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        Problem::Denied {
            principal: principal.into(),
            verb: decision.verb.name().into(),
            who_can: names(&decision.who_can),
            missing: decision.missing.clone(),
            who_can_grant: names(&decision.who_can_grant),
        }
        .into()
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { problem, cause: None }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let problem = match &error {
            StoreError::Exists { kind, name } => Problem::Exists { object: (*kind).into(), name: name.clone() },
            StoreError::SecondMaster => Problem::SecondMaster { name: String::new() },
            StoreError::Missing { kind, name } => Problem::NotFound { object: (*kind).into(), name: name.clone() },
            StoreError::Changed { kind, name } => Problem::Changed { object: (*kind).into(), name: name.clone() },
            StoreError::Busy => Problem::DatabaseBusy {},
            StoreError::Full => Problem::DiskFull {},
            StoreError::Corrupt(reason) => Problem::DatabaseCorrupt { reason: reason.clone() },
            StoreError::Unavailable(reason) => Problem::DatabaseUnavailable { reason: reason.clone() },
            StoreError::Schema(reason) => Problem::DatabaseSchema { reason: reason.clone() },
            StoreError::Other(reason) => Problem::DatabaseOther { reason: reason.clone() },
        };
        Self::caused(problem, error)
    }
}

impl From<SealError> for Error {
    fn from(error: SealError) -> Self {
        Self::caused(Problem::Secret { reason: error.to_string() }, error)
    }
}

impl From<DirectoryError> for Error {
    fn from(error: DirectoryError) -> Self {
        let problem = match &error {
            DirectoryError::Unavailable(reason) => Problem::DirectoryUnavailable { reason: reason.clone() },
            DirectoryError::Denied(reason) => Problem::DirectoryDenied { reason: reason.clone() },
            DirectoryError::NoGroup(name) => Problem::NotInDirectory { object: "group".into(), names: name.clone() },
            DirectoryError::Full => Problem::DiskFull {},
            DirectoryError::Corrupt(reason) | DirectoryError::Other(reason) => {
                Problem::DirectoryOther { reason: reason.clone() }
            }
        };
        Self::caused(problem, error)
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::NoMaster { name } => Problem::IsMaster { name },
            Broken::Masters { names } => Problem::SecondMaster { name: names.join(", ") },
            Broken::Cycle { object, name, through } => Problem::Cycle { object, name, through },
            Broken::ParentLacks { nss, parent, verbs } => Problem::ParentLacks { nss, parent, verbs: verbs.join(", ") },
            Broken::Exists { object, name } => Problem::Exists { object, name },
            Broken::Dangling { object, name, refers_to } => Problem::NotEmpty { object, name, holds: refers_to },
            Broken::Missing { object, name } => Problem::NotFound { object, name },
            Broken::OtherNss { name, parent } => Problem::OtherNss { name, parent },
        }
        .into()
    }
}
