//! `dp list`: the points, and how far each is.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::cli::trace_text::age;
use crate::core::Core;
use crate::core::distribution_point::{PointRow, list};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub(super) async fn run(session: &mut Session<'_>, core: &Core) -> Done {
    let rows = list(&session.ctx, core).await?;
    let now = core.clock().now();
    if session.json() {
        return session.array(rows.iter().map(|row| shape(row, now)));
    }
    let headings = ["name", "url", "credential", "state", "generation", "lag", "complete", "tried", "problem"];
    let mut table = Table::new(session.headings(&headings));
    for row in &rows {
        let state = row.state.as_ref();
        let credential = &row.point.credential;
        table.row([
            row.point.name.clone(),
            row.point.url.clone(),
            or_dash((!credential.is_empty()).then_some(credential)),
            session.locale.text(&format!("cli-point-{}", condition(row))),
            or_dash(state.map(|state| state.generation)),
            or_dash(row.behind),
            or_dash(state.and_then(|state| state.complete_at).map(time)),
            or_dash(state.map(|state| age((now - state.tried_at).num_seconds()))),
            state.map(|state| problem(session, state.failing_since, &state.problem, now)).unwrap_or_default(),
        ]);
    }
    session.table(&table, rows.is_empty())
}

/// Returns how a point is, as a word: `unknown`, `failing`, `behind` or `ready`.
fn condition(row: &PointRow) -> &'static str {
    match (&row.state, row.behind) {
        (None, _) => "unknown",
        (Some(state), _) if state.failing_since.is_some() => "failing",
        (Some(_), Some(behind)) if behind > 0 => "behind",
        (Some(_), _) => "ready",
    }
}

fn problem(session: &Session<'_>, since: Option<DateTime<Utc>>, problem: &str, now: DateTime<Utc>) -> String {
    match since {
        None => problem.to_owned(),
        Some(since) => {
            let args = [("problem", problem.into()), ("age", age((now - since).num_seconds()).into())];
            session.say("cli-point-problem", args)
        }
    }
}

fn shape(row: &PointRow, now: DateTime<Utc>) -> Value {
    let mut value = json!(row);
    value["condition"] = condition(row).into();
    let seconds = |at: Option<DateTime<Utc>>| json!(at.map(|at| (now - at).num_seconds().max(0)));
    if let Some(state) = &row.state {
        value["state"]["tried_age_s"] = seconds(Some(state.tried_at));
        value["state"]["complete_age_s"] = seconds(state.complete_at);
        value["state"]["failing_age_s"] = seconds(state.failing_since);
    }
    value
}
