//! Reads NSCs.

use crate::core::membership::MembershipView;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::assignment::{Assignment, Release};
use crate::model::computer_set::ComputerSet;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Which NSCs to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComputerSetQuery {
    /// Only those that this NSS owns itself, by name or number.
    pub nss: Option<String>,
}

/// An NSC in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComputerSetRow {
    /// The set.
    #[serde(flatten)]
    pub set: ComputerSet,
    /// The name of its NSS.
    pub nss_name: String,
    /// Computers in its group; none when the directory does not tell.
    pub computers: Option<u64>,
    /// Users in its group.
    pub users: Option<u64>,
    /// Packages assigned to it.
    pub assignments: u64,
    /// Requests that wait for a decision.
    pub requests: u64,
}

/// An NSC in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComputerSetDetail {
    /// The set.
    #[serde(flatten)]
    pub row: ComputerSetRow,
    /// The names of its groups: computers, users.
    pub groups: [String; 2],
    /// Names of the NSCs in which it is nested, the nearest first.
    pub nested_in: Vec<String>,
    /// What is assigned to it itself.
    pub packages: Vec<Assignment>,
    /// What its manager has released.
    pub releases: Vec<Release>,
    /// When the directory was asked for its members.
    pub members_read_at: Option<DateTime<Utc>>,
}

/// Returns NSCs by number.
pub async fn list(_ctx: &OpContext, _core: &Core, _query: &ComputerSetQuery) -> Result<Vec<ComputerSetRow>> {
    Err(not_built())
}

/// Returns one NSC by number or name.
pub async fn detail(_ctx: &OpContext, _core: &Core, _nsc: &str) -> Result<ComputerSetDetail> {
    Err(not_built())
}

#[expect(dead_code, reason = "for the counts")]
fn counts(_view: &MembershipView) {}
