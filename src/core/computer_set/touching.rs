//! The plan of a change that touches machines, with what it does to them.

use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Result, impact};
use crate::model::object::ChangeSet;

/// More members than this, and a person types the object's name before they change.
const LARGE: u64 = 100;

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
    let name = change.object.name.clone();
    let large = impact::is_large(&effects);
    let large = large
        || effects.iter().any(|effect| match effect {
            Effect::MembersAdded { count, .. } | Effect::MembersRemoved { count, .. } => *count > LARGE,
            _ => false,
        });
    let plan = Plan::configure(change, effects, command);
    Ok(if large { plan.typed(name) } else { plan })
}
