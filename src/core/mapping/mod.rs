//! Mappings: which profile and which name a device gets (AMT-14, AMT-15, AMT-60).

mod list;
mod set_by_operator;

pub use list::{list, show};
pub use set_by_operator::{OverrideWish, plan as plan_override};
