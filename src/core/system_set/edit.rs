//! Plans a change of an NSS's name, description or link person.

use crate::core::change::Plan;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};

/// What shall be different; none keeps what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of an NSS")]
pub struct SystemSetEdit {
    pub name: Option<String>,
    pub description: Option<String>,
    pub link_person: Option<String>,
}

/// Checks the wish and says what it would do.
pub async fn plan(_ctx: &OpContext, _core: &Core, _nss: &str, _edit: SystemSetEdit) -> Result<Plan> {
    Err(not_built())
}
