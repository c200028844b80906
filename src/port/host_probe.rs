//! The host operating system's own answer about its name (AMT-33).

use crate::model::evidence::{Gathered, HostAnswer};
use async_trait::async_trait;
use std::net::IpAddr;

/// Asks the host at an address for its FQDN and UUID.
#[async_trait]
pub trait HostProbe: Send + Sync {
    /// Asks within the adapter's own deadline. Errors are answers.
    async fn probe(&self, address: IpAddr) -> Gathered<HostAnswer>;
}
