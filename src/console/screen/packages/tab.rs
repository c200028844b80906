//! The tabs of the detail: one thing about the selected package at a time.

use crate::console::screen::ring::ring;

/// A tab of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PackageTab {
    /// What it is.
    #[default]
    Facts,
    /// Where it is assigned.
    Assignments,
    /// How many machines shall have it in which state.
    Machines,
}

ring!(PackageTab: Facts = "tab-overview", Assignments = "tab-assignments", Machines = "tab-machines");
