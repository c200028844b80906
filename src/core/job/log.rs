//! What the runs of jobs did (CMF-76).

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::job::{Job, JobRun};
use crate::model::permission::{Target, Verb};

/// Which runs to read, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunQuery {
    /// Only runs of this job.
    pub job: Option<Job>,
    /// Only runs with a smaller number than this: the next page.
    pub before: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// Returns the files with a line for each run, of one job or of all that this version has.
pub async fn files(ctx: &OpContext, core: &Core, job: Option<Job>) -> Result<Vec<String>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let wanted = Job::ALL.into_iter().filter(|known| job.is_none_or(|job| job == *known));
    Ok(wanted.filter_map(|job| file(core, job)).collect())
}

/// Returns the file with a line for each run of a job; none for one that this version does not have.
pub(super) fn file(core: &Core, job: Job) -> Option<String> {
    core.ports.job_logs.place(job).filter(|_| job.is_built()).map(|path| path.display().to_string())
}

/// Returns runs of jobs that did something or failed, newest first.
pub async fn log(ctx: &OpContext, core: &Core, query: &RunQuery) -> Result<Vec<JobRun>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "job log".into() }.into());
    }
    if let Some(job) = query.job.filter(|job| !job.is_built()) {
        return Err(Problem::JobNotBuilt { job: job.name().into() }.into());
    }
    Ok(core.ports.report.job_runs(query.job, query.before, query.limit).await?)
}
