//! Packages (PKG): what is installed, set or run on machines (requirements section 8).

use crate::model::id::{PackageId, SystemSetId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Its number.
    pub id: PackageId,
    /// The NSS that owns it.
    pub nss: SystemSetId,
    /// Its name; unique together with the version, compared without case.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is for.
    pub description: String,
    /// What kind of thing it is.
    pub kind: PackageKind,
    /// Whether it belongs to a computer or to a user.
    pub scope: PackageScope,
    /// Where its files are, relative to a distribution point's `packages` folder.
    pub source: String,
    /// The command that installs it; empty where the kind says how.
    pub install_command: String,
    /// The command that removes it.
    pub remove_command: String,
    /// What tells that it is installed; empty where the package manager knows.
    pub detection: String,
    /// Exit codes that mean success.
    pub success_codes: Vec<i32>,
    /// Exit codes that mean success after a reboot.
    pub reboot_codes: Vec<i32>,
    /// Packages that must be there first.
    pub dependencies: Vec<PackageId>,
    /// Packages that it replaces.
    pub supersedes: Vec<PackageId>,
    /// Packages that it cannot stand beside.
    pub conflicts: Vec<PackageId>,
    /// Decides between packages in conflict; the higher number wins.
    pub priority: i32,
    /// SHA-256 of the file at `source`, as 64 hexadecimal digits; empty where there is no file. A client installs
    /// nothing else.
    #[serde(default)]
    pub checksum: String,
    /// Size of the download in bytes.
    pub size: u64,
    /// Operating systems on which it counts, each a prefix of the machine's, compared without case; empty means all.
    pub os_filter: Vec<String>,
    /// At most this many machines install it at the same time; none means no limit.
    pub concurrency: Option<u32>,
    /// At most this many installations are licensed; none means no limit.
    pub licences: Option<u32>,
    /// Whether an installation needs a reboot.
    pub reboots: bool,
    /// How far it is in its life.
    pub state: PackageState,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

impl Package {
    /// Returns name and version for people.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// What kind of thing a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the words of requirements section 8")]
pub enum PackageKind {
    Application,
    Patch,
    OsSetting,
    GroupPolicy,
    ScheduledTask,
    Meta,
}

impl PackageKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Application, Self::Patch, Self::OsSetting, Self::GroupPolicy, Self::ScheduledTask, Self::Meta];

    /// Returns the name as it stands in JSON, on the command line and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Patch => "patch",
            Self::OsSetting => "os_setting",
            Self::GroupPolicy => "group_policy",
            Self::ScheduledTask => "scheduled_task",
            Self::Meta => "meta",
        }
    }
}

/// Whether a package belongs to a computer or to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageScope {
    /// To a computer, whoever uses it.
    Computer,
    /// To a user, wherever they log on.
    User,
}

/// How far a package is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageState {
    /// Being made; assignments of it have no effect yet.
    Draft,
    /// In use.
    Published,
    /// No longer; assignments of it have no effect any more.
    Retired,
}

impl PackageState {
    /// Returns the name as it stands in JSON and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }
}
