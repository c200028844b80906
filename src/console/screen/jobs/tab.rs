//! The tabs of the screen: one side of publishing at a time.

use crate::console::screen::ring::ring;

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JobsTab {
    /// How far each change has come.
    #[default]
    Changes,
    /// What lies on each distribution point.
    Points,
    /// The jobs.
    Jobs,
    /// What their runs did.
    Runs,
    /// Clients by their last check.
    Clients,
}

ring!(JobsTab: Changes = "tab-changes", Points = "tab-points", Jobs = "tab-jobs", Runs = "tab-runs", Clients = "tab-clients");
