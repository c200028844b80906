//! Plans to let a refused credential be tried again.

use crate::core::change::{Effect, Plan, Preview, quoted};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::operation::{Change, ObjectRef};
use crate::model::permission::{Target, Verb};
use serde_json::json;

/// Checks the wish and says what it would do. It needs a reason, which is logged: who clears a breaker without having
/// corrected the password locks the account.
pub async fn plan_clear(ctx: &OpContext, core: &Core, account: &str) -> Result<Plan> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    let Some(reason) = ctx.reason.as_deref().filter(|reason| !reason.trim().is_empty()) else {
        return Err(Problem::ReasonNeeded { verb: Verb::AmtProvision.name().into() }.into());
    };
    let open = core.ports.admin.breakers().await?;
    let missing = || Problem::NotFound { object: "breaker".into(), name: account.into() };
    let breaker = open.into_iter().find(|breaker| breaker.account.eq_ignore_ascii_case(account)).ok_or_else(missing)?;
    let name = breaker.account.clone();
    Ok(Plan {
        preview: Preview {
            object: ObjectRef { kind: "breaker".into(), name: name.clone() },
            before: Some(json!(breaker)),
            after: None,
            effects: vec![Effect::CredentialTriedAgain { account: name.clone(), code: breaker.code.clone() }],
            reversible: false,
            typed: None,
            command: format!("bailiwick host breaker clear {} --reason {}", quoted(&name), quoted(reason)),
        },
        change: Change::ClearBreaker { before: breaker }.into(),
    })
}
