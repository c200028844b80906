//! The screen, drawn: the packages part by part, and beside or below them what is said of the selected one.

use super::explain::{explain, offer, rule, word};
use super::layout::panes;
use super::state::{COLUMNS, Row};
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::split::{divide, scrolled};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, desired_sign, span, summary_line, wrap};
use crate::core::choice::Place;
use crate::model::desired::Desired;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.own;
    summary_line(model, pen, body, &summary(model), (&state.filter, COLUMNS), &state.view);
    let areas = panes(body);
    list(model, pen, areas.list);
    if areas.detail.is_empty() || state.selected().is_none() {
        return;
    }
    divide(pen, body, areas);
    let lines = detail(model, usize::from(areas.detail.width));
    scrolled(pen, areas.detail, &lines, state.scroll);
}

/// Returns how far the explanation can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let area = panes(body).detail;
    detail(model, usize::from(area.width)).len().saturating_sub(usize::from(area.height))
}

/// Whose software it is and where, how much there is, and how old what is known is.
fn summary(model: &Model) -> String {
    let (state, look) = (&model.own, &model.look);
    let Some(view) = state.view.get() else { return look.text("loading") };
    let user = view.user.as_deref().unwrap_or_default();
    let mut parts = vec![match state.machine() {
        Some(machine) => look.locale.with("own-on", [("user", user.into()), ("machine", machine.into())]),
        None => look.locale.with("own-everywhere", [("user", user.into())]),
    }];
    if view.stale.is_some() {
        let at = figures::exact(view.members_read_at, model.now);
        parts.push(look.locale.with("own-stale", [("at", at.into())]));
    } else {
        let count = view.packages.iter().filter(|one| one.state.part().is_some()).count();
        let offered = view.packages.iter().filter(|one| one.offer() == Some(true)).count();
        // That there is nothing is said where the list would be.
        if count == 0 {
            return parts.join("   ");
        }
        let args = [("count", count.into()), ("number", figures::count(count as u64).into())];
        let mut text = look.locale.with("own-count", args);
        text.push_str(&look.locale.with("own-offered", [("count", offered.into())]));
        parts.push(text);
    }
    parts.join("   ")
}

fn list(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.own;
    let look = pen.look;
    let rows = state.rows().iter().enumerate().skip(state.list.offset);
    let widest = (0..state.rows().len()).filter_map(|index| state.row(index)).map(|one| one.title().width()).max();
    let names = u16::try_from(widest.unwrap_or_default()).unwrap_or(u16::MAX).clamp(12, (area.width / 2).max(13) - 1);
    for ((index, row), y) in rows.zip(area.top()..area.bottom()) {
        match row {
            Row::Head(part, count) => {
                let text = format!("{} ({count})", look.text(&format!("own-part-{}", part.name())));
                pen.text(area.x + 1, y, area.width.saturating_sub(1), &text, Role::Title);
            }
            Row::Package(_) => {
                if let Some(desired) = state.row(index) {
                    package(pen, Rect { y, height: 1, ..area }, names, desired);
                }
            }
        }
        if index == state.list.index {
            pen.select(area, y, true);
        }
    }
    if state.rows().is_empty() {
        let lines = nothing(model).into_iter().flat_map(|(text, role)| {
            wrap(&text, usize::from(area.width.saturating_sub(4))).into_iter().map(move |line| (line, role))
        });
        for ((line, role), y) in lines.zip(area.top()..area.bottom()) {
            pen.text(area.x + 3, y, area.width.saturating_sub(3), &line, role);
        }
    }
}

/// Returns why there is no row, and what can be done about it.
fn nothing(model: &Model) -> Vec<(String, Role)> {
    let (state, look) = (&model.own, &model.look);
    if state.view.get().is_none() {
        return vec![match state.view.problem() {
            Some(problem) => (look.locale.say("problem", problem), Role::StatusFailed),
            None => (look.text("loading"), Role::Muted),
        }];
    }
    if state.packages().iter().any(|one| one.state.part().is_some()) {
        return vec![(look.text("nothing-matches"), Role::Muted)];
    }
    let mut lines = vec![(look.text("own-none"), Role::Muted)];
    if let (Place::Here(host), None) = (&state.place, state.machine()) {
        let keys = look.keymap.keys_for("own.machine", &["screen.own"]).into_iter().next().unwrap_or_default();
        let args = [("host", host.as_str().into()), ("keys", keys.into())];
        lines.push((look.locale.with("own-not-here", args), Role::Muted));
    }
    lines
}

/// A package: its sign, its name, and what shall be with it, with who decided where there is room.
fn package(pen: &mut Pen<'_>, area: Rect, names: u16, desired: &Desired) {
    let look = pen.look;
    let (symbol, role) = desired_sign(desired.state);
    pen.symbol(area.x + 3, area.y, symbol, role);
    let x = area.x + 5;
    pen.text(x, area.y, names.min(area.right().saturating_sub(x)), &desired.title(), Role::Text);
    let x = x + names + 2;
    let room = area.right().saturating_sub(x + 1);
    let mut state = word(&look.locale, desired.state);
    if desired.is_chosen() {
        state = format!("{state}, {}", look.text("own-chosen-mark"));
    }
    let used = pen.text(x, area.y, room, &state, role);
    let x = x + used.max(17) + 2;
    let room = area.right().saturating_sub(x + 1);
    // Half a sentence explains nothing, and the explanation has it in full.
    let decided = rule(&look.locale, &desired.winner);
    if decided.width() <= usize::from(room) {
        pen.text(x, area.y, room, &decided, Role::Muted);
    }
}

/// Returns the explanation of the selected package: its name, what is said of it, what can be done.
fn detail(model: &Model, width: usize) -> Vec<Line> {
    let Some(desired) = model.own.explained() else { return Vec::new() };
    let look = &model.look;
    let mut lines = vec![vec![span(desired.title(), Role::Title)]];
    lines.extend(offer(look, desired, width));
    if desired.offer().is_some() {
        let keys = look.keymap.keys_for("nav.open", &["global"]).into_iter().next().unwrap_or_default();
        if let Some(line) = lines.last_mut() {
            line.push(span(format!(" {} {keys}", look.symbol(Symbol::Jump)), Role::KeyHint));
        }
    }
    lines.extend(explain(model, desired, width));
    lines
}
