//! Named System Sets (NSS): the delegation tree (CMF-01..CMF-10).

use crate::model::id::SystemSetId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A Named System Set. Exactly one, the master, has no parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemSet {
    /// Its number.
    pub id: SystemSetId,
    /// Its unique name, compared without case.
    pub name: String,
    /// The set above it; none for the master.
    pub parent: Option<SystemSetId>,
    /// What it is for.
    pub description: String,
    /// The official link person (CMFX-12).
    pub link_person: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

/// A set in its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemSetNode {
    /// The set.
    #[serde(flatten)]
    pub set: SystemSet,
    /// Distance from the master, which has 0.
    pub depth: usize,
    /// Sets directly below.
    pub children: usize,
    /// Sets anywhere below.
    pub descendants: usize,
    /// NSCs of its own.
    pub nscs: usize,
    /// NSCs of the sets below.
    pub nscs_below: usize,
    /// Packages of its own.
    pub pkgs: usize,
    /// Packages of the sets below.
    pub pkgs_below: usize,
}
