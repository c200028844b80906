//! Reverse DNS with forward confirmation: [`crate::port::NameService`] on the hickory resolver's transports.
//!
//! - [`settings`](DnsSettings): which servers, how patiently, how many questions at once.
//! - `servers`: asks a list of servers, so that a dead one does not hold up the others; the cache.
//! - `udp`: sockets on which a closed port is noticed.
//! - `fault`: what a server can answer instead of records.
//! - `host_name`: keeps only names that a host can have; DNS data is under the control of strangers.
//! - [`Resolver`]: PTR, aliases (RFC 2317), forward confirmation, health.
//!
//! It gathers and never judges: which of several names is the right one is decided by `rules::identity`.

mod fault;
mod host_name;
mod resolver;
mod servers;
mod settings;
mod udp;

#[cfg(test)]
mod tests;

pub use resolver::Resolver;
pub use settings::{DnsSettings, SettingsError};
