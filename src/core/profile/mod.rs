//! Provisioning profiles: access rights and functions availability (AMT-02).

mod create;
mod list;

pub use create::{NewProfile, plan as plan_create};
pub use list::{list, show};
