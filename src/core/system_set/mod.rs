//! Named System Sets: the delegation tree, read and created.

mod create;
mod list;

pub use create::{NewSystemSet, plan as plan_create};
pub use list::{list, show};
