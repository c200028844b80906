//! Plans to hang an NSS below another. It keeps what it holds only as far as the new parent holds it too (D-09).

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// Checks the wish and says what it would do, and whom it would hit.
pub async fn plan(_ctx: &OpContext, _core: &Core, _nss: &str, _parent: &str) -> Result<Plan> {
    Err(not_built())
}
