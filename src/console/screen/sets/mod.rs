//! Screen 2: the tree of Named System Sets, read and created.

mod state;
mod view;

pub use state::SetsState;
pub use view::view;

#[cfg(test)]
mod tests;
