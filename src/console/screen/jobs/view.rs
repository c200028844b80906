//! The screen, drawn: tabs, a line that says how publishing is, the list, and beside or below it the selected row.

use super::rows::{Columns, row};
use super::state::{below_tabs, columns};
use super::tab::JobsTab;
use crate::console::app::{Model, Remote};
use crate::console::figures;
use crate::console::screen::split::{Pane, divide, panes, scrolled};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, Tab, span, summary_line, tab_line};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.jobs;
    // The tabs stand on the second line of what they are given.
    let head = Rect { x: body.x + 1, y: body.y.saturating_sub(1), width: body.width.saturating_sub(2), height: 2 };
    tab_line(pen, head, tabs(model), state.pane == Pane::List);
    let rest = below_tabs(body);
    summary(model, pen, rest);
    let areas = panes(rest, state.pane);
    list(model, pen, areas.list);
    if areas.detail.is_empty() {
        return;
    }
    divide(pen, rest, areas);
    if let Some(lines) = super::detail::text(model, usize::from(areas.detail.width)) {
        scrolled(pen, areas.detail, &lines, state.scroll);
    }
}

/// Returns how far the detail can be scrolled.
pub fn longest_scroll(model: &Model, body: Rect) -> usize {
    let area = panes(below_tabs(body), model.jobs.pane).detail;
    let lines = super::detail::text(model, usize::from(area.width)).map_or(0, |lines| lines.len());
    lines.saturating_sub(usize::from(area.height))
}

fn tabs(model: &Model) -> Vec<Tab> {
    let state = &model.jobs;
    let tab = |tab: JobsTab| {
        let count = match tab {
            JobsTab::Changes => state.status.as_ref().map(|status| status.backlog.count),
            JobsTab::Points => Some(state.points().len() as u64),
            JobsTab::Clients => state.clients.get().map(|clients| clients.known),
            JobsTab::Jobs | JobsTab::Runs => None,
        };
        (model.look.text(tab.title_id()), count, tab == state.tab)
    };
    JobsTab::ALL.iter().copied().map(tab).collect()
}

/// Draws the line above the list. While nobody narrows it, it says the one thing that matters: what waits, and since
/// when.
fn summary(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.jobs;
    let filter = &state.list().filter;
    if filter.editing || !filter.text().is_empty() || problem(model) {
        let args = [
            ("shown", figures::count(state.len() as u64).into()),
            ("all", figures::count(state.total() as u64).into()),
        ];
        // What is not here yet comes when the cursor is at the end.
        let count = pen.look.locale.with(if state.has_more() { "jobs-count-more" } else { "jobs-count" }, args);
        return match state.tab {
            JobsTab::Changes | JobsTab::Points => {
                summary_line(model, pen, area, &count, (filter, columns(state.tab)), &state.pipeline)
            }
            JobsTab::Jobs => summary_line(model, pen, area, &count, (filter, columns(state.tab)), &state.jobs),
            JobsTab::Runs => summary_line(model, pen, area, &count, (filter, columns(state.tab)), &state.runs),
            JobsTab::Clients => summary_line(model, pen, area, &count, (filter, columns(state.tab)), &state.clients),
        };
    }
    let (symbol, role, text) = model.publishing();
    let mut line = vec![span(format!("{} ", pen.look.symbol(symbol)), role), span(text, Role::Text)];
    if let Some(clients) = state.clients.get().filter(|_| state.tab == JobsTab::Clients) {
        let args = [
            ("current", figures::count(clients.current).into()),
            ("known", figures::count(clients.known).into()),
            ("generation", clients.generation.to_string().into()),
        ];
        line = vec![span(pen.look.locale.with("jobs-clients", args), Role::Muted)];
        if state.has_more() {
            let shown = figures::count(state.total() as u64);
            line.push(span(pen.look.locale.with("jobs-listed", [("shown", shown.into())]), Role::Muted));
        }
    }
    let used = pen.line(area.x + 1, area.y, area.width.saturating_sub(2), &line);
    // Told only when it changes, so this is how old it is at most.
    if let Some(at) = read_at(model).filter(|_| area.width >= 72) {
        let text = pen.look.locale.with("jobs-unchanged", [("at", figures::exact(at, model.now).into())]);
        let room = area.width.saturating_sub(used + 4);
        if text.width() <= usize::from(room) {
            pen.right(area.right().saturating_sub(1), area.y, room, &text, Role::Muted);
        }
    }
}

