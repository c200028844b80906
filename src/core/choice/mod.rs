//! The user's own view: what is allowed, applied and denied, and the choice among what is published (CMF-26, CMF-27).

mod follows;
mod place;
mod plan;
mod view;

pub use place::Place;
pub use plan::plan_choose;
pub use view::{view, view_at};
