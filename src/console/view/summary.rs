//! The line above a list: how many rows, what narrows them, and what is wrong.

use super::{Pen, span};
use crate::console::app::{Model, Remote};
use crate::console::screen::list::Filter;
use crate::console::theme::{Role, Symbol};
use crate::model::filter::Columns;
use ratatui::layout::Rect;

/// How wide the line is into which a filter is typed.
const WIDEST: u16 = 44;

/// Draws the first line of a screen's body. The columns are those that a filter can name.
pub fn summary_line<T>(
    model: &Model,
    pen: &mut Pen<'_>,
    body: Rect,
    count: &str,
    (filter, columns): (&Filter, &Columns),
    list: &Remote<T>,
) {
    let x = body.x + 1 + pen.text(body.x + 1, body.y, body.width.saturating_sub(1), count, Role::Muted) + 3;
    let room = body.right().saturating_sub(x + 1);
    if filter_line(pen, Rect { x, width: room, height: 1, ..body }, filter, columns) {
    } else if let Some(problem) = list.problem() {
        let text = format!("{} {}", pen.look.symbol(Symbol::Failed), pen.look.locale.say("problem", problem));
        pen.text(x, body.y, room, &text, Role::StatusFailed);
    } else if list.is_slow(model.now) {
        let text = pen.look.text("loading");
        pen.text(x, body.y, room, &text, Role::StatusBusy);
    }
}

/// Draws a filter, if there is one: the line into which it is typed, or what was typed. While nothing is typed, it says
/// which columns can be named.
fn filter_line(pen: &mut Pen<'_>, area: Rect, filter: &Filter, columns: &Columns) -> bool {
    if !filter.editing {
        let parts = [span("/", Role::Muted), span(filter.text(), Role::Match)];
        let is_set = !filter.text().is_empty();
        if is_set {
            pen.line(area.x, area.y, area.width, &parts);
        }
        return is_set;
    }
    let x = area.x + pen.text(area.x, area.y, area.width, "/", Role::Accent);
    pen.input(x, area.y, area.width.min(WIDEST), filter.input(), true);
    if filter.input().value().is_empty() && !columns.is_empty() {
        let names: Vec<String> = columns.iter().map(|names| format!("{}:", names[0])).collect();
        let hint = pen.look.locale.with("filter-hint", [("columns", names.join(" ").into())]);
        pen.text(x + 2, area.y, area.right().saturating_sub(x + 2), &hint, Role::Muted);
    }
    true
}
