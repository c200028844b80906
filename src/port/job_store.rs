//! What the reporting database keeps of the jobs and of what clients told.

use crate::model::job::{Job, JobRun};
use crate::model::report::CheckIn;
use crate::port::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Which check-ins to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckInQuery {
    /// Only machines whose name contains this, compared without case.
    pub contains: Option<String>,
    /// Only machines that last read this distribution point, compared without case.
    pub point: Option<String>,
    /// Only machines whose generation is smaller than this.
    pub behind: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// How far a generation has come among the clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// Which generation.
    pub generation: i64,
    /// When the first client had it.
    pub first_at: DateTime<Utc>,
    /// When nine in ten had it; none until then.
    pub most_at: Option<DateTime<Utc>>,
}

/// Stores and reads job runs and check-ins; a part of [`ReportStore`](crate::port::ReportStore).
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Stores the record of a job's run; of each job the newest 1,000 are kept. Returns its number.
    async fn put_job_run(&self, run: &JobRun) -> StoreResult<i64>;

    /// Returns runs, newest first: of one job or of all, with smaller numbers than `before`.
    async fn job_runs(&self, job: Option<Job>, before: Option<i64>, limit: u32) -> StoreResult<Vec<JobRun>>;

    /// Stores what clients told, in one transaction; what is older than what is there is passed over. Returns how many
    /// were newer.
    async fn put_check_ins(&self, check_ins: &[CheckIn]) -> StoreResult<u64>;

    /// Returns what a machine (without case) last told.
    async fn check_in(&self, machine: &str) -> StoreResult<Option<CheckIn>>;

    /// Returns what machines last told, who checked longest ago first.
    async fn check_ins(&self, query: &CheckInQuery) -> StoreResult<Vec<CheckIn>>;

    /// Counts the machines that ever told something, and for each of these generations those that have it or a later
    /// one, in order.
    async fn generation_counts(&self, generations: &[i64]) -> StoreResult<(u64, Vec<u64>)>;

    /// Notes how far generations have come among the clients. What is noted already stays.
    async fn put_reach(&self, reach: &[Reached]) -> StoreResult<()>;

    /// Returns how far the latest generations have come, newest first.
    async fn reach(&self, limit: u32) -> StoreResult<Vec<Reached>>;
}
