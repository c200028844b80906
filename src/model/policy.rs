//! The synchronization policy: which profile new systems get, and whether its box is checked (AMT-22..AMT-24).

use crate::model::evidence::PolicyEvidence;
use crate::model::profile::ProfileRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The policy as it stands, with who changed it last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPolicy {
    /// The assigned profile.
    pub profile: Option<ProfileRef>,
    /// Whether the box beside it is checked. Provisioning needs both.
    pub enabled: bool,
    /// When it was last changed.
    pub changed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub changed_by: Option<String>,
}

impl SyncPolicy {
    /// Returns what the resolution rules need of it.
    pub fn evidence(&self) -> PolicyEvidence {
        PolicyEvidence { profile: self.profile.clone(), enabled: self.enabled }
    }
}
