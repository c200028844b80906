//! Plans who comes into a group of users, or leaves it.

use super::{first, is_ours, is_own};
use crate::core::change::{Effect, Plan, check_name, quoted};
use crate::core::{Core, OpContext, Result};
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::membership::key;
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::json;
use std::collections::HashSet;

/// What is to happen with the users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberChange {
    /// They become members.
    Add,
    /// They are no longer members.
    Remove,
}

/// Checks the wish and says what it would do. Users whom the directory does not know are made.
pub async fn plan(ctx: &OpContext, core: &Core, group: &str, users: &[String], change: MemberChange) -> Result<Plan> {
    core.authorise(ctx, Verb::NssGrant, Target::ESTATE).await?;
    is_ours(core).await?;
    is_own(group)?;
    users.iter().try_for_each(|user| check_name("user", user))?;
    let super::GroupDetail { group, names } = super::group(ctx, core, group).await?;
    let members: HashSet<String> = names.iter().map(|name| key(name)).collect();
    let mut seen = HashSet::new();
    let users = users.iter().filter(|user| seen.insert(key(user)));
    let (already, names): (Vec<_>, Vec<_>) =
        users.cloned().partition(|user| members.contains(&key(user)) == (change == MemberChange::Add));
    let mut effects = Vec::new();
    let mut directory = Vec::new();
    if !names.is_empty() {
        let (nsc, count) = (group.name.clone(), names.len() as u64);
        let name = group.name.clone();
        if change == MemberChange::Add {
            let unknown = core.ports.directory.unknown(MemberKind::User, &names).await?;
            if !unknown.is_empty() {
                let count = unknown.len() as u64;
                effects.push(Effect::Registers { members: MemberKind::User, count, first: first(&unknown) });
                directory.push(DirectoryEdit::Register { members: MemberKind::User, names: unknown });
            }
            effects.push(Effect::MembersAdded { nsc, members: MemberKind::User, count, first: first(&names) });
            directory.push(DirectoryEdit::Add { group: name, members: MemberKind::User, names: names.clone() });
        } else {
            effects.push(Effect::MembersRemoved { nsc, members: MemberKind::User, count, first: first(&names) });
            directory.push(DirectoryEdit::Remove { group: name, members: MemberKind::User, names: names.clone() });
        }
    }
    if !already.is_empty() {
        let (nsc, count) = (group.name.clone(), already.len() as u64);
        effects.push(Effect::MembersAlready { nsc, count, first: first(&already) });
    }
    let verb = if change == MemberChange::Add { "add" } else { "remove" };
    let words: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    let command = format!("bailiwick directory group {verb} {} {}", quoted(&group.name), words.join(" "));
    let set = ChangeSet {
        verb: Verb::NssGrant,
        target: Target::ESTATE,
        object: ObjectRef { kind: "group".into(), name: group.name },
        before: None,
        after: Some(json!({ verb: names })),
        edits: Vec::new(),
        directory,
        undoes: None,
    };
    Ok(Plan::configure(set, effects, command))
}
