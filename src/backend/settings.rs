//! What the backend must be told. `main` fills it in from the configuration.

use std::net::SocketAddr;
use std::time::Duration;

/// Settings of the whole backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// On whose behalf it runs.
    pub role: Role,
    /// This machine's name, for people who ask where the backend runs.
    pub host: String,
    /// The hello listener and the writer behind it.
    pub hello: ListenerSettings,
    /// The resolver.
    pub resolver: ResolverSettings,
    /// Days for which the history of hellos is kept; 0 keeps all of it.
    pub history_days: u32,
    /// Publishing, and what clients report on the distribution points.
    pub publishing: PublishingSettings,
}

/// Who runs the backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `bailiwick serve`: without a listener there is no reason to run.
    Serve,
    /// The console: it runs the backend beside the screen, with or without a free port.
    Console,
    /// `bailiwick publish run`: it publishes and does nothing else.
    Publish,
}

impl Role {
    /// Returns the name as the lease shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Console => "console",
            Self::Publish => "publish",
        }
    }
}

/// Settings of the hello listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListenerSettings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How long a peer has for its whole message.
    pub read_timeout: Duration,
    /// Largest message in bytes.
    pub max_bytes: usize,
    /// Connections served at the same time; at least 1.
    pub max_connections: usize,
    /// Connections that one address may open in a minute; loopback is exempt; 0 means no limit.
    pub per_address_per_minute: u32,
    /// Most messages stored in one transaction; at least 1.
    pub batch: usize,
}

/// Settings of the resolver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResolverSettings {
    /// Systems resolved at the same time; with 0 none is resolved here, and all stay due.
    pub concurrency: usize,
}

/// Settings of publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishingSettings {
    /// How often it is looked for changes by other processes; its own are seen at once. Not zero.
    pub poll: Duration,
    /// How often the files on a distribution point are looked at themselves, and not only the index. Not zero.
    pub survey_every: Duration,
    /// How often the distribution points are scanned for reports. Not zero.
    pub scan_every: Duration,
    /// Files sent to, or read from, one distribution point at the same time; at least 1.
    pub concurrency: usize,
}
