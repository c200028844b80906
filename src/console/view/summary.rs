//! The line above a list: how many rows, what narrows them, and what is wrong.

use super::{Pen, span};
use crate::console::app::{Model, Remote};
use crate::console::screen::list::Filter;
use crate::console::theme::{Role, Symbol};
use ratatui::layout::Rect;

/// Draws the first line of a screen's body.
pub fn summary_line<T>(model: &Model, pen: &mut Pen<'_>, body: Rect, count: &str, filter: &Filter, list: &Remote<T>) {
    let mut x = body.x + 1;
    x += pen.text(x, body.y, body.width.saturating_sub(1), count, Role::Muted) + 3;
    let room = body.right().saturating_sub(x + 1);
    if filter.editing {
        x += pen.text(x, body.y, room, "/", Role::Accent);
        pen.input(x, body.y, room.min(44), filter.input(), true);
    } else if !filter.text().is_empty() {
        pen.line(x, body.y, room, &[span("/", Role::Muted), span(filter.text(), Role::Match)]);
    } else if let Some(problem) = list.problem() {
        let text = format!("{} {}", pen.look.symbol(Symbol::Failed), pen.look.locale.say("problem", problem));
        pen.text(x, body.y, room, &text, Role::StatusFailed);
    } else if list.is_slow(model.now) {
        let text = pen.look.text("loading");
        pen.text(x, body.y, room, &text, Role::StatusBusy);
    }
}
