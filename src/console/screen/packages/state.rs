//! What the screen knows, and how it changes.

use crate::console::action::Action;
use crate::console::app::{Effect, Followed, Remote, Request, Slot};
use crate::console::screen::list::{Cursor, Filter};
use crate::core::package::{PackageDetail, PackageRow};
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
        self.selected = Some(id);
        self.arrange();
        // Not loaded yet: the answer that is awaited brings it.
        self.selected = Some(id);
    }

    /// Decides anew which packages are visible; the cursor stays on its package.
    pub fn arrange(&mut self) {
        let words: Vec<_> = self.filter.text().to_lowercase().split_whitespace().map(str::to_owned).collect();
        let all = self.packages.get().map(Vec::as_slice).unwrap_or_default();
        let passes = |row: &PackageRow| {
            let text = format!("{} {} {} {}", row.package.id, row.package.name, row.package.version, row.nss_name);
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.visible = all.iter().enumerate().filter(|(_, row)| passes(row)).map(|(place, _)| place).collect();
        let place = self.selected.and_then(|id| self.visible.iter().position(|place| all[*place].package.id == id));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.visible.len().saturating_sub(1)),
        }
        self.note_selected();
    }

    fn note_selected(&mut self) {
        self.selected = self.selected().map(|row| row.package.id);
    }

    /// Asks for the selected package in full, when the cursor rests on it.
    pub fn want(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        let key = self.selected().map(|row| row.package.id);
        self.detail.want(key, Slot::Package, now, Request::Package)
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) -> Vec<Effect> {
        if self.list.act(action, self.visible.len(), usize::from(body.height.saturating_sub(2))) {
            self.note_selected();
        }
        Vec::new()
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        self.list.settle(self.visible.len(), usize::from(body.height.saturating_sub(2)));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        if !body.contains((column, row).into()) || row < body.y + 2 {
            return false;
        }
        let index = self.list.offset + usize::from(row - body.y - 2);
        if index < self.visible.len() {
            self.list.index = index;
            self.note_selected();
        }
        index < self.visible.len()
    }
}
