//! Accounts and groups as the directory has them. Only the embedded directory takes accounts and groups from here;
//! another one is read.
//!
//! The groups of NSCs are not edited here: they belong to their NSC, whose use cases know what follows.

mod create_group;
mod delete_group;
mod describe;
mod edit_members;
mod import;
mod list;
mod show;

pub use create_group::plan as plan_create_group;
pub use delete_group::plan as plan_delete_group;
pub use describe::{Accounts, plan as plan_describe};
pub use edit_members::{MemberChange, plan as plan_edit_members};
pub use import::plan as plan_import;
pub use list::{GroupDetail, computers, group, groups, users};
pub use show::{DirectoryView, show};

use crate::core::{Core, Problem, Result};
use crate::model::computer_set::of_group;

/// How many names a sentence tells.
const TOLD: usize = 5;

/// Refuses where accounts and groups come from outside.
async fn is_ours(core: &Core) -> Result<()> {
    if core.ports.directory.registers() {
        return Ok(());
    }
    let place = core.ports.directory.describe().await?.place;
    Err(Problem::DirectoryElsewhere { place }.into())
}

/// Refuses the group of an NSC.
fn is_own(group: &str) -> Result<()> {
    match of_group(group) {
        Some((nsc, _)) => Err(Problem::GroupOfNsc { group: group.into(), nsc: nsc.0 }.into()),
        None => Ok(()),
    }
}

fn first(names: &[String]) -> Vec<String> {
    names.iter().take(TOLD).cloned().collect()
}
