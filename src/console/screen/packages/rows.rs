//! The assignments of a package, as a list.

use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::list::cell;
use crate::console::screen::split::{Pane, list_in};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, span};
use crate::core::package::Recipient;
use ratatui::layout::Rect;

/// Draws the list.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.packages;
    let Some(id) = state.selected().map(|row| row.package.id) else { return };
    let list = list_in(area);
    let width = list.width.saturating_sub(2);
    let widths = widths(usize::from(width));
    let heads = ["column-nsc", "column-action", "column-computers", "column-deadline", "column-window"];
    let head: Line =
        heads.iter().zip(widths).map(|(id, width)| span(cell(&pen.look.text(id), width), Role::Column)).collect();
    pen.line(area.x + 2, area.y + 2, width, &head);
    let Some(detail) = state.detail.of(&id) else {
        let (text, role) = match state.detail.problem() {
            Some(problem) => (pen.look.locale.say("problem", problem), Role::StatusFailed),
            None => (pen.look.text("loading"), Role::Muted),
        };
        pen.text(list.x + 2, list.y, width, &text, role);
        return;
    };
    let rows = detail.assigned.iter().enumerate().skip(state.rows.offset);
    for ((index, recipient), y) in rows.zip(list.top()..list.bottom()) {
        pen.line(list.x + 2, y, width, &line(model, recipient, widths));
        if index == state.rows.index {
            pen.select(list, y, state.pane == Pane::Detail);
        }
    }
    if detail.assigned.is_empty() {
        pen.text(list.x + 2, list.y, width, &pen.look.text("recipients-none"), Role::Muted);
    }
}

/// Widths of the columns. The window is whole where there is room; where there is little, the name comes first.
fn widths(room: usize) -> [usize; 5] {
    let rest = room.saturating_sub(8 + 10 + 10);
    let name = rest.saturating_sub(20).max((rest * 2 / 3).min(20)).clamp(14, 36);
    [name, 8, 10, 10, rest.saturating_sub(name).max(1)]
}

fn line(model: &Model, recipient: &Recipient, widths: [usize; 5]) -> Line {
    let look = &model.look;
    let [name, action, computers, deadline, _] = widths;
    let assignment = &recipient.assignment;
    let count = recipient.computers.map_or_else(|| look.symbol(Symbol::Unknown).to_owned(), figures::count);
    let opens = assignment.not_before.filter(|at| *at > model.now).map(|at| figures::moment(at, model.now));
    let window = assignment.window.as_ref().map(ToString::to_string);
    let when = opens.into_iter().chain(window).collect::<Vec<_>>().join(", ");
    let when = if when.is_empty() { look.text("when-any") } else { when };
    let until = assignment.deadline.map(|at| figures::moment(at, model.now));
    let until = until.unwrap_or_else(|| look.symbol(Symbol::Dash).to_owned());
    vec![
        span(cell(&recipient.nsc_name, name), Role::Text),
        span(cell(assignment.action.name(), action), Role::Accent),
        span(cell(&count, computers), Role::Text),
        span(cell(&until, deadline), Role::Text),
        span(when, Role::Muted),
    ]
}
