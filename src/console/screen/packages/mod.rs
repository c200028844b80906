//! Screen 4: packages, where they are assigned, and who gets them.

mod detail;
mod facts;
mod rows;
mod state;
mod tab;
mod view;

pub use state::PackagesState;
pub use tab::PackageTab;
pub use view::{longest_scroll, view};

#[cfg(test)]
mod tests;
