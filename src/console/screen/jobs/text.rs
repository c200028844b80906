//! How publishing is as plain text, for who takes over: what waits and since when, what lies where, what the jobs do. No
//! colours, no symbols that a ticket system could lose.

use super::rows::{did, job_state, stands};
use crate::console::app::{Look, Model};
use crate::console::sanitise::clean;
use crate::core::publication::{Passage, PointStatus};
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::Write as _;

/// As many changes that have not arrived are listed.
const CHANGES: usize = 20;

/// Returns the text; none while nothing is known.
pub(crate) fn handover(model: &Model) -> Option<String> {
    let (look, state) = (&model.look, &model.jobs);
    let status = state.status.as_ref()?;
    let mut text = String::new();
    let title = look.locale.with("handover-title", [("at", time(status.at).into())]);
    let _ = writeln!(text, "{title}\n{}", model.publishing().2);
    let runner = match &status.runner {
        Some(runner) => {
            format!("{} {} ({}), {}", clean(&runner.host), runner.pid, clean(&runner.role), time(runner.since))
        }
        None => look.text("publishing-no-runner"),
    };
    let _ = writeln!(text, "{}: {runner}", look.text("label-runs-on"));
    let _ = writeln!(text, "\n{}", look.text("handover-points"));
    for point in &status.points {
        let _ = writeln!(text, "- {}", point_line(look, point));
    }
    if status.points.is_empty() {
        let _ = writeln!(text, "- {}", look.text("points-none"));
    }
    let changes = state.pipeline.get().map(|pipeline| pipeline.changes.as_slice()).unwrap_or_default();
    let open: Vec<&Passage> = changes.iter().filter(|change| change.open().is_some()).take(CHANGES).collect();
    if !open.is_empty() {
        let _ = writeln!(text, "\n{}", look.text("handover-changes"));
    }
    for change in open {
        let object = format!("{} {}", change.object.kind, clean(&change.object.name));
        let (at, who) = (time(change.at), clean(&change.actor));
        let _ = writeln!(text, "- {} {at} {who} {object}: {}", change.operation, clean(&stands(look, change)));
    }
    let _ = writeln!(text, "\n{}", look.text("handover-jobs"));
    for row in state.jobs.get().map(Vec::as_slice).unwrap_or_default() {
        let last = row.last.as_ref().map(|run| format!(" ({}: {})", time(run.ended_at), clean(&did(run))));
        let _ = writeln!(text, "- {}: {}{}", row.job.name(), job_state(look, row), last.unwrap_or_default());
    }
    text.push_str("\nbailiwick publish status");
    Some(text)
}

fn point_line(look: &Look, point: &PointStatus) -> String {
    let mut line = format!("{} ({}): {}", clean(&point.name), clean(&point.url), point.generation);
    if point.behind > 0 {
        let _ = write!(line, ", {}", look.locale.with("point-lag", [("count", point.behind.to_string().into())]));
    }
    if let Some(at) = point.complete_at {
        let _ = write!(line, ", {} {}", look.text("label-complete"), time(at));
    }
    if let Some(since) = point.failing_since {
        let _ = write!(line, ", {} {}: {}", look.text("label-failing"), time(since), clean(&point.problem));
    }
    if point.lacks() {
        let _ = write!(line, ", {}: {}", look.text("point-lacks"), clean(&point.problem));
    }
    line
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
