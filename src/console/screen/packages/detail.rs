//! The selected package, drawn: its name, its tabs, and what the shown tab says.

use super::facts::{facts, machines};
use super::tab::PackageTab;
use crate::console::app::Model;
use crate::console::screen::split::{Pane, scrolled, text_area};
use crate::console::theme::Role;
use crate::console::view::{Line, Pen, Tab, span, tab_line};
use ratatui::layout::Rect;

/// Draws the detail.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.packages;
    let Some(row) = state.selected() else { return };
    let title = [span(row.package.title(), Role::Title), span(format!("  {}", row.package.id), Role::Muted)];
    pen.line(area.x, area.y, area.width, &title);
    tab_line(pen, area, tabs(model), state.pane == Pane::Detail);
    let below = text_area(area);
    match text(model, usize::from(below.width)) {
        Some(lines) => scrolled(pen, below, &lines, state.scroll),
        None => super::rows::view(model, pen, area),
    }
}

/// Returns the text of the shown tab; none when it shows a list.
pub(super) fn text(model: &Model, width: usize) -> Option<Vec<Line>> {
    let row = model.packages.selected()?;
    match model.packages.tab {
        PackageTab::Facts => Some(facts(model, row, width)),
        PackageTab::Assignments => None,
        PackageTab::Machines => Some(machines(model, row)),
    }
}

fn tabs(model: &Model) -> Vec<Tab> {
    let state = &model.packages;
    let tab = |tab: PackageTab| {
        let count = state.selected().filter(|_| tab == PackageTab::Assignments).map(|row| row.assignments);
        (model.look.text(tab.title_id()), count, tab == state.tab)
    };
    PackageTab::ALL.iter().copied().map(tab).collect()
}
