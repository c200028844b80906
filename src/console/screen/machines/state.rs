//! What the screen knows, and how it changes.

use super::contest::Contest;
use super::layout::{panes, rows};
use super::text;
use crate::config::Locale;
use crate::console::action::Action;
use crate::console::app::{Effect, Followed, Model, Remote, Request, Slot, Tag};
use crate::console::screen::list::{Cursor, Filter};
use crate::core::Problem;
use crate::core::machine::{Found, MachinePage, MachineQuery, MachineRow, MachineWhy, Sort, SortColumn};
use crate::model::desired::Desired;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// How many machines are asked for at once.
const PAGE: u32 = 500;
/// How many are asked for again at most, when they may have changed.
const AGAIN: u32 = 10_000;

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The machines.
    #[default]
    List,
    /// The packages of the selected one.
    Packages,
}

/// A machine, and the user on it.
type Asked = (String, Option<String>);

/// What the screen knows.
#[derive(Debug, Default)]
pub struct MachinesState {
    /// The machines that the filter finds, in their order.
    pub machines: Remote<Vec<MachineRow>>,
    /// What the selected machine shall have.
    pub detail: Followed<Asked, Box<MachineWhy>>,
    /// The user for whom it is shown what a machine shall have; none for the machines alone.
    pub user: Option<String>,
    /// What is typed to find machines. The core is asked: there are too many for the console.
    pub filter: Filter,
    /// In which order they are.
    pub sort: Sort,
    /// How many were found; none while nothing is looked for.
    pub found: Option<Found>,
    /// The core's answer to being asked to have all machines ready.
    pub roll: Remote<()>,
    /// The cursor over the machines.
    pub list: Cursor,
    /// The cursor over the packages of the selected machine.
    pub packages: Cursor,
    /// What has the keys.
    pub pane: Pane,
    /// Whether the last machine that the filter finds is among them.
    pub complete: bool,
    /// The filter and the order of the machines that are known.
    known: (String, Sort),
    /// Whether the core was asked to have all machines ready.
    called: bool,
    /// The question for further machines, and for how many the latest question was.
    more: Option<Tag>,
    selected: Option<String>,
}

impl MachinesState {
    /// Whether machines were ever asked for.
    pub fn is_used(&self) -> bool {
        self.machines.get().is_some() || self.machines.is_waiting()
    }

