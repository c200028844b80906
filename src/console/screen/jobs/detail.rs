//! The selected row in full, each fact with its time.

use super::bar::sign;
use super::rows::{did, job_look, job_next, job_state, point_look, point_state, run_look, stands, took, waits};
use super::tab::JobsTab;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Line, labelled, plain, span, wrap};
use crate::core::job::JobRow;
use crate::core::publication::{ClientRow, Passage, PointStatus, Progress, Stage, Step};
use crate::model::job::{Job, JobRun};

/// Returns the selected row in full; none where no row is selected.
pub(super) fn text(model: &Model, width: usize) -> Option<Vec<Line>> {
    let state = &model.jobs;
    let index = state.list().cursor.index;
    match state.tab {
        JobsTab::Changes => state.change(index).map(|it| change(model, it, width)),
        JobsTab::Points => state.point(index).map(|it| point(model, it, width)),
        JobsTab::Jobs => state.job(index).map(|it| job(model, it, width)),
        JobsTab::Runs => state.run(index).map(|it| run(model, it, width)),
        JobsTab::Clients => state.client(index).map(|it| client(model, it, width)),
    }
}

fn change(model: &Model, it: &Passage, width: usize) -> Vec<Line> {
    let look = &model.look;
    let mut lines = vec![vec![
        span(format!("{}  ", it.operation), Role::Muted),
        span(it.verb.name(), Role::Title),
        span(format!("  {} ", it.object.kind), Role::Muted),
        span(&it.object.name, Role::Text),
    ]];
    let by = format!("{}, {}", it.actor, figures::exact(it.at, model.now));
    lines.extend(labelled(look, "label-by", &by, Role::Text, width));
    if let Some(reason) = it.reason.as_deref().filter(|reason| !reason.is_empty()) {
        lines.extend(labelled(look, "label-reason", reason, Role::Text, width));
    }
    lines.extend(labelled(look, "label-stands", &stands(look, it), Role::Text, width));
    lines.push(Line::new());
    for stage in &it.stages {
        lines.extend(stage_lines(model, it, stage, width));
    }
    lines
}

/// Width of a stage's sign and name.
const STAGE: usize = 18;

fn stage_lines(model: &Model, change: &Passage, stage: &Stage, width: usize) -> Vec<Line> {
    let look = &model.look;
    let (symbol, role) = sign(stage.progress);
    let name = match &stage.step {
        Step::Saved => look.text("stage-saved"),
        Step::Published => look.text("stage-published"),
        Step::Point { point } => look.locale.with("stage-point", [("point", point.as_str().into())]),
        Step::Acknowledged => look.text("stage-acknowledged"),
        Step::FirstClient => look.text("stage-first-client"),
        Step::MostClients => look.text("stage-most-clients"),
    };
    let head = vec![
        span(format!("{} ", look.symbol(symbol)), role),
        span(crate::console::screen::list::cell(&name, STAGE - 2), Role::Text),
    ];
    let (fact, role) = match (stage.progress, stage.at) {
        (Progress::Done, Some(at)) => (passed(model, change, stage, at), Role::Text),
        (Progress::Done, None) => (look.text("stage-passed"), Role::Muted),
        (Progress::Unneeded, _) => (look.text("stage-unneeded"), Role::Muted),
        (Progress::Ahead, _) => (String::new(), Role::Muted),
        (Progress::Waiting | Progress::Failing, _) => (waits(look, stage), role),
    };
    let mut lines = wrap(&fact, width.saturating_sub(STAGE)).into_iter();
    let first = lines.next().unwrap_or_default();
    let mut all = vec![head.into_iter().chain([span(first, role)]).collect::<Line>()];
    all.extend(lines.map(|line| vec![span(format!("{}{line}", " ".repeat(STAGE)), role)]));
    all
}

/// Returns when a stage was passed, and how long after the change was saved.
fn passed(model: &Model, change: &Passage, stage: &Stage, at: chrono::DateTime<chrono::Utc>) -> String {
    let mut text = figures::exact(at, model.now);
    if stage.step != Step::Saved {
        let after = figures::span((at - change.at).num_seconds());
        text.push_str(&model.look.locale.with("stage-after", [("span", after.into())]));
    }
    if let Some(number) = change.generation.filter(|_| stage.step == Step::Published) {
        text.push_str(&model.look.locale.with("stage-generation", [("number", number.to_string().into())]));
    }
    text
}

fn moment(model: &Model, at: Option<chrono::DateTime<chrono::Utc>>) -> String {
    at.map(|at| figures::exact(at, model.now)).unwrap_or_default()
}

fn point(model: &Model, it: &PointStatus, width: usize) -> Vec<Line> {
    let look = &model.look;
    let mut lines = vec![vec![span(&it.name, Role::Title), span(format!("  {}", it.id), Role::Muted)]];
    lines.extend(labelled(look, "column-state", &point_state(look, it), point_look(it).1, width));
    let behind = match it.behind {
        0 => String::new(),
        behind => {
            let args = [
                ("count", figures::count(behind.unsigned_abs()).into()),
                ("at", moment(model, it.behind_since).into()),
            ];
            look.locale.with(if it.behind_since.is_some() { "point-lag-since" } else { "point-lag" }, args)
        }
    };
    let facts = [
        ("label-place", it.url.clone()),
        ("label-generation", it.generation.to_string()),
        ("label-complete", moment(model, it.complete_at)),
        ("label-behind", behind),
        ("label-tried", moment(model, it.tried_at)),
        ("label-failing", moment(model, it.failing_since)),
        ("label-problem", it.problem.clone()),
        ("label-sent", figures::bytes(it.sent_bytes)),
    ];
    for (id, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let bad = matches!(*id, "label-problem" | "label-failing");
        lines.extend(labelled(look, id, fact, if bad { Role::StatusFailed } else { Role::Text }, width));
    }
    lines
}

