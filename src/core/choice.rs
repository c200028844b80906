//! The user's own view: what is allowed, applied and denied, and the choice among what is published (CMF-26, CMF-27).

use crate::core::change::Plan;
use crate::core::machine::MachineWhy;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// Returns what the principal gets on a machine; without a machine, what follows the user.
pub async fn view(_ctx: &OpContext, _core: &Core, _machine: Option<&str>) -> Result<MachineWhy> {
    Err(not_built())
}

/// Checks a choice of a published package, or its end, and says what it would do (CMFX-05).
pub async fn plan_choose(
    _ctx: &OpContext,
    _core: &Core,
    _machine: Option<&str>,
    _pkg: &str,
    _chosen: bool,
) -> Result<Plan> {
    Err(not_built())
}
