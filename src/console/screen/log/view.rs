//! The screen, drawn: the records, and beside or below them the selected one.

use super::diff::{became, record_lines};
use super::state::COLUMNS;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Pen, Span, span, summary_line};
use crate::model::operation::Operation;
use ratatui::layout::Rect;

/// From this width on the detail is beside the list.
const BESIDE: u16 = 120;
/// From this height on it fits below.
const BELOW: u16 = 16;

/// Returns where the list is, with its line of column heads.
pub(super) fn list_area(body: Rect) -> Rect {
    let rest = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    if body.width >= BESIDE {
        Rect { width: body.width / 2, ..rest }
    } else if body.height >= BELOW {
        Rect { height: rest.height / 2, ..rest }
    } else {
        rest
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.log;
    let list = list_area(body);
    summary(model, pen, body);
    let heads = ["column-when", "column-who", "column-what", "column-object"].map(|id| pen.look.text(id));
    row(pen, Rect { height: 1, ..list }, heads.each_ref().map(String::as_str), Vec::new(), Role::Column);
    for (index, y) in (state.list.offset..state.len()).zip(list.y + 1..list.bottom()) {
        let Some(record) = state.row(index) else { break };
        record_row(model, pen, Rect { y, height: 1, ..list }, record);
        if index == state.list.index {
            pen.select(list, y, true);
        }
    }
    if state.is_empty() {
        let id = match (state.page.is_waiting(), state.known().0) {
            (true, 0) => "loading",
            (false, 0) => "log-none",
            _ => "nothing-matches",
        };
        let text = pen.look.text(id);
        pen.text(list.x + 3, list.y + 1, list.width.saturating_sub(3), &text, Role::Muted);
    }
    let Some(detail) = detail_area(body) else { return };
    if list.width < body.width {
        pen.vertical(list.right(), list.y, list.height);
    } else {
        pen.horizontal(body.x, list.bottom(), body.width);
    }
    if let Some(record) = state.selected() {
        let lines = record_lines(pen.look, record, model.now, usize::from(detail.width));
        pen.lines(detail, &lines, state.scroll.min(lines.len().saturating_sub(usize::from(detail.height))));
    }
}

/// Returns where the selected record is shown, if there is room for it.
fn detail_area(body: Rect) -> Option<Rect> {
    let list = list_area(body);
    if list.width < body.width {
        return Some(Rect { x: list.right() + 2, width: body.width - list.width - 3, ..list });
    }
    let y = list.bottom() + 1;
    (y < body.bottom()).then(|| Rect { x: body.x + 1, y, width: body.width - 2, height: body.bottom() - y })
}

/// Returns how far the detail can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let (Some(area), Some(record)) = (detail_area(body), model.log.selected()) else { return 0 };
    let lines = record_lines(&model.look, record, model.now, usize::from(area.width)).len();
    lines.saturating_sub(usize::from(area.height))
}

fn summary(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.log;
    let (known, complete) = state.known();
    let id = if complete { "log-count" } else { "log-count-more" };
    let args = [("shown", figures::count(state.len() as u64).into()), ("known", figures::count(known as u64).into())];
    let count = pen.look.locale.with(id, args);
    summary_line(model, pen, body, &count, (&state.filter, COLUMNS), &state.page);
}

fn record_row(model: &Model, pen: &mut Pen<'_>, area: Rect, record: &Operation) {
    let when = figures::moment(record.at, model.now);
    let object = &record.object.name;
    let mut notes = became(pen.look, record);
    notes.extend(record.reason.as_deref().map(|reason| span(reason, Role::Muted)));
    row(pen, area, [&when, &record.actor, record.verb.name(), object], notes, Role::Text);
}

fn row(pen: &mut Pen<'_>, area: Rect, cells: [&str; 4], notes: Vec<Span>, role: Role) {
    let [when, who, what, object] = cells;
    let right = area.right() - 1;
    let mut x = area.x + 2;
    let mut cell = |x: &mut u16, width: u16, text: &str, role: Role| {
        pen.text(*x, area.y, width.min(right.saturating_sub(*x)), text, role);
        *x += width + 1;
    };
    let muted = if role == Role::Text { Role::Muted } else { role };
    cell(&mut x, 10, when, muted);
    cell(&mut x, if area.width >= 60 { 12 } else { 8 }, who, role);
    if area.width >= 60 {
        cell(&mut x, 20, what, muted);
    }
    let room = right.saturating_sub(x);
    x += pen.text(x, area.y, room, object, role);
    for note in notes {
        let room = right.saturating_sub(x + 2);
        if room > 5 {
            x += 2 + pen.text(x + 2, area.y, room, &note.text, note.role);
        }
    }
}
