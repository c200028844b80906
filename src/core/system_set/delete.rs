//! Plans the end of an NSS that owns nothing any more.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _nss: &str) -> Result<Plan> {
    Err(not_built())
}
