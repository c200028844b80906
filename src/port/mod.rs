//! The traits that the core needs from outside. Adapters implement them; `main` wires them in; tests replace them.

mod admin_store;
mod clock;
mod directory;
mod host_probe;
mod name_service;
mod report_store;
mod sealer;
mod store_error;

pub use admin_store::{
    AdminStore, ConfigurationRead, DirectoryWork, DueSystem, HelloPage, IntakeBatch, LeaseRequest, LogQuery,
    OperationEdits, Resolution, Revision, SystemQuery, SystemUpdate,
};
pub use clock::{Clock, SystemClock};
pub use directory::{AccountQuery, Directory, DirectoryCounts, DirectoryDescription, DirectoryError, DirectoryResult};
pub use host_probe::HostProbe;
pub use name_service::NameService;
pub use report_store::ReportStore;
pub use sealer::{SealError, Sealer};
pub use store_error::{StoreError, StoreResult};
