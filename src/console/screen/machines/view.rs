//! The screen, drawn: the machines by name, and beside or below them the card of the selected one.

use super::card::{card_lines, packages_line};
use super::contest::rule;
use super::layout::{Panes, panes, rows};
use super::state::Pane;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, desired_sign, desired_word, summary_line};
use crate::core::machine::{COLUMNS, Sort, SortColumn};
use crate::model::desired::Desired;
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.machines;
    summary_line(model, pen, body, &summary(model), (&state.filter, COLUMNS), &state.machines);
    let areas = panes(body, state.pane);
    if areas.list.height > 0 {
        list(model, pen, areas.list);
    }
    if areas.card.height == 0 {
        return;
    }
    if areas.list.height > 0 && areas.list.width < body.width {
        pen.vertical(areas.list.right(), areas.list.y, areas.list.height);
    } else if areas.list.height > 0 {
        pen.horizontal(body.x, areas.list.bottom(), body.width);
    }
    card(model, pen, areas);
}

fn summary(model: &Model) -> String {
    let (state, look) = (&model.machines, &model.look);
    let shown = |count: u64| ("shown", figures::count(count).into());
    let rows = state.rows().len() as u64;
    let mut text = match state.found {
        // Sorted, and nothing is held back.
        Some(found) if found.count == found.all => look.locale.with("machines-count", [shown(found.all)]),
        Some(found) => {
            let (count, all) = (figures::count(found.count).into(), figures::count(found.all).into());
            look.locale.with("machines-found", [("found", count), ("all", all)])
        }
        None if state.complete || rows == 0 => look.locale.with("machines-count", [shown(rows)]),
        None => look.locale.with("machines-count-more", [shown(rows)]),
    };
    // Rows of an earlier question stay, and say so.
    let old = state.machines.is_slow(model.now) || state.machines.problem().is_some();
    if let Some(at) = state.machines.at().filter(|_| old) {
        text.push_str(&look.locale.with("machines-read", [("at", figures::exact(at, model.now).into())]));
    }
    text
}

fn list(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.machines;
    let columns = columns(area.width);
    let sign = pen.look.symbol(if state.sort.descending { Symbol::Down } else { Symbol::Up });
    let heads =
        [("column-machine", SortColumn::Name), ("column-os", SortColumn::Os), ("column-owner", SortColumn::Owner)].map(
            |(id, column)| {
                let head = pen.look.text(id);
                // By name is how every list is, and needs no sign.
                let is_sorted = column == state.sort.column && state.sort != Sort::default();
                if is_sorted { format!("{head} {sign}") } else { head }
            },
        );
    cells(pen, area, area.y, columns, heads.each_ref().map(String::as_str), [Role::Column; 3]);
    let below = rows(area);
    let shown = state.rows().iter().enumerate().skip(state.list.offset);
    for ((index, row), y) in shown.zip(below.top()..below.bottom()) {
        let computer = &row.computer;
        let texts = [computer.name.as_str(), &computer.os, &computer.owner];
        cells(pen, area, y, columns, texts, [Role::Text, Role::Muted, Role::Text]);
        if index == state.list.index {
            pen.select(area, y, state.pane == Pane::List);
        }
    }
    if state.rows().is_empty() {
        let text = pen.look.text(if state.machines.is_waiting() { "loading" } else { "machines-none" });
        pen.text(area.x + 3, below.y, area.width.saturating_sub(3), &text, Role::Muted);
    }
}

/// Returns the widths of name, system and owner.
fn columns(width: u16) -> [u16; 3] {
    match width {
        0..=43 => [18, 0, width.saturating_sub(22)],
        44..=69 => [16, width - 30, 10],
        _ => [20, width - 44, 20],
    }
}

fn cells(pen: &mut Pen<'_>, area: Rect, y: u16, columns: [u16; 3], texts: [&str; 3], roles: [Role; 3]) {
    let mut x = area.x + 2;
    for ((width, text), role) in columns.into_iter().zip(texts).zip(roles).filter(|((width, _), _)| *width > 0) {
        pen.text(x, y, width.min(area.right().saturating_sub(x + 1)), text, role);
        x += width + 1;
    }
}

fn card(model: &Model, pen: &mut Pen<'_>, areas: Panes) {
    let state = &model.machines;
    let Some(row) = state.selected() else { return };
    let area = areas.card;
    let lines = card_lines(model, row, usize::from(area.width), usize::from(area.height));
    pen.lines(area, &lines, 0);
    let below = areas.packages;
    if below.height == 0 {
        return;
    }
    pen.line(below.x, below.y, below.width, &packages_line(model, usize::from(below.width)));
    let list = rows(below);
    let Some(why) = state.shown(model.now) else {
        let (text, role) = match state.detail.problem() {
            Some(problem) => (pen.look.locale.say("problem", problem), Role::StatusFailed),
            None => (pen.look.text("loading"), Role::Muted),
        };
        pen.text(below.x, list.y, below.width, &text, role);
        return;
    };
    let names = why.packages.iter().map(|desired| desired.title().chars().count()).max().unwrap_or_default();
    let wide = u16::try_from(names).unwrap_or(u16::MAX).min((list.width / 3).max(18));
    for ((index, desired), y) in
        why.packages.iter().enumerate().skip(state.packages.offset).zip(list.top()..list.bottom())
    {
        package(pen, list, y, wide, desired);
        if index == state.packages.index {
            pen.select(list, y, state.pane == Pane::Packages);
        }
    }
}

/// A package: what shall be with it, its title, and the sentence of the rule that decides.
fn package(pen: &mut Pen<'_>, area: Rect, y: u16, wide: u16, desired: &Desired) {
    let locale = pen.look.locale.clone();
    let (symbol, role) = desired_sign(desired.state);
    pen.symbol(area.x + 2, y, symbol, role);
    pen.text(area.x + 4, y, wide.min(area.width.saturating_sub(4)), &desired.title(), Role::Text);
    let mut x = area.x + 5 + wide;
    if area.width >= 90 {
        pen.text(x, y, 24.min(area.right().saturating_sub(x)), &desired_word(&locale, desired.state), role);
        x += 25;
    }
    let room = area.right().saturating_sub(x);
    pen.text(x, y, room, &rule(&locale, &desired.winner), Role::Muted);
}
