//! What the screen knows, and how it changes.

use super::tab::PackageTab;
use crate::console::action::Action;
use crate::console::app::{Effect, Followed, Remote, Request, Slot};
use crate::console::screen::list::{Cursor, Filter};
use crate::console::screen::split::{Pane, list_in, panes};
use crate::core::package::{COLUMNS, PackageDetail, PackageRow, Recipient};
use crate::model::assignment::Assignment;
use crate::model::id::PackageId;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct PackagesState {
    /// Every package, by name.
    pub packages: Remote<Vec<PackageRow>>,
    /// The selected package in full.
    pub detail: Followed<PackageId, Box<PackageDetail>>,
    /// What is typed to narrow the list.
    pub filter: Filter,
    /// The cursor over the visible packages.
    pub list: Cursor,
    /// The part that has the keys: the list, or the selected package.
    pub pane: Pane,
    /// The tab shown of the selected package.
    pub tab: PackageTab,
    /// The cursor over the assignments.
    pub rows: Cursor,
    /// First line of the detail that is shown.
    pub scroll: usize,
    /// Places of the packages that are visible.
    visible: Vec<usize>,
    selected: Option<PackageId>,
}

impl PackagesState {
    /// Whether the packages were ever asked for.
    pub fn is_used(&self) -> bool {
        self.packages.get().is_some() || self.packages.is_waiting()
    }

    /// Returns every package.
    pub fn all(&self) -> &[PackageRow] {
        self.packages.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns how many packages are visible.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether no package is visible.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Returns a visible package.
    pub fn row(&self, index: usize) -> Option<&PackageRow> {
        self.all().get(*self.visible.get(index)?)
    }

    /// Returns the selected package.
    pub fn selected(&self) -> Option<&PackageRow> {
        self.row(self.list.index)
    }

    /// Selects a package, as a jump from the palette does.
    pub fn show(&mut self, id: PackageId) {
        self.filter.clear();
        self.pane = Pane::List;
        self.selected = Some(id);
        self.arrange();
        // Not loaded yet: the answer that is awaited brings it.
        self.selected = Some(id);
    }

    /// Decides anew which packages are visible; the cursor stays on its package.
    pub fn arrange(&mut self) {
        let words = self.filter.words(COLUMNS);
        let search = words.search();
        let all = self.packages.get().map(Vec::as_slice).unwrap_or_default();
        let passes = |row: &PackageRow| words.is_empty() || search.passes(&row.searched());
        self.visible = all.iter().enumerate().filter(|(_, row)| passes(row)).map(|(place, _)| place).collect();
        let place = self.selected.and_then(|id| self.visible.iter().position(|place| all[*place].package.id == id));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.visible.len().saturating_sub(1)),
        }
        self.note_selected();
    }

    fn note_selected(&mut self) {
        let id = self.selected().map(|row| row.package.id);
        if id != self.selected {
            self.selected = id;
            self.turn();
        }
    }

    /// Begins a tab at its top.
    fn turn(&mut self) {
        (self.scroll, self.rows) = (0, Cursor::default());
    }

    /// Returns where the selected package is assigned.
    pub fn recipients(&self) -> &[Recipient] {
        let detail = self.selected().and_then(|row| self.detail.of(&row.package.id));
        detail.map(|detail| detail.assigned.as_slice()).unwrap_or_default()
    }

    /// Returns the assignment under the cursor.
    pub fn selected_assignment(&self) -> Option<&Assignment> {
        let shown = self.pane == Pane::Detail && self.tab == PackageTab::Assignments;
        self.recipients().get(self.rows.index).filter(|_| shown).map(|recipient| &recipient.assignment)
    }

    /// Asks for the selected package in full, when the cursor rests on it.
    pub fn want(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        let key = self.selected().map(|row| row.package.id);
        self.detail.want(key, Slot::Package, now, Request::Package)
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        match action {
            Action::Pane | Action::PaneBack => {
                self.tab = self.tab.step(action == Action::PaneBack);
                self.turn();
            }
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            Action::Open if self.selected().is_some() => self.pane = Pane::Detail,
            Action::Close => self.pane = Pane::List,
            _ if self.pane == Pane::List => {
                let page = panes(body, self.pane).list.height;
                if self.list.act(action, self.visible.len(), usize::from(page.saturating_sub(1))) {
                    self.note_selected();
                }
            }
            _ => {
                let page = usize::from(panes(body, self.pane).detail.height.saturating_sub(3));
                if self.tab == PackageTab::Assignments {
                    self.rows.act(action, self.recipients().len(), page);
                } else {
                    let mut cursor = Cursor { index: self.scroll, offset: 0 };
                    cursor.act(action, usize::MAX, page);
                    self.scroll = cursor.index;
                }
            }
        }
    }

    /// Goes back from the detail to the list. Returns whether that was a step.
    pub fn leave_pane(&mut self) -> bool {
        std::mem::take(&mut self.pane) == Pane::Detail
    }

    /// Brings the windows to their cursors.
    pub fn settle(&mut self, body: Rect) {
        let panes = panes(body, self.pane);
        self.list.settle(self.visible.len(), usize::from(panes.list.height.saturating_sub(1)));
        self.rows.settle(self.recipients().len(), usize::from(list_in(panes.detail).height));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let panes = panes(body, self.pane);
        let at = (column, row).into();
        if panes.list.contains(at) && row > panes.list.y {
            self.pane = Pane::List;
            let index = self.list.offset + usize::from(row - panes.list.y - 1);
            if index < self.visible.len() {
                self.list.index = index;
                self.note_selected();
            }
            return index < self.visible.len();
        }
        let list = list_in(panes.detail);
        if panes.detail.contains(at) {
            self.pane = Pane::Detail;
            if list.contains(at) {
                let line = self.rows.offset + usize::from(row - list.y);
                self.rows.index = line.min(self.recipients().len().saturating_sub(1));
            }
            return true;
        }
        false
    }
}
