//! CMFSRV: publishes what is saved, as long as this process holds the backend lease (CMF-57 to CMF-62).
//!
//! One task looks for changes, makes generations and acknowledges; one task for each distribution point brings that
//! point up to date at its own pace, so that a dead or slow one holds up nothing but the acknowledgement. Cut off
//! anywhere, all of it is done again from what the database says and what lies on the points.

mod courier;
mod round;
mod run;

pub(super) use run::Publisher;

/// Whether this process may still publish.
pub(super) type Holds = std::sync::Arc<dyn Fn() -> bool + Send + Sync>;
