//! Screen 5: AMT systems by their hellos. Groups by status on the left, the systems of a group, and what is known of
//! the selected one.

mod book;
mod detail;
mod layout;
mod state;
mod view;

pub use book::Book;
pub use detail::{detail_lines, steps, who};
pub use state::{Group, HellosState, Pane};
pub use view::{longest_scroll, status_mark, view};

#[cfg(test)]
mod tests;
