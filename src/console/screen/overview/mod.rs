//! Screen 1: what needs a person, how the parts are, and what happened last.

mod state;
mod view;

pub use state::{Alarm, Item, OverviewState, once_each};
pub use view::view;

#[cfg(test)]
mod tests;
