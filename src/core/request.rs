//! Requests to add members to an NSC: made, listed and decided (CMF-24).

use crate::core::change::Plan;
use crate::core::computer_set::MembersWish;
use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::id::RequestId;
use crate::model::request::MemberRequest;

/// Which requests to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestQuery {
    /// Only for this NSC, by number or name.
    pub nsc: Option<String>,
    /// Only those that wait for a decision.
    pub pending: bool,
    /// Only those that the principal may decide or has made.
    pub mine: bool,
}

/// Checks a request and says who will be told.
pub async fn plan_create(_ctx: &OpContext, _core: &Core, _wish: MembersWish) -> Result<Plan> {
    Err(not_built())
}

/// Returns requests, newest first.
pub async fn list(_ctx: &OpContext, _core: &Core, _query: &RequestQuery) -> Result<Vec<MemberRequest>> {
    Err(not_built())
}

/// Checks an approval and says what it would do.
pub async fn plan_approve(_ctx: &OpContext, _core: &Core, _id: RequestId) -> Result<Plan> {
    Err(not_built())
}

/// Checks a refusal, which needs a reason.
pub async fn plan_refuse(_ctx: &OpContext, _core: &Core, _id: RequestId) -> Result<Plan> {
    Err(not_built())
}
