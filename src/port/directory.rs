//! The directory: accounts of computers and users, and the security groups that hold memberships (CMF-35).

use crate::model::directory::{Computer, DirectoryEdit, EditOutcome, Group, MemberKind, User};
use crate::model::membership::Memberships;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Result of asking the directory.
pub type DirectoryResult<T> = Result<T, DirectoryError>;

/// What a directory can fail with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    /// It cannot be reached, or took too long.
    #[error("the directory cannot be reached: {0}")]
    Unavailable(String),
    /// It refuses the program's own account.
    #[error("the directory refuses: {0}")]
    Denied(String),
    /// A group does not exist.
    #[error("the directory has no group {0}")]
    NoGroup(String),
    /// Its disk is full.
    #[error("the directory's disk is full")]
    Full,
    /// Its file is damaged.
    #[error("the directory is damaged: {0}")]
    Corrupt(String),
    /// Something else.
    #[error("{0}")]
    Other(String),
}

/// Which directory it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryDescription {
    /// `embedded` or `active_directory`.
    pub kind: String,
    /// Its file or host, for people; without credentials.
    pub place: String,
    /// Where the NSCs' groups are, for example `OU=NSC,OU=CMF,DC=cern,DC=ch` (CMF-83).
    pub base_dn: String,
}

/// How much a directory holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryCounts {
    /// Computer accounts.
    pub computers: u64,
    /// User accounts.
    pub users: u64,
    /// Groups, an NSC's and others.
    pub groups: u64,
    /// Memberships in any group.
    pub memberships: u64,
}

/// Which accounts or groups to read, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountQuery {
    /// Only names that contain this, compared without case.
    pub contains: Option<String>,
    /// Continue behind this name.
    pub after: Option<String>,
    /// At most this many.
    pub limit: u32,
}

/// A directory. Implementations are cheap to share; every call ends within its own deadline.
#[async_trait]
pub trait Directory: Send + Sync {
    /// Returns which directory it is.
    async fn describe(&self) -> DirectoryResult<DirectoryDescription>;

    /// Returns a number that changes whenever anything does; none when the directory has no such number.
    async fn revision(&self) -> DirectoryResult<Option<i64>>;

    /// Whether it takes [`DirectoryEdit::Register`] and [`DirectoryEdit::Describe`].
    fn registers(&self) -> bool;

    /// Returns how much it holds.
    async fn counts(&self) -> DirectoryResult<DirectoryCounts>;

    /// Returns a computer by name.
    async fn computer(&self, name: &str) -> DirectoryResult<Option<Computer>>;

    /// Returns computers by name.
    async fn computers(&self, query: &AccountQuery) -> DirectoryResult<Vec<Computer>>;

    /// Returns a user by login name.
    async fn user(&self, name: &str) -> DirectoryResult<Option<User>>;

    /// Returns users by login name.
    async fn users(&self, query: &AccountQuery) -> DirectoryResult<Vec<User>>;

    /// Returns those of these names that have no account.
    async fn unknown(&self, kind: MemberKind, names: &[String]) -> DirectoryResult<Vec<String>>;

    /// Returns a group by name.
    async fn group(&self, name: &str) -> DirectoryResult<Option<Group>>;

    /// Returns groups by name, an NSC's and others.
    async fn groups(&self, query: &AccountQuery) -> DirectoryResult<Vec<Group>>;

    /// Returns the names of a group's members, sorted without case.
    ///
    /// # Errors
    /// [`DirectoryError::NoGroup`] when there is no such group.
    async fn members(&self, group: &str) -> DirectoryResult<Vec<String>>;

    /// Returns the names of the groups that an account is in, sorted without case.
    async fn groups_of(&self, kind: MemberKind, name: &str) -> DirectoryResult<Vec<String>>;

    /// Returns the members of every NSC's groups.
    async fn memberships(&self) -> DirectoryResult<Memberships>;

    /// Returns the edits of NSCs' groups since a revision and the revision to which they lead: a copy of the memberships
    /// that has taken them in is what [`memberships`](Self::memberships) returns then. None when that is not known, and
    /// everything has to be read again.
    async fn since(&self, _revision: i64) -> DirectoryResult<Option<(i64, Vec<DirectoryEdit>)>> {
        Ok(None)
    }

    /// Makes edits, in order, durable when it returns. Members that it refuses are told in the outcome; an error means
    /// that the remaining edits were not made.
    async fn edit(&self, edits: &[DirectoryEdit]) -> DirectoryResult<EditOutcome>;

    /// Waits for what is under way and closes every connection, for all clones. Whatever was acknowledged is durable
    /// without it; what it leaves is opened soonest.
    async fn close(&self) {}
}