fn job(model: &Model, it: &JobRow, width: usize) -> Vec<Line> {
    let look = &model.look;
    let about = match it.job {
        Job::Publish => "job-about-publish",
        Job::GroupPolicy => "job-about-group-policy",
        Job::ScanReports => "job-about-scan-reports",
        Job::Inventory => "job-about-inventory",
    };
    let mut lines = vec![vec![span(it.job.name(), Role::Title)]];
    lines.extend(wrap(&look.text(about), width).into_iter().map(plain));
    lines.push(Line::new());
    lines.extend(labelled(look, "column-state", &job_state(look, it), job_look(it.state).1, width));
    if !it.job.is_built() {
        return lines;
    }
    let status = model.jobs.status.as_ref();
    let runner = status.and_then(|status| status.runner.as_ref()).map(|runner| {
        let since = figures::moment(runner.since, model.now);
        let args = [
            ("role", runner.role.as_str().into()),
            ("host", runner.host.as_str().into()),
            ("pid", runner.pid.to_string().into()),
            ("since", since.into()),
        ];
        look.locale.with("backend-elsewhere", args)
    });
    lines.extend(labelled(look, "label-runs-on", &runner.unwrap_or_default(), Role::Text, width));
    lines.extend(labelled(look, "column-next-run", &job_next(look, it), Role::Text, width));
    if let Some(backlog) = it.backlog {
        lines.extend(labelled(look, "column-backlog", &figures::count(backlog), Role::Text, width));
    }
    if let Some(asked) = &it.asked {
        let text = format!("{}, {}", asked.asked_by, figures::exact(asked.asked_at, model.now));
        lines.extend(labelled(look, "label-asked", &text, Role::StatusBusy, width));
    }
    if let Some(last) = &it.last {
        lines.push(Line::new());
        lines.push(vec![span(look.text("column-last-run"), Role::Muted)]);
        lines.extend(run_facts(model, last, width));
    }
    if let Some(log) = &it.log {
        lines.push(Line::new());
        lines.extend(labelled(look, "label-log-file", log, Role::Muted, width));
    }
    lines
}

fn run(model: &Model, it: &JobRun, width: usize) -> Vec<Line> {
    let mut lines = vec![vec![span(it.job.name(), Role::Title), span(format!("  {}", it.id), Role::Muted)]];
    lines.extend(run_facts(model, it, width));
    lines
}

fn run_facts(model: &Model, it: &JobRun, width: usize) -> Vec<Line> {
    let look = &model.look;
    let when = format!("{}, {}", figures::exact(it.started_at, model.now), took(it));
    let mut lines = labelled(look, "label-began", &when, Role::Text, width);
    if it.problem.is_empty() {
        lines.extend(labelled(look, "label-did", &did(it), Role::Text, width));
    } else {
        lines.extend(labelled(look, "label-problem", &it.problem, run_look(it).1, width));
        let counts = JobRun { problem: String::new(), ..it.clone() };
        lines.extend(labelled(look, "label-did", &did(&counts), Role::Text, width));
    }
    lines
}

fn client(model: &Model, it: &ClientRow, width: usize) -> Vec<Line> {
    let look = &model.look;
    let seen = &it.check_in;
    let mut lines = vec![vec![span(&seen.machine, Role::Title)]];
    let generation = match it.lag {
        0 => seen.generation.to_string(),
        lag => {
            let args = [("count", figures::count(lag.unsigned_abs()).into())];
            format!("{}, {}", seen.generation, look.locale.with("point-lag", args))
        }
    };
    let args = [
        ("ok", figures::count(seen.packages_ok.into()).into()),
        ("all", figures::count(seen.packages.into()).into()),
        ("failed", figures::count(seen.packages_failed.into()).into()),
    ];
    let packages = look.locale.with("client-packages", args);
    let failed = if seen.packages_failed > 0 { Role::StatusFailed } else { Role::Text };
    for (id, fact, role) in [
        ("label-point", seen.point.clone(), Role::Text),
        ("label-generation", generation, Role::Text),
        ("label-checked", moment(model, Some(seen.checked_at)), Role::Text),
        ("label-reported", moment(model, Some(seen.reported_at)), Role::Text),
        ("label-read", moment(model, Some(seen.read_at)), Role::Text),
        ("label-agent", seen.agent_version.clone(), Role::Text),
        ("label-packages", packages, failed),
        ("label-reboot", moment(model, seen.reboot_pending), Role::StatusWarn),
    ] {
        if !fact.is_empty() {
            lines.extend(labelled(look, id, &fact, role, width));
        }
    }
    lines
}
