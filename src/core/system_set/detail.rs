//! One NSS with what it holds, who administers it, and what it owns.

use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::delegation::{Administrator, Grant};
use crate::model::permission::Verb;
use crate::model::system_set::SystemSetNode;
use serde::Serialize;

/// An NSS in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SystemSetDetail {
    /// The set in its place.
    #[serde(flatten)]
    pub node: SystemSetNode,
    /// Names from the master down to the set itself.
    pub path: Vec<String>,
    /// What it holds.
    pub grants: Vec<Grant>,
    /// Verbs that it may use everywhere in it; for the master every verb.
    pub verbs: Vec<Verb>,
    /// Who administers it.
    pub administrators: Vec<Administrator>,
}

/// Returns one NSS by name or number.
pub async fn detail(_ctx: &OpContext, _core: &Core, _nss: &str) -> Result<SystemSetDetail> {
    Err(not_built())
}
