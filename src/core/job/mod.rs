//! The server jobs (CMF-57): how each is, what its runs did, and asking for a run. The backend carries jobs out; nothing
//! here does.

mod list;
mod log;
mod run_now;

pub use list::{JobRow, JobState, Next, list};
pub use log::{RunQuery, files, log};
pub use run_now::plan;

pub(in crate::core) use run_now::wish;
