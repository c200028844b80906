//! What the tests of the intake do not need: publishing, jobs, and what clients tell.

use super::{EmptyInventory, Memory, unused};
use crate::model::configuration::Configuration;
use crate::model::host::Breaker;
use crate::model::id::OperationId;
use crate::model::index_part::IndexPart;
use crate::model::job::{Job, JobRun};
use crate::model::membership::Memberships;
use crate::model::point::{Point, PointState};
use crate::model::publication::{Body, Digest, FlatFile, Generation, Stamp};
use crate::model::publishing_key::{DraftKey, PublishingKey};
use crate::model::report::CheckIn;
use crate::port::{
    Backlog, CheckInQuery, FileServer, FileServers, FlatFiles, HostBreakers, Index, IndexEntry, IndexError, JobLog,
    JobStore, JobWish, PayloadError, PayloadResult, Payloads, PointError, PointResult, PublicationStore,
    PublishingKeys, Reached, StoreResult, Stored, WrittenIndex,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[async_trait]
impl HostBreakers for Memory {
    async fn breakers(&self) -> StoreResult<Vec<Breaker>> {
        unused()
    }
    async fn trip(&self, _: &Breaker) -> StoreResult<()> {
        unused()
    }
}

#[async_trait]
impl PublicationStore for Memory {
    async fn published(&self) -> StoreResult<Vec<Stamp>> {
        unused()
    }
    async fn generations(&self, _: u32) -> StoreResult<Vec<Generation>> {
        unused()
    }
    async fn publish(&self, _: &Generation, _: &[Stamp], _: &[FlatFile]) -> StoreResult<bool> {
        unused()
    }
    async fn points(&self) -> StoreResult<Vec<Point>> {
        unused()
    }
    async fn point_states(&self) -> StoreResult<Vec<PointState>> {
        unused()
    }
    async fn put_point_state(&self, _: &PointState) -> StoreResult<()> {
        unused()
    }
    async fn acknowledge(&self, _: OperationId, _: &[OperationId], _: DateTime<Utc>) -> StoreResult<u64> {
        unused()
    }
    async fn backlog(&self) -> StoreResult<Backlog> {
        unused()
    }
    async fn wish_job(&self, _: &JobWish) -> StoreResult<()> {
        unused()
    }
    async fn job_wishes(&self) -> StoreResult<Vec<JobWish>> {
        unused()
    }
    async fn take_wish(&self, _: Job) -> StoreResult<bool> {
        unused()
    }
}

#[async_trait]
impl JobStore for EmptyInventory {
    async fn put_job_run(&self, _: &JobRun) -> StoreResult<i64> {
        unused()
    }
    async fn job_runs(&self, _: Option<Job>, _: Option<i64>, _: u32) -> StoreResult<Vec<JobRun>> {
        unused()
    }
    async fn put_check_ins(&self, _: &[CheckIn]) -> StoreResult<u64> {
        unused()
    }
    async fn check_in(&self, _: &str) -> StoreResult<Option<CheckIn>> {
        unused()
    }
    async fn check_ins(&self, _: &CheckInQuery) -> StoreResult<Vec<CheckIn>> {
        unused()
    }
    async fn generation_counts(&self, _: &[i64]) -> StoreResult<(u64, Vec<u64>)> {
        unused()
    }
    async fn put_reach(&self, _: &[Reached]) -> StoreResult<()> {
        unused()
    }
    async fn reach(&self, _: u32) -> StoreResult<Vec<Reached>> {
        unused()
    }
}

/// Publishes nothing.
pub(super) struct NoFiles;

impl FlatFiles for NoFiles {
    fn bodies<'a>(
        &self,
        _: &BTreeSet<FlatFile>,
        _: &'a Configuration,
        _: &'a Memberships,
    ) -> Box<dyn Iterator<Item = Body> + 'a> {
        Box::new(std::iter::empty())
    }

    fn file(&self, _: &Body, _: i64, _: OperationId) -> Vec<u8> {
        Vec::new()
    }

    fn digest(&self, _: &[u8]) -> Digest {
        Digest([0; 32])
    }

    fn index(&self, _: &Generation, _: &[Stamp]) -> Result<WrittenIndex, IndexError> {
        Err(IndexError::Key("there is none".into()))
    }

    fn read_index(&self, _: &[u8]) -> Result<Index, IndexError> {
        Err(IndexError::Untrusted)
    }

    fn read_part(&self, _: IndexPart, _: &[u8]) -> Result<Vec<IndexEntry>, IndexError> {
        Err(IndexError::Untrusted)
    }
}

impl PublishingKeys for NoFiles {
    fn keys(&self) -> Result<Vec<PublishingKey>, IndexError> {
        Ok(Vec::new())
    }

    fn draft_key(&self) -> Result<DraftKey, IndexError> {
        Err(IndexError::Key("there is none".into()))
    }

    fn add_key(&self, _: &DraftKey, _: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        Err(IndexError::Key("there is none".into()))
    }

    fn retire_key(&self, _: &str, _: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        Err(IndexError::Key("there is none".into()))
    }
}

/// Knows no distribution point.
pub(super) struct NoServers;

impl FileServers for NoServers {
    fn open(&self, point: &Point) -> PointResult<Arc<dyn FileServer>> {
        Err(PointError::Address(point.url.clone()))
    }
}

/// Keeps no file.
pub(super) struct NoPayloads;

#[async_trait]
impl Payloads for NoPayloads {
    fn path(&self, _: &str) -> Option<PathBuf> {
        None
    }

    async fn stored(&self, _: &str) -> PayloadResult<Option<Stored>> {
        Ok(None)
    }

    async fn measure(&self, file: &Path) -> PayloadResult<(Digest, u64)> {
        Err(PayloadError::Unreadable(file.display().to_string()))
    }

    async fn import(&self, _: &Path, source: &str) -> PayloadResult<(Digest, u64)> {
        Err(PayloadError::Name(source.to_owned()))
    }
}

/// Keeps no log.
pub(super) struct NoLog;

#[async_trait]
impl JobLog for NoLog {
    fn place(&self, _: Job) -> Option<PathBuf> {
        None
    }

    async fn note(&self, _: &JobRun) -> io::Result<()> {
        Ok(())
    }
}
