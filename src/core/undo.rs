//! Plans to take an operation back by its inverse, unless others changed the same since.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::id::OperationId;

/// Checks that it can be taken back and says what that would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _operation: OperationId) -> Result<Plan> {
    Err(not_built())
}
