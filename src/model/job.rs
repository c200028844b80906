//! The server jobs (CMF-45, CMF-57) and the record of their runs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A server job, under the name that its administrators know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Job {
    /// Publishes: regenerates flat files and brings them to the distribution points.
    #[serde(rename = "CMFSRV")]
    Publish,
    /// Makes group policies in the directory. Not part of this version.
    #[serde(rename = "CMFGPO")]
    GroupPolicy,
    /// Scans the clients' report files on the distribution points.
    #[serde(rename = "CMFReportSrv")]
    ScanReports,
    /// Takes inventory and applications from the report files into the database. Not part of this version.
    #[serde(rename = "CMFReportingCMD2")]
    Inventory,
}

impl Job {
    /// Every job (CMF-57).
    pub const ALL: [Self; 4] = [Self::Publish, Self::GroupPolicy, Self::ScanReports, Self::Inventory];

    /// Returns the name as it stands in JSON, on the command line and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "CMFSRV",
            Self::GroupPolicy => "CMFGPO",
            Self::ScanReports => "CMFReportSrv",
            Self::Inventory => "CMFReportingCMD2",
        }
    }

    /// Returns the job of this name, compared without case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.name().eq_ignore_ascii_case(name))
    }

    /// Whether this version can run it.
    pub fn is_built(self) -> bool {
        matches!(self, Self::Publish | Self::ScanReports)
    }
}

/// A run of a job that did something, or failed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// Its number, rising; 0 before it is stored.
    pub id: i64,
    /// Which job.
    pub job: Job,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// What it did, in the job's own units.
    pub counts: Vec<(String, u64)>,
    /// What went wrong; empty when nothing did.
    pub problem: String,
}
