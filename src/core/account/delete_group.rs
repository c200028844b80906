//! Plans the end of a group of users.

use super::{first, is_ours, is_own};
use crate::core::change::{Effect, Plan, quoted};
use crate::core::{Core, OpContext, Result};
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::json;

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, name: &str) -> Result<Plan> {
    core.authorise(ctx, Verb::NssGrant, Target::ESTATE).await?;
    is_ours(core).await?;
    is_own(name)?;
    let super::GroupDetail { group, names } = super::group(ctx, core, name).await?;
    let effects = vec![Effect::GroupDeleted { group: group.name.clone(), members: group.members }];
    let set = ChangeSet {
        verb: Verb::NssGrant,
        target: Target::ESTATE,
        object: ObjectRef { kind: "group".into(), name: group.name.clone() },
        before: Some(json!({ "name": group.name, "description": group.description, "members": first(&names) })),
        after: None,
        edits: Vec::new(),
        directory: vec![DirectoryEdit::DeleteGroup {
            group: group.name.clone(),
            description: group.description,
            members: MemberKind::User,
            names,
        }],
        undoes: None,
    };
    let command = format!("bailiwick directory group delete {}", quoted(&group.name));
    Ok(Plan::configure(set, effects, command).typed(group.name))
}
