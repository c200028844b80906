//! How many machines install a package at the same time, without anything that runs on a distribution point.
//!
//! Each machine that is at it has a small file in `reports/slots/<package>/`. A machine writes its own, then counts; if
//! there are more than may be, it takes its own away and tries again later. Of two that write at the same time at least
//! one sees both, so there are never too many at it.

use super::{Fetcher, Source};
use crate::model::id::PackageId;
use bytes::Bytes;
use chrono::TimeDelta;
use std::time::Duration;

/// A machine's place among those that install a package.
pub struct Slot {
    source: Source,
    path: String,
}

impl Fetcher {
    /// Takes a place; none when as many as may be are at it, or no point can tell. A place that its machine has not
    /// given back for `stale` counts no more.
    pub async fn slot(&self, pkg: PackageId, limit: u32, stale: Duration) -> Option<Slot> {
        let folder = format!("reports/slots/{pkg}");
        // The same point for every machine, or they would not see each other.
        for source in self.sources_for(&folder) {
            let path = format!("{folder}/{}.slot", self.machine.to_lowercase());
            if source.server.put(&path, Bytes::from_static(b"1\n")).await.is_err() {
                continue;
            }
            let listed = source.server.list(&folder).await.unwrap_or_default();
            // By the server's clock, whatever ours says.
            let own = listed.iter().find(|listed| listed.path == path).map(|listed| listed.modified_at);
            let stale = TimeDelta::from_std(stale).unwrap_or(TimeDelta::MAX);
            let fresh = |at| own.is_some_and(|own| own.signed_duration_since(at) < stale);
            let count = listed.iter().filter(|listed| fresh(listed.modified_at)).count();
            let slot = Slot { source, path };
            if own.is_some() && u32::try_from(count).is_ok_and(|count| count <= limit) {
                return Some(slot);
            }
            slot.give_back().await;
            return None;
        }
        None
    }
}

impl Slot {
    /// Gives the place back.
    pub async fn give_back(self) {
        if let Err(error) = self.source.server.delete(&self.path).await {
            tracing::info!(%error, "a place is given back by time only");
        }
    }
}
