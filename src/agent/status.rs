//! What the service tells of itself, and what may be asked of it: the only thing between it and its user interface
//! (CMF-43, CMF-91).

pub use crate::model::client::{Activity, ClientView, Postpone};
use crate::model::desired::Desired;
use crate::model::id::PackageId;
use crate::model::report::Verdict;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The service at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The machine's name.
    pub machine: String,
    /// The service's version.
    pub version: String,
    /// Its process id.
    pub pid: u32,
    /// The generation that is in force; 0 before the first.
    pub generation: i64,
    /// The distribution point that was read last; empty before the first.
    pub point: String,
    /// When it was read last.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it will be read next.
    pub next_check_at: Option<DateTime<Utc>>,
    /// What the service does now.
    pub activity: Activity,
    /// The machine's packages, for this user.
    pub packages: Vec<PackageStatus>,
    /// Since when the machine needs a reboot.
    pub reboot_pending: Option<DateTime<Utc>>,
    /// When the service will reboot the machine by itself.
    pub reboot_at: Option<DateTime<Utc>>,
    /// How that reboot can be put off; none when there is none.
    #[serde(default)]
    pub postpone: Option<Postpone>,
    /// What went wrong with the last check; empty when nothing did.
    pub problem: String,
}

/// A package on the machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageStatus {
    /// What shall be, with every rule.
    pub desired: Desired,
    /// What it is for.
    pub description: String,
    /// The version that is there; none when it is not.
    pub have: Option<String>,
    /// How the two agree; none when the client does not look after the package.
    pub verdict: Option<Verdict>,
    /// What the installer or the service said last; empty when there is nothing to say.
    pub note: String,
}

/// Something that a user should know, for example that a package was installed or a reboot is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number, rising.
    pub id: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub about: NoticeKind,
    /// The package; empty when it is not about one.
    pub package: String,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NoticeKind {
    Installed,
    Upgraded,
    Repaired,
    Removed,
    Failed,
    RebootNeeded,
    RebootSoon,
    NewVersion,
}

/// What may be asked of the service. Whoever asks is known by the kernel's word, never by their own.
#[async_trait]
pub trait Service: Send + Sync {
    /// Returns the status as this user sees it.
    async fn status(&self, user: &str) -> Status;

    /// Returns how the client of the machine stands, whoever asks.
    async fn view(&self) -> ClientView;

    /// Returns notices with a number above this one, oldest first.
    async fn notices(&self, above: u64) -> Vec<Notice>;

    /// Chooses or un-chooses a package that is published to the user (CMFX-05); durable when it returns.
    ///
    /// # Errors
    /// Why it is refused, in a sentence.
    async fn choose(&self, user: &str, package: PackageId, chosen: bool) -> Result<(), String>;

    /// Has the distribution point read now.
    async fn check_now(&self);

    /// Has a reboot done now that is due, or waits for somebody to agree.
    ///
    /// # Errors
    /// Why there is none to agree to.
    async fn agree_to_reboot(&self, user: &str) -> Result<(), String>;

    /// Puts off a reboot that comes by itself; durable when it returns.
    ///
    /// # Errors
    /// Why it cannot be.
    async fn postpone_reboot(&self, user: &str) -> Result<(), String>;

    /// Hears that a user interface of this version has connected, with the process id that the kernel gives.
    async fn ui_runs(&self, _user: &str, _version: &str, _pid: Option<u32>) {}
}
