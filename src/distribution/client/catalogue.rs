//! An index with those of its parts that were read: what a file on a distribution point has to be.

use super::assemble::Refusal;
use crate::distribution::digest;
use crate::distribution::flat_file::read_part;
use crate::model::index_part::{ConfigFile, IndexPart};
use crate::model::publication::{Digest, FlatFile, Generation};
use crate::port::{Index, IndexEntry};
use std::collections::BTreeMap;

/// A trusted index, and the parts of it that were read so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    index: Index,
    parts: BTreeMap<IndexPart, Vec<IndexEntry>>,
}

impl Catalogue {
    /// Returns the catalogue of which no part was read yet.
    pub fn new(index: Index) -> Self {
        Self { index, parts: BTreeMap::new() }
    }

    /// Returns the generation.
    pub fn generation(&self) -> &Generation {
        &self.index.generation
    }

    /// Returns the part that has to be taken in before a file can be looked up; none when nothing more is needed.
    pub fn lacks(&self, file: FlatFile) -> Option<&IndexEntry> {
        let part = IndexPart::of(file).filter(|part| !self.parts.contains_key(part))?;
        entry(&self.index.entries, part.into())
    }

    /// Takes a part in, if it is the one that the index lists under this line.
    pub fn take_in(&mut self, part: &IndexEntry, bytes: &[u8]) -> Result<(), Refusal> {
        let ConfigFile::Part(name) = part.file else {
            return Err(Refusal::of(part.file, "it is no part of the index"));
        };
        if !self.index.entries.contains(part) {
            return Err(Refusal::of(part.file, "the index does not list it"));
        }
        check(part, bytes)?;
        self.parts.insert(name, read_part(name, bytes)?);
        Ok(())
    }

    /// Returns the line about a file; none when there is no such file, or the part that tells of it was not taken in.
    pub fn listed(&self, file: FlatFile) -> Option<&IndexEntry> {
        let entries = match IndexPart::of(file) {
            Some(part) => self.parts.get(&part)?,
            None => &self.index.entries,
        };
        entry(entries, file.into())
    }

    /// Returns the lines about all parts, read or not.
    pub fn parts(&self) -> impl Iterator<Item = &IndexEntry> {
        self.index.entries.iter().filter(|entry| matches!(entry.file, ConfigFile::Part(_)))
    }

    /// Returns the digests of all that the index and the parts that were read list.
    pub fn digests(&self) -> impl Iterator<Item = Digest> {
        self.index.entries.iter().chain(self.parts.values().flatten()).map(|entry| entry.digest)
    }
}

fn entry(entries: &[IndexEntry], file: ConfigFile) -> Option<&IndexEntry> {
    let place = entries.binary_search_by_key(&file, |entry| entry.file).ok()?;
    entries.get(place)
}

/// Checks that a file or a part is the one that a line tells of: size and digest.
pub fn check(entry: &IndexEntry, bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() as u64 != entry.size || digest::of(bytes) != entry.digest {
        return Err(Refusal::of(entry.file, "it is not the one that the index lists"));
    }
    Ok(())
}
