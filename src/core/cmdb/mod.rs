//! The inventory (CMDB): imported from files, and shown by UUID or address.

mod import;
mod line;
mod row;
mod show;

pub use import::{Format, ImportFile, Progress, check, import};
pub use show::{Found, counts, show};
