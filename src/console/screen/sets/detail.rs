//! The selected set, drawn: its name, its tabs, and what the shown tab says.

use super::facts::{computer_set_facts, grants, set_facts};
use super::picture::picture;
use super::tab::{NscTab, SetTab};
use crate::console::app::Model;
use crate::console::screen::split::{Pane, scrolled, text_area};
use crate::console::theme::Role;
use crate::console::view::{Line, Pen, Tab, span, tab_line};
use ratatui::layout::Rect;

/// Draws the detail.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.sets;
    let name = |name: &str, id: String| vec![span(name, Role::Title), span(format!("  {id}"), Role::Muted)];
    let (title, tabs) = match (state.selected_computer_set(), state.selected()) {
        (Some(row), _) => (name(&row.set.name, row.set.id.to_string()), computer_set_tabs(model)),
        (None, Some(node)) => (name(&node.set.name, node.set.id.to_string()), set_tabs(model)),
        (None, None) => return,
    };
    pen.line(area.x, area.y, area.width, &title);
    tab_line(pen, area, tabs, state.pane == Pane::Detail);
    let below = text_area(area);
    match text(model, usize::from(below.width)) {
        Some(lines) => scrolled(pen, below, &lines, state.scroll),
        None => super::rows::view(model, pen, area),
    }
}

/// Returns the text of the shown tab; none when it shows a list.
pub(super) fn text(model: &Model, width: usize) -> Option<Vec<Line>> {
    let state = &model.sets;
    if let Some(row) = state.selected_computer_set() {
        return (state.nsc_tab == NscTab::Overview).then(|| computer_set_facts(model, row, width));
    }
    let node = state.selected()?;
    Some(match state.set_tab {
        SetTab::Overview => set_facts(model, node, width),
        SetTab::Grants => grants(model, node, width),
        SetTab::Picture => picture(model, node),
    })
}

fn set_tabs(model: &Model) -> Vec<Tab> {
    let state = &model.sets;
    let detail = state.selected().and_then(|node| state.set.of(&node.set.id));
    let tab = |tab: SetTab| {
        let count = detail.filter(|_| tab == SetTab::Grants).map(|detail| detail.grants.len() as u64);
        (model.look.text(tab.title_id()), count, tab == state.set_tab)
    };
    SetTab::ALL.iter().copied().map(tab).collect()
}

fn computer_set_tabs(model: &Model) -> Vec<Tab> {
    let state = &model.sets;
    let row = state.selected_computer_set();
    let detail = row.and_then(|row| state.computer_set.of(&row.set.id));
    let tab = |tab: NscTab| {
        let count = match tab {
            NscTab::Overview => None,
            NscTab::Computers => row.and_then(|row| row.computers),
            NscTab::Users => row.and_then(|row| row.users),
            NscTab::Requests => row.map(|row| row.requests),
            NscTab::Packages => row.map(|row| row.assignments),
            NscTab::Releases => detail.map(|detail| detail.releases.len() as u64),
        };
        (model.look.text(tab.title_id()), count, tab == state.nsc_tab)
    };
    NscTab::ALL.iter().copied().map(tab).collect()
}
