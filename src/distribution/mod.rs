//! Distribution: the flat files that clients read and their signed index, and the distribution points on which they lie.
//!
//! Adapters only: what is published when is decided in the core, what a client makes of it in the agent.

pub mod client;
pub mod digest;
mod flat_file;
mod folder;
mod payload;
mod point;
mod relative;

pub use flat_file::TextFiles;
pub use payload::PackageStore;
pub use point::{Deadlines, ObjectStores};
pub use relative::names;

#[cfg(test)]
mod testing;
