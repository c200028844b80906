//! What installs, removes and inspects packages on the machine: one file for each way (CMF-90).
//!
//! Every installer runs as a process of its own through [`run`], which keeps its time, its output and its environment
//! in bounds. Nothing here decides what shall be installed, and nothing downloads.

#[expect(dead_code, reason = "the managers that run installers come next")]
mod run;

use crate::agent::settings::AgentSettings;
use crate::port::PackageManager;
use std::sync::Arc;

/// Returns every package manager. Each package is handled by exactly one of them.
pub fn all(settings: &AgentSettings) -> Vec<Arc<dyn PackageManager>> {
    let _ = settings;
    Vec::new()
}
