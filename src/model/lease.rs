//! The lease by which one process at a time runs the backend on an estate.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A lease as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The run that holds it.
    pub holder: Uuid,
    /// `serve` or `console`, for people.
    pub role: String,
    /// Host name of the holder.
    pub host: String,
    /// Process id of the holder.
    pub pid: u32,
    /// When it was first taken.
    pub taken_at: DateTime<Utc>,
    /// When it was last renewed; the age of `report`.
    pub renewed_at: DateTime<Utc>,
    /// When it ends unless renewed.
    pub expires_at: DateTime<Utc>,
    /// What the holder last said of itself.
    pub report: BackendReport,
}

/// What the backend says of itself at each renewal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackendReport {
    /// Where the hello listener listens, for example `0.0.0.0:9971`; none when it does not.
    pub listening: Option<String>,
    /// Why the listener does not listen.
    pub listen_error: Option<String>,
    /// Hellos stored since the start.
    pub stored: u64,
    /// Malformed messages since the start.
    pub rejected: u64,
    /// Connections refused by a limit since the start.
    pub limited: u64,
    /// Hellos waiting to be stored.
    pub waiting: u64,
    /// Last error of the store, if the last attempt failed (for example a full disk).
    pub store_error: Option<String>,
    /// Health of DNS as last seen by the resolver.
    pub dns: Option<DnsHealth>,
}

/// Health of the name service as last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsHealth {
    /// Whether a question got an answer within the last seconds (NXDOMAIN is one).
    pub ok: bool,
    /// The servers, for people.
    pub servers: String,
    /// What was wrong with the last question.
    pub problem: Option<String>,
    /// When the question was asked.
    pub at: DateTime<Utc>,
}
