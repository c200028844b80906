//! Plans the end of a package that nothing refers to any more. Its number is never used again.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _pkg: &str) -> Result<Plan> {
    Err(not_built())
}
