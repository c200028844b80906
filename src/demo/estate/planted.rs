//! The truth about what is planted among the rules, so that what finds it can be measured.

use crate::model::id::{ComputerSetId, PackageId};
use serde::Serialize;

/// What is wrong (requirements 4.4 and 4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Incident {
    /// One set denies what another applies, to these machines.
    ConflictingRules,
    /// A locally managed set has not released a patch for more than 90 days (incident 8).
    BlockedForLong,
    /// A user is in a set that applies a package and in another that denies it (incident 15).
    AppliedAndDeniedToUser,
}

/// One incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planted {
    /// What is wrong.
    pub incident: Incident,
    /// The sets.
    pub nscs: Vec<ComputerSetId>,
    /// The package.
    pub pkg: PackageId,
    /// The machines, or the users.
    pub names: Vec<String>,
}
