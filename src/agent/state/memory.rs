//! What is kept, file by file.

use crate::distribution::client::TrustedKeys;
use crate::distribution::digest;
use crate::model::id::PackageId;
use crate::model::package::Package;
use crate::model::publication::Digest;
use crate::model::report::ClientReport;
use crate::rules::remedy::{Doing, Tried};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// `accepted.json`: what was accepted from distribution points so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The newest generation; nothing older is accepted.
    pub generation: i64,
    /// The digest of that generation's index.
    pub index: Option<Digest>,
    /// The distribution point that was read last, and when.
    pub point: String,
    /// When it was read last.
    pub checked_at: Option<DateTime<Utc>>,
    /// The keys that were learned, and those that were retired.
    #[serde(default)]
    pub keys: TrustedKeys,
    /// The tags of the index by point, so that one that has not changed is not sent again.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// `attempts.json`: tries that failed, by package.
pub type Attempts = BTreeMap<PackageId, Attempt>;

/// Tries of a package as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// How the package was, by [`fingerprint`]; when it is changed, the tries of before do not count.
    pub of: String,
    /// The tries.
    pub tried: Tried,
}

/// Returns what tells whether a package is still installed the same way.
pub fn fingerprint(package: &Package) -> String {
    let Package { name, version, source, checksum, install_command, remove_command, detection, .. } = package;
    let parts = [name, version, source, checksum, install_command, remove_command, detection];
    let text = parts.map(|part| format!("{}:{part}", part.len())).concat();
    digest::of(text.as_bytes()).to_string().chars().take(32).collect()
}

/// `removed.json`: when the choice was made because of which a package was removed, by package.
pub type Removed = BTreeMap<PackageId, DateTime<Utc>>;

/// `journal.json`: the step under way. When it is there at a start, the step was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The package.
    pub pkg: PackageId,
    /// Its name and version, for the log.
    pub title: String,
    /// What was being done.
    pub doing: Doing,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// `reboot.json`: the reboot that is pending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reboot {
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// The packages that wait for it.
    pub packages: BTreeSet<PackageId>,
    /// Identifies the run of the system in which it became due; in another one it is done.
    pub boot: String,
    /// Whether one of the packages wants it by force.
    pub forced: bool,
    /// Whether one of the packages asks for it.
    pub asks: bool,
}

/// `report.json`: the last report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The report.
    pub report: ClientReport,
    /// Whether a distribution point has it.
    pub delivered: bool,
}
