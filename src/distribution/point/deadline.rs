//! How long a distribution point may take.

use crate::port::{PointError, PointResult};
use std::future::Future;
use std::time::{Duration, Instant};

/// How long a distribution point may take. A server that accepts and never answers, or answers a byte a minute, holds
/// up nobody for longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For a connection.
    pub connect: Duration,
    /// For a call, besides the time that its bytes may take.
    pub call: Duration,
    /// The fewest bytes in a second.
    pub slowest: u64,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), call: Duration::from_secs(15), slowest: 64 * 1_024 }
    }
}

impl Deadlines {
    /// Returns how long a call may take that carries so many bytes.
    pub(super) fn carrying(&self, bytes: u64) -> Duration {
        self.call.saturating_add(Duration::from_secs(bytes / self.slowest.max(1)))
    }

    /// Returns how long a listing may take, which needs several questions.
    pub(super) fn listing(&self) -> Duration {
        self.call.saturating_mul(8)
    }

    /// Returns what is left of a call that began then and has carried so many bytes.
    pub(super) fn left(&self, began: Instant, bytes: u64) -> Duration {
        self.carrying(bytes).saturating_sub(began.elapsed())
    }
}

/// Waits for this long and no longer.
pub(super) async fn within<T>(limit: Duration, call: impl Future<Output = PointResult<T>>) -> PointResult<T> {
    match tokio::time::timeout(limit, call).await {
        Ok(answer) => answer,
        Err(_) => Err(PointError::Unavailable("it took too long".into())),
    }
}
