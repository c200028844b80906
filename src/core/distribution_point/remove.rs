//! Plans the end of a distribution point. What lies there stays there.

use super::{facts, reference};
use crate::core::change::{Effect, Plan, quoted};
use crate::core::{Core, OpContext, Result, configuration, named};
use crate::model::object::{ChangeSet, Edit};
use crate::model::permission::{Target, Verb};

/// Checks the wish and says what it would do. Without its last point the estate publishes nothing any more.
pub async fn plan(ctx: &OpContext, core: &Core, name: &str) -> Result<Plan> {
    core.authorise(ctx, Verb::DpEdit, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let point = named::point(&now, name)?;
    let change = ChangeSet {
        verb: Verb::DpEdit,
        target: Target::ESTATE,
        object: reference(point),
        before: Some(facts(point)),
        after: None,
        edits: vec![Edit::delete(point.clone())],
        directory: Vec::new(),
        undoes: None,
    };
    let effects = vec![Effect::Deletes { object: "dp".into(), name: point.name.clone() }];
    let plan = Plan::configure(change, effects, format!("bailiwick dp remove {}", quoted(&point.name)));
    Ok(if now.points.len() > 1 { plan } else { plan.typed(&point.name) })
}
