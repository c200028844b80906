//! What installs and removes packages on a managed machine (CMF-90).

use crate::model::client::Found;
use crate::model::package::Package;
use async_trait::async_trait;
use std::path::Path;

/// How an installation or a removal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it means.
    pub ending: Ending,
    /// The installer's exit code; none when it was not run or was killed.
    pub code: Option<i32>,
    /// The end of what it said, bounded, without control characters.
    pub said: String,
}

/// What an installer's end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is done.
    Done,
    /// It is done and needs a reboot.
    NeedsReboot,
    /// Another installation runs; try again later.
    Busy,
    /// It failed.
    Failed,
    /// It took too long and was stopped.
    TimedOut,
}

/// Installs and removes packages. Each package is the business of one manager.
#[async_trait]
pub trait PackageManager: Send + Sync {
    /// Whether this manager deals with the package.
    fn handles(&self, package: &Package) -> bool;

    /// Returns what is there of these packages, in order; all of them in one pass where that is cheaper.
    async fn inspect(&self, packages: &[&Package]) -> Vec<Found>;

    /// Installs, upgrades or repairs a package. `payload` is the verified file of [`Package::source`], where it has
    /// one.
    async fn install(&self, package: &Package, payload: Option<&Path>) -> Outcome;

    /// Removes a package.
    async fn remove(&self, package: &Package) -> Outcome;

    /// Finishes what was cut off by a power loss, before anything else is done. Returns what it said, for the log.
    async fn recover(&self) -> Outcome;
}
