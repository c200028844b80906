//! Reverse DNS with forward confirmation (AMT-34..AMT-39).

use crate::model::evidence::{DnsAnswer, Gathered};
use crate::model::lease::DnsHealth;
use async_trait::async_trait;
use std::net::IpAddr;

/// Looks up names by address.
#[async_trait]
pub trait NameService: Send + Sync {
    /// Returns the PTR names of an address, each with its forward confirmation, within the adapter's deadline.
    ///
    /// Names are lower case, without a trailing dot, sorted and without repetition; their number is bounded. Failures
    /// are answers: time-out, NXDOMAIN, SERVFAIL and an empty answer are told apart.
    async fn reverse(&self, address: IpAddr) -> Gathered<DnsAnswer>;

    /// Returns how the last questions went; none before the first.
    fn health(&self) -> Option<DnsHealth>;

    /// Asks one harmless question (PTR of 127.0.0.1) and returns how it went, for `doctor`.
    async fn check(&self) -> DnsHealth;
}
