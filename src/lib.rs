//! bailiwick: a terminal console for a delegated estate of machines, with every decision explained.
//!
//! The map of the crate:
//!
//! - [`model`]: plain domain values.
//! - [`rules`]: pure decisions with their traces.
//! - [`port`]: the traits that the core needs from outside.
//! - [`core`]: use cases; what front ends and backend call.
//! - [`store`], [`directory`], [`dns`], [`hostprobe`], [`amt`], [`distribution`]: adapters that implement the ports.
//! - [`backend`]: the hello listener, the resolver, and the lease that lets one process run them.
//! - [`console`], [`cli`]: the front ends; they know the core and never an adapter.
//! - [`agent`]: the client on a managed machine: service, user interface, updater.
//! - [`config`]: settings and locale files.
//! - [`demo`]: the sample estate and simulated peers.
//! - [`durable`]: files that survive a power loss.
//! - [`figures`]: amounts and spans as people read them.
//! - [`sanitise`]: what every text from outside must pass before a terminal gets it.
//! - [`secret_file`]: reading a file with a secret, for everyone who keeps one in a file.
//! - [`telemetry`]: the program's own log, never onto the terminal while the console runs.
//!
//! Who may import what is checked by `tests/architecture.rs`.

#![forbid(unsafe_code)]

pub mod agent;
pub mod amt;
pub mod backend;
pub mod cli;
pub mod config;
pub mod console;
pub mod core;
pub mod demo;
pub mod directory;
pub mod distribution;
pub mod dns;
pub mod durable;
pub mod figures;
pub mod hostprobe;
pub mod model;
pub mod port;
pub mod rules;
pub mod sanitise;
pub mod secret_file;
pub mod store;
pub mod telemetry;
