//! One connection's message: taken in piece by piece, and judged when it has ended.

use crate::amt::hello::{decode, needed};
use crate::model::hello::{Malformed, ReceivedHello, RejectedHello};
use chrono::{DateTime, Utc};
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;

/// How long a peer whose message is whole may leave the connection open. Bytes behind the message are looked for until
/// then; the documented end of the message is the peer's close.
const GRACE: Duration = Duration::from_millis(250);

/// Read at a time. A hello with 23 hashes has 807 bytes.
const CHUNK: usize = 2048;

/// A message on its way to the store.
#[derive(Debug)]
pub(crate) enum Arrival {
    /// A hello.
    Hello(ReceivedHello),
    /// Something else.
    Rejected(RejectedHello),
}

/// Why nothing more is read from a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The peer closed, or the connection broke.
    Closed,
    /// The size cap is passed.
    TooLong,
    /// The deadline, or the grace of a whole message, is over.
    Late,
    /// The place is needed for another peer, or the listener stops.
    Hurried,
    /// The peer is an HTTP client and has asked.
    Asked,
}

/// What a connection came to.
#[derive(Debug)]
pub(super) enum Verdict {
    /// To be stored.
    Arrival(Arrival),
    /// To be answered with the page.
    Page,
    /// Cut off by a limit before its message was whole.
    CutOff,
}

/// A connection's peer, its bytes so far, and its time.
#[derive(Debug)]
pub(super) struct Connection {
    peer: IpAddr,
    bytes: Vec<u8>,
    max_bytes: usize,
    ends_at: Instant,
    whole: bool,
}

impl Connection {
    /// Begins with a peer that has `timeout` for its whole message.
    pub(super) fn new(peer: IpAddr, max_bytes: usize, timeout: Duration) -> Self {
        Self { peer, bytes: Vec::new(), max_bytes, ends_at: Instant::now() + timeout, whole: false }
    }

    /// Returns when to stop waiting for more.
    pub(super) fn ends_at(&self) -> Instant {
        self.ends_at
    }

    /// Takes in what is there, without waiting. Returns how the message ended, if it has.
    pub(super) fn take_in(&mut self, mut read: impl FnMut(&mut [u8]) -> io::Result<usize>) -> Option<Ending> {
        let mut chunk = [0; CHUNK];
        loop {
            match read(&mut chunk) {
                Ok(0) => return Some(Ending::Closed),
                Ok(count) => self.bytes.extend_from_slice(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return self.look(),
                Err(_) => return Some(Ending::Closed),
            }
            if self.bytes.len() > self.max_bytes {
                return Some(Ending::TooLong);
            }
        }
    }

    /// Looks whether what is there is enough.
    fn look(&mut self) -> Option<Ending> {
        if self.is_request() {
            return self.bytes.windows(4).any(|end| end == b"\r\n\r\n").then_some(Ending::Asked);
        }
        if !self.whole && needed(&self.bytes).is_some_and(|length| self.bytes.len() >= length) {
            self.whole = true;
            self.ends_at = self.ends_at.min(Instant::now() + GRACE);
        }
        None
    }

    /// Whether an HTTP client talks. No hello begins like this: its first number is 0 or 1.
    fn is_request(&self) -> bool {
        self.bytes.starts_with(b"GET ")
    }

    /// Judges the message now that it has ended.
    pub(super) fn judge(self, ending: Ending, received_at: DateTime<Utc>) -> Verdict {
        if self.is_request() {
            return Verdict::Page;
        }
        let reason = match (ending, decode(&self.bytes)) {
            (Ending::TooLong, _) => Malformed::TooLong { limit: self.max_bytes },
            (_, Ok(hello)) => {
                let hello = ReceivedHello { hello, address: self.peer, received_at, raw: self.bytes };
                return Verdict::Arrival(Arrival::Hello(hello));
            }
            (Ending::Hurried, Err(_)) => return Verdict::CutOff,
            (Ending::Late, Err(Malformed::Empty | Malformed::Short { .. } | Malformed::Truncated { .. })) => {
                Malformed::Deadline { got: self.bytes.len() }
            }
            (_, Err(reason)) => reason,
        };
        let mut raw = self.bytes;
        raw.truncate(RejectedHello::KEPT);
        raw.shrink_to_fit();
        Verdict::Arrival(Arrival::Rejected(RejectedHello { address: self.peer, received_at, reason, raw }))
    }
}
