//! What the screen knows, and how it changes.

use super::Book;
use super::layout::panes;
use crate::config::Locale;
use crate::console::action::Action;
use crate::console::app::{Effect, Look, Remote, Request, Slot, Tag};
use crate::console::screen::ScreenId;
use crate::console::screen::list::{Cursor, Filter};
use crate::console::ticket;
use crate::console::view::{Line, Memo};
use crate::core::Problem;
use crate::core::hello::Detail;
use crate::model::hello::RejectedHello;
use crate::model::id::{SystemId, TraceId};
use crate::model::system::{AmtSystem, Status};
use crate::port::HelloPage;
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::layout::Rect;

/// How many systems one page of the first load has: small, so that something is seen at once.
const FIRST_PAGE: u32 = 400;
/// How many the further pages have.
const PAGE: u32 = 4000;
/// How long the cursor rests on a system before its detail is asked for. Shorter than a person notices, longer than the
/// pause between two repeats of a key.
const REST: TimeDelta = TimeDelta::milliseconds(60);

/// A group of the left pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// Every system.
    #[default]
    All,
    /// The systems in one status.
    Status(Status),
    /// Messages that were no hellos.
    Malformed,
}

/// A part of the screen that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The groups.
    #[default]
    Groups,
    /// The systems of the group.
    List,
    /// The selected system.
    Detail,
}

/// What makes a system's detail worth asking for again.
type Version = (SystemId, DateTime<Utc>, Option<DateTime<Utc>>, Status);

/// What the screen knows.
#[derive(Debug, Default)]
pub struct HellosState {
    /// The systems.
    pub book: Book,
    /// The question for systems that is under way.
    pub systems: Remote<()>,
    /// The newest malformed messages.
    pub rejected: Remote<Vec<RejectedHello>>,
    /// The selected system, in full.
    pub detail: Remote<Box<Detail>>,
    /// What is typed to narrow the list.
    pub filter: Filter,
    /// The part that has the keys.
    pub pane: Pane,
    /// The selected group.
    pub group: Group,
    /// The cursor in the groups.
    pub groups: Cursor,
    /// The cursor in the list.
    pub list: Cursor,
    /// First line of the detail that is shown.
    pub scroll: usize,
    /// The steps of the trace that was drawn last, by trace, columns, and whether in full.
    pub(super) steps: Memo<(TraceId, usize, bool), Vec<Line>>,
    visible: Vec<u32>,
    selected: Option<SystemId>,
    asked: Option<Version>,
    /// The system that the cursor has come to, and since when, while its detail is not asked for yet.
    resting: Option<(SystemId, DateTime<Utc>)>,
    used: bool,
    /// Revision up to which every system is in the book.
    loaded: Option<i64>,
    /// Revision that the load under way brings the book to.
    target: i64,
    /// Newest revision that was heard of.
    newest: i64,
}

impl HellosState {
    /// Whether the systems were ever asked for.
    pub fn is_used(&self) -> bool {
        self.used
    }

    /// Asks for what changed up to a revision, or for everything the first time.
    pub fn load(&mut self, revision: i64, now: DateTime<Utc>) -> Option<Effect> {
        self.newest = revision;
        if self.systems.is_waiting() || self.loaded == Some(revision) {
            return None;
        }
        self.used = true;
        self.target = revision;
        Some(self.ask_page(None, now))
    }

    fn ask_page(&mut self, after: Option<(DateTime<Utc>, SystemId)>, now: DateTime<Utc>) -> Effect {
        let limit = if after.is_none() && self.loaded.is_none() { FIRST_PAGE } else { PAGE };
        let changed_since = self.loaded.map(|loaded| loaded.saturating_add(1));
        let tag = self.systems.ask(Slot::Systems, now);
        Effect::ask(tag, Request::Systems { after, changed_since, limit })
    }

    /// Takes a page of systems, and asks for the next one if there is one.
    pub fn take_page(&mut self, tag: Tag, page: Result<HelloPage, Problem>, now: DateTime<Utc>) -> Option<Effect> {
        let (systems, next) = match page {
            Ok(page) => (page.systems, page.next),
            Err(problem) => {
                self.systems.take(tag, Err(problem), now);
                return None;
            }
        };
        self.systems.take(tag, Ok(()), now);
        self.book.put(systems);
        self.select();
        if next.is_some() {
            return Some(self.ask_page(next, now));
        }
        self.loaded = Some(self.target);
        self.load(self.newest, now)
    }

    /// Forgets what was loaded, to load it again.
    pub fn forget(&mut self) {
        self.loaded = None;
        self.asked = None;
        self.systems.cancel();
        self.book.clear();
    }

