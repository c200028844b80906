//! The screen, drawn.

use super::book::COLUMNS;
use super::detail::{detail_lines, rejected_lines};
use super::layout::panes;
use super::state::{Group, Pane, status_id};
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, summary_line};
use crate::model::system::Status;
use ratatui::layout::Rect;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let areas = panes(body, model.hellos.pane);
    summary(model, pen, areas.summary);
    for x in [areas.first_line, areas.second_line].into_iter().flatten() {
        pen.vertical(x, areas.groups.y, areas.groups.height);
    }
    groups(model, pen, areas.groups);
    list(model, pen, areas.list);
    detail(model, pen, areas.detail);
}

/// Returns how a status looks.
pub fn status_mark(status: Status) -> (Symbol, Role) {
    match status {
        Status::Provisioned | Status::Queued => (Symbol::Ok, Role::StatusOk),
        Status::HelloReceived
        | Status::WaitingForProfile
        | Status::WaitingForFqdn
        | Status::Connecting
        | Status::Configuring => (Symbol::Busy, Role::StatusBusy),
        Status::DeviceUnreachable
        | Status::AuthenticationFailed
        | Status::ConfigurationFailed
        | Status::Conflict
        | Status::InvalidUuid => (Symbol::Failed, Role::StatusFailed),
        Status::OutcomeUnknown | Status::Unresolved | Status::WindowExpired => (Symbol::Unknown, Role::StatusUnknown),
        _ => (Symbol::Warn, Role::StatusWarn),
    }
}

fn summary(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.hellos;
    let shown = figures::count(state.list_len() as u64);
    let all = figures::count(state.book.len() as u64);
    let text = pen.look.locale.with("hellos-count", [("shown", shown.into()), ("all", all.into())]);
    summary_line(model, pen, area, &text, (&state.filter, COLUMNS), &state.systems);
}

fn groups(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let state = &model.hellos;
    let rows = state.group_rows();
    for ((index, (group, number)), y) in
        rows.iter().enumerate().skip(state.groups.offset).zip(area.top()..area.bottom())
    {
        let (mark, name) = match group {
            Group::All => ((Symbol::Bullet, Role::Muted), pen.look.text("group-all")),
            Group::Status(status) => (status_mark(*status), short_status(pen.look, *status)),
            Group::Malformed => ((Symbol::Failed, Role::StatusFailed), pen.look.text("group-malformed")),
        };
        let role = if *number == 0 { Role::Muted } else { Role::Text };
        let number = figures::count(*number as u64);
        let left = pen.right(area.right() - 1, y, 9, &number, role);
        pen.symbol(area.x + 1, y, mark.0, mark.1);
        pen.text(area.x + 3, y, left.saturating_sub(area.x + 4), &name, role);
        if index == state.groups.index {
            pen.select(area, y, state.pane == Pane::Groups);
        }
    }
}

fn short_status(look: &Look, status: Status) -> String {
    let id = status_id(status);
    look.locale.find(&format!("{id}.short")).unwrap_or_else(|| look.text(&id))
}

/// Where the columns of the list begin, and how wide they are; a width of 0 leaves a column out.
struct Columns {
    address: u16,
    name: u16,
    retry: u16,
    seen: u16,
}

const UUID_WIDTH: u16 = 36;

impl Columns {
    fn fit(width: u16) -> Self {
        let mut room = width.saturating_sub(3 + UUID_WIDTH);
        let mut take = |wanted: u16| {
            let fits = room > wanted;
            room -= if fits { wanted + 1 } else { 0 };
            if fits { wanted } else { 0 }
        };
        let address = take(15);
        // A name says more than the two figures: they come where it keeps its width.
        let name = take(16);
        let seen = take(9);
        let retry = take(5);
        let name = if name > 0 { name + room.saturating_sub(1) } else { 0 };
        Self { address, name, retry, seen }
    }
}

