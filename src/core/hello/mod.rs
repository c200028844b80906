//! AMT systems by their hellos, read.

mod list;
mod show;

pub use crate::port::{HelloPage, SystemQuery};
pub use list::{counts, list};
pub use show::{Detail, rejected, show};

pub(crate) use show::find;
