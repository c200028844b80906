//! The reporting database: the inventory (CMDB).

mod jobs;
mod look_up;
mod put;

use crate::model::cmdb::{CmdbRow, CmdbTable};
use crate::model::evidence::{AddressRow, UuidRows};
use crate::port::{ReportStore, StoreResult};
use crate::store::engine::Db;
use crate::store::{Location, open};
use async_trait::async_trait;
use sqlx::sqlite::SqliteSynchronous;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// The reporting database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ReportDb {
    db: Arc<Db>,
}

impl ReportDb {
    /// Opens the database, making or upgrading its tables where needed.
    pub async fn open(location: &Location) -> StoreResult<Self> {
        let kind = open::Kind {
            lite: sqlx::migrate!("assets/migrations/sqlite/report"),
            pg: sqlx::migrate!("assets/migrations/postgres/report"),
            // An inventory can be imported again.
            synchronous: SqliteSynchronous::Normal,
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
impl ReportStore for ReportDb {
    async fn put_cmdb(&self, table: CmdbTable, rows: &[CmdbRow]) -> StoreResult<u64> {
        put::put(&self.db, table, rows).await
    }

    async fn cmdb_by_uuid(&self, uuid: Uuid) -> StoreResult<UuidRows> {
        look_up::by_uuid(&self.db, uuid).await
    }

    async fn cmdb_by_address(&self, address: IpAddr) -> StoreResult<Vec<AddressRow>> {
        look_up::by_address(&self.db, address).await
    }

    async fn cmdb_counts(&self) -> StoreResult<Vec<(CmdbTable, u64)>> {
        look_up::counts(&self.db).await
    }

    async fn describe(&self) -> StoreResult<(String, u64)> {
        self.db.describe().await
    }

    async fn close(&self) {
        self.db.close().await;
    }
}
