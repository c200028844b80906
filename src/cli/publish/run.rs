//! `publish run`: asks that everything is published, and waits until every distribution point has it. Where no backend
//! runs, this process publishes.

use crate::cli::failure::{Done, Failure};
use crate::cli::outside::Publishing;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::change::commit;
use crate::core::job;
use crate::core::publication::{Errand, Status, status};
use crate::core::{Core, Problem};
use crate::model::job::Job;
use clap::Args;
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How many files are named to a person; JSON names all.
const SHOWN: usize = 20;
/// How often it is looked how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How often it is looked whether a backend still runs.
const BACKEND_EVERY: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RunArgs {
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

impl RunArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        if self.write.dry_run {
            return super::dry_run::run(session).await;
        }
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = job::plan(&session.ctx, &core, Job::Publish).await?;
        let before = status::show(&session.ctx, &core).await?;
        if before.points.is_empty() {
            return Err(Problem::NoPoint {}.into());
        }
        let committed = commit(&session.ctx, &core, &plan).await?;
        let errand = Errand::begin(&before, committed.operation);
        let mut own = None;
        let waited = self.wait(session, &core, &errand, &mut own).await;
        if let Some(publisher) = own {
            publisher.stop().await;
        }
        let after = waited?;
        let files = errand.files(&session.ctx, &core).await?;
        let generation = after.generation.map_or(0, |made| made.number);
        // Each of these was acknowledged, and so was the record of this run.
        let acknowledged = before.backlog.count + 1;
        if session.json() {
            let points = after.points.iter().map(
                |point| json!({ "name": point.name, "generation": point.generation, "complete_at": point.complete_at }),
            );
            return session.document(&json!({
                "operation": committed.operation,
                "generation": generation,
                "files": files,
                "points": points.collect::<Vec<_>>(),
                "acknowledged": acknowledged,
            }));
        }
        files.iter().take(SHOWN).try_for_each(|file| session.line(&file.to_string()))?;
        if let Some(more @ 1..) = files.len().checked_sub(SHOWN) {
            let text = session.say("cli-publish-more", [("count", more.into())]);
            session.line(&text)?;
        }
        let args = [
            ("generation", generation.to_string().into()),
            ("files", files.len().into()),
            ("points", after.points.len().into()),
        ];
        let text = session.say("cli-published", args);
        session.remark(&text)
    }

    /// Waits until everything is everywhere, and publishes here as long as nobody else does.
    async fn wait(
        &self,
        session: &mut Session<'_>,
        core: &Core,
        errand: &Errand,
        own: &mut Option<Box<dyn Publishing>>,
    ) -> Result<Status, Failure> {
        let until = Instant::now() + Duration::from_secs(self.timeout);
        let mut look_for_backend = Instant::now();
        let mut told = String::new();
        loop {
            if own.is_none() && look_for_backend <= Instant::now() {
                *own = session.outside.publisher(core).await?;
                look_for_backend = Instant::now() + BACKEND_EVERY;
            }
            let now = status::show(&session.ctx, core).await?;
            let Some(lacks) = errand.waits_for(&now) else { return Ok(now) };
            let waiting = if lacks.is_empty() { "ServerAck".to_owned() } else { lacks.join(", ") };
            if until <= Instant::now() {
                return Err(Problem::PublishingWaits { waiting }.into());
            }
            if waiting != told {
                let text = session.say("cli-publish-waits", [("waiting", waiting.as_str().into())]);
                session.remark(&text)?;
                told = waiting;
            }
            sleep(LOOK_EVERY).await;
        }
    }
}
