//! Keeps the record of a job's run, and writes it into the job's log (CMF-76).

use crate::core::{Core, OpContext, Result};
use crate::model::job::{Job, JobRun};
use crate::model::permission::{Target, Verb};
use crate::sanitise::excerpt;
use chrono::{DateTime, Utc};

/// Longest note of what went wrong.
const LONGEST: usize = 500;

/// Records that a job did something, or failed to. A clock that went back in between makes the run a short one.
pub async fn record(
    ctx: &OpContext,
    core: &Core,
    job: Job,
    started_at: DateTime<Utc>,
    counts: Vec<(String, u64)>,
    problem: &str,
) -> Result<i64> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    let ended_at = core.ports.clock.now().max(started_at);
    let problem = excerpt(problem, LONGEST);
    let run = JobRun { id: 0, job, started_at, ended_at, counts, problem };
    let id = core.ports.report.put_job_run(&run).await?;
    // The log is a copy for people; a job does not stop for it.
    if let Err(error) = core.ports.job_logs.note(&JobRun { id, ..run }).await {
        tracing::warn!(job = job.name(), %error, "a run could not be written into the job's log");
    }
    Ok(id)
}
