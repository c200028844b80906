//! The lists of an NSC: members with marks, requests, packages, releases.

use super::tab::NscTab;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::list::cell;
use crate::console::screen::split::{Pane, list_in};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, span};
use crate::model::assignment::{Assignment, Release, ReleaseState};
use crate::model::id::PackageId;
use crate::model::request::{MemberRequest, RequestState};
use ratatui::layout::Rect;

/// Draws the list of the shown tab.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.sets;
    let Some(row) = state.selected_computer_set() else { return };
    let id = row.set.id;
    let detail = state.computer_set.of(&id);
    let (rows, problem, empty): (Option<Vec<Line>>, _, _) = match state.nsc_tab {
        NscTab::Overview => return,
        NscTab::Computers | NscTab::Users => return members(model, pen, area),
        NscTab::Requests => {
            let rows = state.requests.of(&id).map(|rows| rows.iter().map(|row| request(model, row)).collect());
            (rows, state.requests.problem(), "requests-none")
        }
        NscTab::Packages => {
            let rows = detail.map(|detail| detail.packages.iter().map(|row| assignment(model, row)).collect());
            (rows, state.computer_set.problem(), "assignments-none")
        }
        NscTab::Releases => {
            let rows = detail.map(|detail| detail.releases.iter().map(|row| release(model, row)).collect());
            (rows, state.computer_set.problem(), "releases-none")
        }
    };
    let heads = match state.nsc_tab {
        NscTab::Requests => ["column-when", "column-asks", "column-members", "column-state"],
        NscTab::Packages => ["column-package-name", "column-action", "column-when-applied", "column-by"],
        _ => ["column-package-name", "column-release", "column-by", "column-since"],
    };
    let widths = widths(state.nsc_tab);
    let head: Line =
        heads.iter().zip(widths).map(|(id, width)| span(cell(&pen.look.text(id), width), Role::Column)).collect();
    pen.line(area.x + 2, area.y + 2, area.width.saturating_sub(2), &head);
    let list = list_in(area);
    let Some(rows) = rows else {
        let (text, role) = match problem {
            Some(problem) => (pen.look.locale.say("problem", problem), Role::StatusFailed),
            None => (pen.look.text("loading"), Role::Muted),
        };
        pen.text(list.x + 2, list.y, list.width.saturating_sub(2), &text, role);
        return;
    };
    for ((index, line), y) in rows.iter().enumerate().skip(state.rows.offset).zip(list.top()..list.bottom()) {
        pen.line(list.x + 2, y, list.width.saturating_sub(2), line);
        if index == state.rows.index {
            pen.select(list, y, state.pane == Pane::Detail);
        }
    }
    if rows.is_empty() {
        pen.text(list.x + 2, list.y, list.width.saturating_sub(2), &pen.look.text(empty), Role::Muted);
    }
}

/// Widths of the columns; the last takes what is left.
fn widths(tab: NscTab) -> [usize; 4] {
    match tab {
        NscTab::Requests => [10, 12, 24, 12],
        NscTab::Packages => [28, 9, 18, 12],
        _ => [30, 28, 10, 8],
    }
}

fn members(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let state = &model.sets;
    let look = pen.look;
    let names = state.member_names();
    let list = list_in(area);
    members_head(model, pen, Rect { y: area.y + 2, height: 1, ..area });
    let Some(known) = state.shown_members() else {
        let problem = match state.nsc_tab {
            NscTab::Users => state.users.problem(),
            _ => state.computers.problem(),
        };
        let (text, role) = match problem {
            Some(problem) => (look.locale.say("problem", problem), Role::StatusFailed),
            None => (look.text("loading"), Role::Muted),
        };
        pen.text(list.x + 2, list.y, list.width.saturating_sub(2), &text, role);
        return;
    };
    let rows = state.members.list.offset..state.members.len();
    for (index, y) in rows.zip(list.top()..list.bottom()) {
        let Some(name) = state.members.row(names, index) else { break };
        let marked = state.members.is_marked(names, index);
        if marked {
            pen.symbol(list.x + 1, y, Symbol::Mark, Role::Marked);
        }
        pen.text(list.x + 3, y, list.width.saturating_sub(3), name, if marked { Role::Marked } else { Role::Text });
        if index == state.members.list.index {
            pen.select(list, y, state.pane == Pane::Detail);
        }
    }
    if state.members.is_empty() {
        let id = if known.names.is_empty() { "members-none" } else { "nothing-matches" };
        pen.text(list.x + 3, list.y, list.width.saturating_sub(3), &look.text(id), Role::Muted);
    }
}