fn list(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let state = &model.hellos;
    let active = state.pane == Pane::List;
    if state.group == Group::Malformed {
        return malformed(model, pen, area, active);
    }
    let columns = Columns::fit(area.width);
    let heads =
        ["column-uuid", "column-address", "column-name", "column-retry", "column-seen"].map(|id| pen.look.text(id));
    row(pen, area, area.y, &columns, heads.each_ref().map(String::as_str), Role::Column);
    let top = area.y + 1;
    for (index, y) in (state.list.offset..state.list_len()).zip(top..area.bottom()) {
        let Some(system) = state.row(index) else { break };
        let uuid = system.uuid.hyphenated().to_string();
        let (address, retry) = (system.address.to_string(), system.retry.to_string());
        let seen = figures::moment(system.last_seen, model.now);
        let name = system.fqdn.as_deref().unwrap_or_else(|| pen.look.symbol(Symbol::Dash)).to_owned();
        row(pen, area, y, &columns, [&uuid, &address, &name, &retry, &seen], Role::Text);
        let mark = status_mark(system.status);
        pen.symbol(area.x + 1, y, mark.0, mark.1);
        if index == state.list.index {
            pen.select(area, y, active);
        }
    }
    if state.list_len() == 0 {
        let text = pen.look.text(if state.systems.is_waiting() { "loading" } else { "hellos-none" });
        pen.text(area.x + 3, top, area.width.saturating_sub(3), &text, Role::Muted);
    }
}

fn row(pen: &mut Pen<'_>, area: Rect, y: u16, columns: &Columns, cells: [&str; 5], role: Role) {
    let [uuid, address, name, retry, seen] = cells;
    let mut x = area.x + 3;
    pen.text(x, y, UUID_WIDTH.min(area.width.saturating_sub(3)), uuid, role);
    x += UUID_WIDTH + 1;
    if columns.address > 0 {
        pen.text(x, y, columns.address, address, role);
        x += columns.address + 1;
    }
    if columns.name > 0 {
        pen.text(x, y, columns.name, name, role);
        x += columns.name + 1;
    }
    if columns.retry > 0 {
        pen.right(x + columns.retry, y, columns.retry, retry, role);
        x += columns.retry + 1;
    }
    if columns.seen > 0 {
        pen.right(x + columns.seen, y, columns.seen, seen, role);
    }
}

fn malformed(model: &Model, pen: &mut Pen<'_>, area: Rect, active: bool) {
    let state = &model.hellos;
    let heads = ["column-received", "column-address", "column-problem"].map(|id| pen.look.text(id));
    for (head, x) in heads.iter().zip([3, 13, 29]) {
        pen.text(area.x + x, area.y, area.width.saturating_sub(x), head, Role::Column);
    }
    let Some(messages) = state.rejected.get() else { return };
    let rows = messages.iter().enumerate().skip(state.list.offset);
    for ((index, message), y) in rows.zip(area.y + 1..area.bottom()) {
        let reason = pen.look.locale.say("malformed", &message.reason);
        let received = figures::moment(message.received_at, model.now);
        pen.symbol(area.x + 1, y, Symbol::Failed, Role::StatusFailed);
        for (text, x, width) in [(received, 3, 9), (message.address.to_string(), 13, 15), (reason, 29, u16::MAX)] {
            pen.text(area.x + x, y, width.min(area.width.saturating_sub(x)), &text, Role::Text);
        }
        if index == state.list.index {
            pen.select(area, y, active);
        }
    }
}

/// Returns how far the detail can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let inner = inside(panes(body, model.hellos.pane).detail);
    lines(model, inner).len().saturating_sub(usize::from(inner.height))
}

fn inside(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

fn lines(model: &Model, inner: Rect) -> Vec<Line> {
    let state = &model.hellos;
    match (state.selected(), state.selected_rejected()) {
        (_, Some(message)) => rejected_lines(model, message, inner.width),
        (Some(system), None) => match (state.selected_detail(), state.held_detail(model.now)) {
            (None, Some(before)) => detail_lines(model, &before.system, Some(before), inner),
            (detail, _) => detail_lines(model, system, detail, inner),
        },
        (None, None) => Vec::new(),
    }
}

fn detail(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let inner = inside(area);
    let lines = lines(model, inner);
    let skip = model.hellos.scroll.min(lines.len().saturating_sub(usize::from(inner.height)));
    pen.lines(inner, &lines, skip);
    if lines.len() > skip + usize::from(inner.height) {
        pen.symbol(area.right().saturating_sub(1), area.bottom() - 1, Symbol::Down, Role::Muted);
    }
    if skip > 0 {
        pen.symbol(area.right().saturating_sub(1), area.y, Symbol::Up, Role::Muted);
    }
}
