//! What can be set. The embedded `assets/config.toml` holds every default with its explanation; this is its shape.

use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// All settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "each section is documented on its type and, setting by setting, in assets/config.toml"
)]
pub struct Settings {
    pub language: String,
    pub database: Database,
    pub access: Access,
    pub requests: Requests,
    pub directory: Directory,
    pub hello: HelloService,
    pub resolution: Resolution,
    pub dns: Dns,
    pub publishing: Publishing,
    pub console: Console,
    pub log: Log,
}

/// Where the two databases are.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Database {
    /// Empty for SQLite in the data directory, or a `postgres://` address.
    pub administration: String,
    /// Empty for SQLite in the data directory, or a `postgres://` address.
    pub reporting: String,
}

impl std::fmt::Debug for Database {
    /// Addresses may carry passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database(redacted)")
    }
}

/// Who may do what, beyond what the databases say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Access {
    /// Login names that administer the master NSS, besides the owner of the data directory.
    pub administrators: Vec<String>,
    /// Only administrators read the action log.
    pub log_restricted: bool,
    /// Only who holds the verb asks for membership in an NSC.
    pub requests_restricted: bool,
}

/// Requests for membership in an NSC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requests {
    /// Days after which an undecided request is reminded of, each time anew; 0 means never.
    pub reminder_days: u32,
}

/// The directory that holds memberships.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// Where the NSCs' groups are.
    pub base_dn: String,
}

/// The hello listener.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HelloService {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Milliseconds that a peer has for its whole message.
    pub read_timeout_ms: u64,
    /// Largest message in bytes.
    pub max_bytes: usize,
    /// Connections served at the same time.
    pub max_connections: usize,
    /// Connections that one address may open in a minute; loopback is exempt; 0 means no limit.
    pub per_address_per_minute: u32,
    /// Most hellos stored in one transaction.
    pub batch: usize,
    /// Days for which the history of hellos is kept.
    pub history_days: u32,
}

/// The resolver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Systems resolved at the same time.
    pub concurrency: usize,
    /// An address record older than this, in days, is warned about.
    pub address_max_age_days: u32,
}

/// The name service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dns {
    /// Servers as `address:port`; none means the system's configuration.
    pub servers: Vec<SocketAddr>,
    /// Milliseconds for one try.
    pub timeout_ms: u64,
    /// Tries.
    pub attempts: usize,
    /// Questions at the same time.
    pub concurrency: usize,
    /// Look each PTR name up again.
    pub forward_confirm: bool,
}

/// The publisher, and the scan of the clients' reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publishing {
    /// Minutes after which a change that is not on every distribution point is late; 0 means never.
    pub alarm_minutes: u32,
    /// Milliseconds between looks for changes by other processes.
    pub poll_ms: u64,
    /// Minutes between looks at the files on a distribution point themselves.
    pub survey_minutes: u64,
    /// Seconds between scans for reports.
    pub scan_s: u64,
    /// Files sent to, or read from, one distribution point at the same time.
    pub concurrency: usize,
}

/// The full-screen console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// Name of a theme.
    pub theme: String,
    /// Name of a keymap.
    pub keymap: String,
    /// `auto`, `unicode` or `ascii`.
    pub symbols: String,
    /// `auto`, `true`, `256`, `16` or `none`.
    pub colors: String,
    /// Whether the console takes mouse events.
    pub mouse: bool,
}

/// The program's own log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// A filter as `tracing` reads it, for example `info` or `bailiwick=debug`.
    pub filter: String,
}
