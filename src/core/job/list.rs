//! The four jobs, each with its state, last and next run, and backlog.

use super::log::file;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::job::{Job, JobRun};
use crate::model::permission::{Target, Verb};
use crate::port::JobWish;
use serde::Serialize;

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobRow {
    /// Which one.
    pub job: Job,
    /// How it is.
    pub state: JobState,
    /// Its last run that did something or failed.
    pub last: Option<JobRun>,
    /// When it runs next.
    pub next: Next,
    /// What waits for it; none where nothing can wait.
    pub backlog: Option<u64>,
    /// A run that somebody asked for and that has not begun.
    pub asked: Option<JobWish>,
    /// The file with a line for each of its runs (CMF-76).
    pub log: Option<String>,
}

/// How a job is. The sentence is `job-state-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Not part of this version.
    NotBuilt,
    /// No process runs the jobs.
    Stopped,
    /// A run was asked for and has not begun.
    Asked,
    /// The last run failed.
    Failing,
    /// As it should be.
    Ready,
}

impl JobState {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotBuilt => "not_built",
            Self::Stopped => "stopped",
            Self::Asked => "asked",
            Self::Failing => "failing",
            Self::Ready => "ready",
        }
    }
}

/// When a job runs next. The sentence is `job-next-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Never: it is not part of this version.
    Never,
    /// When a process runs the jobs again.
    AtStart,
    /// At once when something changes (CMF-62).
    OnChange,
    /// Again and again, as reports come.
    Steadily,
}

impl Next {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AtStart => "at_start",
            Self::OnChange => "on_change",
            Self::Steadily => "steadily",
        }
    }
}

/// Returns every job, in the order of CMF-57.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<JobRow>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "job list".into() }.into());
    }
    let (admin, now) = (&core.ports.admin, core.ports.clock.now());
    let (lease, backlog, asked) = tokio::join!(admin.lease(), admin.backlog(), admin.job_wishes());
    let (backlog, asked) = (backlog?.count, asked?);
    let runs = lease?.is_some_and(|lease| lease.expires_at > now);
    let mut rows = Vec::with_capacity(Job::ALL.len());
    for job in Job::ALL {
        let last = core.ports.report.job_runs(Some(job), None, 1).await?.pop();
        let asked = asked.iter().find(|wish| wish.job == job).cloned();
        let state = state(job, runs, asked.is_some(), last.as_ref());
        let next = match job {
            _ if !job.is_built() => Next::Never,
            _ if !runs => Next::AtStart,
            Job::Publish => Next::OnChange,
            _ => Next::Steadily,
        };
        let backlog = (job == Job::Publish).then_some(backlog);
        rows.push(JobRow { job, state, last, next, backlog, asked, log: file(core, job) });
    }
    Ok(rows)
}

fn state(job: Job, runs: bool, asked: bool, last: Option<&JobRun>) -> JobState {
    match () {
        () if !job.is_built() => JobState::NotBuilt,
        () if !runs => JobState::Stopped,
        () if asked => JobState::Asked,
        () if last.is_some_and(|run| !run.problem.is_empty()) => JobState::Failing,
        () => JobState::Ready,
    }
}
