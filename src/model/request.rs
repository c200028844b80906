//! Requests to add members to an NSC, which its owners decide (CMF-24).

use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, RequestId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRequest {
    /// Its number.
    pub id: RequestId,
    /// The NSC.
    pub nsc: ComputerSetId,
    /// Computers or users.
    pub kind: MemberKind,
    /// Their names.
    pub names: Vec<String>,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// What became of it.
    pub state: RequestState,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "who decided, when and why")]
pub enum RequestState {
    /// Nobody has decided yet.
    Pending,
    /// The members were added.
    Approved { by: String, at: DateTime<Utc>, reason: String },
    /// They were not.
    Refused { by: String, at: DateTime<Utc>, reason: String },
    /// Who asked does not ask any more.
    Withdrawn { by: String, at: DateTime<Utc> },
}

impl RequestState {
    /// Returns the name as it stands in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}
