//! The reporting database: the inventory, and later reports, findings and metering.

use crate::model::cmdb::{CmdbRow, CmdbTable};
use crate::model::evidence::{AddressRow, UuidRows};
use crate::port::{JobStore, StoreResult};
use async_trait::async_trait;
use std::net::IpAddr;
use uuid::Uuid;

/// Stores and reads the reporting database. Implementations are cheap to clone handles.
#[async_trait]
pub trait ReportStore: JobStore {
    /// Stores rows in one transaction. A row replaces the one with the same resource (and address, in
    /// `Inv_AeX_AC_TCPIP`) unless it was collected earlier than that one. Returns how many rows were written.
    async fn put_cmdb(&self, table: CmdbTable, rows: &[CmdbRow]) -> StoreResult<u64>;

    /// Looks a UUID up in the two UUID tables, and its byte-order variant (AMT-25, AMT-40).
    ///
    /// Always answers with [`UuidRows::Read`]; a failure is an error. `empty_tables` is filled on a miss.
    async fn cmdb_by_uuid(&self, uuid: Uuid) -> StoreResult<UuidRows>;

    /// Looks an address up in the address tables, newest collection first, at most 32 rows (AMT-27).
    async fn cmdb_by_address(&self, address: IpAddr) -> StoreResult<Vec<AddressRow>>;

    /// Returns the number of rows of each table, for `doctor` and the overview.
    async fn cmdb_counts(&self) -> StoreResult<Vec<(CmdbTable, u64)>>;

    /// Returns the size of the database in bytes and where it is, for people; without credentials.
    async fn describe(&self) -> StoreResult<(String, u64)>;

    /// Waits for what is under way and closes every connection, for all clones. Whatever was acknowledged is durable
    /// without it; what it leaves is opened soonest.
    async fn close(&self) {}
}
