//! What waits for the person: requests to decide, decisions on their own, new packages for what they manage locally.

use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::list::Cursor;
use crate::console::theme::{Role, Symbol};
use crate::console::view::Pen;
use ratatui::layout::Rect;

/// What waits for the person.
#[derive(Debug, Default)]
pub struct Inbox {
    list: Cursor,
}

impl Inbox {
    /// Moves the cursor.
    pub fn act(&mut self, action: Action, length: usize) {
        self.list.act(action, length, 10);
    }

    /// Returns the place of the selected item.
    pub fn selected(&self) -> usize {
        self.list.index
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, model: &Model, screen: Rect) {
        let length = model.inbox.get().map_or(0, Vec::len);
        self.list.settle(length, usize::from(area(screen).height.saturating_sub(2)));
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let inner = pen.frame(area(screen), &look.text("inbox-title"));
        let items = model.inbox.get().map(Vec::as_slice).unwrap_or_default();
        let rows = items.iter().enumerate().skip(self.list.offset);
        for ((index, item), y) in rows.zip(inner.top()..inner.bottom()) {
            let role = if item.read { Role::Muted } else { Role::Text };
            if !item.read {
                pen.symbol(inner.x + 1, y, Symbol::Mark, Role::Accent);
            }
            let when = figures::moment(item.at, model.now);
            let left = pen.right(inner.right(), y, 10, &when, Role::Muted);
            let text = look.locale.say("inbox", &item.matter);
            pen.text(inner.x + 3, y, left.saturating_sub(inner.x + 4), &text, role);
            if index == self.list.index {
                pen.select(inner, y, true);
            }
        }
        if items.is_empty() {
            let (text, role) = match model.inbox.problem() {
                Some(problem) => (look.locale.say("problem", problem), Role::StatusFailed),
                None if model.inbox.is_waiting() => (look.text("loading"), Role::Muted),
                None => (look.text("inbox-none"), Role::Muted),
            };
            pen.text(inner.x + 1, inner.y, inner.width.saturating_sub(1), &text, role);
        }
    }
}

fn area(screen: Rect) -> Rect {
    centred(screen, screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(4).min(24))
}
