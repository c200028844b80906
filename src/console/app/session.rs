//! Who sits at the console, what they may do, and whether writing is unlocked.

use crate::core::{self, Core, OpContext, Problem};
use crate::model::permission::{Decision, Target, Verb};
use crate::model::principal::Principal;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Writing locks itself again after this time.
const ARMED_FOR: TimeDelta = TimeDelta::minutes(15);

/// What the principal may do, asked once at the start: the core asks again at every use.
pub type Rights = BTreeMap<Verb, Decision>;

/// Who sits at the console.
#[derive(Debug, Clone)]
pub struct Session {
    /// On whose behalf.
    pub principal: Principal,
    /// What they may do.
    pub rights: Rights,
    /// Whether writing is unlocked.
    pub lock: Lock,
    /// Where the backend runs.
    pub backend: BackendNote,
}

/// Whether writing is unlocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// The session was started read-only and stays so.
    Sealed,
    /// Locked; can be unlocked with a reason.
    Locked,
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
            _ => None,
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

/// What the starter of the console knows of the backend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackendNote {
    /// The run under which this process takes the lease, when it runs the backend itself.
    pub run: Option<Uuid>,
    /// Why this process does not run the backend although it should.
    pub problem: Option<Problem>,
}

/// Asks the core for every right of the context's principal.
pub async fn rights(ctx: &OpContext, core: &Core) -> core::Result<Rights> {
    let ctx = OpContext { read_only: false, ..ctx.clone() };
    let rights = core.rights(&ctx).await?;
    Ok(Verb::ALL.iter().map(|verb| (*verb, rights.may(*verb, Target::ESTATE))).collect())
}
