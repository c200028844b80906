//! Plans a whole organisation at once, as another system hands it over: many sets, packages, rules and rights in one
//! change, with one record in the action log. Master only.

use crate::core::change::{Effect, Plan};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::directory::DirectoryEdit;
use crate::model::object::{ChangeSet, Edit, Object};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Checks that everything is new and says what it would do. What must hold between the objects is checked when the plan
/// is committed, as for every change.
pub async fn plan(
    ctx: &OpContext,
    core: &Core,
    name: &str,
    edits: Vec<Edit>,
    directory: Vec<DirectoryEdit>,
) -> Result<Plan> {
    core.authorise(ctx, Verb::NssGrant, Target::ESTATE).await?;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for edit in &edits {
        match (&edit.before, edit.object().map(Object::kind)) {
            (None, Some(kind)) => *counts.entry(kind.name()).or_default() += 1,
            _ => {
                let (field, value) = ("organisation".into(), name.into());
                return Err(Problem::Invalid { field, value, expected: "name".into() }.into());
            }
        }
    }
    let created = |(kind, count): (&&str, &u64)| Effect::Creates { object: (*kind).into(), name: count.to_string() };
    let effects = counts.iter().map(created).collect();
    let after: Value = json!(counts);
    let set = ChangeSet {
        verb: Verb::NssGrant,
        target: Target::ESTATE,
        object: ObjectRef { kind: "organisation".into(), name: name.into() },
        before: None,
        after: Some(after),
        edits,
        directory,
        undoes: None,
    };
    Ok(Plan::configure(set, effects, ctx.command.clone()))
}
