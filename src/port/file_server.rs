//! A distribution point as a file server (CMF-77): files by path, and nothing that runs.
//!
//! Paths are relative and use `/`: `config/CMFPKGs.TXT`, `packages/reader.deb`, `reports/pc1.cmf.json`.

use crate::model::point::Point;
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::Arc;

/// Result of asking a distribution point.
pub type PointResult<T> = Result<T, PointError>;

/// What a distribution point can fail with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PointError {
    /// It cannot be reached, or took too long.
    #[error("it cannot be reached: {0}")]
    Unavailable(String),
    /// It refuses the credential, or the credential is missing.
    #[error("it refuses: {0}")]
    Denied(String),
    /// It has no such file.
    #[error("it has no {0}")]
    NotFound(String),
    /// Its disk is full.
    #[error("its disk is full")]
    Full,
    /// The file is larger than allowed.
    #[error("{path} is larger than {max} bytes")]
    TooLarge {
        /// Which file.
        path: String,
        /// How large it may be.
        max: u64,
    },
    /// The address is not one that can be used.
    #[error("{0}")]
    Address(String),
    /// A file of our own, here, cannot be read or written.
    #[error("{0}")]
    Local(String),
    /// Something else.
    #[error("{0}")]
    Other(String),
}

/// A file's content, and the tag by which the server knows this content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The content.
    pub bytes: Bytes,
    /// The entity tag; none when the server has none.
    pub tag: Option<String>,
}

/// A file in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written, as the server says.
    pub modified_at: DateTime<Utc>,
}

/// A file server. Every call ends within the adapter's own deadline, so that a dead server holds up nobody for long.
#[async_trait]
pub trait FileServer: Send + Sync {
    /// Makes the place itself, where it is missing and can be made: a folder. Later a missing place is an error, since
    /// an unmounted share must not be filled.
    async fn prepare(&self) -> PointResult<()> {
        Ok(())
    }

    /// Puts a file in the place of what is there. Readers see the old content or the new one, never a part.
    async fn put(&self, path: &str, content: Bytes) -> PointResult<()>;

    /// Puts a local file there, as [`FileServer::put`], in bounded memory. Returns its size in bytes.
    async fn put_file(&self, path: &str, from: &Path) -> PointResult<u64>;

    /// Reads a file of at most `max` bytes; none when its tag is still this one.
    async fn get(&self, path: &str, tag: Option<&str>, max: u64) -> PointResult<Option<Fetched>>;

    /// Reads a file of at most `max` bytes into a local file, in bounded memory, replacing what is there. Returns its
    /// size in bytes. What is left after a failure is not to be used.
    async fn get_file(&self, path: &str, to: &Path, max: u64) -> PointResult<u64>;

    /// Goes on with a local file whose beginning was read before, perhaps on another point that has the same; begins
    /// anew where there is none, or the server cannot. The whole has at most `max` bytes. Returns how many were sent.
    /// Whether the parts fit is for the caller to check.
    async fn get_rest(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        self.get_file(path, to, max).await
    }

    /// Returns a file's size in bytes; none when it is not there.
    async fn size(&self, path: &str) -> PointResult<Option<u64>>;

    /// Lists the files below a folder, in no order.
    async fn list(&self, folder: &str) -> PointResult<Vec<Listed>>;

    /// Deletes a file, if it is there.
    async fn delete(&self, path: &str) -> PointResult<()>;
}

/// Opens distribution points.
pub trait FileServers: Send + Sync {
    /// Returns the file server of a point. Nothing is sent yet.
    ///
    /// # Errors
    /// [`PointError::Address`] for an address of an unknown kind or with a password in it, [`PointError::Denied`] for a
    /// credential that cannot be read.
    fn open(&self, point: &Point) -> PointResult<Arc<dyn FileServer>>;
}
