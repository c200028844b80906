//! The package that brings the client onto a machine (CMFX-15): both programs, their units, and where they find the
//! distribution points and whose signatures they trust. From then on the client updates itself.

mod build;
mod content;
#[cfg(test)]
mod tests;

pub use build::build;

use std::path::PathBuf;

/// What the package is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The folder for the package.
    pub out: PathBuf,
    /// The program.
    pub program: PathBuf,
    /// Its version.
    pub version: String,
    /// Distribution points as `NAME=ADDRESS`, or `NAME=ADDRESS CREDENTIAL`, one at least. The credentials themselves are
    /// not in the package, which everybody can read.
    pub points: Vec<String>,
    /// Public keys that are trusted from the start, one at least.
    pub trusted_keys: Vec<String>,
}
