//! Plans a new package, a draft until it is published.

use crate::core::change::Plan;
use crate::core::package::PackageEdit;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::package::PackageKind;

/// What a new package is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPackage {
    /// Its name.
    pub name: String,
    /// Name or number of the NSS that owns it.
    pub nss: String,
    /// Its version.
    pub version: String,
    /// What kind of thing it is.
    pub kind: PackageKind,
    /// Everything else, where it is not as usual.
    pub rest: PackageEdit,
}

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _new: NewPackage) -> Result<Plan> {
    Err(not_built())
}
