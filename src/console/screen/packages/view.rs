//! The screen, drawn: the packages by name.

use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Pen, summary_line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.packages;
    let args = [
        ("shown", figures::count(state.len() as u64).into()),
        ("all", figures::count(state.all().len() as u64).into()),
    ];
    let count = pen.look.locale.with("packages-count", args);
    summary_line(model, pen, body, &count, &state.filter, &state.packages);
    let heads = ["column-package", "column-set", "column-state"].map(|id| pen.look.text(id));
    for (head, x) in heads.iter().zip([3, 43, 60]) {
        pen.text(body.x + x, body.y + 1, body.width.saturating_sub(x), head, Role::Column);
    }
    for (index, y) in (state.list.offset..state.len()).zip(body.y + 2..body.bottom()) {
        let Some(row) = state.row(index) else { break };
        let state_name = pen.look.text(&format!("pkg-state-{}", row.package.state.name()));
        for (text, x, width) in [(row.package.title(), 3, 39), (row.nss_name.clone(), 43, 16), (state_name, 60, 12)] {
            pen.text(body.x + x, y, width.min(body.width.saturating_sub(x)), &text, Role::Text);
        }
        if index == state.list.index {
            pen.select(body, y, true);
        }
    }
    if state.is_empty() {
        let text = pen.look.text(if state.packages.is_waiting() { "loading" } else { "packages-none" });
        pen.text(body.x + 3, body.y + 2, body.width.saturating_sub(3), &text, Role::Muted);
    }
}
