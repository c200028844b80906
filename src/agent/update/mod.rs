//! The updater (CMF-86, CMF-94..CMF-98): replaces the service or the user interface while it does not run.
//!
//! New versions are published as packages named [`Program::package`]. The service finds one ([`newer`]), makes a local
//! copy of the verified file and of itself, launches that copy as the updater and ends ([`hand_over`]). The updater
//! waits for the end, puts the new file in the place of the old one, restarts the program that its option names, and
//! waits for a sign of life ([`ready`]); where none comes it puts the old file back ([`update`]). Each step is recorded
//! before the next, so that whoever starts next ([`recover`], [`restore`]) knows how far it came, and with its time in
//! `update/trace.jsonl` below the state.
//!
//! A file is replaced by one rename: at every moment either the old version or the new one is there, whole.

mod hand_over;
mod place;
mod plan;
mod process;
mod recover;
mod renewal;
mod restart;
mod settings;
#[cfg(test)]
mod tests;
mod trace;
mod updater;
mod version;

pub use hand_over::{HandOver, hand_over};
pub use plan::{Phase, ready};
pub use recover::{failures, recover, restore};
pub use renewal::Renewal;
pub use settings::{RunningUi, UpdateSettings};
pub use updater::{Task, update};
pub use version::newer;

use std::fmt;
use std::str::FromStr;

/// A program that is replaced while it does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// The service.
    Agent,
    /// Its user interface.
    Ui,
}

impl Program {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agent, Self::Ui];

    /// Returns the name as the option `--program` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Ui => "ui",
        }
    }

    /// Returns the name of the package as which new versions are published.
    pub fn package(self) -> &'static str {
        match self {
            Self::Agent => "CMFAgent",
            Self::Ui => "CMFAgentUI",
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Program {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|program| program.name() == text).ok_or_else(|| format!("no program {text:?}"))
    }
}
