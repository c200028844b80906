//! The lists: a row for each change, distribution point, job, run or client.

use super::bar;
use super::tab::JobsTab;
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::screen::list::cell;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, span};
use crate::core::job::{JobRow, JobState};
use crate::core::publication::{ClientRow, Passage, PointStatus, Stage};
use crate::model::job::JobRun;

/// A row: how it looks, and its cells.
pub(super) type Row = (Symbol, Role, Line);

/// Columns with their heads; the last takes what room is left.
pub(super) struct Columns(Vec<(&'static str, usize)>);

impl Columns {
    /// Returns the columns of a tab that fit.
    pub(super) fn fit(tab: JobsTab, room: usize, points: usize) -> Self {
        let wide = room >= 60;
        let bar = bar::width(points).max(11) + 1;
        Self(match tab {
            JobsTab::Changes if room >= 90 => vec![
                ("column-when", 10),
                ("column-way", bar),
                ("column-who", 12),
                ("column-object", 26),
                ("column-stands", 0),
            ],
            JobsTab::Changes if room >= 50 => {
                vec![("column-when", 10), ("column-way", bar), ("column-object", 20), ("column-stands", 0)]
            }
            JobsTab::Changes => vec![("column-when", 10), ("column-way", bar), ("column-object", 0)],
            JobsTab::Points if wide => vec![
                ("column-point", 14),
                ("column-generation", 11),
                ("column-behind", 8),
                ("column-complete", 11),
                ("column-sent", 8),
                ("column-state", 0),
            ],
            JobsTab::Points => vec![("column-point", 10), ("column-behind", 8), ("column-state", 0)],
            JobsTab::Jobs if wide => vec![
                ("column-job", 17),
                ("column-backlog", 9),
                ("column-last-run", 11),
                ("column-next-run", 22),
                ("column-state", 0),
            ],
            JobsTab::Jobs => vec![("column-job", 17), ("column-state", 0)],
            JobsTab::Runs if wide => {
                vec![("column-when", 11), ("column-job", 17), ("column-took", 9), ("column-did", 0)]
            }
            JobsTab::Runs => vec![("column-when", 10), ("column-job", 13), ("column-did", 0)],
            JobsTab::Clients if wide => vec![
                ("column-machine", 20),
                ("column-checked", 11),
                ("column-behind", 8),
                ("column-point", 14),
                ("column-agent", 0),
            ],
            JobsTab::Clients => vec![("column-machine", 16), ("column-checked", 11), ("column-behind", 0)],
        })
    }

    /// Returns the line of heads.
    pub(super) fn heads(&self, look: &Look) -> Line {
        self.lay_out(|id| vec![span(look.text(id), Role::Column)])
    }

    /// Puts the cells, each named by its head, beside each other.
    fn lay_out(&self, of: impl Fn(&str) -> Line) -> Line {
        let mut line = Line::new();
        for (id, width) in &self.0 {
            match (of(id), *width) {
                (pieces, 0) => line.extend(pieces),
                (mut pieces, width) if pieces.len() == 1 => {
                    let piece = pieces.remove(0);
                    line.push(span(cell(&piece.text, width), piece.role));
                }
                (pieces, width) => {
                    // Signs: each takes a column of its own.
                    let left = width.saturating_sub(pieces.len());
                    line.extend(pieces);
                    line.push(span(" ".repeat(left), Role::Text));
                }
            }
        }
        line
    }
}

/// Returns the visible row of the shown tab.
pub(super) fn row(model: &Model, columns: &Columns, index: usize) -> Option<Row> {
    let state = &model.jobs;
    match state.tab {
        JobsTab::Changes => state.change(index).map(|it| change(model, columns, it)),
        JobsTab::Points => state.point(index).map(|it| point(model, columns, it)),
        JobsTab::Jobs => state.job(index).map(|it| job(model, columns, it)),
        JobsTab::Runs => state.run(index).map(|it| run(model, columns, it)),
        JobsTab::Clients => state.client(index).map(|it| client(model, columns, it)),
    }
}

fn one(text: impl Into<String>, role: Role) -> Line {
    vec![span(text, role)]
}

fn change(model: &Model, columns: &Columns, it: &Passage) -> Row {
    let look = &model.look;
    let late_at = model.jobs.status.as_ref().and_then(|status| status.late_at);
    let (symbol, role) = bar::state(it, late_at, model.now);
    let line = columns.lay_out(|id| match id {
        "column-when" => one(figures::moment(it.at, model.now), Role::Muted),
        "column-way" => bar::line(look, it),
        "column-who" => one(&it.actor, Role::Text),
        "column-object" => one(format!("{} {}", it.object.kind, it.object.name), Role::Text),
        _ => one(stands(look, it), if it.open().is_some() { role } else { Role::Muted }),
    });
    (symbol, role, line)
}

/// Returns how far a change has come, in a sentence.
pub(super) fn stands(look: &Look, change: &Passage) -> String {
    match change.open() {
        Some(stage) => waits(look, stage),
        None => look.text(if change.changes_no_file() { "pipeline-no-file" } else { "pipeline-done" }),
    }
}

/// Returns what a stage waits for.
pub(super) fn waits(look: &Look, stage: &Stage) -> String {
    stage.waits_for.as_ref().map(|wait| look.locale.say("wait", wait)).unwrap_or_default()
}

/// Returns how a distribution point looks.
pub(super) fn point_look(it: &PointStatus) -> (Symbol, Role) {
    if it.lacks() {
        return (Symbol::Warn, Role::StatusWarn);
    }
    match (it.failing_since, it.tried_at, it.behind) {
        (Some(_), ..) => (Symbol::Failed, Role::StatusFailed),
        (None, None, _) => (Symbol::Unknown, Role::StatusUnknown),
        (None, Some(_), 0) => (Symbol::Ok, Role::StatusOk),
        _ => (Symbol::Busy, Role::StatusBusy),
    }
}

fn point(model: &Model, columns: &Columns, it: &PointStatus) -> Row {
    let look = &model.look;
    let (symbol, role) = point_look(it);
    let dash = || look.symbol(Symbol::Dash).to_owned();
    let line = columns.lay_out(|id| match id {
        "column-point" => one(&it.name, Role::Text),
        "column-generation" => one(it.generation.to_string(), Role::Text),
        "column-behind" => lag(look, it.behind),
        "column-complete" => one(it.complete_at.map_or_else(dash, |at| figures::moment(at, model.now)), Role::Muted),
        "column-sent" => one(figures::bytes(it.sent_bytes), Role::Muted),
        _ if it.problem.is_empty() => one(point_state(look, it), role),
        _ => one(&it.problem, role),
    });
    (symbol, role, line)
}

/// Returns how a distribution point is, in a word.
pub(super) fn point_state(look: &Look, it: &PointStatus) -> String {
    look.text(match point_look(it).0 {
        Symbol::Ok => "point-current",
        Symbol::Failed => "point-fails",
        Symbol::Warn => "point-lacks",
        Symbol::Unknown => "point-untried",
        _ => "point-behind",
    })
}

fn lag(look: &Look, behind: i64) -> Line {
    match behind {
        0 => one(look.symbol(Symbol::Dash), Role::Muted),
        behind => one(figures::count(behind.unsigned_abs()), Role::StatusWarn),
    }
}

/// Returns how a job looks.
pub(super) fn job_look(state: JobState) -> (Symbol, Role) {
    match state {
        JobState::NotBuilt => (Symbol::Dash, Role::Muted),
        JobState::Stopped => (Symbol::Warn, Role::StatusWarn),
        JobState::Asked => (Symbol::Busy, Role::StatusBusy),
        JobState::Failing => (Symbol::Failed, Role::StatusFailed),
        JobState::Ready => (Symbol::Ok, Role::StatusOk),
    }
}

/// Returns how a job is, in a sentence.
pub(super) fn job_state(look: &Look, it: &JobRow) -> String {
    look.text(&format!("job-state-{}", it.state.name().replace('_', "-")))
}

/// Returns when a job runs next, in a sentence.
pub(super) fn job_next(look: &Look, it: &JobRow) -> String {
    look.text(&format!("job-next-{}", it.next.name().replace('_', "-")))
}

fn job(model: &Model, columns: &Columns, it: &JobRow) -> Row {
    let look = &model.look;
    let (symbol, role) = job_look(it.state);
    let dash = || look.symbol(Symbol::Dash).to_owned();
    let line = columns.lay_out(|id| match id {
        "column-job" => one(it.job.name(), Role::Text),
        "column-backlog" => one(it.backlog.map_or_else(dash, figures::count), Role::Text),
        "column-last-run" => {
            let at = it.last.as_ref().map(|run| figures::moment(run.ended_at, model.now));
            one(at.unwrap_or_else(dash), Role::Muted)
        }
        "column-next-run" => one(job_next(look, it), Role::Muted),
        _ => one(job_state(look, it), role),
    });
    (symbol, role, line)
}

/// Returns how a run looks.
pub(super) fn run_look(it: &JobRun) -> (Symbol, Role) {
    if it.problem.is_empty() { (Symbol::Ok, Role::StatusOk) } else { (Symbol::Failed, Role::StatusFailed) }
}

/// Returns what a run did, or what went wrong.
pub(super) fn did(it: &JobRun) -> String {
    let counts = it.counts.iter().map(|(what, count)| format!("{what} {}", figures::count(*count)));
    let problem = Some(it.problem.clone()).filter(|problem| !problem.is_empty());
    problem.into_iter().chain(counts).collect::<Vec<_>>().join(", ")
}

/// Returns how long a run took.
pub(super) fn took(it: &JobRun) -> String {
    figures::milliseconds((it.ended_at - it.started_at).num_microseconds().unwrap_or(i64::MAX).max(0) as f64 / 1e3)
}

fn run(model: &Model, columns: &Columns, it: &JobRun) -> Row {
    let (symbol, role) = run_look(it);
    let line = columns.lay_out(|id| match id {
        "column-when" => one(figures::moment(it.started_at, model.now), Role::Muted),
        "column-job" => one(it.job.name(), Role::Text),
        "column-took" => one(took(it), Role::Muted),
        _ => one(did(it), if it.problem.is_empty() { Role::Text } else { role }),
    });
    (symbol, role, line)
}

/// Returns how a client looks.
pub(super) fn client_look(it: &ClientRow) -> (Symbol, Role) {
    match (it.check_in.packages_failed, it.lag) {
        (1.., _) => (Symbol::Failed, Role::StatusFailed),
        (0, 0) => (Symbol::Ok, Role::StatusOk),
        _ => (Symbol::Busy, Role::StatusBusy),
    }
}

fn client(model: &Model, columns: &Columns, it: &ClientRow) -> Row {
    let (symbol, role) = client_look(it);
    let line = columns.lay_out(|id| match id {
        "column-machine" => one(&it.check_in.machine, Role::Text),
        "column-checked" => one(figures::moment(it.check_in.checked_at, model.now), Role::Muted),
        "column-behind" => lag(&model.look, it.lag),
        "column-point" => one(&it.check_in.point, Role::Text),
        _ => one(&it.check_in.agent_version, Role::Muted),
    });
    (symbol, role, line)
}
