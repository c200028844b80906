//! The synchronization policy and its check box (AMT-22..AMT-24).

mod set;
mod show;

pub(crate) use set::plan_as;
pub use set::{PolicyWish, plan as plan_set};
pub use show::show;
