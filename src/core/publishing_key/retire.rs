//! Plans the end of a key.

use super::list::list;
use super::perform::{KeyPlan, KeyStep};
use crate::core::change::Effect;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::publishing_key::KeyState;
use serde_json::json;

/// Plans to retire a key for good: it signs nothing any more, its secret is destroyed, and clients are told to trust it
/// no longer. The last one that signs cannot be retired.
pub async fn plan_retire(ctx: &OpContext, core: &Core, id: &str) -> Result<KeyPlan> {
    let keys = list(ctx, core).await?;
    let wanted = id.to_lowercase();
    let key = keys.iter().find(|key| key.id == wanted);
    let key = key.ok_or_else(|| Problem::NotFound { object: "publishing_key".into(), name: id.into() })?;
    let refused = |state: &str| Problem::PublishingKeyState { id: key.id.clone(), state: state.into() };
    if !key.state.signs() {
        return Err(refused(key.state.name()).into());
    }
    if keys.iter().filter(|key| key.state.signs()).count() < 2 {
        return Err(refused("only").into());
    }
    let (before, after) = (key.state.name(), KeyState::Retired.name());
    let effects = vec![Effect::Changes { field: "state".into(), before: before.into(), after: after.into() }];
    let with = |state: &str| json!({ "id": key.id, "public": key.public, "state": state });
    let command = format!("bailiwick publish key retire {}", key.id);
    Ok(KeyPlan::new(&key.id, Some(with(before)), with(after), effects, command, KeyStep::Retire(key.id.clone())))
}
