//! Plans a group of users. Groups can be administrators, so that whoever fills them gives rights.

use super::{is_ours, is_own};
use crate::core::change::{Effect, Plan, check_name, check_text, quoted};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::directory::DirectoryEdit;
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::json;

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, name: &str, description: &str) -> Result<Plan> {
    core.authorise(ctx, Verb::NssGrant, Target::ESTATE).await?;
    is_ours(core).await?;
    check_name("name", name)?;
    check_text("description", description)?;
    is_own(name)?;
    if core.ports.directory.group(name).await?.is_some() {
        return Err(Problem::Exists { object: "group".into(), name: name.into() }.into());
    }
    let mut command = format!("bailiwick directory group create {}", quoted(name));
    if !description.is_empty() {
        command.push_str(&format!(" --description {}", quoted(description)));
    }
    let set = ChangeSet {
        verb: Verb::NssGrant,
        target: Target::ESTATE,
        object: ObjectRef { kind: "group".into(), name: name.into() },
        before: None,
        after: Some(json!({ "name": name, "description": description })),
        edits: Vec::new(),
        directory: vec![DirectoryEdit::CreateGroup { group: name.into(), description: description.into() }],
        undoes: None,
    };
    let effects = vec![Effect::Creates { object: "group".into(), name: name.into() }];
    Ok(Plan::configure(set, effects, command))
}
