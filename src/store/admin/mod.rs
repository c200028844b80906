//! The administration database: one file for each thing that it keeps, and here the port that ties them together.

mod apply;
mod breakers;
mod configuration;
mod configure;
mod directory_work;
mod history;
mod inbox;
mod intake;
mod keys;
mod lease;
mod log;
mod mappings;
mod object;
mod policy;
mod profiles;
mod publication;
mod resolutions;
mod revision;
mod root_lists;
mod systems;
mod traces;

use crate::model::directory::EditOutcome;
use crate::model::evidence::Evidence;
use crate::model::hello::RejectedHello;
use crate::model::id::{OperationId, SystemId, TraceId};
use crate::model::key::{Pid, SealedPps};
use crate::model::lease::Lease;
use crate::model::mapping::Mapping;
use crate::model::object::ChangeSet;
use crate::model::operation::{Change, Created, Entry, Operation};
use crate::model::policy::SyncPolicy;
use crate::model::profile::Profile;
use crate::model::system::{AmtSystem, StatusCount};
use crate::model::trace::Trace;
use crate::port::{
    AdminStore, ConfigurationRead, DirectoryClaim, DirectoryWork, DueSystem, HelloPage, IntakeBatch, LeaseRequest,
    LogQuery, OperationEdits, Resolution, Revision, StoreResult, SystemQuery,
};
use crate::store::engine::Db;
use crate::store::{Location, open};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteSynchronous;
use std::sync::Arc;
use uuid::Uuid;

/// The administration database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AdminDb {
    db: Arc<Db>,
}

impl AdminDb {
    /// Opens the database, making or upgrading its tables where needed.
    pub async fn open(location: &Location) -> StoreResult<Self> {
        let kind = open::Kind {
            lite: sqlx::migrate!("assets/migrations/sqlite/admin"),
            pg: sqlx::migrate!("assets/migrations/postgres/admin"),
            // A stored hello survives a power loss.
            synchronous: SqliteSynchronous::Full,
        };
        Ok(Self { db: Arc::new(open::open(location, &kind).await?) })
    }

    /// Returns the handle, for tests that look behind the port.
    #[cfg(test)]
    pub(super) fn db(&self) -> &Db {
        &self.db
    }
}

#[async_trait]
impl AdminStore for AdminDb {
    async fn apply(&self, change: &Change, entry: &Entry) -> StoreResult<(OperationId, Created)> {
        apply::apply(&self.db, change, entry).await
    }

    async fn operations(&self, query: &LogQuery) -> StoreResult<Vec<Operation>> {
        log::read(&self.db, query).await
    }

    async fn configuration(&self) -> StoreResult<ConfigurationRead> {
        configuration::read(&self.db).await
    }

    async fn configure(
        &self,
        change: &ChangeSet,
        entry: &Entry,
        based_on: OperationId,
    ) -> StoreResult<Option<OperationId>> {
        configure::configure(&self.db, change, entry, based_on).await
    }

    async fn edits_behind(&self, after: OperationId, limit: u32) -> StoreResult<Vec<OperationEdits>> {
        log::edits_behind(&self.db, after, limit).await
    }

    async fn edits_later_than(&self, at: DateTime<Utc>) -> StoreResult<Vec<OperationEdits>> {
        log::edits_later_than(&self.db, at).await
    }

    async fn operation(&self, id: OperationId) -> StoreResult<Option<(Operation, OperationEdits)>> {
        log::one(&self.db, id).await
    }

    async fn directory_work(&self, limit: u32) -> StoreResult<Vec<DirectoryWork>> {
        directory_work::pending(&self.db, limit).await
    }

    async fn claim_directory(&self, claim: &DirectoryClaim) -> StoreResult<bool> {
        directory_work::claim(&self.db, claim).await
    }

    async fn release_directory(&self, holder: Uuid) -> StoreResult<()> {
        directory_work::release(&self.db, holder).await
    }

