//! May somebody do something somewhere? The same decision that guards every use case, asked as a question.

use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::configuration::Configuration;
use crate::model::permission::{Decision, Target, Verb};

/// Returns the decision for a principal, by login name.
pub async fn may(_ctx: &OpContext, _core: &Core, _principal: &str, _verb: Verb, _target: Target) -> Result<Decision> {
    Err(not_built())
}

/// Reads a target written `nss:NAME`, `nsc:ID`, `pkg:ID` (numbers and names both work) or `estate`.
pub fn parse_target(_now: &Configuration, _text: &str) -> Result<Target> {
    Err(not_built())
}
