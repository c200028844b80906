//! Screen 2: the delegation tree. NSSs with their rights and administrators, NSCs with their members, requests and
//! packages.

mod detail;
mod layout;
mod marks;
mod state;
mod tab;
mod tree;
mod view;

pub use state::{Pane, SetsState};
pub use tab::{NscTab, SetTab};
pub use tree::Key;
pub use view::view;

#[cfg(test)]
mod tests;
