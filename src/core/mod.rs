//! Use cases: what the console, the command line and the backend can ask for, one verb a file.
//!
//! Every use case takes an [`OpContext`] first; there is no way to the stores without one. A write is planned, which
//! checks rights and shows what it touches without changing a byte, and then committed: the same [`change::Plan`] is
//! previewed, applied and logged. The core knows no database, terminal, environment or home directory: all of that
//! comes in through the ports.

pub mod access;
pub mod account;
pub mod change;
pub mod choice;
pub mod cmdb;
pub mod computer_set;
pub mod configuration;
pub mod context;
pub mod distribution_point;
pub mod error;
pub mod health;
pub mod hello;
pub mod history;
pub mod host;
pub(crate) mod impact;
pub mod inbox;
pub mod job;
pub mod key;
pub mod lease;
pub mod log;
pub mod machine;
pub mod mapping;
pub mod membership;
pub(crate) mod named;
pub mod organisation;
pub mod package;
pub mod permission;
pub mod policy;
pub mod profile;
pub mod provisioning;
pub mod publication;
pub mod publishing_key;
pub mod report;
pub mod request;
pub mod session;
pub mod system_set;
pub mod undo;
pub mod what_if;

pub use context::{Core, CoreSettings, OpContext, Ports};
pub use error::{Error, Exit, Problem, Result};
