//! Plans accounts: those that are not there are made, and of all of them is said what they are.

use super::{TOLD, first, is_ours};
use crate::core::change::{Effect, Plan, check_name, check_text};
use crate::core::{Core, OpContext, Result};
use crate::model::directory::{Computer, DirectoryEdit, MemberKind, User};
use crate::model::membership::key;
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use serde_json::json;
use std::collections::HashSet;

/// Accounts as they are to be; what is empty stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Computers.
    pub computers: Vec<Computer>,
    /// Users.
    pub users: Vec<User>,
}

/// Checks the accounts and says what would come of them. Accounts are no rights and no memberships, but they cannot be
/// taken back.
pub async fn plan(ctx: &OpContext, core: &Core, accounts: Accounts) -> Result<Plan> {
    core.authorise(ctx, Verb::NscMemberComputerAdd, Target::ESTATE).await?;
    is_ours(core).await?;
    for computer in &accounts.computers {
        check_name("computer", &computer.name)?;
        check_text("fqdn", &computer.fqdn)?;
        check_text("os", &computer.os)?;
        check_text("owner", &computer.owner)?;
    }
    for user in &accounts.users {
        check_name("user", &user.name)?;
        check_text("full_name", &user.full_name)?;
    }
    let computers: Vec<String> = accounts.computers.iter().map(|computer| computer.name.clone()).collect();
    let users: Vec<String> = accounts.users.iter().map(|user| user.name.clone()).collect();
    let mut effects = Vec::new();
    for (members, names) in [(MemberKind::Computer, &computers), (MemberKind::User, &users)] {
        let unknown = core.ports.directory.unknown(members, names).await?;
        let new: HashSet<String> = unknown.iter().map(|name| key(name)).collect();
        if !new.is_empty() {
            effects.push(Effect::Registers { members, count: new.len() as u64, first: first(&unknown) });
        }
        let known = names.iter().filter(|name| !new.contains(&key(name))).take(TOLD);
        for name in known {
            effects.extend(changes(core, members, name, &accounts).await?);
        }
    }
    if effects.is_empty() {
        effects.push(Effect::Nothing {});
    }
    let kind = if accounts.computers.is_empty() { "user" } else { "computer" };
    let names = [computers.as_slice(), users.as_slice()].concat();
    let after = json!({ "kind": kind, "count": names.len(), "names": first(&names) });
    let set = ChangeSet {
        verb: Verb::NscMemberComputerAdd,
        target: Target::ESTATE,
        object: ObjectRef { kind: "account".into(), name: first(&names).join(", ") },
        before: None,
        after: Some(after),
        edits: Vec::new(),
        directory: vec![DirectoryEdit::Describe { computers: accounts.computers, users: accounts.users }],
        undoes: None,
    };
    let mut plan = Plan::configure(set, effects, ctx.command.clone());
    plan.preview.reversible = false;
    Ok(plan)
}

/// Returns what becomes other of an account that is there.
async fn changes(core: &Core, members: MemberKind, name: &str, accounts: &Accounts) -> Result<Vec<Effect>> {
    let directory = &core.ports.directory;
    let mut values: Vec<(&str, String, &str)> = Vec::new();
    match members {
        MemberKind::Computer => {
            if let (Some(before), Some(after)) =
                (directory.computer(name).await?, accounts.computers.iter().find(|c| c.name == name))
            {
                values.push(("fqdn", before.fqdn, &after.fqdn));
                values.push(("os", before.os, &after.os));
                values.push(("owner", before.owner, &after.owner));
            }
        }
        MemberKind::User => {
            if let (Some(before), Some(after)) =
                (directory.user(name).await?, accounts.users.iter().find(|u| u.name == name))
            {
                values.push(("full_name", before.full_name, &after.full_name));
            }
        }
    }
    let changed = values.into_iter().filter(|(_, before, after)| !after.is_empty() && before != after);
    Ok(changed
        .map(|(field, before, after)| Effect::Changes { field: format!("{name} {field}"), before, after: after.into() })
        .collect())
}
