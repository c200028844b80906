//! Machines: which there are, and what each shall have and why.

use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::desired::Desired;
use crate::model::directory::Computer;
use crate::model::id::ComputerSetId;
use crate::port::AccountQuery;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A machine in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MachineRow {
    /// Its account.
    #[serde(flatten)]
    pub computer: Computer,
    /// The NSCs that it is in.
    pub nscs: Vec<ComputerSetId>,
}

/// What a machine shall have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MachineWhy {
    /// The machine.
    pub machine: MachineRow,
    /// The user for whom it was decided too.
    pub user: Option<String>,
    /// Package by package, by name.
    pub packages: Vec<Desired>,
    /// As of when.
    pub decided_at: DateTime<Utc>,
    /// When the directory was asked for memberships.
    pub members_read_at: DateTime<Utc>,
    /// Why it could not be asked now, when this is an older copy.
    pub stale: Option<String>,
}

/// Returns machines by name.
pub async fn list(_ctx: &OpContext, _core: &Core, _query: &AccountQuery) -> Result<Vec<MachineRow>> {
    Err(not_built())
}

/// Returns one machine.
pub async fn show(_ctx: &OpContext, _core: &Core, _name: &str) -> Result<MachineRow> {
    Err(not_built())
}

/// Returns what a machine shall have and why, for a user too if one is named; only one package (by number or name) if
/// one is named.
pub async fn why(
    _ctx: &OpContext,
    _core: &Core,
    _name: &str,
    _user: Option<&str>,
    _pkg: Option<&str>,
) -> Result<MachineWhy> {
    Err(not_built())
}
