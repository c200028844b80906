//! Unlocking writing at the console, and locking it again: no change of anything, but a record in the action log.

use crate::core::change::{Plan, check_text};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::json;

/// Checks a wish to unlock writing, or to lock it again. Unlocking needs the context's reason.
pub async fn plan(ctx: &OpContext, core: &Core, unlock: bool) -> Result<Plan> {
    core.authorise(ctx, Verb::SessionUnlock, Target::ESTATE).await?;
    let reason = ctx.reason.as_deref().unwrap_or_default();
    check_text("reason", reason)?;
    if unlock && reason.is_empty() {
        return Err(Problem::ReasonNeeded { verb: Verb::SessionUnlock.name().into() }.into());
    }
    let change = ChangeSet {
        verb: Verb::SessionUnlock,
        target: Target::ESTATE,
        object: ObjectRef { kind: "session".into(), name: ctx.principal.name.clone() },
        before: Some(json!({ "writing": !unlock })),
        after: Some(json!({ "writing": unlock })),
        edits: Vec::new(),
        directory: Vec::new(),
        undoes: None,
    };
    let mut plan = Plan::configure(change, Vec::new(), String::new());
    // Nothing is there that could be taken back.
    plan.preview.reversible = false;
    Ok(plan)
}
