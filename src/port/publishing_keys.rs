//! The keys that sign what is published, and their life.

use crate::model::publishing_key::{DraftKey, PublishingKey};
use crate::port::IndexError;
use chrono::{DateTime, Utc};

/// Keeps signing keys; a part of [`FlatFiles`](crate::port::FlatFiles). Reads and writes small files and waits for the
/// disk, so an asynchronous caller moves it to a thread where waiting is allowed.
pub trait PublishingKeys: Send + Sync {
    /// Returns every key, retired ones too, the oldest first.
    fn keys(&self) -> Result<Vec<PublishingKey>, IndexError>;

    /// Returns a new key. Nothing is kept of it.
    fn draft_key(&self) -> Result<DraftKey, IndexError>;

    /// Keeps a new key, durably: as the active one if none signs, as the next one otherwise.
    ///
    /// # Errors
    /// [`IndexError::Key`] when there is a next one already: clients learn keys one by one.
    fn add_key(&self, draft: &DraftKey, at: DateTime<Utc>) -> Result<PublishingKey, IndexError>;

    /// Retires a key for good and destroys its secret. Where the active one is retired, the next one takes its place.
    ///
    /// # Errors
    /// [`IndexError::Key`] when there is no such key, or no other one signs.
    fn retire_key(&self, id: &str, at: DateTime<Utc>) -> Result<PublishingKey, IndexError>;
}
