//! Reads requests.

use crate::core::{Core, OpContext, Result, configuration, named};
use crate::model::membership::key;
use crate::model::permission::{Target, Verb};
use crate::model::request::{MemberRequest, RequestState};

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

/// Returns requests, newest first.
pub async fn list(ctx: &OpContext, core: &Core, query: &RequestQuery) -> Result<Vec<MemberRequest>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    // Whose they are to decide does not depend on whether this session can write.
    let rights = core.rights(&OpContext { read_only: false, ..ctx.clone() }).await?;
    let nsc = query.nsc.as_deref().map(|name| named::computer_set(&now, name)).transpose()?.map(|set| set.id);
    let own = |request: &MemberRequest| {
        key(&request.asked_by) == key(&ctx.principal.name)
            || rights.may(Verb::NscMemberApprove, Target::Nsc { id: request.nsc }).allowed
    };
    let wanted = |request: &&MemberRequest| {
        nsc.is_none_or(|nsc| request.nsc == nsc)
            && (!query.pending || request.state == RequestState::Pending)
            && (!query.mine || own(request))
    };
    Ok(now.requests.values().rev().filter(wanted).cloned().collect())
}
