//! Plans a new NSC with its two groups (CMF-81, CMF-82).

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// What a new NSC is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewComputerSet {
    /// Its name.
    pub name: String,
    /// Name or number of the NSS that owns it.
    pub nss: String,
    /// What it is for.
    pub description: String,
    /// Number or name of the NSC in which it is nested.
    pub parent: Option<String>,
    /// Whether packages of other NSSs wait for the responsible person's release.
    pub locally_managed: bool,
    /// Who is responsible.
    pub responsible: String,
    /// The operating system version that its machines shall have.
    pub os_version: String,
}

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _new: NewComputerSet) -> Result<Plan> {
    Err(not_built())
}
