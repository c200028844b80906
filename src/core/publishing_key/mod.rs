//! The keys that sign what is published: listed, made, and replaced one by one.
//!
//! Each step is planned and then carried out, with its record in the action log written before the key changes: no key
//! comes or goes unrecorded. The keys themselves are no part of the configuration, and nothing of this can be undone.

mod create;
mod list;
mod perform;
mod retire;

pub use create::{plan_create, plan_rotate};
pub use list::list;
pub use perform::{KeyPlan, KeyStep, perform};
pub use retire::plan_retire;
