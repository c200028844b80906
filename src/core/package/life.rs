//! Plans a package's way through its life: draft, published, retired.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// Checks a wish to publish and says what it would do.
pub async fn plan_publish(_ctx: &OpContext, _core: &Core, _pkg: &str) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to retire and says what it would do.
pub async fn plan_retire(_ctx: &OpContext, _core: &Core, _pkg: &str) -> Result<Plan> {
    Err(not_built())
}
