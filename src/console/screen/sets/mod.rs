//! Screen 2: the delegation tree. NSSs with their rights and administrators, NSCs with their members, requests and
//! packages.

mod detail;
mod facts;
mod marks;
mod picture;
mod rows;
mod state;
mod tab;
mod tree;
mod view;

pub use state::SetsState;
pub use tab::{NscTab, SetTab};
pub use tree::Key;
pub use view::{longest_scroll, view};

#[cfg(test)]
mod tests;
