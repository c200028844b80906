//! Named Sets of Computers: made, filled, nested, and managed locally.

mod create;
mod delete;
mod edit;
mod list;
mod local;
pub(crate) mod member;
pub(crate) mod names;
mod release;
pub(crate) mod touching;

pub use create::{NewComputerSet, plan as plan_create};
pub use delete::plan as plan_delete;
pub use edit::{ComputerSetEdit, plan as plan_edit};
pub use list::{ComputerSetDetail, ComputerSetQuery, ComputerSetRow, detail, list};
pub use member::{Members, MembersWish, members, plan_add as plan_add_members, plan_remove as plan_remove_members};
pub use release::{UnblockWish, plan_release, plan_unblock};
