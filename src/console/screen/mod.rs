//! The screens: each has its state with what changes it, its view, and its tests.
//!
//! A screen never asks the core itself; it returns effects. What is shared by screens is in [`list`] and [`split`].

pub mod hellos;
pub mod jobs;
pub mod list;
pub mod log;
pub mod machines;
pub mod overview;
pub mod own;
pub mod packages;
mod ring;
pub mod sets;
pub mod split;

use serde::{Deserialize, Serialize};

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenId {
    /// What needs a person, and how the parts are.
    #[default]
    Overview,
    /// The tree of Named System Sets.
    Sets,
    /// Machines, what each shall have, and why.
    Machines,
    /// Packages, and who gets them.
    Packages,
    /// AMT systems by their hellos.
    Hellos,
    /// Jobs and publishing.
    Jobs,
    /// The action log.
    Log,
    /// The principal's own software.
    Own,
}

impl ScreenId {
    /// Every screen, in the order of their keys.
    pub const ALL: [Self; 8] =
        [Self::Overview, Self::Sets, Self::Machines, Self::Packages, Self::Hellos, Self::Jobs, Self::Log, Self::Own];

    /// Whether it can show an earlier time; the others show now, always.
    pub const fn has_history(self) -> bool {
        !matches!(self, Self::Overview | Self::Hellos | Self::Jobs)
    }

    /// Returns the keymap scope.
    pub const fn scope(self) -> &'static str {
        match self {
            Self::Overview => "screen.overview",
            Self::Sets => "screen.sets",
            Self::Machines => "screen.machines",
            Self::Packages => "screen.packages",
            Self::Hellos => "screen.hellos",
            Self::Jobs => "screen.jobs",
            Self::Log => "screen.log",
            Self::Own => "screen.own",
        }
    }

    /// Returns the id of its title in the locale files.
    pub const fn title_id(self) -> &'static str {
        match self {
            Self::Overview => "title-overview",
            Self::Sets => "title-sets",
            Self::Machines => "title-machines",
            Self::Packages => "title-packages",
            Self::Hellos => "title-hellos",
            Self::Jobs => "title-jobs",
            Self::Log => "title-log",
            Self::Own => "title-own",
        }
    }
}
