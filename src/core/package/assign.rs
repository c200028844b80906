//! Plans a package's assignment to an NSC, and its end.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::assignment::{AssignAction, RebootPolicy, Window};
use chrono::{DateTime, Utc};

/// A wish to assign a package, or to end an assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignWish {
    /// Number or name of the package.
    pub pkg: String,
    /// Number or name of the NSC.
    pub nsc: String,
    /// What shall happen with it. When an assignment ends: none for all actions.
    pub action: Option<AssignAction>,
    /// Not before this time.
    pub not_before: Option<DateTime<Utc>>,
    /// At this time at the latest.
    pub deadline: Option<DateTime<Utc>>,
    /// When in the week.
    pub window: Option<Window>,
    /// What happens when it needs a reboot.
    pub reboot: RebootPolicy,
}

/// Checks a wish to assign and says what it would do, machine by machine.
pub async fn plan_assign(_ctx: &OpContext, _core: &Core, _wish: AssignWish) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to end an assignment and says what it would do.
pub async fn plan_unassign(_ctx: &OpContext, _core: &Core, _wish: AssignWish) -> Result<Plan> {
    Err(not_built())
}
