//! The package store in a folder of the data directory.

use super::folder::{Copying, Folder, copy};
use super::relative::names;
use crate::distribution::digest::Running;
use crate::model::publication::Digest;
use crate::port::{PayloadError, PayloadResult, Payloads, Stored};
use async_trait::async_trait;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Files of packages, readable by the owner of the data directory only; the publisher brings them to the points.
#[derive(Debug, Clone)]
pub struct PackageStore {
    folder: Folder,
}

impl PackageStore {
    /// Returns the store in this folder, which is made with the first file.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Folder::private(folder) }
    }

    fn take_in(&self, from: &Path, source: &str) -> PayloadResult<(Digest, u64)> {
        let names = names(source).ok_or_else(|| PayloadError::Name(source.to_owned()))?;
        let mut file = open(from)?;
        match self.folder.open(&names) {
            Ok((mut stored, _)) => {
                let there = measure(&mut stored).map_err(|e| failed(Copying::Write(into_io(e)), from))?;
                let here = measure(&mut file).map_err(|e| failed(e, from))?;
                return if there == here { Ok(here) } else { Err(PayloadError::Exists(source.to_owned())) };
            }
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotConnected) => {}
            Err(error) => return Err(failed(Copying::Write(error), from)),
        }
        let mut digest = Running::default();
        let copied = self.folder.write(&names, |to| copy(&mut file, to, |piece| digest.update(piece)));
        copied.map(|size| (digest.finish(), size)).map_err(|e| failed(e, from))
    }
}

#[async_trait]
impl Payloads for PackageStore {
    fn path(&self, source: &str) -> Option<PathBuf> {
        names(source).map(|names| self.folder.root().join(names.join("/")))
    }

    async fn stored(&self, source: &str) -> PayloadResult<Option<Stored>> {
        let (folder, source) = (self.folder.clone(), source.to_owned());
        on_disk(move || {
            let names = names(&source).ok_or_else(|| PayloadError::Name(source.clone()))?;
            match folder.open(&names) {
                Ok((_, file)) => {
                    let modified_at = file.modified().map_err(|error| PayloadError::Other(error.to_string()))?.into();
                    Ok(Some(Stored { size: file.len(), modified_at }))
                }
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotConnected) => Ok(None),
                Err(error) => Err(PayloadError::Other(error.to_string())),
            }
        })
        .await
    }

    async fn measure(&self, file: &Path) -> PayloadResult<(Digest, u64)> {
        let file = file.to_owned();
        on_disk(move || measure(&mut open(&file)?).map_err(|error| failed(error, &file))).await
    }

    async fn import(&self, from: &Path, source: &str) -> PayloadResult<(Digest, u64)> {
        let (store, from, source) = (self.clone(), from.to_owned(), source.to_owned());
        on_disk(move || store.take_in(&from, &source)).await
    }
}

async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> PayloadResult<T> + Send + 'static) -> PayloadResult<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(PayloadError::Other(error.to_string())),
    }
}

fn open(path: &Path) -> PayloadResult<File> {
    let unreadable = |reason: &str| PayloadError::Unreadable(format!("{}: {reason}", path.display()));
    // What is no file could be endless.
    let kind = std::fs::metadata(path).map_err(|error| unreadable(&error.to_string()))?;
    if !kind.is_file() {
        return Err(unreadable("it is not a file"));
    }
    File::open(path).map_err(|error| unreadable(&error.to_string()))
}

fn measure(file: &mut File) -> Result<(Digest, u64), Copying> {
    let mut digest = Running::default();
    let size = copy(file, &mut io::sink(), |piece| digest.update(piece))?;
    Ok((digest.finish(), size))
}

fn into_io(error: Copying) -> io::Error {
    match error {
        Copying::Read(error) | Copying::Write(error) => error,
    }
}

fn failed(error: Copying, from: &Path) -> PayloadError {
    match error {
        Copying::Read(error) => PayloadError::Unreadable(format!("{}: {error}", from.display())),
        Copying::Write(error) => match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => PayloadError::Full,
            _ => PayloadError::Other(error.to_string()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[tokio::test]
    async fn a_file_is_taken_in_once_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let store = PackageStore::new(folder.path().join("packages"));
        let file = folder.path().join("reader.deb");
        std::fs::write(&file, vec![7; 300_000]).unwrap();
        let measured = store.measure(&file).await.unwrap();
        assert_eq!(measured.1, 300_000);
        assert_eq!(store.import(&file, "a1/reader.deb").await, Ok(measured));
        let path = store.path("a1/reader.deb").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), vec![7; 300_000]);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(store.import(&file, "a1/reader.deb").await, Ok(measured));

        std::fs::write(&file, b"another").unwrap();
        assert_eq!(store.import(&file, "a1/reader.deb").await, Err(PayloadError::Exists("a1/reader.deb".into())));
        assert_eq!(std::fs::read(&path).unwrap().len(), 300_000);
        let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[tokio::test]
    async fn nothing_is_taken_in_from_or_to_a_strange_place() {
        let folder = tempfile::tempdir().unwrap();
        let store = PackageStore::new(folder.path().join("packages"));
        let file = folder.path().join("reader.deb");
        std::fs::write(&file, b"x").unwrap();
        for source in ["", "../reader.deb", "/tmp/reader.deb", "a/.making"] {
            assert_eq!(store.path(source), None);
            assert_eq!(store.import(&file, source).await, Err(PayloadError::Name(source.into())));
        }
        assert!(matches!(store.import(folder.path(), "a").await, Err(PayloadError::Unreadable(_))));
        assert!(matches!(store.measure(&folder.path().join("gone")).await, Err(PayloadError::Unreadable(_))));
        // A link inside the store leads nowhere.
        std::fs::create_dir_all(folder.path().join("packages")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("packages/out")).unwrap();
        assert!(matches!(store.import(&file, "out/reader2.deb").await, Err(PayloadError::Other(_))));
        assert!(!folder.path().join("reader2.deb").exists());
    }
}
