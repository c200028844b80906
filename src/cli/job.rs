//! `job`: the server jobs, what their runs did, and a run at once.

use super::failure::Done;
use super::session::{Session, or_dash, time};
use super::table::Table;
use super::write::WriteArgs;
use crate::core::Problem;
use crate::core::job::{JobRow, RunQuery, files, list, log, plan};
use crate::model::job::{Job, JobRun};
use crate::sanitise::excerpt;
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum JobCommand {
    List,
    Run(RunArgs),
    Log(LogArgs),
}

#[derive(Debug, Clone, Args)]
pub(super) struct RunArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(super) struct LogArgs {
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

impl JobCommand {
    /// Returns the name of a command that knows only how things are now.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::List => Some("job list"),
            Self::Log(_) => Some("job log"),
            Self::Run(_) => None,
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::List => all(session).await,
            Self::Run(args) => args.run(session).await,
            Self::Log(args) => args.run(session).await,
        }
    }
}

async fn all(session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let rows = list(&session.ctx, &core).await?;
    if session.json() {
        return session.array(
            rows.iter()
                .map(|row| {
                    let mut value = json!(row);
                    value["built"] = row.job.is_built().into();
                    value["message"] = state(session, row).into();
                    value
                })
                .collect::<Vec<_>>(),
        );
    }
    let mut table = Table::new(session.headings(&["name", "state", "last-run", "result", "next-run", "backlog"]));
    for row in &rows {
        table.row([
            row.job.name().into(),
            state(session, row),
            or_dash(row.last.as_ref().map(|run| time(run.ended_at))),
            or_dash(row.last.as_ref().map(result)),
            session.locale.text(&format!("job-next-{}", row.next.name().replace('_', "-"))),
            or_dash(row.backlog),
        ]);
    }
    session.table(&table, false)
}

fn state(session: &Session<'_>, row: &JobRow) -> String {
    session.locale.text(&format!("job-state-{}", row.state.name().replace('_', "-")))
}

/// What a run did, or what went wrong.
fn result(run: &JobRun) -> String {
    let counts: Vec<String> = run.counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
    let problem = Some(run.problem.clone()).filter(|problem| !problem.is_empty());
    problem.into_iter().chain(counts).collect::<Vec<_>>().join(", ")
}

fn named(name: &str) -> Result<Job, Problem> {
    Job::named(name).ok_or_else(|| Problem::NotFound { object: "job".into(), name: excerpt(name, 64) })
}

impl RunArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = plan(&session.ctx, &core, named(&self.name)?).await?;
        session.conclude(&core, &plan, &self.write).await
    }
}

impl LogArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let job = self.name.as_deref().map(named).transpose()?;
        let runs = log(&session.ctx, &core, &RunQuery { job, before: None, limit: self.limit }).await?;
        if session.json() {
            return session.array(runs.iter().map(|run| {
                let mut value = json!(run);
                // The counts as an object: scripts ask for them by name.
                value["counts"] = run.counts.iter().map(|(what, count)| (what.clone(), json!(count))).collect();
                value
            }));
        }
        let mut table = Table::new(session.headings(&["id", "at", "name", "ms", "result"]));
        for run in &runs {
            let took = (run.ended_at - run.started_at).num_milliseconds().max(0);
            table.row([run.id.to_string(), time(run.started_at), run.job.name().into(), took.to_string(), result(run)]);
        }
        session.table(&table, runs.is_empty())?;
        // Who wants them all reads them where they are.
        let places = files(&session.ctx, &core, job).await?.join(", ");
        let text = session.say("cli-job-log-files", [("files", places.into())]);
        session.remark(&text)
    }
}
