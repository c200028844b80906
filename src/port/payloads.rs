//! The package store: the files of packages on the server, from which the publisher fills the distribution points.

use crate::model::publication::Digest;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};

/// Result of asking the package store.
pub type PayloadResult<T> = Result<T, PayloadError>;

/// What the package store can fail with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// The source is no path that is safe below the store's folder.
    #[error("{0:?} is not a path below the package store")]
    Name(String),
    /// Another file is there already; a stored file is never replaced, since packages and undone changes refer to it.
    #[error("{0} is there already, with another content")]
    Exists(String),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file to be taken in cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The store's own folder cannot be read or written.
    #[error("{0}")]
    Other(String),
}

/// A stored file, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified_at: DateTime<Utc>,
}

/// Keeps the files of packages, each under the [`source`](crate::model::package::Package::source) of its package.
#[async_trait]
pub trait Payloads: Send + Sync {
    /// Returns where a source's file lies, whether or not it is there; none for a source that is not a safe path.
    fn path(&self, source: &str) -> Option<PathBuf>;

    /// Returns what is known of a source's file without reading it; none when it is not there.
    async fn stored(&self, source: &str) -> PayloadResult<Option<Stored>>;

    /// Returns digest and size in bytes of a local file, read in bounded memory.
    async fn measure(&self, file: &Path) -> PayloadResult<(Digest, u64)>;

    /// Copies a local file into the store, whole or not at all, and durable when it returns. Returns the digest and the
    /// size in bytes of what was copied. The same content once more changes nothing.
    async fn import(&self, from: &Path, source: &str) -> PayloadResult<(Digest, u64)>;
}
