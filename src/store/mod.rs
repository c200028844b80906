//! `AdminStore` and `ReportStore` on SQLite and PostgreSQL, the sealing of AMT secrets with a key file, and
//! the job logs.
//!
//! Each statement is written once for both engines, with `$1` placeholders; [`engine`] expands it for the engine that a
//! handle is on. What differs lies in the two migration folders, in [`open`] and in [`error`]. This module decides
//! nothing about hellos, names or rights: it keeps what it is given.

mod admin;
#[cfg(test)]
mod contract;
mod engine;
mod error;
mod job_log;
mod location;
mod open;
mod report;
mod sealer;
mod values;

pub use admin::AdminDb;
pub use job_log::JobLogFiles;
pub use location::Location;
pub use open::{open_postgres, open_sqlite};
pub use report::ReportDb;
pub use sealer::KeyFileSealer;
