//! What a store can answer instead of a result.

/// Result of a store call.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why a store call failed. Adapters map their engine's errors onto these in one place.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique name is taken.
    #[error("{kind} {name:?} exists already")]
    Exists {
        /// What kind of object.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A second root for the NSS tree (CMF-01).
    #[error("there is a master NSS already")]
    SecondMaster,
    /// An object that the change needs is not there.
    #[error("{kind} {name:?} does not exist")]
    Missing {
        /// What kind of object.
        kind: &'static str,
        /// Name or number.
        name: String,
    },
    /// The object changed since it was read.
    #[error("{kind} {name:?} was changed by somebody else")]
    Changed {
        /// What kind of object.
        kind: &'static str,
        /// Name or number.
        name: String,
    },
    /// Another process holds the write lock for longer than the busy timeout.
    #[error("the database is busy")]
    Busy,
    /// No space, or the quota is used up.
    #[error("the disk is full")]
    Full,
    /// The file is not a database, or is damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The server cannot be reached or refuses us.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The schema is newer than this program, or a migration was edited.
    #[error("the database schema does not fit this program: {0}")]
    Schema(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}
