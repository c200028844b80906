//! Plans a change of a package.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::package::{PackageKind, PackageScope};

/// What shall be different; none keeps what is. Packages are named by number or name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of a package")]
pub struct PackageEdit {
    pub name: Option<String>,
    pub version: Option<String>,
    pub vendor: Option<String>,
    pub description: Option<String>,
    pub kind: Option<PackageKind>,
    pub scope: Option<PackageScope>,
    pub source: Option<String>,
    pub install_command: Option<String>,
    pub remove_command: Option<String>,
    pub detection: Option<String>,
    pub success_codes: Option<Vec<i32>>,
    pub reboot_codes: Option<Vec<i32>>,
    pub dependencies: Option<Vec<String>>,
    pub supersedes: Option<Vec<String>>,
    pub conflicts: Option<Vec<String>>,
    pub priority: Option<i32>,
    pub size: Option<u64>,
    pub os_filter: Option<Vec<String>>,
    pub concurrency: Option<Option<u32>>,
    pub licences: Option<Option<u32>>,
    pub reboots: Option<bool>,
}

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _pkg: &str, _edit: PackageEdit) -> Result<Plan> {
    Err(not_built())
}
