//! What a use case answers when it cannot do what it was asked for.
//!
//! A [`Problem`] is data: a stable code and the facts. The message and the hint are sentences in the locale files
//! (`problem-<kind>`, `problem-<kind>.hint`), so that they exist in every language and can be tested for completeness.

use crate::model::permission::Verb;
use crate::port::{SealError, StoreError};
use serde::Serialize;

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
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    Denied { principal: String, verb: String, who_can: String } = "CORE-0001", Denied;
    /// The session is read-only.
    ReadOnly { verb: String } = "CORE-0002", Denied;
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
    pub fn denied(principal: &str, verb: Verb, who_can: &[String]) -> Self {
        Problem::Denied { principal: principal.into(), verb: verb.name().into(), who_can: who_can.join(", ") }.into()
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
