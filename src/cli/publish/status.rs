//! `publish status`: generation, backlog, distribution points, and how far the latest changes have come.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::cli::trace_text::age;
use crate::core::publication::{Passage, PointStatus, Progress, Stage, Status, pipeline, status};
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct StatusArgs {
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=1000))]
    limit: u32,
}

impl StatusArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let found = status::show(&session.ctx, &core).await?;
        let way = pipeline::show(&session.ctx, &core, self.limit).await?;
        if session.json() {
            let mut value = json!(found);
            value["late"] = found.is_late(found.at).into();
            value["clients"] = way.clients.into();
            value["changes"] = way.changes.iter().map(|change| shape(session, change)).collect();
            return session.document(&value);
        }
        let summary = [
            ("generation", generation(session, &found)),
            ("backlog", backlog(session, &found)),
            ("runner", runner(session, &found)),
        ];
        session.fields(summary)?;
        session.line("")?;
        if found.points.is_empty() {
            let text = session.locale.text("publishing-no-point");
            session.line(&text)?;
        } else {
            let table = points(session, &found);
            session.table(&table, false)?;
        }
        if way.changes.is_empty() {
            return Ok(());
        }
        session.line("")?;
        let mut table = Table::new(session.headings(&["id", "at", "actor", "object", "generation", "stage"]));
        for change in &way.changes {
            table.row([
                change.operation.to_string(),
                time(change.at),
                change.actor.clone(),
                format!("{} {}", change.object.kind, change.object.name),
                or_dash(change.generation),
                stands(session, change),
            ]);
        }
        session.table(&table, false)
    }
}

fn generation(session: &Session<'_>, status: &Status) -> String {
    match &status.generation {
        None => session.locale.text("publishing-never"),
        Some(made) => session.say(
            "publishing-generation",
            [
                ("number", made.number.to_string().into()),
                ("operation", made.high_water.to_string().into()),
                ("at", time(made.made_at).into()),
                ("files", made.files.into()),
            ],
        ),
    }
}

/// Returns how many changes wait, and for how long the oldest has.
pub(in crate::cli) fn backlog(session: &Session<'_>, status: &Status) -> String {
    let Some((oldest, saved_at)) = status.backlog.oldest else {
        return session.locale.text("publishing-nothing-waits");
    };
    let args = [
        ("count", status.backlog.count.into()),
        ("oldest", oldest.to_string().into()),
        ("at", time(saved_at).into()),
        ("age", age((status.at - saved_at).num_seconds().max(0)).into()),
    ];
    let text = session.say("publishing-backlog", args);
    if status.is_late(status.at) { format!("{text} ({})", session.locale.text("publishing-late")) } else { text }
}

fn runner(session: &Session<'_>, status: &Status) -> String {
    match &status.runner {
        None => session.locale.text("publishing-no-runner"),
        Some(runner) => format!("{} {} ({}), {}", runner.host, runner.pid, runner.role, time(runner.since)),
    }
}

fn points(session: &Session<'_>, status: &Status) -> Table {
    let headings = ["name", "generation", "behind", "complete", "tried", "sent", "failing-since", "problem", "place"];
    let mut table = Table::new(session.headings(&headings));
    for PointStatus {
        name, url, generation, behind, complete_at, tried_at, failing_since, problem, sent_bytes, ..
    } in &status.points
    {
        table.row([
            name.clone(),
            generation.to_string(),
            behind.to_string(),
            or_dash(complete_at.map(time)),
            or_dash(tried_at.map(time)),
            sent_bytes.to_string(),
            or_dash(failing_since.map(time)),
            or_dash(Some(problem).filter(|problem| !problem.is_empty())),
            url.clone(),
        ]);
    }
    table
}

/// Returns how far a change has come, in a sentence.
fn stands(session: &Session<'_>, change: &Passage) -> String {
    match change.open() {
        Some(stage) => waits(session, stage),
        None if change.changes_no_file() => session.locale.text("pipeline-no-file"),
        None => session.locale.text("pipeline-done"),
    }
}

fn waits(session: &Session<'_>, stage: &Stage) -> String {
    stage.waits_for.as_ref().map(|wait| session.locale.say("wait", wait)).unwrap_or_default()
}

/// A change as JSON: its way beside what waits, with the sentence.
fn shape(session: &Session<'_>, change: &Passage) -> Value {
    let mut value = json!(change);
    value["message"] = stands(session, change).into();
    let stages = value["stages"].as_array_mut().into_iter().flatten();
    for (shown, stage) in stages.zip(&change.stages) {
        if matches!(stage.progress, Progress::Waiting | Progress::Failing) {
            shown["message"] = waits(session, stage).into();
        }
    }
    value
}
