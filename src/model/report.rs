//! A client's report: one file for each machine in a distribution point's `reports` folder (CMF-54, section 4.6).

use crate::model::desired::DesiredState;
use crate::model::id::PackageId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Largest report file in bytes that is read.
pub const MAX_REPORT_BYTES: u64 = 1 << 20;

/// Returns a machine's report file below `reports`.
pub fn report_file(machine: &str) -> String {
    format!("{}.cmf.json", machine.to_lowercase())
}

/// What a client tells of its machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientReport {
    /// The machine's name.
    pub pc: String,
    /// Its SMBIOS UUID, if the agent could read it.
    #[serde(default)]
    pub uuid: Option<Uuid>,
    /// Its operating system with version.
    pub os: String,
    /// When it was started.
    #[serde(default)]
    pub boot: Option<DateTime<Utc>>,
    /// The agent's version.
    pub agent_ver: String,
    /// The user interface's version; empty when it never ran.
    #[serde(default)]
    pub ui_ver: String,
    /// The distribution point that it last read.
    pub dp: String,
    /// The generation that it has.
    pub cfg_gen: i64,
    /// When it last checked the distribution point.
    pub checked_at: DateTime<Utc>,
    /// When the report was taken.
    pub taken_at: DateTime<Utc>,
    /// Its packages.
    pub pkgs: Vec<PackageReport>,
    /// Critical errors of the client itself.
    #[serde(default)]
    pub critical: Vec<CriticalError>,
    /// Since when it needs a reboot.
    #[serde(default)]
    pub reboot_pending: Option<DateTime<Utc>>,
    /// What users chose on the machine itself and the database may not know.
    #[serde(default)]
    pub choices: Vec<LocalChoice>,
}

/// A package on the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageReport {
    /// Which one.
    pub id: PackageId,
    /// What shall be.
    pub want: DesiredState,
    /// The version that is there; none when it is not.
    pub have: Option<String>,
    /// The version that shall be there.
    pub ver: String,
    /// How the two agree.
    pub verdict: Verdict,
    /// The installer's last exit code, if it was run.
    pub code: Option<i32>,
    /// When the verdict was reached.
    pub at: DateTime<Utc>,
    /// What the installer or the agent said; empty when there is nothing to say.
    #[serde(default)]
    pub note: String,
}

/// How desired and found agree (section 4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the words of requirements section 4.6")]
pub enum Verdict {
    Ok,
    Missing,
    WrongVersion,
    ForbiddenPresent,
    Failed,
    PendingReboot,
    BlockedLocal,
    Deferred,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Ok,
        Self::Missing,
        Self::WrongVersion,
        Self::ForbiddenPresent,
        Self::Failed,
        Self::PendingReboot,
        Self::BlockedLocal,
        Self::Deferred,
    ];

    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missing => "missing",
            Self::WrongVersion => "wrong-version",
            Self::ForbiddenPresent => "forbidden-present",
            Self::Failed => "failed",
            Self::PendingReboot => "pending-reboot",
            Self::BlockedLocal => "blocked-local",
            Self::Deferred => "deferred",
        }
    }
}

/// An error of the client itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalError {
    /// A stable code, for example `SIGNATURE`.
    pub code: String,
    /// What happened.
    pub text: String,
}

/// A user's choice made at the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalChoice {
    /// The login name.
    pub user: String,
    /// The package.
    pub pkg: PackageId,
    /// Whether it was chosen or un-chosen.
    pub chosen: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the server keeps of a client's last report: enough to tell how far a change has come (CMF-79).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The machine's name; compared without case.
    pub machine: String,
    /// The distribution point that it last read.
    pub point: String,
    /// The generation that it has.
    pub generation: i64,
    /// When it last checked, as it says.
    pub checked_at: DateTime<Utc>,
    /// When it took the report, as it says.
    pub reported_at: DateTime<Utc>,
    /// When the server read the report.
    pub read_at: DateTime<Utc>,
    /// The agent's version.
    pub agent_version: String,
    /// Packages whose verdict is `ok`.
    pub packages_ok: u32,
    /// Packages that it told of.
    pub packages: u32,
    /// Packages whose verdict is `failed`.
    pub packages_failed: u32,
    /// Since when it needs a reboot.
    pub reboot_pending: Option<DateTime<Utc>>,
}
