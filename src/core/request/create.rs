//! Plans a request for membership. Everybody may ask, unless the settings say otherwise.

use crate::core::change::{Effect, Plan};
use crate::core::computer_set::member::{addition, command, word};
use crate::core::computer_set::{MembersWish, names};
use crate::core::request::owners::owners;
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::id::RequestId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::request::{MemberRequest, RequestState};
use serde_json::json;

/// Most undecided requests of one person.
const OPEN: usize = 100;

/// Checks a request and says who will be told. Who is a member already is left out.
pub async fn plan(ctx: &OpContext, core: &Core, wish: MembersWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::computer_set(&now, &wish.nsc)?;
    core.authorise(ctx, Verb::NscMemberRequest, Target::Nsc { id: set.id }).await?;
    let names = names::checked(wish.kind, &wish.names)?;
    check_patience(&now, &ctx.principal.name)?;
    let command = command("request create", set, wish.kind, &names);
    let all = names::first(&names).join(", ");
    let addition = addition(ctx, core, set, wish.kind, names).await?;
    if addition.new.is_empty() {
        return Err(Problem::Exists { object: word(wish.kind).into(), name: all }.into());
    }
    let mut effects = vec![Effect::Creates { object: "request".into(), name: set.name.clone() }];
    // Accounts are made and members added by the approval.
    effects.extend(
        addition
            .effects
            .into_iter()
            .filter(|effect| !matches!(effect, Effect::Registers { .. } | Effect::MembersAdded { .. })),
    );
    let told = owners(core, &now, set, Some(Verb::NscMemberApprove), "");
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    effects.push(Effect::Notifies { count: told.len() as u64, first: names::first(&told) });
    let request = MemberRequest {
        id: RequestId(now.next(ObjectKind::Request)),
        nsc: set.id,
        kind: wish.kind,
        names: addition.new,
        asked_by: ctx.principal.name.clone(),
        asked_at: core.ports.clock.now(),
        reason: ctx.reason.clone().unwrap_or_default(),
        state: RequestState::Pending,
    };
    let change = ChangeSet {
        verb: Verb::NscMemberRequest,
        target: Target::Nsc { id: set.id },
        object: ObjectRef { kind: "request".into(), name: set.name.clone() },
        before: None,
        after: Some(json!({ "nsc": set.name, "kind": request.kind, "names": request.names, "state": "pending" })),
        edits: vec![Edit::create(request)],
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, effects, command))
}

fn check_patience(now: &Configuration, asker: &str) -> Result<()> {
    let own = |request: &&MemberRequest| request.state == RequestState::Pending && key(&request.asked_by) == key(asker);
    let open = now.requests.values().filter(own).count();
    if open < OPEN {
        return Ok(());
    }
    let expected = format!("at most {OPEN} undecided requests of one person");
    Err(Problem::Invalid { field: "request".into(), value: (open + 1).to_string(), expected }.into())
}
