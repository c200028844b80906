//! Lines of JSON, bounded in size and time.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, ErrorKind};
use std::time::Duration;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;

/// Reads one line of at most `limit` bytes. Returns none where the peer has gone.
pub(super) async fn read<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
    limit: u64,
    within: Duration,
) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    timeout(within, from.take(limit).read_until(b'\n', &mut line)).await.map_err(|_| late())??;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => serde_json::from_slice(&line).map(Some).map_err(|e| io::Error::new(ErrorKind::InvalidData, e)),
        Some(_) => Err(io::Error::new(ErrorKind::InvalidData, "a line that is cut off or too long")),
    }
}

/// Writes one line.
pub(super) async fn write(
    to: &mut (impl AsyncWrite + Unpin),
    value: &impl Serialize,
    within: Duration,
) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    timeout(within, to.write_all(&line)).await.map_err(|_| late())?
}

fn late() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "the other side takes too long")
}
