//! What the administration database keeps of publishing: what was published last, what lies where, what waits.

use crate::model::id::OperationId;
use crate::model::job::Job;
use crate::model::point::{Point, PointState};
use crate::model::publication::{FlatFile, Generation, Stamp};
use crate::port::StoreResult;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Records that wait for their acknowledgement (CMF-61).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Backlog {
    /// How many.
    pub count: u64,
    /// The oldest one and when it was made.
    pub oldest: Option<(OperationId, DateTime<Utc>)>,
}

/// Somebody's wish that a job runs now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobWish {
    /// Which job.
    pub job: Job,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// By whom.
    pub asked_by: String,
}

/// Stores and reads the state of publishing; a part of [`AdminStore`](crate::port::AdminStore).
#[async_trait]
pub trait PublicationStore: Send + Sync {
    /// Returns every flat file as it was published last, by path.
    async fn published(&self) -> StoreResult<Vec<Stamp>>;

    /// Returns the latest generations, newest first.
    async fn generations(&self, limit: u32) -> StoreResult<Vec<Generation>>;

    /// Notes a new generation with the stamps of the files written in it, and takes out the files that are `gone`, in
    /// one transaction, durable when it returns. False when its number does not follow on the latest: somebody else
    /// published, and the caller has to look again.
    async fn publish(&self, generation: &Generation, written: &[Stamp], gone: &[FlatFile]) -> StoreResult<bool>;

    /// Returns every distribution point, by number, without reading the rest of the configuration.
    async fn points(&self) -> StoreResult<Vec<Point>>;

    /// Returns what was last seen of each distribution point.
    async fn point_states(&self) -> StoreResult<Vec<PointState>>;

    /// Notes what was last seen of a distribution point. A point that is gone is passed over.
    async fn put_point_state(&self, state: &PointState) -> StoreResult<()>;

    /// Sets `server_ack` of the records up to this one that have none, but for these (CMF-61). Returns how many.
    async fn acknowledge(&self, up_to: OperationId, except: &[OperationId], at: DateTime<Utc>) -> StoreResult<u64>;

    /// Returns what waits for its acknowledgement.
    async fn backlog(&self) -> StoreResult<Backlog>;

    /// Notes that somebody wants a job to run now. A wish that is there already stays.
    async fn wish_job(&self, wish: &JobWish) -> StoreResult<()>;

    /// Returns the wishes that no run has taken.
    async fn job_wishes(&self) -> StoreResult<Vec<JobWish>>;

    /// Takes a wish away, because a run begins. True when it was there.
    async fn take_wish(&self, job: Job) -> StoreResult<bool>;
}
