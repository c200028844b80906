//! The traits that the core needs from outside. Adapters implement them; `main` wires them in; tests replace them.

mod admin_store;
mod clock;
mod directory;
mod file_server;
mod flat_files;
mod host_probe;
mod job_log;
mod job_store;
mod name_service;
mod package_manager;
mod payloads;
mod publication_store;
mod publishing_keys;
mod report_store;
mod sealer;
mod store_error;

pub use crate::model::client::Found;
pub use admin_store::{
    AdminStore, ConfigurationRead, DirectoryClaim, DirectoryWork, DueSystem, HelloPage, IntakeBatch, LeaseRequest,
    LogQuery, OperationEdits, Resolution, Revision, SystemQuery, SystemUpdate,
};
pub use clock::{Clock, SystemClock};
pub use directory::{AccountQuery, Directory, DirectoryCounts, DirectoryDescription, DirectoryError, DirectoryResult};
pub use file_server::{Fetched, FileServer, FileServers, Listed, PointError, PointResult};
pub use flat_files::{FlatFiles, Index, IndexEntry, IndexError, WrittenIndex};
pub use host_probe::{HostBreakers, HostProbe};
pub use job_log::JobLog;
pub use job_store::{CheckInQuery, JobStore, Reached};
pub use name_service::NameService;
pub use package_manager::{Ending, Outcome, PackageManager};
pub use payloads::{PayloadError, PayloadResult, Payloads, Stored};
pub use publication_store::{Backlog, JobWish, PublicationStore};
pub use publishing_keys::PublishingKeys;
pub use report_store::ReportStore;
pub use sealer::{SealError, Sealer};
pub use store_error::{StoreError, StoreResult};
