//! The plan of a change that touches machines, with what it does to them.

use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Result, impact};
use crate::model::object::ChangeSet;

/// Returns the plan of a change set: its own effects, then those on machines.
pub(crate) async fn plan(
    ctx: &OpContext,
    core: &Core,
    change: ChangeSet,
    mut effects: Vec<Effect>,
    command: String,
) -> Result<Plan> {
    effects.extend(impact::effects(ctx, core, &change.edits, &change.directory).await?);
    if effects.is_empty() {
        effects.push(Effect::Nothing {});
    }
    let word = change.object.name.clone();
    Ok(impact::plan(change, effects, command, &word))
}
