//! The assignment that set-up needs for a device: UUID to profile and FQDN (AMT-14, AMT-15, AMT-60).

use crate::model::id::TraceId;
use crate::model::profile::ProfileRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A mapping with its provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The device.
    pub uuid: Uuid,
    /// The profile that it gets.
    pub profile: ProfileRef,
    /// The name that it gets.
    pub fqdn: String,
    /// Where it came from.
    pub origin: Origin,
    /// The trace that it rests on.
    pub trace: Option<TraceId>,
    /// Who wrote it: a person, or the resolver.
    pub set_by: String,
    /// When.
    pub set_at: DateTime<Utc>,
    /// Why, for an override.
    pub reason: Option<String>,
}

/// Where a mapping came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The chain resolved it.
    Resolved,
    /// An operator decided. The resolver never replaces such a mapping.
    Override,
}
