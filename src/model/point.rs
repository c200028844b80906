//! Distribution points: the file servers between the database and the clients (CMF-44, CMF-77).

use crate::model::id::PointId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A distribution point. On it are the folders `config` (flat files and their index), `packages` and `reports`; nothing
/// runs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its number.
    pub id: PointId,
    /// Its unique name, compared without case.
    pub name: String,
    /// Where it is: `file:///folder`, `http://…`, `https://…` or `s3://bucket/prefix`; never with a password in it.
    pub url: String,
    /// The name of the credential with which the server writes there, kept outside the database; empty when it needs
    /// none.
    pub credential: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// By whom.
    pub added_by: String,
}

/// What the publisher last saw of a distribution point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointState {
    /// Which point.
    pub point: PointId,
    /// The generation whose index lies there; 0 when none does.
    pub generation: i64,
    /// When everything of that generation was there.
    pub complete_at: Option<DateTime<Utc>>,
    /// When it was last tried.
    pub tried_at: DateTime<Utc>,
    /// Since when it has not taken files; none while it does.
    pub failing_since: Option<DateTime<Utc>>,
    /// What was wrong with the last try; empty when nothing was.
    pub problem: String,
    /// Bytes sent to it since it was added.
    pub sent_bytes: u64,
}
