//! A file server in memory, whose publisher can move on between two reads.

use crate::model::point::Point;
use crate::port::{Fetched, FileServer, FileServers, Listed, PointError, PointResult};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// Files with the time at which each was written.
type Files = BTreeMap<String, (Bytes, DateTime<Utc>)>;

/// What happens right after a file was read.
type Then = (String, Box<dyn FnOnce(&mut Files) + Send>);

#[derive(Default)]
struct Inner {
    files: Files,
    then: Vec<Then>,
    reads: Vec<String>,
    seconds: i64,
}

/// One server; a clone is the same one.
#[derive(Clone, Default)]
pub(super) struct Shelves(Arc<Mutex<Inner>>);

impl Shelves {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub(super) fn write(&self, path: &str, bytes: Vec<u8>) {
        let mut inner = self.inner();
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(inner.seconds);
        inner.files.insert(path.into(), (bytes.into(), at));
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.inner().files.keys().cloned().collect()
    }

    /// Lets the server's time pass.
    pub(super) fn pass(&self, seconds: i64) {
        self.inner().seconds += seconds;
    }

    /// Does something right after this file was read for the first time.
    pub(super) fn after(&self, path: &str, then: impl FnOnce(&mut Files) + Send + 'static) {
        self.inner().then.push((path.into(), Box::new(then)));
    }

    /// Returns what was read since the last time.
    pub(super) fn reads(&self) -> Vec<String> {
        std::mem::take(&mut self.inner().reads)
    }
}

#[async_trait]
impl FileServer for Shelves {
    async fn put(&self, path: &str, content: Bytes) -> PointResult<()> {
        self.write(path, content.to_vec());
        Ok(())
    }

    async fn put_file(&self, path: &str, from: &Path) -> PointResult<u64> {
        let bytes = std::fs::read(from).map_err(|error| PointError::Local(error.to_string()))?;
        let size = bytes.len() as u64;
        self.write(path, bytes);
        Ok(size)
    }

    async fn get(&self, path: &str, tag: Option<&str>, max: u64) -> PointResult<Option<Fetched>> {
        let mut inner = self.inner();
        inner.reads.push(path.into());
        let found = inner.files.get(path).cloned();
        while let Some(place) = inner.then.iter().position(|(after, _)| after == path) {
            let (_, then) = inner.then.remove(place);
            then(&mut inner.files);
        }
        let (bytes, _) = found.ok_or_else(|| PointError::NotFound(path.into()))?;
        if bytes.len() as u64 > max {
            return Err(PointError::TooLarge { path: path.into(), max });
        }
        let own = format!("{:?}", ring::digest::digest(&ring::digest::SHA256, &bytes));
        Ok((tag != Some(own.as_str())).then_some(Fetched { bytes, tag: Some(own) }))
    }

    async fn get_file(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        let fetched = self.get(path, None, max).await?.ok_or_else(|| PointError::NotFound(path.into()))?;
        std::fs::write(to, &fetched.bytes).map_err(|error| PointError::Local(error.to_string()))?;
        Ok(fetched.bytes.len() as u64)
    }

    async fn size(&self, path: &str) -> PointResult<Option<u64>> {
        Ok(self.inner().files.get(path).map(|(bytes, _)| bytes.len() as u64))
    }

    async fn list(&self, folder: &str) -> PointResult<Vec<Listed>> {
        let inner = self.inner();
        let below = inner.files.iter().filter(|(path, _)| path.starts_with(&format!("{folder}/")));
        let listed = |(path, (bytes, at)): (&String, &(Bytes, DateTime<Utc>))| Listed {
            path: path.clone(),
            size: bytes.len() as u64,
            modified_at: *at,
        };
        Ok(below.map(listed).collect())
    }

    async fn delete(&self, path: &str) -> PointResult<()> {
        self.inner().files.remove(path);
        Ok(())
    }
}

/// Opens servers by the address; one without a server is down.
#[derive(Clone, Default)]
pub(super) struct Servers(pub(super) BTreeMap<String, Shelves>);

impl FileServers for Servers {
    fn open(&self, point: &Point) -> PointResult<Arc<dyn FileServer>> {
        match self.0.get(&point.url) {
            Some(server) => Ok(Arc::new(server.clone())),
            None => Err(PointError::Unavailable("it is down".into())),
        }
    }
}
