//! What the inventory says about a UUID or an address.

use crate::core::{Core, OpContext, Result};
use crate::model::cmdb::CmdbTable;
use crate::model::evidence::{AddressRow, UuidRows};
use crate::model::permission::{Target, Verb};
use serde::Serialize;
use std::net::IpAddr;
use uuid::Uuid;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Found {
    /// Rows of the UUID tables.
    ByUuid(UuidRows),
    /// Rows of the address tables.
    ByAddress(Vec<AddressRow>),
}

/// Looks up a UUID or an address.
pub async fn show(ctx: &OpContext, core: &Core, key: std::result::Result<Uuid, IpAddr>) -> Result<Found> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(match key {
        Ok(uuid) => Found::ByUuid(core.ports.report.cmdb_by_uuid(uuid).await?),
        Err(address) => Found::ByAddress(core.ports.report.cmdb_by_address(address).await?),
    })
}

/// Returns the number of rows of each table.
pub async fn counts(ctx: &OpContext, core: &Core) -> Result<Vec<(CmdbTable, u64)>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.report.cmdb_counts().await?)
}
