//! The tabs of the detail: one thing about the selected set at a time.

use crate::console::screen::ring::ring;

/// A tab of an NSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetTab {
    /// Path, link person, who administers it.
    #[default]
    Overview,
    /// What it holds.
    Grants,
    /// Who was delegated what, from the master down.
    Picture,
}

/// A tab of an NSC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NscTab {
    /// What it is, whose it is, how large.
    #[default]
    Overview,
    /// Its computers.
    Computers,
    /// Its users.
    Users,
    /// Requests for membership.
    Requests,
    /// Packages assigned to it.
    Packages,
    /// What its manager has released.
    Releases,
}

ring!(SetTab: Overview = "tab-overview", Grants = "tab-grants", Picture = "tab-picture");
ring!(
    NscTab: Overview = "tab-overview",
    Computers = "tab-computers",
    Users = "tab-users",
    Requests = "tab-requests",
    Packages = "tab-packages",
    Releases = "tab-releases"
);
