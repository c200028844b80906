//! Plans grants to an NSS, and their end (CMF-08). Ending one narrows every NSS below, and says whom it hits.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::permission::Verb;

/// Verbs that an NSS shall hold, or no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantWish {
    /// Name or number of the NSS.
    pub nss: String,
    /// The verbs.
    pub verbs: Vec<Verb>,
    /// Only at this NSC, by number or name.
    pub nsc: Option<String>,
    /// Only at this package, by number or name.
    pub pkg: Option<String>,
}

/// Checks a wish to grant and says what it would do.
pub async fn plan_grant(_ctx: &OpContext, _core: &Core, _wish: GrantWish) -> Result<Plan> {
    Err(not_built())
}

/// Checks a wish to revoke and says what it would do.
pub async fn plan_revoke(_ctx: &OpContext, _core: &Core, _wish: GrantWish) -> Result<Plan> {
    Err(not_built())
}
