//! A distribution point in a folder of this machine or on a mounted share.

use super::deadline::{Deadlines, within};
use super::receive::here;
use crate::distribution::folder::{Copying, Folder, copy};
use crate::port::{Fetched, FileServer, Listed, PointError, PointResult};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::DateTime;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// A folder as a file server. Files are readable for everybody, whatever the umask is; a missing folder is made with
/// the first file.
pub(super) struct Local {
    folder: Folder,
    deadlines: Deadlines,
    hands: Arc<Semaphore>,
}

/// How many files of a folder are worked on at once: enough for a disk to write several in one go.
const HANDS: usize = 8;

impl Local {
    pub(super) fn new(folder: Folder, deadlines: Deadlines) -> Self {
        Self { folder, deadlines, hands: Arc::new(Semaphore::new(HANDS)) }
    }

    /// Works on the disk beside the asynchronous tasks. A share that hangs keeps its threads, but nobody who waits.
    async fn on_disk<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(Folder) -> PointResult<T> + Send + 'static,
    ) -> PointResult<T> {
        let folder = self.folder.clone();
        let hand = within(limit, async { Ok(Arc::clone(&self.hands).acquire_owned().await) }).await?;
        let work = tokio::task::spawn_blocking(move || {
            let _hand = hand;
            work(folder)
        });
        within(limit, async { work.await.map_err(|error| PointError::Other(error.to_string()))? }).await
    }

    /// Reads a file into a local one, from its beginning or from where that ends.
    async fn read(&self, path: &str, to: &Path, max: u64, goes_on: bool) -> PointResult<u64> {
        let (path, to) = (path.to_owned(), to.to_owned());
        self.on_disk(self.deadlines.carrying(max), move |folder| {
            let (mut file, metadata) = folder.open(&super::file(&path)?).map_err(|error| there(&path, &error))?;
            check(&path, metadata.len(), max)?;
            let (mut target, have) = target(&to, metadata.len(), goes_on).map_err(|error| here(&to, &error))?;
            file.seek(SeekFrom::Start(have)).map_err(|error| there(&path, &error))?;
            let most = max.saturating_add(1).saturating_sub(have);
            let copied = copy(&mut file.take(most), &mut target, |_| {});
            let size = copied.map_err(|error| match error {
                Copying::Read(error) => there(&path, &error),
                Copying::Write(error) => here(&to, &error),
            })?;
            check(&path, have.saturating_add(size), max)?;
            target.sync_all().map_err(|error| here(&to, &error))?;
            Ok(size)
        })
        .await
    }
}

#[async_trait]
impl FileServer for Local {
    async fn prepare(&self) -> PointResult<()> {
        let made = |folder: Folder| folder.make_root().map_err(|error| there("", &error));
        self.on_disk(self.deadlines.carrying(0), made).await
    }

    async fn put(&self, path: &str, content: Bytes) -> PointResult<()> {
        let path = path.to_owned();
        let limit = self.deadlines.carrying(content.len() as u64);
        self.on_disk(limit, move |folder| {
            let written: io::Result<()> = folder.write(&super::file(&path)?, |file| file.write_all(&content));
            written.map_err(|error| there(&path, &error))
        })
        .await
    }

    async fn put_file(&self, path: &str, from: &Path) -> PointResult<u64> {
        let (path, from) = (path.to_owned(), from.to_owned());
        let size = tokio::fs::metadata(&from).await.map_err(|error| here(&from, &error))?.len();
        self.on_disk(self.deadlines.carrying(size), move |folder| {
            let mut source = File::open(&from).map_err(|error| here(&from, &error))?;
            folder.write(&super::file(&path)?, |file| copy(&mut source, file, |_| {})).map_err(|error| match error {
                Copying::Read(error) => here(&from, &error),
                Copying::Write(error) => there(&path, &error),
            })
        })
        .await
    }

    async fn get(&self, path: &str, tag: Option<&str>, max: u64) -> PointResult<Option<Fetched>> {
        let (path, known) = (path.to_owned(), tag.map(str::to_owned));
        self.on_disk(self.deadlines.carrying(max), move |folder| {
            let (file, metadata) = folder.open(&super::file(&path)?).map_err(|error| there(&path, &error))?;
            let tag = tag_of(&metadata);
            if known.as_ref() == Some(&tag) {
                return Ok(None);
            }
            let mut bytes = Vec::new();
            check(&path, metadata.len(), max)?;
            file.take(max.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| there(&path, &error))?;
            check(&path, bytes.len() as u64, max)?;
            Ok(Some(Fetched { bytes: bytes.into(), tag: Some(tag) }))
        })
        .await
    }

    async fn get_file(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        self.read(path, to, max, false).await
    }

    async fn get_rest(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        self.read(path, to, max, true).await
    }

    async fn size(&self, path: &str) -> PointResult<Option<u64>> {
        let path = path.to_owned();
        self.on_disk(self.deadlines.call, move |folder| match folder.open(&super::file(&path)?) {
            Ok((_, metadata)) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(there(&path, &error)),
        })
        .await
    }

    async fn list(&self, below: &str) -> PointResult<Vec<Listed>> {
        let below = below.to_owned();
        self.on_disk(self.deadlines.listing(), move |folder| {
            let entries = folder.list(&super::folder(&below)?).map_err(|error| there(&below, &error))?;
            let listed = entries.into_iter().map(|entry| {
                let modified_at = DateTime::from_timestamp(entry.modified.0, entry.modified.1).unwrap_or_default();
                Listed { path: entry.path, size: entry.size, modified_at }
            });
            Ok(listed.collect())
        })
        .await
    }

    async fn delete(&self, path: &str) -> PointResult<()> {
        let path = path.to_owned();
        self.on_disk(self.deadlines.call, move |folder| {
            folder.delete(&super::file(&path)?).map_err(|error| there(&path, &error))
        })
        .await
    }
}

/// Opens the local file for a file of `size` bytes, and tells how much of it is here already.
fn target(to: &Path, size: u64, goes_on: bool) -> io::Result<(File, u64)> {
    if goes_on && let Ok(file) = OpenOptions::new().append(true).open(to) {
        let have = file.metadata()?.len();
        if have < size {
            return Ok((file, have));
        }
    }
    Ok((File::create(to)?, 0))
}

/// Returns a tag that another content does not have: a file is replaced by a new one, never written over.
fn tag_of(metadata: &Metadata) -> String {
    format!("{:x}-{:x}.{:09}-{:x}", metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.len())
}

fn check(path: &str, size: u64, max: u64) -> PointResult<()> {
    if size <= max { Ok(()) } else { Err(PointError::TooLarge { path: path.to_owned(), max }) }
}

/// Returns the failure of a file on the point.
fn there(path: &str, error: &io::Error) -> PointError {
    match error.kind() {
        ErrorKind::NotFound => PointError::NotFound(path.to_owned()),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => PointError::Full,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => PointError::Denied(error.to_string()),
        ErrorKind::NotConnected
        | ErrorKind::TimedOut
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown => PointError::Unavailable(error.to_string()),
        _ => PointError::Other(format!("{path}: {error}")),
    }
}
