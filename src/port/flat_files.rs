//! The flat files that clients read: how the configuration is written down and signed (CMF-51, CMF-52).

use crate::model::configuration::Configuration;
use crate::model::index_part::{ConfigFile, IndexPart};
use crate::model::membership::Memberships;
use crate::model::publication::{Body, Digest, FlatFile, Generation, Stamp};
use crate::port::PublishingKeys;
use std::collections::BTreeSet;

/// Why an index could not be signed or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// A signing key is missing, cannot be read or written, or cannot be what was asked for.
    #[error("the signing key cannot be used: {0}")]
    Key(String),
    /// The index is not what an index looks like.
    #[error("the index is malformed: {0}")]
    Malformed(String),
    /// No signature on it is by a trusted key.
    #[error("the index is not signed by a trusted key")]
    Untrusted,
}

/// A line of the index or of one of its parts: what a file on a distribution point has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexEntry {
    /// Which file.
    pub file: ConfigFile,
    /// Digest of the whole file.
    pub digest: Digest,
    /// Size of the whole file in bytes.
    pub size: u64,
}

/// A trusted index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The generation; its `changed` is empty, since the index does not tell.
    pub generation: Generation,
    /// The files that concern every client, and the parts that tell of all others; in order.
    pub entries: Vec<IndexEntry>,
}

/// An index as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenIndex {
    /// The index itself, signed.
    pub root: Vec<u8>,
    /// Its parts, in order; the index vouches for them.
    pub parts: Vec<(IndexPart, Vec<u8>)>,
}

/// Writes and signs flat files.
pub trait FlatFiles: PublishingKeys {
    /// Returns the bodies of these files, in order, each made when it is asked for. A file that would be empty has an
    /// empty body.
    fn bodies<'a>(
        &self,
        files: &BTreeSet<FlatFile>,
        now: &'a Configuration,
        members: &'a Memberships,
    ) -> Box<dyn Iterator<Item = Body> + 'a>;

    /// Returns the whole file: header, body, end marker.
    fn file(&self, body: &Body, generation: i64, high_water: crate::model::id::OperationId) -> Vec<u8>;

    /// Returns the digest of some bytes.
    fn digest(&self, bytes: &[u8]) -> Digest;

    /// Returns the signed index of a generation. The same input gives the same bytes.
    fn index(&self, generation: &Generation, stamps: &[Stamp]) -> Result<WrittenIndex, IndexError>;

    /// Reads an index as it lies on a distribution point, if one of our keys signed it.
    fn read_index(&self, bytes: &[u8]) -> Result<Index, IndexError>;

    /// Reads a part of an index. Whether it is the one that the index lists, its digest tells, and not this.
    fn read_part(&self, part: IndexPart, bytes: &[u8]) -> Result<Vec<IndexEntry>, IndexError>;
}
