//! The screen, drawn: the machines by name.

use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Pen, summary_line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.machines;
    let args = [("shown", figures::count(state.rows().len() as u64).into())];
    let count = pen.look.locale.with("machines-count", args);
    summary_line(model, pen, body, &count, &state.filter, &state.machines);
    let heads = ["column-machine", "column-os", "column-owner"].map(|id| pen.look.text(id));
    for (head, x) in heads.iter().zip([3, 24, 52]) {
        pen.text(body.x + x, body.y + 1, body.width.saturating_sub(x), head, Role::Column);
    }
    let rows = state.rows().iter().enumerate().skip(state.list.offset);
    for ((index, row), y) in rows.zip(body.y + 2..body.bottom()) {
        let computer = &row.computer;
        for (text, x, width) in [(&computer.name, 3, 20), (&computer.os, 24, 27), (&computer.owner, 52, 20)] {
            pen.text(body.x + x, y, width.min(body.width.saturating_sub(x)), text, Role::Text);
        }
        if index == state.list.index {
            pen.select(body, y, true);
        }
    }
    if state.rows().is_empty() {
        let text = pen.look.text(if state.machines.is_waiting() { "loading" } else { "machines-none" });
        pen.text(body.x + 3, body.y + 2, body.width.saturating_sub(3), &text, Role::Muted);
    }
}
