//! A connection to a host: every wait has its limit, every frame its size, and every failure its class.

use crate::model::host::{FaultClass, Stage};
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Largest message that is read, in bytes.
pub(super) const MAX_FRAME: usize = 64 << 10;

/// Why an attempt failed, without by what and how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) stage: Stage,
    pub(super) class: FaultClass,
    pub(super) code: String,
}

impl Failure {
    pub(super) fn new(stage: Stage, class: FaultClass, code: impl Into<String>) -> Self {
        Self { stage, class, code: code.into() }
    }

    /// A challenge that could not be had.
    pub(super) fn challenge(class: FaultClass, code: impl Into<String>) -> Self {
        Self::new(Stage::Challenge, class, code)
    }

    /// What an error of a connection means.
    pub(super) fn of(stage: Stage, error: &Error) -> Self {
        let class = match error.kind() {
            ErrorKind::ConnectionRefused => FaultClass::UnreachableClosed,
            ErrorKind::TimedOut if stage != Stage::Connect => FaultClass::NoAnswer,
            // A peer that speaks another protocol, or an older version of this one, hangs up.
            ErrorKind::UnexpectedEof => FaultClass::WrongService,
            _ if stage == Stage::Connect => FaultClass::UnreachableFiltered,
            _ => FaultClass::Reset,
        };
        let code = match error.kind() {
            ErrorKind::TimedOut => String::new(),
            ErrorKind::UnexpectedEof => "closed".into(),
            kind => kind.to_string(),
        };
        Self::new(stage, class, code)
    }
}

/// A connection whose every wait is limited.
#[derive(Debug)]
pub(super) struct Link {
    stream: TcpStream,
    limit: Duration,
}

/// Connects.
pub(super) async fn connect(address: SocketAddr, limit: Duration) -> Result<TcpStream, Failure> {
    let stream = match timeout(limit, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Err(Failure::of(Stage::Connect, &error)),
        Err(_) => return Err(Failure::of(Stage::Connect, &ErrorKind::TimedOut.into())),
    };
    // Small messages, each awaited: without this the second one would wait for an acknowledgement.
    stream.set_nodelay(true).map_err(|error| Failure::of(Stage::Connect, &error))?;
    Ok(stream)
}

impl Link {
    /// Connects; each later wait ends after `read`.
    pub(super) async fn open(address: SocketAddr, limits: (Duration, Duration)) -> Result<Self, Failure> {
        Ok(Self { stream: connect(address, limits.0).await?, limit: limits.1 })
    }

    /// Sends a message.
    pub(super) async fn send(&mut self, message: &[u8]) -> Result<(), Failure> {
        limited(self.limit, self.stream.write_all(message)).await
    }

    /// Reads exactly so many bytes, at most [`MAX_FRAME`].
    pub(super) async fn exactly(&mut self, count: usize) -> Result<Vec<u8>, Failure> {
        if count > MAX_FRAME {
            return Err(Failure::challenge(FaultClass::Malformed, "frame too large"));
        }
        let mut bytes = vec![0; count];
        limited(self.limit, self.stream.read_exact(&mut bytes)).await?;
        Ok(bytes)
    }

    /// Reads up to and with `end`, at most `most` bytes.
    pub(super) async fn until(&mut self, end: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::with_capacity(1024);
        let read = async {
            while !bytes.ends_with(end) {
                if bytes.len() >= most {
                    return Err(ErrorKind::InvalidData.into());
                }
                // One at a time: what follows belongs to nobody, since the connection is closed behind it.
                bytes.push(self.stream.read_u8().await?);
            }
            Ok::<(), Error>(())
        };
        match timeout(self.limit, read).await {
            Ok(Ok(())) => Ok(bytes),
            Ok(Err(error)) if error.kind() == ErrorKind::InvalidData => {
                Err(Failure::challenge(FaultClass::WrongService, "head too large"))
            }
            Ok(Err(error)) => Err(Failure::of(Stage::Challenge, &error)),
            Err(_) => Err(Failure::of(Stage::Challenge, &ErrorKind::TimedOut.into())),
        }
    }
}

async fn limited<T>(limit: Duration, work: impl Future<Output = std::io::Result<T>>) -> Result<(), Failure> {
    match timeout(limit, work).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(Failure::of(Stage::Challenge, &error)),
        Err(_) => Err(Failure::of(Stage::Challenge, &ErrorKind::TimedOut.into())),
    }
}
