//! What the screen knows, and how it changes.

use crate::console::action::Action;
use crate::console::app::{Effect, Followed, Remote, Request, Slot};
use crate::console::screen::list::{Cursor, Filter};
use crate::core::machine::{MachineRow, MachineWhy};
use crate::port::AccountQuery;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// How many machines are asked for at once.
const PAGE: u32 = 500;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct MachinesState {
    /// Machines by name, those that the filter finds.
    pub machines: Remote<Vec<MachineRow>>,
    /// What the selected machine shall have.
    pub detail: Followed<String, Box<MachineWhy>>,
    /// What is typed to find machines. The core is asked: there are too many for the console.
    pub filter: Filter,
    /// The cursor over the machines.
    pub list: Cursor,
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

    /// Returns the question for the machines that the filter finds.
    pub fn query(&self) -> AccountQuery {
        let contains = Some(self.filter.text().to_owned()).filter(|text| !text.is_empty());
        AccountQuery { contains, after: None, limit: PAGE }
    }

    /// Takes note of new rows.
    pub fn arrange(&mut self) {
        self.list.index = self.list.index.min(self.rows().len().saturating_sub(1));
    }

    /// Asks what the selected machine shall have, when the cursor rests on it.
    pub fn want(&mut self, now: DateTime<Utc>) -> Option<Effect> {
        let key = self.selected().map(|row| row.computer.name.clone());
        self.detail.want(key, Slot::Machine, now, |name| Request::Machine { name, user: None })
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) -> Vec<Effect> {
        self.list.act(action, self.rows().len(), usize::from(body.height.saturating_sub(2)));
        Vec::new()
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        self.list.settle(self.rows().len(), usize::from(body.height.saturating_sub(2)));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        if !body.contains((column, row).into()) || row < body.y + 2 {
            return false;
        }
        let index = self.list.offset + usize::from(row - body.y - 2);
        let hit = index < self.rows().len();
        if hit {
            self.list.index = index;
        }
        hit
    }
}
