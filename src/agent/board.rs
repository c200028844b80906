//! What the service shows of itself while it works: written by the check, read for the user interface.

use crate::agent::status::{Activity, Notice, NoticeKind, Postpone};
use crate::model::membership::Memberships;
use crate::model::report::PackageReport;
use crate::rules::desired::Rules;
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most notices that are kept; the oldest go first.
const MAX_NOTICES: usize = 500;

/// Most users whose files are asked for because they asked; the machine's own users come on top.
const MAX_GUESTS: usize = 64;

/// What the service knows at one moment.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) activity: Activity,
    pub(super) generation: i64,
    pub(super) point: String,
    pub(super) checked_at: Option<DateTime<Utc>>,
    pub(super) next_check_at: Option<DateTime<Utc>>,
    pub(super) packages: Vec<PackageReport>,
    /// The rules that are in force, and who is in which NSC.
    pub(super) known: Option<(Arc<Rules>, Arc<Memberships>)>,
    pub(super) reboot_pending: Option<DateTime<Utc>>,
    pub(super) reboot_at: Option<DateTime<Utc>>,
    /// How it can be put off.
    pub(super) postpone: Option<Postpone>,
    /// Whether somebody may have the pending reboot done now.
    pub(super) reboot_asks: bool,
    /// Whether the last report was delivered.
    pub(super) reported: Option<bool>,
    pub(super) problem: String,
    pub(super) guests: BTreeSet<String>,
    notices: VecDeque<Notice>,
    last_notice: u64,
}

/// The shared board.
#[derive(Debug, Default)]
pub(super) struct Board(Mutex<Shown>);

impl Board {
    pub(super) fn look(&self) -> MutexGuard<'_, Shown> {
        // Nothing is left half-done by whoever panicked: every change is one assignment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn activity(&self, activity: Activity) {
        self.look().activity = activity;
    }

    pub(super) fn notice(&self, about: NoticeKind, package: &str, at: DateTime<Utc>) {
        let mut shown = self.look();
        shown.last_notice += 1;
        let id = shown.last_notice;
        shown.notices.push_back(Notice { id, at, about, package: package.to_owned() });
        if shown.notices.len() > MAX_NOTICES {
            shown.notices.pop_front();
        }
    }

    pub(super) fn notices(&self, above: u64) -> Vec<Notice> {
        self.look().notices.iter().filter(|notice| notice.id > above).cloned().collect()
    }

    /// Notes a user who asked; whether they were not known before.
    pub(super) fn guest(&self, user: &str) -> bool {
        let mut shown = self.look();
        let room = shown.guests.len() < MAX_GUESTS;
        room && shown.guests.insert(user.to_lowercase())
    }
}
