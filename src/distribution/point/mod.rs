//! Distribution points by their addresses: a folder, an HTTP server with WebDAV, an S3-compatible store.
//!
//! Nothing here decides what lies on a point. Every call ends: see [`Deadlines`]. `object_store` speaks S3; for HTTP it
//! would hold a whole package in memory, and for folders see [`super::folder`].

mod bucket;
mod credential;
mod deadline;
mod local;
mod receive;
mod web;

pub use deadline::Deadlines;

use super::folder::Folder;
use super::relative;
use crate::model::point::Point;
use crate::port::{FileServer, FileServers, PointError, PointResult};
use bucket::Bucket;
use credential::Credential;
use local::Local;
use reqwest::Url;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use web::Web;

/// Opens distribution points on folders, HTTP servers and S3-compatible stores.
#[derive(Debug, Clone)]
pub struct ObjectStores {
    credentials: PathBuf,
    deadlines: Deadlines,
    /// One for all HTTP servers, made when the first is opened: connections stay open, and the trusted certificates are
    /// read once.
    client: Arc<OnceLock<reqwest::Client>>,
}

impl ObjectStores {
    /// Returns an opener that finds credentials in this folder, each in a file `<name>.toml` of mode 0600.
    pub fn new(credentials: PathBuf) -> Self {
        // Somebody may have chosen one already; then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { credentials, deadlines: Deadlines::default(), client: Arc::default() }
    }

    /// Replaces how long a point may take.
    #[must_use]
    pub fn with_deadlines(mut self, deadlines: Deadlines) -> Self {
        (self.deadlines, self.client) = (deadlines, Arc::default());
        self
    }

    fn client(&self) -> PointResult<reqwest::Client> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = web::client(&self.deadlines)?;
        Ok(self.client.get_or_init(|| client).clone())
    }
}

impl FileServers for ObjectStores {
    fn open(&self, point: &Point) -> PointResult<Arc<dyn FileServer>> {
        let url = address(&point.url)?;
        let credential = match point.credential.as_str() {
            "" => Credential::default(),
            name => Credential::read(&self.credentials, name)?,
        };
        let deadlines = self.deadlines;
        match url.scheme() {
            "file" => {
                let path = url.to_file_path().map_err(|()| wrong("file:///folder names a folder of this machine"))?;
                Ok(Arc::new(Local::new(Folder::shared(path), deadlines)))
            }
            "http" | "https" => Ok(Arc::new(Web::new(self.client()?, url, credential, deadlines)?)),
            "s3" => Ok(Arc::new(Bucket::new(&url, &credential, deadlines)?)),
            other => Err(wrong(&format!("{other} is none of file, http, https and s3"))),
        }
    }
}

/// Reads an address. What is wrong with it is told without the address, which may have a password in it.
fn address(text: &str) -> PointResult<Url> {
    let url = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() || url.authority().contains('@') {
        return Err(wrong("an address has no user and no password in it; name a credential"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("an address ends with its path"));
    }
    Ok(url)
}

fn wrong(reason: &str) -> PointError {
    PointError::Address(reason.to_owned())
}

/// Returns the names of a file's path.
fn file(path: &str) -> PointResult<Vec<&str>> {
    relative::names(path).ok_or_else(|| PointError::Address(format!("{path:?} is not a path on a distribution point")))
}

/// Returns the names of a folder's path, of which the point itself has none.
fn folder(path: &str) -> PointResult<Vec<&str>> {
    if path.is_empty() { Ok(Vec::new()) } else { file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::PointId;
    use chrono::DateTime;

    fn open(url: &str) -> PointResult<()> {
        let (name, by, credential) = ("dp1".to_owned(), "anna".to_owned(), String::new());
        let point =
            Point { id: PointId(1), name, url: url.into(), credential, added_at: DateTime::UNIX_EPOCH, added_by: by };
        ObjectStores::new(PathBuf::from("nowhere")).open(&point).map(drop)
    }

    #[test]
    fn cmf_77_addresses_of_every_kind() {
        for url in ["file:///srv/dp1", "http://dp.example/cmf", "https://dp.example:8443", "s3://bucket/a/prefix"] {
            assert_eq!(open(url), Ok(()), "{url}");
        }
        for url in [
            "",
            "/srv/dp1",
            "dp.example",
            "ftp://dp.example/x",
            "file://server/share",
            "http://",
            "s3://",
            "https://dp.example/?x=1",
            "https://dp.example/#x",
        ] {
            assert!(matches!(open(url), Err(PointError::Address(_))), "{url}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for url in ["https://anna:hunter2@dp.example/", "https://hunter2@dp.example/", "s3://:hunter2@bucket/x"] {
            let Err(PointError::Address(text)) = open(url) else { panic!("{url} was accepted") };
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
}