fn problem(model: &Model) -> bool {
    let state = &model.jobs;
    match state.tab {
        JobsTab::Changes | JobsTab::Points => state.pipeline.problem().is_some(),
        JobsTab::Jobs => state.jobs.problem().is_some(),
        JobsTab::Runs => state.runs.problem().is_some(),
        JobsTab::Clients => state.clients.problem().is_some(),
    }
}

fn read_at(model: &Model) -> Option<chrono::DateTime<chrono::Utc>> {
    let state = &model.jobs;
    match state.tab {
        JobsTab::Changes => state.pipeline.at(),
        JobsTab::Points => state.status.as_ref().map(|status| status.at),
        JobsTab::Jobs => state.jobs.at(),
        JobsTab::Runs => state.runs.at(),
        JobsTab::Clients => state.clients.at(),
    }
}

fn list(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let state = &model.jobs;
    let width = area.width.saturating_sub(4);
    let columns = Columns::fit(state.tab, usize::from(width), state.points().len());
    pen.line(area.x + 3, area.y, width, &columns.heads(pen.look));
    let cursor = state.list().cursor;
    for (index, y) in (cursor.offset..state.len()).zip(area.y + 1..area.bottom()) {
        let Some((symbol, role, line)) = row(model, &columns, index) else { break };
        pen.symbol(area.x + 1, y, symbol, role);
        pen.line(area.x + 3, y, width, &line);
        if index == cursor.index {
            pen.select(area, y, state.pane == Pane::List);
        }
    }
    if state.is_empty() {
        let text = pen.look.text(nothing(model));
        pen.text(area.x + 3, area.y + 1, width, &text, Role::Muted);
    }
}

/// Returns the id of the sentence that says why there is no row.
fn nothing(model: &Model) -> &'static str {
    fn of<T>(remote: &Remote<T>, none: &'static str) -> &'static str {
        if remote.get().is_none() { "loading" } else { none }
    }
    let state = &model.jobs;
    match state.tab {
        _ if state.total() > 0 => "nothing-matches",
        JobsTab::Changes => of(&state.pipeline, "log-none"),
        JobsTab::Points if state.status.is_some() => "points-none",
        JobsTab::Points => "part-unknown",
        JobsTab::Jobs => of(&state.jobs, "loading"),
        JobsTab::Runs => of(&state.runs, "runs-none"),
        JobsTab::Clients if !state.list().filter.text().is_empty() => "nothing-matches",
        JobsTab::Clients => of(&state.clients, "clients-none"),
    }
}

impl Model {
    /// Returns how publishing is, in one sentence, the worst first.
    pub(crate) fn publishing(&self) -> (Symbol, Role, String) {
        let look = &self.look;
        let Some(status) = &self.jobs.status else {
            return (Symbol::Unknown, Role::StatusUnknown, look.text("part-unknown"));
        };
        let since = |at| figures::moment(at, self.now);
        let backlog = status.backlog.oldest.map(|(_, saved_at)| {
            let args = [
                ("count", status.backlog.count.into()),
                ("number", figures::count(status.backlog.count).into()),
                ("at", since(saved_at).into()),
            ];
            look.locale.with("publishing-waits", args)
        });
        let failing = status.failing().next().map(|point| {
            let args = [
                ("point", point.name.as_str().into()),
                ("at", point.failing_since.map(since).unwrap_or_default().into()),
            ];
            look.locale.with("publishing-point-fails", args)
        });
        let lacking = status
            .lacking()
            .next()
            .map(|point| look.locale.with("publishing-point-lacks", [("point", point.name.as_str().into())]));
        let late = status.is_late(self.now);
        if status.points.is_empty() {
            let text = backlog.into_iter().chain([look.text("publishing-pointless")]).collect::<Vec<_>>().join(", ");
            let (symbol, role) = if late { (Symbol::Failed, Role::StatusFailed) } else { (Symbol::Dash, Role::Muted) };
            return (symbol, role, text);
        }
        let lacks = lacking.is_some();
        let text: Vec<String> = backlog.into_iter().chain(failing).chain(lacking).collect();
        if late || status.failing().next().is_some() {
            return (Symbol::Failed, Role::StatusFailed, text.join(", "));
        }
        if lacks {
            return (Symbol::Warn, Role::StatusWarn, text.join(", "));
        }
        if !text.is_empty() {
            return (Symbol::Busy, Role::StatusBusy, text.join(", "));
        }
        let args = [
            ("number", status.generation.map_or_else(|| "0".to_owned(), |made| made.number.to_string()).into()),
            ("points", status.points.len().into()),
        ];
        (Symbol::Ok, Role::StatusOk, look.locale.with("publishing-everywhere", args))
    }
}
