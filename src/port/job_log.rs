//! The job logs: files with a line for each run, which administrators read with whatever they have (CMF-76).

use crate::model::job::{Job, JobRun};
use async_trait::async_trait;
use std::io;
use std::path::PathBuf;

/// Keeps the job logs.
#[async_trait]
pub trait JobLog: Send + Sync {
    /// Returns where the log of a job is, whether or not there is one yet; none when none is kept.
    fn place(&self, job: Job) -> Option<PathBuf>;

    /// Adds a run.
    async fn note(&self, run: &JobRun) -> io::Result<()>;
}
