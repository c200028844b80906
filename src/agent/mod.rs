//! The client on a managed machine (CMF-41, CMF-86): the service that does everything, the user interface that does
//! nothing by itself, and the updater that replaces either while it does not run.
//!
//! It reads flat files from distribution points, decides with the same [`crate::rules`] as console and command line,
//! and knows neither database nor core.

pub mod error;
pub mod installer;
pub mod settings;
pub mod status;
