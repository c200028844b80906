//! Plans who administers an NSS, or an NSC or package of it.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::delegation::Trustee;

/// Somebody who shall administer an NSS, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorWish {
    /// Name or number of the NSS.
    pub nss: String,
    /// The user or group.
    pub trustee: Trustee,
    /// Only at this NSC, by number or name.
    pub nsc: Option<String>,
    /// Only at this package, by number or name.
    pub pkg: Option<String>,
}

/// Checks a wish to add somebody and says what it would do.
pub async fn plan_add(_ctx: &OpContext, _core: &Core, _wish: AdministratorWish) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to remove somebody and says what it would do.
pub async fn plan_remove(_ctx: &OpContext, _core: &Core, _wish: AdministratorWish) -> Result<Plan> {
    Err(not_built())
}
