//! What waits for somebody: requests to decide, decisions on their own requests, new packages for their locally managed
//! NSCs (CMF-24, CMF-25). It follows from the configuration; only what was read is stored.

use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::id::{ComputerSetId, PackageId, RequestId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something in an inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxItem {
    /// Names it for reading; another one after a reminder, so that it is unread again.
    pub key: String,
    /// Since when it is there.
    pub at: DateTime<Utc>,
    /// Whether it was read.
    pub read: bool,
    /// What it is.
    pub matter: Matter,
}

/// What an inbox item is about. The sentence is `inbox-<kind>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Matter {
    /// A request that the reader may decide.
    RequestToDecide {
        request: RequestId,
        nsc: ComputerSetId,
        nsc_name: String,
        count: u64,
        asked_by: String,
        reminders: u32,
    },
    /// The reader's own request was decided.
    RequestDecided {
        request: RequestId,
        nsc: ComputerSetId,
        nsc_name: String,
        approved: bool,
        by: String,
        reason: String,
    },
    /// A package of another NSS is new, and the reader manages locally managed NSCs.
    PackageCreated { pkg: PackageId, name: String, version: String, nss_name: String, by: String },
    /// An emergency waits for a second person.
    EmergencyToAgree { nsc: ComputerSetId, nsc_name: String, pkg: PackageId, name: String, asked_by: String },
}

/// Returns the principal's inbox, newest first, at most 500 items.
pub async fn list(_ctx: &OpContext, _core: &Core) -> Result<Vec<InboxItem>> {
    Err(not_built())
}

/// Notes that the principal has read items.
pub async fn mark_read(_ctx: &OpContext, _core: &Core, _keys: &[String]) -> Result<()> {
    Err(not_built())
}