    async fn directory_done(&self, id: OperationId, outcome: &EditOutcome) -> StoreResult<()> {
        directory_work::done(&self.db, id, outcome).await
    }

    async fn items_read(&self, reader: &str) -> StoreResult<Vec<String>> {
        inbox::read(&self.db, reader).await
    }

    async fn note_read(&self, reader: &str, items: &[String], at: DateTime<Utc>) -> StoreResult<()> {
        inbox::note(&self.db, reader, items, at).await
    }

    async fn profiles(&self) -> StoreResult<Vec<Profile>> {
        profiles::all(&self.db).await
    }

    async fn profile(&self, name: &str) -> StoreResult<Option<Profile>> {
        profiles::one(&self.db, name).await
    }

    async fn sync_policy(&self) -> StoreResult<SyncPolicy> {
        policy::read(&self.db).await
    }

    async fn known_pids(&self, pids: &[Pid]) -> StoreResult<Vec<Pid>> {
        keys::known(&self.db, pids).await
    }

    async fn sealed_pps(&self, pid: Pid) -> StoreResult<Option<SealedPps>> {
        keys::sealed(&self.db, pid).await
    }

    async fn systems_of(&self, uuids: &[Uuid]) -> StoreResult<Vec<AmtSystem>> {
        systems::of(&self.db, uuids).await
    }

    async fn store_hellos(&self, batch: &IntakeBatch) -> StoreResult<()> {
        intake::store(&self.db, batch).await
    }

    async fn due(&self, limit: u32, busy: &[SystemId]) -> StoreResult<Vec<DueSystem>> {
        resolutions::due(&self.db, limit, busy).await
    }

    async fn store_resolutions(&self, resolutions: &[Resolution]) -> StoreResult<Vec<TraceId>> {
        resolutions::store(&self.db, resolutions).await
    }

    async fn systems(&self, query: &SystemQuery) -> StoreResult<HelloPage> {
        systems::page(&self.db, query).await
    }

    async fn status_counts(&self) -> StoreResult<Vec<StatusCount>> {
        systems::counts(&self.db).await
    }

    async fn hellos_by_hour(&self, now: DateTime<Utc>) -> StoreResult<Vec<u64>> {
        history::by_hour(&self.db, now).await
    }

    async fn rejected(&self, limit: u32) -> StoreResult<Vec<RejectedHello>> {
        history::rejected(&self.db, limit).await
    }

    async fn trace(&self, id: TraceId) -> StoreResult<Option<(Trace, Evidence)>> {
        traces::one(&self.db, id).await
    }

    async fn traces_of(&self, uuid: Uuid, limit: u32) -> StoreResult<Vec<Trace>> {
        traces::of(&self.db, uuid, limit).await
    }

    async fn mappings(&self, limit: u32) -> StoreResult<Vec<Mapping>> {
        mappings::newest(&self.db, limit).await
    }

    async fn mappings_named(&self, fqdn: &str) -> StoreResult<Vec<Mapping>> {
        mappings::named(&self.db, fqdn).await
    }

    async fn mapping(&self, uuid: Uuid) -> StoreResult<Option<Mapping>> {
        mappings::of(&self.db, uuid).await
    }

    async fn prune(&self, before: DateTime<Utc>) -> StoreResult<u64> {
        history::prune(&self.db, before).await
    }

    async fn take_lease(&self, request: &LeaseRequest) -> StoreResult<Lease> {
        lease::take(&self.db, request).await
    }

    async fn release_lease(&self, holder: Uuid) -> StoreResult<()> {
        lease::release(&self.db, holder).await
    }

    async fn lease(&self) -> StoreResult<Option<Lease>> {
        lease::read(&self.db).await
    }

    async fn revision(&self) -> StoreResult<Revision> {
        revision::read(&self.db).await
    }

    async fn describe(&self) -> StoreResult<(String, u64)> {
        self.db.describe().await
    }

    async fn close(&self) {
        self.db.close().await;
    }
}
