//! Requests to add members to an NSC: made by everybody, decided once by the NSC's owners (CMF-24).

mod create;
mod decide;
mod list;
pub(crate) mod owners;

pub use create::plan as plan_create;
pub use decide::{plan_approve, plan_refuse, plan_withdraw};
pub use list::{RequestQuery, list};
