//! Reading distribution points: which one, what is new, whether it is to be trusted, and what of it is downloaded.
//!
//! Nothing that comes from a point is used before it is verified: the index by its signature and its generation, flat
//! files and packages by size and digest. Nothing here decides what is installed.

mod configuration;
pub(super) mod payload;
mod points;
mod slot;

pub use configuration::{Configured, Fetcher};
pub use points::Source;
pub use slot::Slot;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
