//! Plans a new key: the first one, or the next one beside the active one.

use super::list::{list, on_disk};
use super::perform::{KeyPlan, KeyStep};
use crate::core::change::Effect;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::publishing_key::KeyState;
use serde_json::json;

/// Plans the first key. The first publication makes one too, where there is none.
pub async fn plan_create(ctx: &OpContext, core: &Core) -> Result<KeyPlan> {
    plan(ctx, core, "create", KeyState::Active).await
}

/// Plans the next key, which signs beside the active one until that one is retired.
pub async fn plan_rotate(ctx: &OpContext, core: &Core) -> Result<KeyPlan> {
    plan(ctx, core, "rotate", KeyState::Next).await
}

async fn plan(ctx: &OpContext, core: &Core, verb: &str, state: KeyState) -> Result<KeyPlan> {
    let keys = list(ctx, core).await?;
    let signing: Vec<_> = keys.iter().filter(|key| key.state.signs()).collect();
    match (state, signing.as_slice()) {
        (KeyState::Next, []) => {
            return Err(
                Problem::NotFound { object: "publishing_key".into(), name: KeyState::Active.name().into() }.into()
            );
        }
        (KeyState::Next, [_]) | (_, []) => {}
        (_, [.., last]) => {
            let (id, state) = (last.id.clone(), last.state.name().into());
            return Err(Problem::PublishingKeyState { id, state }.into());
        }
    }
    let draft = on_disk(core, |files| files.draft_key()).await?;
    let after = json!({ "id": draft.id, "public": draft.public, "state": state.name() });
    let effects = vec![Effect::Creates { object: "publishing_key".into(), name: draft.id.clone() }];
    let id = draft.id.clone();
    Ok(KeyPlan::new(&id, None, after, effects, format!("bailiwick publish key {verb}"), KeyStep::Add(draft)))
}
