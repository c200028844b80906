//! Members of an NSC: read, added and removed, in the directory only (CMF-35, CMF-80).

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::directory::MemberKind;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Members to add or to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersWish {
    /// Number or name of the NSC.
    pub nsc: String,
    /// Computers or users.
    pub kind: MemberKind,
    /// Their names, as typed or pasted: blanks and empty lines are passed over, doubles taken once.
    pub names: Vec<String>,
}

/// The members of one of an NSC's groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Members {
    /// The group.
    pub group: String,
    /// Names by name.
    pub names: Vec<String>,
    /// When the directory was asked.
    pub read_at: DateTime<Utc>,
    /// Why it could not be asked now, when this is an older copy.
    pub stale: Option<String>,
}

/// Returns the members.
pub async fn members(_ctx: &OpContext, _core: &Core, _nsc: &str, _kind: MemberKind) -> Result<Members> {
    Err(not_built())
}

/// Checks a wish to add members and says what it would do, machine by machine.
pub async fn plan_add(_ctx: &OpContext, _core: &Core, _wish: MembersWish) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to remove members and says what it would do.
pub async fn plan_remove(_ctx: &OpContext, _core: &Core, _wish: MembersWish) -> Result<Plan> {
    Err(not_built())
}
