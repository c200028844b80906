//! Writes flat files and signs their index.

use crate::model::configuration::Configuration;
use crate::model::id::OperationId;
use crate::model::membership::Memberships;
use crate::model::publication::{Body, Digest, FlatFile, Generation, Stamp};
use crate::model::publishing_key::{DraftKey, PublishingKey};
use crate::port::{FlatFiles, Index, IndexError, PublishingKeys};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Flat files as text, signed with the keys of a folder.
#[derive(Debug, Clone)]
pub struct TextFiles {
    keys: PathBuf,
}

impl TextFiles {
    /// Returns a writer that signs with the keys in this folder.
    pub fn new(keys: PathBuf) -> Self {
        Self { keys }
    }
}

impl FlatFiles for TextFiles {
    fn bodies(&self, files: &BTreeSet<FlatFile>, _now: &Configuration, _members: &Memberships) -> Vec<Body> {
        files.iter().map(|file| Body { file: *file, rows: 0, text: String::new() }).collect()
    }

    fn file(&self, body: &Body, _generation: i64, _high_water: OperationId) -> Vec<u8> {
        body.text.clone().into_bytes()
    }

    fn digest(&self, bytes: &[u8]) -> Digest {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        Digest(std::array::from_fn(|place| digest.as_ref().get(place).copied().unwrap_or_default()))
    }

    fn index(&self, _generation: &Generation, _stamps: &[Stamp]) -> Result<Vec<u8>, IndexError> {
        Err(IndexError::Key(self.keys.display().to_string()))
    }

    fn read_index(&self, _bytes: &[u8]) -> Result<Index, IndexError> {
        Err(IndexError::Untrusted)
    }
}

impl PublishingKeys for TextFiles {
    fn keys(&self) -> Result<Vec<PublishingKey>, IndexError> {
        Ok(Vec::new())
    }

    fn draft_key(&self) -> Result<DraftKey, IndexError> {
        Err(IndexError::Untrusted)
    }

    fn add_key(&self, _draft: &DraftKey, _at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        Err(IndexError::Untrusted)
    }

    fn retire_key(&self, _id: &str, _at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        Err(IndexError::Untrusted)
    }
}
