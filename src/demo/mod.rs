//! Simulated peers and sample data, for the demonstration and for tests. Nothing here is reached in normal operation.
//!
//! - [`DnsPeer`]: a DNS server on real sockets, with a [`Zone`] that can be edited while it runs.

mod dns_peer;
mod dns_zone;

pub use dns_peer::DnsPeer;
pub use dns_zone::{Zone, ZoneFault};
