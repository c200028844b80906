//! The screen, drawn: the packages by name, and beside or below them the selected one.

use super::facts::{kind_id, state_look};
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::split::{Pane, divide, panes, text_area};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, summary_line};
use crate::core::package::{COLUMNS, PackageRow};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.packages;
    let areas = panes(body, state.pane);
    let args = [
        ("shown", figures::count(state.len() as u64).into()),
        ("all", figures::count(state.all().len() as u64).into()),
    ];
    let count = pen.look.locale.with("packages-count", args);
    summary_line(model, pen, body, &count, (&state.filter, COLUMNS), &state.packages);
    list(model, pen, areas.list);
    if areas.detail.is_empty() {
        return;
    }
    divide(pen, body, areas);
    super::detail::view(model, pen, areas.detail);
}

/// Returns how far the detail can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let area = text_area(panes(body, model.packages.pane).detail);
    let lines = super::detail::text(model, usize::from(area.width)).map_or(0, |lines| lines.len());
    lines.saturating_sub(usize::from(area.height))
}

/// Where the columns are; none where there is no room for one.
struct Columns {
    name: u16,
    version: u16,
    kind: Option<u16>,
    owner: Option<u16>,
    assigned: Option<u16>,
}

const VERSION: u16 = 13;
const KIND: u16 = 15;
const OWNER: u16 = 14;
const ASSIGNED: u16 = 9;

impl Columns {
    fn fit(area: Rect) -> Self {
        // Name and version always; then what matters most comes first.
        let mut left = area.width.saturating_sub(3 + 16 + VERSION);
        let mut take = |width: u16| {
            let fits = left >= width;
            left -= if fits { width } else { 0 };
            fits
        };
        let (assigned, owner, kind) = (take(ASSIGNED), take(OWNER), take(KIND));
        let mut end = area.right().saturating_sub(1);
        let assigned = assigned.then_some(end);
        end -= if assigned.is_some() { ASSIGNED } else { 0 };
        let owner = owner.then(|| end.saturating_sub(OWNER));
        end = owner.unwrap_or(end);
        let kind = kind.then(|| end.saturating_sub(KIND));
        end = kind.unwrap_or(end);
        Self { name: area.x + 3, version: end.saturating_sub(VERSION), kind, owner, assigned }
    }
}

fn list(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let state = &model.packages;
    let columns = Columns::fit(area);
    let look = pen.look;
    let name_width = columns.version.saturating_sub(columns.name + 1);
    pen.text(columns.name, area.y, name_width, &look.text("column-package"), Role::Column);
    pen.text(columns.version, area.y, VERSION - 1, &look.text("column-version"), Role::Column);
    for (x, width, id) in [(columns.kind, KIND, "column-kind"), (columns.owner, OWNER, "column-owned-by")] {
        if let Some(x) = x {
            pen.text(x, area.y, width - 1, &look.text(id), Role::Column);
        }
    }
    if let Some(end) = columns.assigned {
        pen.right(end, area.y, ASSIGNED, &look.text("column-assigned"), Role::Column);
    }
    for (index, y) in (state.list.offset..state.len()).zip(area.y + 1..area.bottom()) {
        let Some(row) = state.row(index) else { break };
        package(pen, Rect { y, height: 1, ..area }, &columns, row);
        if index == state.list.index {
            pen.select(area, y, state.pane == Pane::List);
        }
    }
    if state.is_empty() {
        let id = match (state.packages.is_waiting() || model.revision.is_none(), state.all().is_empty()) {
            (true, true) => "loading",
            (false, true) => "packages-none",
            _ => "nothing-matches",
        };
        pen.text(area.x + 3, area.y + 1, area.width.saturating_sub(3), &look.text(id), Role::Muted);
    }
}

fn package(pen: &mut Pen<'_>, area: Rect, columns: &Columns, row: &PackageRow) {
    let look = pen.look;
    let (symbol, role) = state_look(row.package.state);
    pen.symbol(area.x + 1, area.y, symbol, role);
    let name_width = columns.version.saturating_sub(columns.name + 1);
    pen.text(columns.name, area.y, name_width, &row.package.name, Role::Text);
    pen.text(columns.version, area.y, VERSION - 1, &row.package.version, Role::Text);
    if let Some(x) = columns.kind {
        pen.text(x, area.y, KIND - 1, &look.text(&kind_id(row)), Role::Muted);
    }
    if let Some(x) = columns.owner {
        pen.text(x, area.y, OWNER - 1, &row.nss_name, Role::Muted);
    }
    if let Some(end) = columns.assigned {
        let count = match row.assignments {
            0 => look.symbol(Symbol::Dash).to_owned(),
            count => figures::count(count),
        };
        pen.right(end, area.y, ASSIGNED, &count, Role::Text);
    }
}
