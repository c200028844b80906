//! What a client finds on its machine, and what it tells of a check.

use crate::model::id::PackageId;
use crate::model::report::{CriticalError, PackageReport};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is there of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Found {
    /// Nothing.
    Absent,
    /// It is installed and whole.
    Installed {
        /// The version that is there; empty when only its presence can be told.
        version: String,
    },
    /// An installation was cut off, or files are missing.
    Broken {
        /// The version that is partly there; empty when it cannot be told.
        version: String,
        /// What is wrong.
        reason: String,
    },
    /// It cannot be told.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl Found {
    /// Returns the version that is there, also in part; none when nothing is, or it cannot be told.
    pub fn version(&self) -> Option<&str> {
        match self {
            Self::Installed { version } | Self::Broken { version, .. } => Some(version),
            Self::Absent | Self::Unknown { .. } => None,
        }
    }
}

/// One step of a check, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The package.
    pub pkg: PackageId,
    /// Its name and version.
    pub title: String,
    /// `install`, `upgrade`, `repair` or `remove`.
    pub doing: String,
    /// `done`, `needs-reboot`, `busy`, `failed` or `timed-out`.
    pub ending: String,
    /// The installer's exit code, if it was run.
    pub code: Option<i32>,
    /// The end of what it said.
    pub said: String,
}

/// One check of the client, from the distribution point to the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// The machine's name.
    pub machine: String,
    /// The generation that is in force; 0 when there is none.
    pub generation: i64,
    /// The distribution point that was read; empty when none could be.
    pub point: String,
    /// Bytes that were downloaded.
    pub bytes: u64,
    /// What was done, in order.
    pub steps: Vec<StepTaken>,
    /// How the packages stand now.
    pub verdicts: Vec<PackageReport>,
    /// What was refused.
    pub critical: Vec<CriticalError>,
    /// Since when the machine needs a reboot.
    pub reboot_pending: Option<DateTime<Utc>>,
    /// Whether the report was delivered.
    pub reported: bool,
    /// Why no distribution point could be read; empty when one was.
    pub problem: String,
}

/// What the client does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold")]
pub enum Activity {
    /// Nothing until the next check.
    #[default]
    Idle,
    /// It reads a distribution point.
    Checking { point: String },
    /// It downloads a package from a point.
    Downloading {
        package: String,
        #[serde(default)]
        point: String,
        done_bytes: u64,
        size_bytes: u64,
    },
    /// It verifies what is installed.
    Verifying,
    /// It installs, upgrades or repairs a package.
    Installing { package: String, since: DateTime<Utc> },
    /// It removes a package.
    Removing { package: String, since: DateTime<Utc> },
}

/// How a reboot that comes by itself can be put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postpone {
    /// By how many seconds.
    pub by_s: u64,
    /// How often it still can be.
    pub left: u32,
}

/// Who tells how the client stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teller {
    /// The service itself, now.
    Service,
    /// The files that it has kept.
    #[default]
    State,
}

/// What the running client, or else its state, tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientView {
    /// Who tells this.
    pub told_by: Teller,
    /// How it was then: now, or when the state was written last; none where there is no state yet.
    pub told_at: Option<DateTime<Utc>>,
    /// Why the service did not tell it; empty when it did.
    pub unanswered: String,
    /// The machine's name.
    pub machine: String,
    /// The service's process id; none when it does not run.
    pub pid: Option<u32>,
    /// The version that runs, or ran last; empty when none did.
    pub version: String,
    /// What it does, or was about when it was cut off.
    pub activity: Activity,
    /// The generation that is in force; 0 before the first.
    pub generation: i64,
    /// The distribution point that was read last; empty before the first.
    pub point: String,
    /// When it was read last.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it is read next, as far as is known.
    pub next_check_at: Option<DateTime<Utc>>,
    /// Since when the machine needs a reboot.
    pub reboot_pending: Option<DateTime<Utc>>,
    /// When the client will reboot the machine by itself.
    pub reboot_at: Option<DateTime<Utc>>,
    /// How that reboot can be put off; none when there is none.
    pub postpone: Option<Postpone>,
    /// Whether the last report was delivered; none when there is none, or it is not known.
    pub reported: Option<bool>,
    /// The packages, as they stood at the last check.
    pub packages: Vec<PackageReport>,
    /// What went wrong with the last check; empty when nothing did.
    pub problem: String,
}
