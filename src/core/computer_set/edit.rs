//! Plans a change of an NSC.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// What shall be different; none keeps what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComputerSetEdit {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Number or name of the NSC in which it is nested; empty for none.
    pub parent: Option<String>,
    /// Whether packages of other NSSs wait for the responsible person's release.
    pub locally_managed: Option<bool>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// The operating system version that its machines shall have.
    pub os_version: Option<String>,
}

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _nsc: &str, _edit: ComputerSetEdit) -> Result<Plan> {
    Err(not_built())
}
