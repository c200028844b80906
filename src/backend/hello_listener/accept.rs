//! Accepts peers in bursts and reads what they have sent already.
//!
//! The first peer of a burst wakes the loop; the others are taken without waiting. A short pause between bursts lets
//! messages arrive and bursts grow with the load: one wake-up then serves many peers, and no connection needs a timer
//! or a place in the runtime's poll set unless it is slow.

use super::connection::{Connection, Ending};
use super::patient::{Patient, conclude};
use super::rates::Rates;
use super::{Intake, limits, socket};
use crate::backend::settings::ListenerSettings;
use std::io::{self, ErrorKind, Read as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// Pause between two bursts while messages are on their way.
const PAUSE: Duration = Duration::from_millis(1);
/// How many bursts a message may take before it is waited for on its own.
const ROUNDS: u8 = 3;
/// Most peers of a burst.
const BURST: usize = 512;
/// Pause after the system refused to accept, for want of files or memory.
const BACKOFF: Duration = Duration::from_millis(50);
/// How long a stopping listener still takes peers that have connected already.
const LAST_CALL: Duration = Duration::from_millis(250);

/// A listening socket and its bounds.
pub(crate) struct Listener {
    socket: TcpListener,
    settings: ListenerSettings,
}

impl Listener {
    /// Listens.
    ///
    /// # Errors
    ///
    /// What the system answers, for example that the address is in use.
    pub(crate) fn bind(settings: &ListenerSettings) -> io::Result<Self> {
        limits::raise_open_files();
        Ok(Self { socket: socket::open(settings.listen)?, settings: settings.clone() })
    }

    /// Returns where it listens.
    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Takes hellos until it is stopped. Then everything that has arrived is handed over before it returns.
    pub(crate) async fn run(self, intake: Intake, stop: CancellationToken) {
        let accepting = Accepting {
            rates: Rates::new(self.settings.per_address_per_minute),
            patient: Patient::new(intake.clone()),
            fresh: Vec::new(),
            listener: self,
            intake,
        };
        accepting.run(stop).await;
    }
}

/// A connection that was just accepted.
struct Fresh {
    stream: TcpStream,
    connection: Connection,
    rounds: u8,
}

/// What a burst left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Queue {
    /// No peer waits.
    Empty,
    /// Perhaps more peers wait.
    Open,
    /// The system cannot accept now.
    Refused,
}

struct Accepting {
    listener: Listener,
    intake: Intake,
    rates: Rates,
    fresh: Vec<Fresh>,
    patient: Patient,
}

impl Accepting {
    async fn run(mut self, stop: CancellationToken) {
        let mut queue = Queue::Empty;
        loop {
            let first = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                first = self.next_burst(queue) => first,
            };
            self.read_fresh().await;
            if let Some((stream, peer)) = first {
                self.admit(stream, peer).await;
            }
            queue = self.take_waiting().await;
        }
        self.finish().await;
    }

    /// Waits until there is something to do. Returns the peer that was waited for, if it was one.
    async fn next_burst(&mut self, queue: Queue) -> Option<(TcpStream, SocketAddr)> {
        match queue {
            Queue::Open => tokio::task::yield_now().await,
            Queue::Refused => sleep(BACKOFF).await,
            Queue::Empty if !self.fresh.is_empty() => sleep(PAUSE).await,
            Queue::Empty => match self.listener.socket.accept().await {
                Ok((stream, peer)) => return stream.into_std().ok().map(|stream| (stream, peer)),
                Err(error) => {
                    tracing::warn!(%error, "a peer could not be accepted");
                    sleep(BACKOFF).await;
                }
            },
        }
        None
    }

    /// Accepts the peers that wait already.
    async fn take_waiting(&mut self) -> Queue {
        let most = BURST.min(self.listener.settings.max_connections);
        for _ in 0..most {
            if self.fresh.len() >= most {
                break;
            }
            match socket::accept_waiting(&self.listener.socket) {
                Ok((stream, peer)) => self.admit(stream, peer).await,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Queue::Empty,
                Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
                Err(error) => {
                    tracing::warn!(%error, "a peer could not be accepted");
                    self.patient.hurry_oldest();
                    return Queue::Refused;
                }
            }
        }
        Queue::Open
    }

    /// Takes a peer on. When all places are taken, the one that has waited longest makes room: idle connections never
    /// keep a real device out. What it has sent is read at once, while the system has it at hand.
    async fn admit(&mut self, stream: TcpStream, peer: SocketAddr) {
        let settings = &self.listener.settings;
        let peer = peer.ip().to_canonical();
        if !self.rates.admit(peer, std::time::Instant::now()) {
            return self.intake.count_limited();
        }
        if self.fresh.len() + self.patient.count() >= settings.max_connections {
            self.patient.hurry_oldest();
        }
        let connection = Connection::new(peer, settings.max_bytes, settings.read_timeout);
        self.read(Fresh { stream, connection, rounds: 0 }).await;
    }

    /// Reads what has come, and parts with every connection that has ended or lingers.
    async fn read_fresh(&mut self) {
        let waiting = Vec::with_capacity(self.fresh.len());
        for fresh in std::mem::replace(&mut self.fresh, waiting) {
            self.read(fresh).await;
        }
    }

    /// Reads what one has sent.
    async fn read(&mut self, mut fresh: Fresh) {
        match fresh.connection.take_in(|chunk| (&fresh.stream).read(chunk)) {
            Some(ending) => conclude(&self.intake, fresh.stream, fresh.connection, ending).await,
            None if fresh.rounds < ROUNDS => self.fresh.push(Fresh { rounds: fresh.rounds + 1, ..fresh }),
            None => self.patient.add(fresh.stream, fresh.connection),
        }
    }

    /// Takes what has connected already, then closes the port and ends what is still open.
    async fn finish(mut self) {
        let until = Instant::now() + LAST_CALL;
        loop {
            self.read_fresh().await;
            let queue = self.take_waiting().await;
            let idle = queue == Queue::Empty && self.fresh.is_empty();
            if idle || Instant::now() >= until || self.intake.writer.is_closed() {
                break;
            }
            sleep(PAUSE).await;
        }
        drop(self.listener);
        for fresh in self.fresh {
            conclude(&self.intake, fresh.stream, fresh.connection, Ending::Hurried).await;
        }
        self.patient.finish().await;
    }
}
