//! What the screen knows, and how it changes.

use super::layout::panes;
use crate::console::action::Action;
use crate::console::app::Remote;
use crate::console::screen::ScreenId;
use crate::console::screen::list::{Cursor, Filter};
use crate::core::choice::Place;
use crate::core::machine::MachineWhy;
use crate::model::desired::{Desired, Part};
use crate::model::filter::{Columns, row};
use crate::model::id::PackageId;
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::layout::Rect;

/// How long the cursor stays on a package before that one is explained. Shorter than a person notices, longer than the
/// pause between two repeats of a key.
const REST: TimeDelta = TimeDelta::milliseconds(60);

/// The columns in which a filter finds words.
pub(super) const COLUMNS: &Columns = &[&["name", "package"], &["version"], &["state"]];

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The heading of a part, with how many packages it has.
    Head(Part, usize),
    /// A package, by its place in the answer.
    Package(usize),
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct OwnState {
    /// What the principal gets.
    pub view: Remote<Box<MachineWhy>>,
    /// Where.
    pub place: Place,
    /// What is typed to narrow the list.
    pub filter: Filter,
    /// The cursor over the rows; it never rests on a heading.
    pub list: Cursor,
    /// First line of the explanation that is shown.
    pub scroll: usize,
    rows: Vec<Row>,
    selected: Option<PackageId>,
    /// The package that is explained.
    explained: Option<PackageId>,
    /// The package that the cursor has come to, and since when.
    resting: Option<(PackageId, DateTime<Utc>)>,
}

impl OwnState {
    /// Returns the state of a screen that shows what the principal gets at a place, and knows nothing yet.
    pub fn at(place: Place) -> Self {
        Self { place, ..Self::default() }
    }

    /// Whether the view was ever asked for.
    pub fn is_used(&self) -> bool {
        self.view.get().is_some() || self.view.is_waiting()
    }

    /// Returns every package about which somebody decided.
    pub fn packages(&self) -> &[Desired] {
        self.view.get().map(|view| view.packages.as_slice()).unwrap_or_default()
    }

    /// Returns the machine that is looked at; none when it is what follows the user.
    pub fn machine(&self) -> Option<&str> {
        let name = self.view.get().map(|view| view.machine.computer.name.as_str());
        name.filter(|name| !name.is_empty())
    }

    /// Returns the rows that are visible.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the package in a row.
    pub fn row(&self, index: usize) -> Option<&Desired> {
        match self.rows.get(index)? {
            Row::Head(..) => None,
            Row::Package(place) => self.packages().get(*place),
        }
    }

    /// Returns the selected package.
    pub fn selected(&self) -> Option<&Desired> {
        self.row(self.list.index)
    }

    /// Looks somewhere else. What is known of the place before is forgotten.
    pub fn look_at(&mut self, place: Place) {
        self.place = place;
        self.view.clear();
        self.arrange();
    }

    /// Decides anew which packages are visible, part by part; the cursor stays on its package.
    pub fn arrange(&mut self) {
        let words = self.filter.words(COLUMNS);
        let search = words.search();
        let packages = self.view.get().map(|view| view.packages.as_slice()).unwrap_or_default();
        let passes = |desired: &Desired| search.passes(&row([&desired.name, &desired.version, desired.state.name()]));
        let mut found: Vec<(usize, &Desired)> =
            packages.iter().enumerate().filter(|(_, desired)| passes(desired)).collect();
        found.sort_by_cached_key(|(_, desired)| desired.listed());
        self.rows.clear();
        for part in Part::ALL {
            let own: Vec<_> = found.iter().filter(|(_, desired)| desired.state.part() == Some(part)).collect();
            if !own.is_empty() {
                self.rows.push(Row::Head(part, own.len()));
                self.rows.extend(own.into_iter().map(|(place, _)| Row::Package(*place)));
            }
        }
        let known = self.selected;
        let place = known.and_then(|id| {
            (0..self.rows.len()).find(|index| self.row(*index).is_some_and(|desired| desired.pkg == id))
        });
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.rows.len().saturating_sub(1)),
        }
        self.leave_heading(false);
        // While a new answer is awaited, or a filter hides it, the package is not forgotten.
        if place.is_none() && !self.rows.is_empty() {
            self.note_selected();
        }
    }

    fn leave_heading(&mut self, up: bool) {
        if matches!(self.rows.get(self.list.index), Some(Row::Head(..))) {
            // A heading is never last, and there is always one above the first package.
            self.list.index = if up && self.list.index > 0 { self.list.index - 1 } else { self.list.index + 1 };
        }
    }

    fn note_selected(&mut self) {
        let id = self.selected().map(|desired| desired.pkg);
        if id != self.selected {
            (self.selected, self.scroll) = (id, 0);
        }
    }

    /// Returns the package that is explained: the selected one, or for a moment the one before.
    pub fn explained(&self) -> Option<&Desired> {
        let id = self.explained?;
        (0..self.rows.len()).filter_map(|index| self.row(index)).find(|desired| desired.pkg == id)
    }

    /// Has the selected package explained, when the cursor rests on it: one that it only passes costs few bytes. Returns
    /// whether another one is explained now.
    pub fn follow(&mut self, now: DateTime<Utc>) -> bool {
        let selected = self.selected().map(|desired| desired.pkg);
        let explained = self.explained().map(|desired| desired.pkg);
        let Some(id) = selected.filter(|_| selected != explained) else {
            self.resting = None;
            return false;
        };
        let since = self.resting.filter(|(resting, _)| *resting == id).map_or(now, |(_, since)| since);
        let passes_by = explained.is_some() && now - since < REST;
        self.resting = passes_by.then_some((id, since));
        if !passes_by {
            (self.explained, self.scroll) = (Some(id), 0);
        }
        !passes_by
    }

    /// Returns when a cursor that rests has rested for long enough.
    pub fn rests_at(&self, screen: ScreenId) -> Option<DateTime<Utc>> {
        self.resting.filter(|_| screen == ScreenId::Own).map(|(_, since)| since + REST)
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        match action {
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            Action::Pane | Action::PaneBack => self.turn(action == Action::PaneBack),
            _ => {
                let page = usize::from(panes(body).list.height);
                if self.list.act(action, self.rows.len(), page) {
                    self.leave_heading(matches!(action, Action::Up | Action::PageUp));
                }
            }
        }
        self.note_selected();
    }

    /// Goes to the first package of the next part, or of the one before.
    fn turn(&mut self, back: bool) {
        let heads: Vec<usize> =
            (0..self.rows.len()).filter(|index| matches!(self.rows.get(*index), Some(Row::Head(..)))).collect();
        let own = heads.iter().rposition(|head| *head < self.list.index).unwrap_or_default();
        let length = heads.len().max(1);
        let next = (own + if back { length - 1 } else { 1 }) % length;
        self.list.index = heads.get(next).map_or(self.list.index, |head| head + 1);
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        self.list.settle(self.rows.len(), usize::from(panes(body).list.height));
        // The heading above the first package belongs to it.
        if self.list.index == 1 {
            self.list.offset = 0;
        }
    }

    /// Takes a click. Returns whether it hit a package.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let list = panes(body).list;
        if !list.contains((column, row).into()) {
            return false;
        }
        let index = self.list.offset + usize::from(row - list.y);
        let hit = self.row(index).is_some();
        if hit {
            self.list.index = index;
            self.note_selected();
        }
        hit
    }
}
