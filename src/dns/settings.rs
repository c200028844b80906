//! Settings of the resolver, with their bounds. Reads no file but the operating system's list of servers.

use hickory_resolver::system_conf::read_system_conf;
use std::net::SocketAddr;
use std::time::Duration;

/// More servers than this are not asked.
const MAX_SERVERS: usize = 8;

/// Which servers to ask, how patiently, and how many questions at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsSettings {
    /// The servers in order of preference; empty means those of the operating system.
    pub servers: Vec<SocketAddr>,
    /// How long to wait for one try, in milliseconds.
    pub timeout_ms: u64,
    /// How many times to ask a server that does not answer: the first try included.
    pub attempts: usize,
    /// How many questions may be under way at once.
    pub concurrency: usize,
    /// Whether to look up the addresses of each PTR name.
    pub forward_confirm: bool,
    /// How many PTR names to keep, in alphabetical order.
    pub max_names: usize,
}

impl Default for DnsSettings {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            timeout_ms: 1_500,
            attempts: 2,
            concurrency: 64,
            forward_confirm: true,
            max_names: 16,
        }
    }
}

/// A setting that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A number is zero, or larger than the bound.
    #[error("{name} must be between 1 and {max}, not {value}")]
    OutOfRange {
        /// Which setting.
        name: &'static str,
        /// Its value.
        value: u64,
        /// The largest value allowed.
        max: u64,
    },
    /// The address of a server is not one that can be asked.
    #[error("{0} is not the address of a DNS server")]
    Server(SocketAddr),
}

impl DnsSettings {
    /// Checks the bounds.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let bounded = [
            ("timeout_ms", self.timeout_ms, 60_000),
            ("attempts", self.attempts as u64, 10),
            ("concurrency", self.concurrency as u64, 512),
            ("max_names", self.max_names as u64, 256),
        ];
        for (name, value, max) in bounded {
            if value == 0 || value > max {
                return Err(SettingsError::OutOfRange { name, value, max });
            }
        }
        match self.servers.iter().find(|server| server.port() == 0 || server.ip().is_unspecified()) {
            Some(server) => Err(SettingsError::Server(*server)),
            None => Ok(()),
        }
    }

    /// Returns the servers to ask: the configured ones, or those of the operating system; none when it names none.
    pub(super) fn effective_servers(&self) -> Vec<SocketAddr> {
        let mut servers = if self.servers.is_empty() { system_servers() } else { self.servers.clone() };
        servers.truncate(MAX_SERVERS);
        servers
    }

    /// Returns the time for one try.
    pub(super) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }

    /// Returns the time for all tries of one question.
    pub(super) fn budget(&self) -> Duration {
        self.timeout().saturating_mul(u32::try_from(self.attempts).unwrap_or(u32::MAX))
    }
}

fn system_servers() -> Vec<SocketAddr> {
    match read_system_conf() {
        Ok((config, _)) => config
            .name_servers()
            .iter()
            .map(|server| SocketAddr::new(server.ip, server.connections.first().map_or(53, |c| c.port)))
            .collect(),
        Err(error) => {
            tracing::debug!(%error, "the operating system names no DNS server");
            Vec::new()
        }
    }
}
