//! The sample estate and simulated peers, for the demonstration and for tests. Nothing here is reached in normal
//! operation.
//!
//! - [`estate`]: machines, inventory, DNS and devices, and an organisation of sets, packages and rights that manages
//!   them; with the truth about everything peculiar in it.
//! - [`load`]: fills an empty data directory with an estate, through the core.
//! - [`fleet`]: devices that say hello on real sockets.
//! - [`embedded_core`]: a core on SQLite without a name server.
//! - [`DnsPeer`]: a DNS server on real sockets, with a [`Zone`] that can be edited while it runs.

mod dns_peer;
mod dns_zone;
mod embedded;
pub mod estate;
pub mod fleet;
pub mod load;

pub use dns_peer::DnsPeer;
pub use dns_zone::{Zone, ZoneFault};
pub use embedded::{BASE_DN, NoNames, embedded_core};
