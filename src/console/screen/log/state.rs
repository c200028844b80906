//! What the screen knows, and how it changes.

use crate::console::action::Action;
use crate::console::app::{Effect, Remote, Request, Slot, Tag};
use crate::console::screen::list::{Cursor, Filter};
use crate::core::Problem;
use crate::model::filter::{Columns, row};
use crate::model::id::OperationId;
use crate::model::operation::Operation;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use std::collections::HashMap;

/// How many records one page has.
const PAGE: u32 = 200;

/// The columns in which a filter finds words.
pub(super) const COLUMNS: &Columns = &[&["id"], &["who", "actor"], &["what", "verb"], &["object"], &["reason"]];

/// What the screen knows.
#[derive(Debug, Default)]
pub struct LogState {
    /// The question for records that is under way.
    pub page: Remote<()>,
    /// What is typed to narrow the list.
    pub filter: Filter,
    /// The cursor over the visible records.
    pub list: Cursor,
    /// First line of the detail that is shown.
    pub scroll: usize,
    /// Newest first.
    records: Vec<Operation>,
    /// The text in which a filter finds words, for each record.
    searched: Vec<String>,
    visible: Vec<usize>,
    selected: Option<OperationId>,
    used: bool,
    /// The question for older records.
    older: Option<Tag>,
    /// Whether the oldest record is among them.
    complete: bool,
}

impl LogState {
    /// Whether records were ever asked for.
    pub fn is_used(&self) -> bool {
        self.used || self.page.is_waiting()
    }

    /// Takes a page: the newest records, or older ones.
    pub fn take_page(&mut self, tag: Tag, page: Result<Vec<Operation>, Problem>, now: DateTime<Utc>) {
        let records = match page {
            Ok(records) => records,
            Err(problem) => {
                self.page.take(tag, Err(problem), now);
                return;
            }
        };
        self.page.take(tag, Ok(()), now);
        self.used = true;
        let full = records.len() >= PAGE as usize;
        if self.older.take_if(|asked| *asked == tag).is_some() {
            self.complete = !full;
            self.records.extend(records);
        } else {
            self.take_newest(records, full);
        }
        self.searched = self.records.iter().map(searched).collect();
        self.arrange();
    }

    /// Takes the newest records. They replace what is known of the same time: a record changes when it is undone, and
    /// when the directory has it. Older ones stay, unless more happened than one page holds.
    fn take_newest(&mut self, newest: Vec<Operation>, full: bool) {
        let oldest = newest.last().map(|record| record.id);
        let known = std::mem::replace(&mut self.records, newest);
        if !full {
            self.complete = true;
            return;
        }
        if known.first().is_none_or(|record| Some(record.id) < oldest) {
            self.complete = false;
            return;
        }
        let undone: HashMap<OperationId, OperationId> =
            self.records.iter().filter_map(|record| Some((record.undoes?, record.id))).collect();
        let rest = known.into_iter().filter(|record| Some(record.id) < oldest).map(|mut record| {
            if let Some(by) = undone.get(&record.id) {
                (record.undone_by, record.reversible) = (Some(*by), false);
            }
            record
        });
        self.records.extend(rest);
    }

    /// Decides anew which records are visible; the cursor stays on its record.
    pub fn arrange(&mut self) {
        let words = self.filter.words(COLUMNS);
        let search = words.search();
        let passes = |place: &usize| search.passes(&self.searched[*place]);
        self.visible = (0..self.records.len()).filter(passes).collect();
        let place = self.selected.and_then(|id| self.visible.iter().position(|place| self.records[*place].id == id));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.visible.len().saturating_sub(1)),
        }
        self.note_selected();
    }

    fn note_selected(&mut self) {
        let id = self.selected().map(|record| record.id);
        if id != self.selected {
            self.selected = id;
            self.scroll = 0;
        }
    }

    /// Returns how many records are visible.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether no record is visible.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Returns how many records are known, and whether these are all.
    pub fn known(&self) -> (usize, bool) {
        (self.records.len(), self.complete)
    }

    /// Returns a visible record.
    pub fn row(&self, index: usize) -> Option<&Operation> {
        self.records.get(*self.visible.get(index)?)
    }

    /// Returns the selected record.
    pub fn selected(&self) -> Option<&Operation> {
        self.row(self.list.index)
    }

    /// Selects a record, as a jump from another screen does.
    pub fn show(&mut self, id: OperationId) {
        self.filter.clear();
        self.selected = Some(id);
        self.arrange();
        // Not loaded yet: the next page brings it, if it is recent.
        self.selected = Some(id);
    }

    /// Carries a navigation action out. At the end of the list, older records are asked for.
    pub fn act(&mut self, action: Action, body: Rect, now: DateTime<Utc>) -> Option<Effect> {
        match action {
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            _ => {
                if self.list.act(action, self.visible.len(), usize::from(super::view::list_area(body).height)) {
                    self.note_selected();
                }
            }
        }
        let at_end = self.list.index + 1 >= self.visible.len();
        if !at_end || self.complete || self.page.is_waiting() {
            return None;
        }
        let before = self.records.last().map(|record| record.id);
        let tag = self.page.ask(Slot::Log, now);
        self.older = Some(tag);
        Some(Effect::ask(tag, Request::Operations { before, limit: PAGE }))
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        self.list.settle(self.visible.len(), usize::from(super::view::list_area(body).height.saturating_sub(1)));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let area = super::view::list_area(body);
        if !area.contains((column, row).into()) || row == area.y {
            return false;
        }
        let index = self.list.offset + usize::from(row - area.y - 1);
        if index < self.visible.len() {
            self.list.index = index;
            self.note_selected();
        }
        index < self.visible.len()
    }
}

fn searched(record: &Operation) -> String {
    let object = format!("{}:{}", record.object.kind, record.object.name);
    let reason = record.reason.as_deref().unwrap_or_default();
    row([&record.id.to_string(), &record.actor, record.verb.name(), &object, reason])
}
