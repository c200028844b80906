//! The client on a managed machine (CMF-41, CMF-86): the service that does everything, the user interface that does
//! nothing by itself, and the updater that replaces either while it does not run.
//!
//! It reads flat files from distribution points, decides with the same [`crate::rules`] as console and command line,
//! and knows neither database nor core.

mod board;
pub mod bootstrap;
pub mod cycle;
pub mod error;
pub mod fetch;
pub mod installer;
pub mod link;
mod reboots;
mod report;
pub mod service;
pub mod settings;
pub mod state;
pub mod status;
pub mod system;
pub mod ui;
pub mod update;

/// The version of the client's programs: what their signs of life say, and the version as which they are published.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
