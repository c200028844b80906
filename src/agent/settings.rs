//! What the client must be told. `main` fills it in from the section `agent` of the settings.

use std::path::PathBuf;
use std::time::Duration;

/// The running program's own file, also where that has been replaced.
pub const RUNNING: &str = "/proc/self/exe";

/// Settings of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSettings {
    /// The machine's name, as the directory knows it.
    pub machine: String,
    /// Its operating system with version, by which packages are filtered.
    pub os: String,
    /// The distribution points: names and addresses.
    pub points: Vec<(String, String)>,
    /// Public keys that are trusted from the start, as `publish key list` shows them.
    pub trusted_keys: Vec<String>,
    /// The folder of the local state; only the service writes there.
    pub state: PathBuf,
    /// Where the service listens for the user interface.
    pub socket: PathBuf,
    /// Time between two checks.
    pub interval: Duration,
    /// Up to this much is added to the interval, different for each machine and each time.
    pub jitter: Duration,
    /// Longest run of an installer.
    pub install_timeout: Duration,
    /// The root folder into which dpkg installs; none for the machine's own.
    pub root: Option<PathBuf>,
    /// The Windows installer, or what stands in for it; empty where there is none.
    pub msiexec: String,
    /// The command that reboots the machine; empty when the client never does.
    pub reboot_command: String,
    /// Users whose packages count on this machine; empty means those who are logged on.
    pub users: Vec<String>,
}
