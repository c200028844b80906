//! The screen, drawn: the tree, and beside or below it the selected set.

use super::facts::counted;
use super::tree::{COLUMNS, Key, Row};
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::split::{Pane, divide, panes, text_area};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, summary_line};
use crate::core::computer_set::ComputerSetRow;
use crate::model::system_set::SystemSetNode;
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.sets;
    let areas = panes(body, state.pane);
    let args = [
        ("sets", figures::count(state.nodes().len() as u64).into()),
        ("computer-sets", figures::count(state.all_computer_sets().len() as u64).into()),
        ("shown", figures::count(state.tree.rows().len() as u64).into()),
    ];
    let count = pen.look.locale.with("sets-count", args);
    if state.sets.problem().is_none() && state.computer_sets.problem().is_some() {
        summary_line(model, pen, body, &count, (&state.filter, COLUMNS), &state.computer_sets);
    } else {
        summary_line(model, pen, body, &count, (&state.filter, COLUMNS), &state.sets);
    }
    tree(model, pen, areas.list);
    if areas.detail.is_empty() {
        return;
    }
    divide(pen, body, areas);
    super::detail::view(model, pen, areas.detail);
}

/// Returns how far the detail can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let area = text_area(panes(body, model.sets.pane).detail);
    let lines = super::detail::text(model, usize::from(area.width)).map_or(0, |lines| lines.len());
    lines.saturating_sub(usize::from(area.height))
}

/// Where the columns end, from the right; none where there is no room for one.
struct Columns {
    name_end: u16,
    requests: Option<u16>,
    local: Option<u16>,
    packages: Option<u16>,
    users: Option<u16>,
    count: u16,
}

impl Columns {
    fn fit(area: Rect) -> Self {
        let mut end = area.right().saturating_sub(1);
        let mut left = area.width;
        // The name keeps 26 columns; what matters least goes first.
        let mut take = |width: u16, wanted: u16| {
            let fits = left >= wanted;
            let place = end;
            if fits {
                end = end.saturating_sub(width);
                left -= width;
            }
            fits.then_some(place)
        };
        let requests = take(6, 52);
        let local = take(7, 56);
        let packages = take(6, 48);
        let users = take(8, 42);
        let count = end;
        Self { name_end: end.saturating_sub(10), requests, local, packages, users, count }
    }
}

fn tree(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let state = &model.sets;
    let columns = Columns::fit(area);
    let look = pen.look;
    pen.text(area.x + 3, area.y, 24, &look.text("column-set"), Role::Column);
    pen.right(columns.count, area.y, 10, &look.text("column-computers"), Role::Column);
    for (end, id) in [
        (columns.users, "column-users"),
        (columns.packages, "column-packages"),
        (columns.local, "column-local"),
        (columns.requests, "column-requests"),
    ] {
        if let Some(end) = end {
            pen.right(end, area.y, 9, &look.text(id), Role::Column);
        }
    }
    let active = state.pane == Pane::List;
    let rows = state.tree.rows().iter().enumerate().skip(state.tree.list.offset);
    for ((index, row), y) in rows.zip(area.y + 1..area.bottom()) {
        let line = Rect { y, height: 1, ..area };
        match row.key {
            Key::Set(_) => {
                if let Some(node) = state.nodes().get(row.place) {
                    set_row(model, pen, line, &columns, row, node);
                }
            }
            Key::ComputerSet(_) => {
                if let Some(nsc) = state.all_computer_sets().get(row.place) {
                    computer_set_row(pen, line, &columns, row, nsc);
                }
            }
        }
        if index == state.tree.list.index {
            pen.select(area, y, active);
        }
    }
    if state.tree.rows().is_empty() {
        let id = match (state.sets.is_waiting() || model.revision.is_none(), state.nodes().is_empty()) {
            (true, true) => "loading",
            (false, true) => "sets-none",
            _ => "nothing-matches",
        };
        pen.text(area.x + 3, area.y + 1, area.width.saturating_sub(3), &look.text(id), Role::Muted);
    }
}

fn set_row(model: &Model, pen: &mut Pen<'_>, area: Rect, columns: &Columns, row: &Row, node: &SystemSetNode) {
    let tree = &model.sets.tree;
    let symbol = match tree.hides(node) {
        None => Symbol::Leaf,
        Some(true) => Symbol::Expand,
        Some(false) => Symbol::Collapse,
    };
    let x = area.x + 1 + indent(row.depth);
    pen.symbol(x, area.y, symbol, Role::Muted);
    pen.text(x + 2, area.y, columns.name_end.saturating_sub(x + 2), &node.set.name, Role::Text);
    let totals = tree.totals(node.set.id);
    let sets = match totals.computer_sets {
        0 => pen.look.symbol(Symbol::Dash).to_owned(),
        count => counted(pen.look, "sets-owned", count),
    };
    pen.right(columns.count, area.y, 10, &sets, Role::Muted);
    if let (Some(end), 1..) = (columns.requests, totals.requests) {
        pen.right(end, area.y, 8, &figures::count(totals.requests), Role::StatusWarn);
    }
}

fn computer_set_row(pen: &mut Pen<'_>, area: Rect, columns: &Columns, row: &Row, nsc: &ComputerSetRow) {
    let look = pen.look;
    let x = area.x + 1 + indent(row.depth);
    pen.symbol(x, area.y, Symbol::Bullet, Role::Muted);
    let used = pen.text(x + 2, area.y, columns.name_end.saturating_sub(x + 2), &nsc.set.name, Role::Text);
    let number_at = x + 2 + used + 1;
    let number = nsc.set.id.to_string();
    if usize::from(columns.name_end.saturating_sub(number_at)) >= number.len() {
        pen.text(number_at, area.y, columns.name_end - number_at, &number, Role::Muted);
    }
    let number = |count: Option<u64>| match count {
        Some(count) if count > 0 => figures::count(count),
        Some(_) => look.symbol(Symbol::Dash).to_owned(),
        None => look.symbol(Symbol::Unknown).to_owned(),
    };
    pen.right(columns.count, area.y, 9, &number(nsc.computers), Role::Text);
    if let Some(end) = columns.users {
        pen.right(end, area.y, 7, &number(nsc.users), Role::Text);
    }
    if let Some(end) = columns.packages {
        pen.right(end, area.y, 8, &number(Some(nsc.assignments)), Role::Text);
    }
    if let Some(end) = columns.local.filter(|_| nsc.set.locally_managed) {
        pen.right(end, area.y, 6, &look.text("word-local"), Role::Badge);
    }
    if let (Some(end), 1..) = (columns.requests, nsc.requests) {
        pen.right(end, area.y, 8, &figures::count(nsc.requests), Role::StatusWarn);
    }
}

/// Deep trees are not pushed out of the pane.
fn indent(depth: usize) -> u16 {
    u16::try_from(depth.min(12) * 2).unwrap_or(0)
}