    /// Returns the groups that are shown: all, every status that any system is in, and malformed messages.
    pub fn group_rows(&self) -> Vec<(Group, usize)> {
        let totals = self.book.totals();
        let matching = self.book.matching_counts();
        let mut rows = vec![(Group::All, self.book.matching_len())];
        rows.extend(
            Status::ALL
                .iter()
                .filter(|status| totals.of(**status) > 0 || self.group == Group::Status(**status))
                .map(|status| (Group::Status(*status), matching.of(*status))),
        );
        let rejected = self.rejected.get().map_or(0, Vec::len);
        if rejected > 0 || self.group == Group::Malformed {
            rows.push((Group::Malformed, rejected));
        }
        rows
    }

    /// Returns the name of the selected group.
    pub fn group_title(&self, look: &Look) -> String {
        match self.group {
            Group::All => look.text("group-all"),
            Group::Status(status) => look.text(&status_id(status)),
            Group::Malformed => look.text("group-malformed"),
        }
    }

    /// Selects a group, as a jump from another screen does.
    pub fn show_group(&mut self, group: Group) {
        self.group = group;
        self.pane = Pane::List;
        self.selected = None;
        self.list = Cursor::default();
        self.select();
    }

    /// Selects a system, as a jump from the palette does.
    pub fn show_system(&mut self, id: SystemId) {
        self.filter.clear();
        self.book.filter("");
        self.group = Group::All;
        self.pane = Pane::List;
        self.selected = Some(id);
        self.select();
    }

