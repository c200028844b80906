//! What the service keeps on the machine, so that a power loss at any point costs nothing but time.
//!
//! One folder, which only the service writes. Every file is written under a temporary name, synchronised and renamed;
//! one that is damaged all the same is put aside and its content counts as lost, which at most means to fetch, try or
//! tell something once more. Here nothing is decided and nothing is fetched.

mod choices;
mod drawer;
mod files;
mod lock;
mod memory;
mod reboot_book;
mod shelf;
mod view;

pub use choices::ChoiceBook;
pub use drawer::Folder;
pub use lock::Lock;
pub use memory::{Accepted, Attempt, Attempts, Journal, Reboot, Removed, Unsent, fingerprint};
pub use reboot_book::{RebootBook, RebootPlan};
pub use shelf::Shelf;
pub use view::as_kept;

#[cfg(test)]
mod tests;
