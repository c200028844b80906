//! Screen 8: the Front End User Action Log, newest first, with what each change replaced.

mod diff;
mod state;
mod view;

pub use diff::{diff_lines, record_lines};
pub use state::LogState;
pub use view::{longest_scroll, view};

#[cfg(test)]
mod tests;
