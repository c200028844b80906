//! Screen 4: packages, where they are assigned, and who gets them.

mod state;
mod view;

pub use state::PackagesState;
pub use view::view;