/// The line above members: the group, what narrows it, how many are marked, how old it is.
fn members_head(model: &Model, pen: &mut Pen<'_>, line: Rect) {
    let state = &model.sets;
    let look = pen.look;
    let filter = &state.members.filter;
    let mut x = line.x;
    if filter.editing {
        x += pen.text(x, line.y, 2, "/", Role::Accent);
        pen.input(x, line.y, line.right().saturating_sub(x).min(30), filter.input(), true);
        x += 32;
    } else if !filter.text().is_empty() {
        x += pen.line(x, line.y, line.width, &[span("/", Role::Muted), span(filter.text(), Role::Match)]) + 2;
    } else if let Some(known) = state.shown_members() {
        x += pen.text(x, line.y, line.width, &known.group, Role::Column) + 2;
    }
    let mut end = line.right();
    if let Some(known) = state.shown_members() {
        let at = figures::exact(known.read_at, model.now);
        if known.stale.is_some() {
            let text = look.locale.with("members-old", [("at", at.into())]);
            end = pen.right(end, line.y, end.saturating_sub(x), &text, Role::Stale);
        } else {
            end = pen.right(end, line.y, end.saturating_sub(x), &at, Role::Muted);
        }
    }
    if state.members.marked() > 0 {
        let number = figures::count(state.members.marked() as u64);
        let mut text = look.locale.with("members-marked", [("marked", number.into())]);
        let hidden = state.members.hidden(state.member_names());
        if hidden > 0 {
            text.push_str(&look.locale.with("members-hidden", [("hidden", hidden.into())]));
        }
        pen.text(x, line.y, end.saturating_sub(x + 1), &text, Role::Marked);
    }
}

fn request(model: &Model, request: &MemberRequest) -> Line {
    let look = &model.look;
    let [when, who, names, _] = widths(NscTab::Requests);
    let role = match request.state {
        RequestState::Pending => Role::StatusWarn,
        RequestState::Approved { .. } => Role::StatusOk,
        RequestState::Refused { .. } | RequestState::Withdrawn { .. } => Role::Muted,
    };
    let first = request.names.first().map(String::as_str).unwrap_or_default();
    let more = request.names.len().saturating_sub(1);
    let members = if more > 0 { format!("{first} +{}", figures::count(more as u64)) } else { first.to_owned() };
    let mut state = look.locale.say("asked", &request.state);
    if !request.reason.is_empty() {
        state = format!("{state}: {}", request.reason);
    }
    vec![
        span(cell(&figures::moment(request.asked_at, model.now), when), Role::Muted),
        span(cell(&request.asked_by, who), Role::Text),
        span(cell(&members, names), Role::Text),
        span(state, role),
    ]
}

fn assignment(model: &Model, assignment: &Assignment) -> Line {
    let look = &model.look;
    let [package, action, when, _] = widths(NscTab::Packages);
    let opens = assignment.not_before.filter(|at| *at > model.now).map(|at| figures::moment(at, model.now));
    let window = assignment.window.as_ref().map(ToString::to_string);
    let time = opens.into_iter().chain(window).collect::<Vec<_>>().join(", ");
    let time = if time.is_empty() { look.text("when-any") } else { time };
    vec![
        span(cell(&package_name(model, assignment.pkg), package), Role::Text),
        span(cell(assignment.action.name(), action), Role::Accent),
        span(cell(&time, when), Role::Muted),
        span(
            format!("{}, {}", assignment.assigned_by, figures::moment(assignment.assigned_at, model.now)),
            Role::Muted,
        ),
    ]
}

fn release(model: &Model, release: &Release) -> Line {
    let look = &model.look;
    let [package, state, by, _] = widths(NscTab::Releases);
    let (text, role) = match &release.state {
        ReleaseState::Released => (look.text("release-released"), Role::StatusOk),
        ReleaseState::EmergencyAsked { hours } => {
            (look.locale.with("release-emergency-asked", [("hours", (*hours).into())]), Role::StatusWarn)
        }
        ReleaseState::Emergency { until, .. } => {
            let until = figures::moment(*until, model.now);
            (look.locale.with("release-emergency", [("until", until.into())]), Role::StatusBusy)
        }
    };
    vec![
        span(cell(&package_name(model, release.pkg), package), Role::Text),
        span(cell(&text, state), role),
        span(cell(&release.by, by), Role::Text),
        span(figures::moment(release.at, model.now), Role::Muted),
    ]
}

/// Returns a package's name and version, or its number while nothing more is known.
fn package_name(model: &Model, id: PackageId) -> String {
    let now = model.rights_shown().map(|rights| rights.configuration());
    now.and_then(|now| now.packages.get(&id)).map_or_else(|| id.to_string(), |package| package.title())
}
