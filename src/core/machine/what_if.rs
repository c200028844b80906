//! What a machine would have after a change that is not made.

use super::why::{MachineWhy, decide, meant, sets_of_user, why};
use crate::core::{Core, OpContext, Result, configuration, membership, named};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy};
use crate::model::configuration::Configuration;
use crate::model::id::AssignmentId;
use crate::model::object::ObjectKind;
use crate::model::package::{Package, PackageState};
use crate::rules::desired::Rules;
use std::sync::Arc;

/// A change to think through. Nobody needs a right for it, since nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "packages and NSCs by number or name")]
pub enum WhatIf {
    /// A package is assigned to an NSC.
    Assign { pkg: String, nsc: String, action: AssignAction },
    /// A package's assignments to an NSC end.
    Unassign { pkg: String, nsc: String },
    /// A package is published.
    Publish { pkg: String },
    /// A package is retired.
    Retire { pkg: String },
    /// The machine comes into an NSC.
    Join { nsc: String },
    /// The machine leaves an NSC.
    Leave { nsc: String },
}

/// Returns what a machine shall have now and what it would have after a change.
pub async fn what_if(
    ctx: &OpContext,
    core: &Core,
    name: &str,
    user: Option<&str>,
    pkg: Option<&str>,
    change: &WhatIf,
) -> Result<(MachineWhy, MachineWhy)> {
    let before = why(ctx, core, name, user, pkg).await?;
    let now = configuration::read(ctx, core).await?;
    let mut later = Configuration::clone(&now);
    let mut machine = before.machine.clone();
    match change {
        WhatIf::Assign { pkg, nsc, action } => {
            let (package, set) = (named::package(&now, pkg)?, named::computer_set(&now, nsc)?);
            later.assignments.retain(|_, one| (one.pkg, one.nsc) != (package.id, set.id));
            let assignment = Assignment {
                id: AssignmentId(now.next(ObjectKind::Assignment)),
                nsc: set.id,
                pkg: package.id,
                action: *action,
                not_before: None,
                deadline: None,
                window: None,
                reboot: RebootPolicy::Ask,
                assigned_at: before.decided_at,
                assigned_by: ctx.principal.name.clone(),
            };
            later.put(assignment.into());
        }
        WhatIf::Unassign { pkg, nsc } => {
            let (package, set) = (named::package(&now, pkg)?, named::computer_set(&now, nsc)?);
            later.assignments.retain(|_, one| (one.pkg, one.nsc) != (package.id, set.id));
        }
        WhatIf::Publish { pkg } => put(&mut later, named::package(&now, pkg)?, PackageState::Published),
        WhatIf::Retire { pkg } => put(&mut later, named::package(&now, pkg)?, PackageState::Retired),
        WhatIf::Join { nsc } => {
            machine.nscs.push(named::computer_set(&now, nsc)?.id);
            machine.nscs.sort_unstable();
            machine.nscs.dedup();
        }
        WhatIf::Leave { nsc } => {
            let id = named::computer_set(&now, nsc)?.id;
            machine.nscs.retain(|nsc| *nsc != id);
        }
    }
    let user_sets = match user {
        Some(user) => sets_of_user(core, &membership::read(ctx, core).await?.memberships, user).await?,
        None => Vec::new(),
    };
    let wanted = pkg.map(|pkg| meant(&later, pkg)).transpose()?;
    let rules = Rules::compile(&Arc::new(later));
    let packages = decide(&rules, &machine, user, &user_sets, wanted.as_deref(), before.decided_at);
    let after = MachineWhy { machine, packages, ..before.clone() };
    Ok((before, after))
}

fn put(later: &mut Configuration, package: &Package, state: PackageState) {
    later.put(Package { state, ..package.clone() }.into());
}