    /// Returns the machines that the filter found.
    pub fn rows(&self) -> &[MachineRow] {
        self.machines.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the selected machine.
    pub fn selected(&self) -> Option<&MachineRow> {
        self.rows().get(self.list.index)
    }

    /// Returns what the selected machine shall have, or for a moment what the one before shall have.
    pub fn shown(&self, now: DateTime<Utc>) -> Option<&MachineWhy> {
        self.detail.shown(&self.asked()?, now).map(Box::as_ref)
    }

    fn asked(&self) -> Option<Asked> {
        self.selected().map(|row| (row.computer.name.clone(), self.user.clone()))
    }

    /// Shows what machines shall have for a user, or for themselves alone.
    pub fn look_for(&mut self, user: Option<String>) {
        if user != self.user {
            (self.user, self.packages) = (user, Cursor::default());
        }
    }

    /// Returns which machine is looked at, and for whom.
    pub fn place(&self, locale: &Locale) -> Option<String> {
        let name = &self.selected()?.computer.name;
        Some(match &self.user {
            Some(user) => format!("{name} {}", text::for_user(locale, user)),
            None => name.clone(),
        })
    }

    /// Returns the package under the cursor.
    pub fn selected_package(&self, now: DateTime<Utc>) -> Option<&Desired> {
        self.shown(now)?.packages.get(self.packages.index)
    }

    /// Returns the question for the machines that the filter finds: as many as are known, when it is the same filter.
    pub fn query(&self) -> MachineQuery {
        let same = self.is_known();
        let known = if same { u32::try_from(self.rows().len()).unwrap_or(AGAIN) } else { 0 };
        self.page(None, known.clamp(PAGE, AGAIN))
    }

    fn page(&self, after: Option<String>, limit: u32) -> MachineQuery {
        MachineQuery { filter: self.filter.text().to_owned(), sort: self.sort, after, limit }
    }

    /// Whether the machines that are known are those that the filter and the order want.
    fn is_known(&self) -> bool {
        self.known.0 == self.filter.text() && self.known.1 == self.sort
    }

    /// Sorts by the next column that is shown, or turns the order around.
    pub fn sort_by(&mut self, turn: bool) {
        let next = match self.sort.column {
            SortColumn::Name => SortColumn::Os,
            SortColumn::Os => SortColumn::Owner,
            _ => SortColumn::Name,
        };
        self.sort = match turn {
            true => Sort { descending: !self.sort.descending, ..self.sort },
            false => Sort { column: next, descending: false },
        };
        // Another order is looked at from its beginning.
        (self.list, self.selected) = (Cursor::default(), None);
    }

    /// Has the core get all machines ready when somebody begins to look for some, and let go of them afterwards.
    pub fn want_roll(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        let wanted = self.filter.editing || self.page(None, 0).looks_at_all();
        if wanted == self.called {
            return None;
        }
        self.called = wanted;
        Some(Effect::ask(self.roll.ask(Slot::Roll, now), Request::Roll { wanted }))
    }

    /// Takes a page: the first machines, or further ones. The question for it must be awaited.
    pub fn take_page(&mut self, tag: Tag, page: Result<MachinePage, Problem>, now: DateTime<Utc>) {
        let more = self.more.take_if(|asked| *asked == tag).is_some();
        let page = page.map(|MachinePage { rows: page, found }| {
            let wanted = if more { PAGE } else { self.query().limit };
            self.complete = page.len() < wanted as usize;
            self.found = found;
            let mut rows =
                if more { self.machines.get_mut().map(std::mem::take).unwrap_or_default() } else { Vec::new() };
            rows.extend(page);
            self.known = (self.filter.text().to_owned(), self.sort);
            rows
        });
        self.machines.take(tag, page, now);
        let place = self.selected.as_ref().and_then(|name| self.rows().iter().position(|r| r.computer.name == *name));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.rows().len().saturating_sub(1)),
        }
        self.note_selected();
    }

    fn note_selected(&mut self) {
        let name = self.selected().map(|row| row.computer.name.clone());
        if name != self.selected {
            self.selected = name;
            self.packages = Cursor::default();
        }
    }

    /// Asks what the selected machine shall have, when the cursor rests on it.
    pub fn want(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        self.detail.want(self.asked(), Slot::Machine, now, |(name, user)| Request::Machine { name, user })
    }

    /// Whether opening shows the contest: there is no further pane to go to.
    pub fn opens_contest(&self) -> bool {
        self.pane == Pane::Packages
    }

    /// Returns which rules speak about the package under the cursor.
    pub fn contest(&self, now: DateTime<Utc>) -> Option<Contest> {
        let shown = self.shown(now)?;
        let (machine, user) = (shown.machine.computer.name.clone(), shown.user.clone());
        Some(Contest { machine, user, desired: self.selected_package(now)?.clone() })
    }

    /// Returns the selected machine's card as text for a ticket.
    pub fn ticket(&self, locale: &Locale, model: &Model) -> Option<String> {
        let row = self.selected()?;
        Some(text::ticket(locale, model, row, self.detail.of(&self.asked()?).map(Box::as_ref)))
    }

    /// Leaves the packages. Returns whether they had the keys.
    pub fn leave_pane(&mut self) -> bool {
        std::mem::take(&mut self.pane) == Pane::Packages
    }

    /// Carries a navigation action out. At the end of the list, further machines are asked for.
    pub fn act(&mut self, action: Action, body: Rect, now: DateTime<Utc>) -> Option<Effect> {
        let areas = panes(body, self.pane);
        let packages = self.shown(now).map_or(0, |why| why.packages.len());
        match (action, self.pane) {
            (Action::Open, Pane::List) => self.pane = Pane::Packages,
            (Action::Close, _) => self.pane = Pane::List,
            (Action::Pane | Action::PaneBack, _) => {
                self.pane = if self.pane == Pane::List { Pane::Packages } else { Pane::List };
            }
            (Action::ScrollDown, _) => drop(self.packages.act(Action::Down, packages, 1)),
            (Action::ScrollUp, _) => drop(self.packages.act(Action::Up, packages, 1)),
            (_, Pane::Packages) => {
                self.packages.act(action, packages, usize::from(rows(areas.packages).height));
            }
            (_, Pane::List) => {
                if self.list.act(action, self.rows().len(), usize::from(rows(areas.list).height)) {
                    self.note_selected();
                    return self.further(now);
                }
            }
        }
        None
    }

    fn further(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        let at_end = self.list.index + 1 >= self.rows().len();
        if !at_end || self.complete || self.machines.is_waiting() || !self.is_known() {
            return None;
        }
        let after = self.rows().last()?.computer.name.clone();
        let tag = self.machines.ask(Slot::Machines, now);
        self.more = Some(tag);
        Some(Effect::ask(tag, Request::FindMachines(self.page(Some(after), PAGE))))
    }

    /// Brings the windows to their cursors.
    pub fn settle(&mut self, body: Rect, now: DateTime<Utc>) {
        let areas = panes(body, self.pane);
        self.list.settle(self.rows().len(), usize::from(rows(areas.list).height));
        let packages = self.shown(now).map_or(0, |why| why.packages.len());
        self.packages.settle(packages, usize::from(rows(areas.packages).height));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16, now: DateTime<Utc>) -> bool {
        let areas = panes(body, self.pane);
        let (list, packages) = (rows(areas.list), rows(areas.packages));
        let at = (column, row).into();
        if list.contains(at) {
            let index = self.list.offset + usize::from(row - list.y);
            if index < self.rows().len() {
                (self.list.index, self.pane) = (index, Pane::List);
                self.note_selected();
                return true;
            }
        } else if packages.contains(at) {
            let index = self.packages.offset + usize::from(row - packages.y);
            if index < self.shown(now).map_or(0, |why| why.packages.len()) {
                (self.packages.index, self.pane) = (index, Pane::Packages);
                return true;
            }
        }
        false
    }
}
