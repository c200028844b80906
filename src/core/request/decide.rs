//! Plans what becomes of a request: its approval, which adds the members; its refusal, which needs a reason; or that who
//! asked does not ask any more.

use crate::core::change::{Effect, Plan};
use crate::core::computer_set::member::{Addition, addition, group};
use crate::core::computer_set::touching;
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::DirectoryEdit;
use crate::model::id::RequestId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::request::{MemberRequest, RequestState};
use serde_json::{Value, json};

/// Checks an approval and says what it would do.
pub async fn plan_approve(ctx: &OpContext, core: &Core, id: RequestId) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let (request, set) = undecided(ctx, core, &now, id).await?;
    let names = request.names.clone();
    let Addition { new, directory, effects } = addition(ctx, core, set, request.kind, names).await?;
    let (by, at) = (ctx.principal.name.clone(), core.ports.clock.now());
    let state = RequestState::Approved { by, at, reason: ctx.reason.clone().unwrap_or_default() };
    let mut change = decided(request, set, state, directory);
    if let Some(Value::Object(after)) = &mut change.after {
        after.insert("group".into(), group(set, request.kind).into());
        after.insert("added".into(), json!(new));
    }
    touching::plan(ctx, core, change, effects, format!("bailiwick nsc request approve {id}")).await
}

/// Checks a refusal, which needs a reason.
pub async fn plan_refuse(ctx: &OpContext, core: &Core, id: RequestId) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let (request, set) = undecided(ctx, core, &now, id).await?;
    let reason = ctx.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or_else(|| Problem::ReasonNeeded { verb: Verb::NscMemberApprove.name().into() })?;
    let (by, at) = (ctx.principal.name.clone(), core.ports.clock.now());
    let state = RequestState::Refused { by, at, reason: reason.into() };
    let change = decided(request, set, state, Vec::new());
    let effects = vec![
        Effect::Changes { field: "state".into(), before: "pending".into(), after: "refused".into() },
        Effect::Notifies { count: 1, first: vec![request.asked_by.clone()] },
    ];
    Ok(Plan::configure(change, effects, format!("bailiwick nsc request refuse {id}")))
}

/// Checks that somebody takes back what they have asked for.
pub async fn plan_withdraw(ctx: &OpContext, core: &Core, id: RequestId) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let request = found(&now, id)?;
    // Anybody who may decide refuses instead, with a reason.
    if key(&request.asked_by) != key(&ctx.principal.name) {
        core.authorise(ctx, Verb::NscMemberApprove, Target::Nsc { id: request.nsc }).await?;
        let expected = format!("a request of {}", ctx.principal.name);
        return Err(Problem::Invalid { field: "request".into(), value: id.to_string(), expected }.into());
    }
    core.authorise(ctx, Verb::NscMemberRequest, Target::Nsc { id: request.nsc }).await?;
    pending(request)?;
    let set = named::computer_set(&now, &request.nsc.to_string())?;
    let state = RequestState::Withdrawn { by: ctx.principal.name.clone(), at: core.ports.clock.now() };
    let change = ChangeSet { verb: Verb::NscMemberRequest, ..decided(request, set, state, Vec::new()) };
    let effects = vec![Effect::Changes { field: "state".into(), before: "pending".into(), after: "withdrawn".into() }];
    Ok(Plan::configure(change, effects, format!("bailiwick nsc request withdraw {id}")))
}

fn found(now: &Configuration, id: RequestId) -> Result<&MemberRequest> {
    let missing = || Problem::NotFound { object: "request".into(), name: id.to_string() };
    Ok(now.requests.get(&id).ok_or_else(missing)?)
}

fn pending(request: &MemberRequest) -> Result<()> {
    let by = match &request.state {
        RequestState::Pending => return Ok(()),
        RequestState::Approved { by, .. } | RequestState::Refused { by, .. } | RequestState::Withdrawn { by, .. } => by,
    };
    let (state, by) = (request.state.name().to_owned(), by.clone());
    Err(Problem::Decided { id: request.id.0, state, by }.into())
}

/// Returns a request that the principal may decide, if nobody has.
async fn undecided<'a>(
    ctx: &OpContext,
    core: &Core,
    now: &'a Configuration,
    id: RequestId,
) -> Result<(&'a MemberRequest, &'a ComputerSet)> {
    let request = found(now, id)?;
    core.authorise(ctx, Verb::NscMemberApprove, Target::Nsc { id: request.nsc }).await?;
    pending(request)?;
    Ok((request, named::computer_set(now, &request.nsc.to_string())?))
}

fn decided(
    request: &MemberRequest,
    set: &ComputerSet,
    state: RequestState,
    directory: Vec<DirectoryEdit>,
) -> ChangeSet {
    let shape = |state: &RequestState| json!({ "id": request.id, "nsc": set.name, "names": request.names, "state": state.name() });
    ChangeSet {
        verb: Verb::NscMemberApprove,
        target: Target::Nsc { id: set.id },
        object: ObjectRef { kind: "request".into(), name: set.name.clone() },
        before: Some(shape(&request.state)),
        after: Some(shape(&state)),
        edits: vec![Edit::change(request.clone(), MemberRequest { state, ..request.clone() })],
        directory,
        undoes: None,
    }
}
