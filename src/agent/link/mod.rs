//! The local socket between the service and its user interface (CMF-43): one JSON document a line.
//!
//! Who asks is what the kernel says of the peer, never what the peer says of itself. Every line is bounded in size,
//! every wait in time, and the number of connections in total and for each user. It decides nothing: it hands requests
//! to a [`Service`](super::status::Service) and takes its answers back.

mod account;
mod client;
mod line;
mod message;
mod server;
mod socket;
#[cfg(test)]
mod tests;

pub use client::Client;
pub use message::{PROTOCOL, Program};
pub use server::serve;
pub use socket::Listener;

use std::time::Duration;

/// Longest request in bytes.
const MAX_REQUEST: u64 = 4 * 1024;
/// Longest answer in bytes: a machine has hundreds of packages, each with its rules.
const MAX_ANSWER: u64 = 16 * 1024 * 1024;
/// Connections at the same time.
const MAX_CONNECTIONS: usize = 64;
/// Connections of one user at the same time, so that nobody keeps the others out.
const MAX_PER_USER: usize = 16;
/// How long a peer may say nothing.
const SILENCE: Duration = Duration::from_secs(120);
/// How long a line may take on its way.
const LINE: Duration = Duration::from_secs(10);
/// How long the service may think about a request.
const THOUGHT: Duration = Duration::from_secs(30);
