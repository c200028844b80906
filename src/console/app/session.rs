//! Who sits at the console, what they may do, and whether writing is unlocked.

use super::Remote;
use crate::core::access::Rights;
use crate::model::permission::{Decision, Target, Verb};
use crate::model::principal::Principal;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// Writing locks itself again after this time.
const ARMED_FOR: TimeDelta = TimeDelta::minutes(15);

/// Who sits at the console.
#[derive(Debug, Clone)]
pub struct Session {
    /// On whose behalf.
    pub principal: Principal,
    /// What they may do, as of the latest change of the configuration; the core asks again at every use.
    pub rights: Remote<Arc<Rights>>,
    /// What they might do by the configuration of the earlier time that is shown, for looking at.
    pub then: Remote<Arc<Rights>>,
    /// Whether writing is unlocked.
    pub lock: Lock,
    /// The question to have the action log know that writing was locked.
    pub record: Remote<()>,
    /// The run under which this process takes the lease; none where it runs no backend.
    pub backend: Option<Uuid>,
}

/// Whether writing is unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// The session was started read-only and stays so.
    Sealed,
    /// Locked; can be unlocked with a reason.
    Locked,
    /// Nothing is locked: what is shown are the principal's own things, and each change asks by itself.
    Open,
    /// Unlocked.
    Armed {
        /// Why; the reason of every change made now.
        reason: String,
        /// When it locks again.
        until: DateTime<Utc>,
    },
}

impl Lock {
    /// Returns an unlocked state that ends by itself.
    pub fn armed(reason: String, now: DateTime<Utc>) -> Self {
        Self::Armed { reason, until: now + ARMED_FOR }
    }

    /// Returns the reason for which writing is unlocked.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Armed { reason, .. } => Some(reason),
            Self::Open => Some(""),
            Self::Sealed | Self::Locked => None,
        }
    }

    /// Returns when it locks by itself.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Armed { until, .. } => Some(*until),
            _ => None,
        }
    }
}

impl Session {
    /// Returns the decision on a verb at a target; none while the rights are not known yet.
    pub fn may(&self, verb: Verb, target: Target) -> Option<Decision> {
        self.rights.get().map(|rights| rights.may(verb, target))
    }
}
