//! Screen 7: jobs and publishing. How far each change has come, what lies on each distribution point, the jobs and what
//! their runs did, and the clients by their last check.

mod bar;
mod detail;
mod rows;
mod state;
mod tab;
mod text;
mod view;

pub use state::JobsState;
pub use tab::JobsTab;
pub(in crate::console) use text::handover;
pub use view::{longest_scroll, view};

#[cfg(test)]
mod tests;
