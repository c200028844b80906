//! The user's own view (CMF-26, CMF-27): everything that is allowed, applied or denied, and what can be chosen.
//!
//! It stands alone as `bailiwick me`, and it is one of the console's screens. It explains in plain words; what is chosen
//! goes through the wizard of [`crate::console::overlay`], never from here.

mod explain;
mod layout;
mod state;
mod view;

pub use explain::{explain, offer};
pub use state::{OwnState, Row};
pub use view::{longest_scroll, view};

#[cfg(test)]
mod tests;
