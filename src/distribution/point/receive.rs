//! Takes in what a server sends: no more than allowed, not slower than allowed, into memory or into a local file.

use super::deadline::{Deadlines, within};
use crate::port::{PointError, PointResult};
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use std::path::Path;
use std::pin::pin;
use std::time::Instant;
use tokio::fs::File;
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
        let mut file = File::create(to).await.map_err(|error| here(to, &error))?;
        let mut size = 0;
        let (began, mut pieces) = (Instant::now(), pin!(pieces));
        while let Some(piece) = self.next(began, size, &mut pieces).await? {
            size += piece.len() as u64;
            self.check(size)?;
            file.write_all(&piece).await.map_err(|error| here(to, &error))?;
        }
        file.sync_all().await.map_err(|error| here(to, &error))?;
        Ok(size)
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
