//! What the screen knows, and how it changes.

use crate::console::action::Action;
use crate::console::app::{Model, Remote};
use crate::console::screen::list::Cursor;
use crate::model::id::{OperationId, PointId};
use crate::model::lease::DnsHealth;
use crate::model::operation::Operation;
use crate::model::policy::SyncPolicy;
use crate::model::profile::Profile;
use crate::model::system::{Status, StatusCount};
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// Something wrong with publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// Changes have waited for their acknowledgement for longer than they should.
    Late {
        /// How many wait.
        count: u64,
        /// The oldest.
        oldest: OperationId,
        /// Since when it waits.
        since: DateTime<Utc>,
    },
    /// A distribution point takes no files.
    Point {
        /// Its number.
        id: PointId,
        /// Its name.
        name: String,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// The file of a package cannot be sent to a distribution point.
    Lacks {
        /// Its number.
        id: PointId,
        /// Its name.
        name: String,
    },
}

/// Something that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Something wrong with publishing, by its place.
    Alarm(usize),
    /// Systems in a status.
    Status(StatusCount),
    /// The synchronization policy.
    Policy,
    /// A record of the log, by its place among the latest.
    Operation(usize),
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct OverviewState {
    /// Systems by status.
    pub counts: Remote<Vec<StatusCount>>,
    /// What is wrong with publishing.
    pub alarms: Vec<Alarm>,
    /// Hellos by hour.
    pub hours: Remote<Vec<u64>>,
    /// The synchronization policy.
    pub policy: Remote<SyncPolicy>,
    /// Every profile, for forms.
    pub profiles: Remote<Vec<Profile>>,
    /// The latest records of the log.
    pub recent: Remote<Vec<Operation>>,
    /// The cursor over what can be opened.
    pub cursor: Cursor,
}

/// Returns records, newest first, without those that only tell that what the record above them tells was begun, as
/// imports do.
pub fn once_each(mut records: Vec<Operation>) -> Vec<Operation> {
    records.dedup_by(|earlier, later| {
        (earlier.trace_id, earlier.verb, &earlier.object) == (later.trace_id, later.verb, &later.object)
    });
    records
}

impl OverviewState {
    /// Returns what needs a person: most systems first.
    pub fn needs_person(&self) -> Vec<StatusCount> {
        let counts = self.counts.get().map(Vec::as_slice).unwrap_or_default();
        let mut waiting: Vec<_> =
            counts.iter().copied().filter(|count| count.status.needs_person() && count.systems > 0).collect();
        waiting.sort_by_key(|count| (std::cmp::Reverse(count.systems), count.status));
        waiting
    }

    /// Returns how many rows need a person.
    pub(super) fn waiting(&self) -> usize {
        self.alarms.len() + self.needs_person().len()
    }

    /// Returns how many systems are in one of these statuses.
    pub fn total(&self, statuses: impl Fn(Status) -> bool) -> u64 {
        let counts = self.counts.get().map(Vec::as_slice).unwrap_or_default();
        counts.iter().filter(|count| statuses(count.status)).map(|count| count.systems).sum()
    }

    /// Returns what the cursor goes over, from top to bottom.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<_> = (0..self.alarms.len()).map(Item::Alarm).collect();
        items.extend(self.needs_person().into_iter().map(Item::Status));
        items.push(Item::Policy);
        items.extend((0..self.recent.get().map_or(0, Vec::len)).map(Item::Operation));
        items
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        let items = self.shown(body);
        match action {
            // From one block to the next.
            Action::Pane | Action::PaneBack => {
                let policy = items.iter().position(|item| *item == Item::Policy).unwrap_or(0);
                let starts = [0, policy, policy + 1];
                let current = starts.iter().rposition(|start| *start <= self.cursor.index).unwrap_or(0);
                let next = if action == Action::Pane { current + 1 } else { current + 2 };
                self.cursor.index = starts[next % 3].min(items.len().saturating_sub(1));
            }
            Action::ProblemNext => {
                self.cursor.act(Action::Down, self.waiting().max(1), 1);
            }
            Action::ProblemPrevious => {
                self.cursor.act(Action::Up, self.waiting().max(1), 1);
            }
            _ => {
                self.cursor.act(action, items.len(), usize::from(body.height));
            }
        }
    }

    /// Brings the cursor to what there is.
    pub fn settle(&mut self, body: Rect) {
        self.cursor.index = self.cursor.index.min(self.shown(body).len().saturating_sub(1));
    }

    /// Returns the items that fit on the screen.
    fn shown(&self, body: Rect) -> Vec<Item> {
        let fitting = super::view::places(self, body).len();
        let mut items = self.items();
        items.truncate(fitting);
        items
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let found = super::view::places(self, body).into_iter().find(|(_, area)| area.contains((column, row).into()));
        if let Some((index, _)) = found {
            self.cursor.index = index;
        }
        found.is_some()
    }

    /// Returns when a wait becomes long enough to be shown.
    pub fn slow_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        [self.counts.slow_at(now), self.hours.slow_at(now), self.policy.slow_at(now), self.recent.slow_at(now)]
            .into_iter()
            .flatten()
            .min()
    }
}

impl Model {
    /// Returns what is wrong with publishing now.
    pub fn alarms(&self) -> Vec<Alarm> {
        let Some(status) = &self.jobs.status else { return Vec::new() };
        let late = status.backlog.oldest.filter(|_| status.is_late(self.now));
        let late = late.map(|(oldest, since)| Alarm::Late { count: status.backlog.count, oldest, since });
        let failing = status.failing().filter_map(|point| {
            Some(Alarm::Point { id: point.id, name: point.name.clone(), since: point.failing_since? })
        });
        let lacking = status.lacking().map(|point| Alarm::Lacks { id: point.id, name: point.name.clone() });
        late.into_iter().chain(failing).chain(lacking).collect()
    }

    /// Returns how the name service was at the last question: as the backend sees it while there is one.
    pub fn dns(&self) -> Option<&DnsHealth> {
        let health = self.health.get()?;
        health.backend.as_ref().and_then(|report| report.dns.as_ref()).or(health.dns.as_ref())
    }

    /// Whether keys go into the filter of the shown screen.
    pub fn is_filtering(&self) -> bool {
        use crate::console::screen::ScreenId;
        match self.screen {
            ScreenId::Overview => false,
            ScreenId::Sets => self.sets.filter.editing || self.sets.members.filter.editing,
            ScreenId::Machines => self.machines.filter.editing,
            ScreenId::Packages => self.packages.filter.editing,
            ScreenId::Hellos => self.hellos.filter.editing,
            ScreenId::Jobs => self.jobs.list().filter.editing,
            ScreenId::Log => self.log.filter.editing,
            ScreenId::Own => self.own.filter.editing,
        }
    }
}
