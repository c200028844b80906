//! What the manager of a locally managed NSC releases, and the emergency (CMFX-07, CMFX-08).

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// A wish to unblock a package in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnblockWish {
    /// Number or name of the NSC.
    pub nsc: String,
    /// Number or name of the package.
    pub pkg: String,
    /// How long, in hours.
    pub hours: u32,
}

/// Checks a wish to release a package for an NSC and says what it would do.
pub async fn plan_release(_ctx: &OpContext, _core: &Core, _nsc: &str, _pkg: &str) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to unblock. The first person's wish waits for a second person, whose same wish carries it out.
pub async fn plan_unblock(_ctx: &OpContext, _core: &Core, _wish: UnblockWish) -> Result<Plan> {
    Err(not_built())
}
