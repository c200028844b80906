//! The sample estate and simulated peers, for the demonstration and for tests. Nothing here is reached in normal
//! operation.
//!
//! - [`estate`]: machines, inventory, DNS and devices, with the truth about everything peculiar in them.
//! - [`load`]: fills an empty data directory with an estate, through the core.
//! - [`fleet`]: devices that say hello on real sockets.
//! - [`DnsPeer`]: a DNS server on real sockets, with a [`Zone`] that can be edited while it runs.

mod dns_peer;
mod dns_zone;
pub mod estate;
pub mod fleet;
pub mod load;

pub use dns_peer::DnsPeer;
pub use dns_zone::{Zone, ZoneFault};
