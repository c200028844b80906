//! What can be set. The embedded `assets/config.toml` holds every default with its explanation; this is its shape.

use crate::model::host::Carrier;
use crate::model::publication::Digest;
use ipnet::IpNet;
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
    pub host: Host,
    pub publishing: Publishing,
    pub console: Console,
    pub agent: Agent,
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

/// Asking machines for their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Host {
    /// By what to ask without a credential, in this order; none for not at all.
    pub carriers: Vec<Carrier>,
    /// Whether WMI is asked, with a credential.
    pub wmi: bool,
    /// The only networks where the credential is used.
    pub networks: Vec<IpNet>,
    /// File of the credential: a path, or a name in the data directory's credentials or the service manager's.
    pub credential: String,
    /// Whether WMI goes through TLS.
    pub tls: bool,
    /// PEM file of the authorities whose certificates are trusted.
    pub tls_authority: String,
    /// SHA-256 digests of certificates that are trusted, in hexadecimal.
    pub tls_pins: Vec<String>,
    /// Port of SMB.
    pub smb_port: u16,
    /// Port of the RPC endpoint mapper.
    pub rpc_port: u16,
    /// Port of WinRM.
    pub winrm_port: u16,
    /// Port of WinRM in TLS.
    pub winrm_tls_port: u16,
    /// Milliseconds for a connection.
    pub connect_timeout_ms: u64,
    /// Milliseconds for one answer.
    pub read_timeout_ms: u64,
    /// Milliseconds for everything that is asked of one host.
    pub step_timeout_ms: u64,
    /// Hosts asked at the same time.
    pub concurrency: usize,
}

impl Host {
    /// Returns the trusted digests; an error names the one that is none.
    pub fn pins(&self) -> Result<Vec<[u8; 32]>, &str> {
        // As certificate tools write them: with or without colons, in either case.
        let read = |pin: &str| pin.replace(':', "").to_lowercase().parse().map(|Digest(bytes)| bytes);
        self.tls_pins.iter().map(|pin| read(pin).map_err(|_| pin.as_str())).collect()
    }
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

/// The client on a managed machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agent {
    /// The machine's name as the directory knows it; empty for the name of the host.
    pub machine: String,
    /// Its operating system with version; empty for what the system says.
    pub os: String,
    /// Distribution points as `NAME=ADDRESS`, or `NAME=ADDRESS CREDENTIAL`.
    pub points: Vec<String>,
    /// The folder of the points' credentials; empty for `credentials` in the data directory.
    pub credentials: String,
    /// Public keys that are trusted from the start.
    pub trusted_keys: Vec<String>,
    /// The folder of the local state; empty for `agent` in the data directory.
    pub state: String,
    /// Where the service listens for the user interface; empty for `agent.sock` in the data directory.
    pub socket: String,
    /// Seconds between two checks.
    pub interval_s: u64,
    /// Up to this many seconds are added, different each time.
    pub jitter_s: u64,
    /// Seconds after which an installer is stopped.
    pub install_timeout_s: u64,
    /// The folder into which dpkg installs; empty for the machine's own root.
    pub root: String,
    /// The Windows installer; empty where there is none.
    pub msiexec: String,
    /// The command that reboots the machine; empty when the client never does.
    pub reboot_command: String,
    /// Seconds for which users are warned before a reboot that nobody is asked about.
    pub reboot_warning_s: u64,
    /// Seconds by which they can put it off.
    pub reboot_postpone_s: u64,
    /// How often they can; 0 where they cannot.
    pub reboot_postpones: u32,
    /// Users whose packages count; none means those who are logged on.
    pub users: Vec<String>,
    /// The installed file of the service; empty for the one that runs.
    pub agent_program: String,
    /// The installed file of the user interface; empty where it is not updated.
    pub ui_program: String,
    /// Commands that start the service again after an update; none where it is not updated.
    pub restart_agent: Vec<String>,
    /// Commands that start the user interface of `{user}` again after an update.
    pub restart_ui: Vec<String>,
    /// Seconds that an old version may take to end, and a new one to give a sign of life.
    pub update_patience_s: u64,
}

/// The program's own log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// A filter as `tracing` reads it, for example `info` or `bailiwick=debug`.
    pub filter: String,
    /// The folder of the server jobs' logs; empty for `SrvLogs/Reporting` in the data directory.
    pub jobs: String,
}
