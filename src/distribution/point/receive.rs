//! Takes in what a server sends: no more than allowed, not slower than allowed, into memory or into a local file.

use super::deadline::{Deadlines, within};
use crate::port::{PointError, PointResult};
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use std::path::Path;
use std::pin::pin;
use std::time::Instant;
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

/// What is taken in.
pub(super) struct Reception<'a> {
    /// Which file, for messages.
    pub(super) path: &'a str,
    /// The size in bytes that the server announced.
    pub(super) announced: Option<u64>,
    /// The size in bytes that is allowed.
    pub(super) max: u64,
    /// How long it may take.
    pub(super) deadlines: Deadlines,
}

impl Reception<'_> {
    /// Takes everything into memory.
    pub(super) async fn gather(&self, pieces: impl Stream<Item = PointResult<Bytes>>) -> PointResult<Bytes> {
        self.check(self.announced.unwrap_or_default())?;
        let mut all: Vec<u8> = Vec::new();
        let (began, mut pieces) = (Instant::now(), pin!(pieces));
        while let Some(piece) = self.next(began, all.len() as u64, &mut pieces).await? {
            all.extend_from_slice(&piece);
            self.check(all.len() as u64)?;
        }
        Ok(all.into())
    }

    /// Takes everything into a local file, and returns its size in bytes.
    pub(super) async fn save(&self, to: &Path, pieces: impl Stream<Item = PointResult<Bytes>>) -> PointResult<u64> {
        self.check(self.announced.unwrap_or_default())?;
        let file = File::create(to).await.map_err(|error| here(to, &error))?;
        self.write(file, 0, to, pieces).await
    }

    /// Adds everything to a local file of `have` bytes, and returns how many came.
    pub(super) async fn append(
        &self,
        have: u64,
        to: &Path,
        pieces: impl Stream<Item = PointResult<Bytes>>,
    ) -> PointResult<u64> {
        self.check(have.saturating_add(self.announced.unwrap_or_default()))?;
        let file = OpenOptions::new().append(true).open(to).await.map_err(|error| here(to, &error))?;
        self.write(file, have, to, pieces).await
    }

    async fn write(
        &self,
        mut file: File,
        have: u64,
        to: &Path,
        pieces: impl Stream<Item = PointResult<Bytes>>,
    ) -> PointResult<u64> {
        let (began, mut pieces) = (Instant::now(), pin!(pieces));
        let mut received = 0;
        let taken = async {
            while let Some(piece) = self.next(began, received, &mut pieces).await? {
                received += piece.len() as u64;
                self.check(have.saturating_add(received))?;
                file.write_all(&piece).await.map_err(|error| here(to, &error))?;
            }
            Ok(received)
        };
        let taken = taken.await;
        // Also what was cut off: it may be gone on with.
        let synced = file.sync_all().await.map_err(|error| here(to, &error));
        taken.and_then(|received| synced.map(|()| received))
    }

    async fn next(
        &self,
        began: Instant,
        size: u64,
        pieces: &mut (impl Stream<Item = PointResult<Bytes>> + Unpin),
    ) -> PointResult<Option<Bytes>> {
        within(self.deadlines.left(began, size), async { pieces.next().await.transpose() }).await
    }

    fn check(&self, size: u64) -> PointResult<()> {
        if size <= self.max {
            return Ok(());
        }
        Err(PointError::TooLarge { path: self.path.to_owned(), max: self.max })
    }
}

/// Returns the failure of a file of our own.
pub(super) fn here(path: &Path, error: &std::io::Error) -> PointError {
    PointError::Local(format!("{}: {error}", path.display()))
}

/// Returns how much of a local file of at most `max` bytes is here already; 0 where it has to begin anew.
pub(super) async fn begun(to: &Path, max: u64) -> u64 {
    let have = tokio::fs::metadata(to).await.map_or(0, |file| file.len());
    if have < max { have } else { 0 }
}