    /// Makes the list anew after systems, group or filter changed; the cursor stays on its system.
    pub fn select(&mut self) {
        let rows = self.group_rows();
        if let Some(index) = rows.iter().position(|(group, _)| *group == self.group) {
            self.groups.index = index;
        }
        self.visible = match self.group {
            Group::All => self.book.matching(None),
            Group::Status(status) => self.book.matching(Some(status)),
            Group::Malformed => Vec::new(),
        };
        let place = self.selected.and_then(|id| self.visible.iter().position(|p| self.book.at(*p).id == id));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.list_len().saturating_sub(1)),
        }
        self.note_selected();
    }

    /// Applies the filter as it is typed.
    pub fn apply_filter(&mut self) {
        self.book.filter(self.filter.text());
        self.select();
    }

    fn note_selected(&mut self) {
        let id = self.visible.get(self.list.index).map(|place| self.book.at(*place).id);
        if id != self.selected {
            self.selected = id;
            self.scroll = 0;
        }
    }

    /// Returns the length of the list.
    pub fn list_len(&self) -> usize {
        match self.group {
            Group::Malformed => self.rejected.get().map_or(0, Vec::len),
            _ => self.visible.len(),
        }
    }

    /// Returns the system in a row of the list.
    pub fn row(&self, index: usize) -> Option<&AmtSystem> {
        self.visible.get(index).map(|place| self.book.at(*place))
    }

    /// Returns the selected system.
    pub fn selected(&self) -> Option<&AmtSystem> {
        self.selected.and_then(|id| self.book.get(id))
    }

    /// Returns the selected malformed message.
    pub fn selected_rejected(&self) -> Option<&RejectedHello> {
        self.rejected.get().filter(|_| self.group == Group::Malformed)?.get(self.list.index)
    }

    /// Returns the detail of the selected system, if it has arrived.
    pub fn selected_detail(&self) -> Option<&Detail> {
        let id = self.selected?;
        self.detail.get().map(Box::as_ref).filter(|detail| detail.system.id == id)
    }

    /// Returns the detail that was shown before, for the moment in which the one of the selected system is awaited: a
    /// pane that empties and fills again at every move of the cursor is hard to look at.
    pub fn held_detail(&self, now: DateTime<Utc>) -> Option<&Detail> {
        let short = self.resting.is_some() || (self.detail.is_waiting() && !self.detail.is_slow(now));
        self.detail.get().map(Box::as_ref).filter(|_| short)
    }

    /// Asks for the detail of the selected system when it is another one or has changed.
    pub fn want_detail(&mut self, screen: ScreenId, now: DateTime<Utc>) -> Option<Effect> {
        let system = self.selected().filter(|_| screen == ScreenId::Hellos)?;
        let version = (system.id, system.last_seen, system.resolved_at, system.status);
        if self.asked == Some(version) {
            self.resting = None;
            return None;
        }
        // A cursor that only passes by asks for nothing: neither the database nor a slow line should follow every row.
        let since = self.resting.filter(|(id, _)| *id == system.id).map_or(now, |(_, since)| since);
        let passes_by = self.asked.is_some_and(|asked| asked.0 != system.id) && now - since < REST;
        let id = system.id;
        let request = Request::Detail { uuid: system.uuid, address: system.split_by.map(|_| system.address) };
        self.resting = passes_by.then_some((id, since));
        if passes_by {
            return None;
        }
        let is_another = self.asked.is_none_or(|asked| asked.0 != version.0);
        if is_another && self.detail.problem().is_some() {
            self.detail.clear();
        }
        self.asked = Some(version);
        Some(Effect::ask(self.detail.ask(Slot::Detail, now), request))
    }

    /// Returns when a cursor that rests has rested for long enough.
    pub fn rests_at(&self, screen: ScreenId) -> Option<DateTime<Utc>> {
        self.resting.filter(|_| screen == ScreenId::Hellos).map(|(_, since)| since + REST)
    }

    /// Returns the selected system as text for a ticket.
    pub fn ticket(&self, locale: &Locale) -> Option<String> {
        Some(ticket::ticket(locale, self.selected()?, self.selected_detail()))
    }

    /// Whether opening the selected row shows its trace: there is no further pane to go to.
    pub fn opens_trace(&self) -> bool {
        self.pane == Pane::Detail && self.selected().is_some()
    }

    /// Goes to the pane before. Returns whether there is one.
    pub fn leave_pane(&mut self) -> bool {
        let before = match self.pane {
            Pane::Groups => return false,
            Pane::List => Pane::Groups,
            Pane::Detail => Pane::List,
        };
        self.pane = before;
        true
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        match action {
            Action::Pane => self.pane = self.pane.next(),
            Action::PaneBack => self.pane = self.pane.next().next(),
            Action::Open => self.pane = if self.pane == Pane::Groups { Pane::List } else { Pane::Detail },
            Action::Close => {
                self.leave_pane();
            }
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            Action::ProblemNext => self.problem(true),
            Action::ProblemPrevious => self.problem(false),
            _ => self.navigate(action, body),
        }
    }

    fn navigate(&mut self, action: Action, body: Rect) {
        let areas = panes(body, self.pane);
        match self.pane {
            Pane::Groups => {
                let rows = self.group_rows();
                if self.groups.act(action, rows.len(), usize::from(areas.groups.height)) {
                    self.group = rows.get(self.groups.index).map_or(Group::All, |row| row.0);
                    self.selected = None;
                    self.list = Cursor::default();
                    self.select();
                }
            }
            Pane::List => {
                let page = usize::from(areas.list.height.saturating_sub(1));
                if self.list.act(action, self.list_len(), page) {
                    self.note_selected();
                }
            }
            Pane::Detail => {
                let mut lines = Cursor { index: self.scroll, offset: 0 };
                if lines.act(action, 400, usize::from(areas.detail.height)) {
                    self.scroll = lines.index;
                }
            }
        }
    }

    /// Goes to the next or previous system that needs a person.
    fn problem(&mut self, forward: bool) {
        let needs = |index: &usize| self.row(*index).is_some_and(|system| system.status.needs_person());
        let found = if forward {
            (self.list.index + 1..self.list_len()).find(needs)
        } else {
            (0..self.list.index.min(self.list_len())).rev().find(needs)
        };
        if let Some(index) = found {
            self.list.index = index;
            self.pane = Pane::List;
            self.note_selected();
        }
    }

    /// Brings the windows to their cursors.
    pub fn settle(&mut self, body: Rect) {
        let areas = panes(body, self.pane);
        self.groups.settle(self.group_rows().len(), usize::from(areas.groups.height));
        if areas.list.height > 0 {
            self.list.settle(self.list_len(), usize::from(areas.list.height - 1));
        }
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let areas = panes(body, self.pane);
        let at = ratatui::layout::Position::new(column, row);
        if areas.groups.contains(at) {
            let rows = self.group_rows();
            let Some((group, _)) = rows.get(self.groups.offset + usize::from(row - areas.groups.y)) else {
                return false;
            };
            let group = *group;
            self.show_group(group);
            self.pane = Pane::Groups;
            return true;
        }
        if areas.list.contains(at) && row > areas.list.y {
            let index = self.list.offset + usize::from(row - areas.list.y - 1);
            if index < self.list_len() {
                self.pane = Pane::List;
                self.list.index = index;
                self.note_selected();
                return true;
            }
        }
        false
    }

    /// Returns when a wait becomes long enough to be shown.
    pub fn slow_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.systems.slow_at(now).into_iter().chain(self.detail.slow_at(now)).min()
    }
}

impl Pane {
    fn next(self) -> Self {
        match self {
            Self::Groups => Self::List,
            Self::List => Self::Detail,
            Self::Detail => Self::Groups,
        }
    }
}

/// Returns the id of a status's name in the locale files.
pub(super) fn status_id(status: Status) -> String {
    format!("status-{}", status.name().replace('_', "-"))
}
