//! Keeps the record of a job's run.

use crate::core::{Core, OpContext, Result};
use crate::model::job::{Job, JobRun};
use crate::model::permission::{Target, Verb};
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
    let problem = problem.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    Ok(core.ports.report.put_job_run(&JobRun { id: 0, job, started_at, ended_at, counts, problem }).await?)
}
