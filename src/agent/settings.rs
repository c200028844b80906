//! What the client must be told. `main` fills it in from the section `agent` of the settings.

use std::path::PathBuf;
use std::time::Duration;

/// The running program's own file, also where that has been replaced.
pub const RUNNING: &str = "/proc/self/exe";

/// A distribution point as the settings name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointAddress {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The name of the credential that it takes, a file `<credential>.toml`; empty where it takes none.
    pub credential: String,
}

impl PointAddress {
    /// Reads `NAME=ADDRESS`, or `NAME=ADDRESS CREDENTIAL`. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('=')?;
        let mut words = rest.split_whitespace();
        let (name, url, credential) = (name.trim(), words.next()?, words.next().unwrap_or_default());
        let whole = !name.is_empty() && words.next().is_none();
        whole.then(|| Self { name: name.into(), url: url.into(), credential: credential.into() })
    }
}

/// How users are warned of a reboot that nobody is asked about, and how they can put it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RebootTerms {
    /// How long they are warned.
    pub warning: Duration,
    /// By how long they can put it off.
    pub postpone: Duration,
    /// How often; 0 where they cannot.
    pub postpones: u32,
}

impl Default for RebootTerms {
    fn default() -> Self {
        Self { warning: Duration::from_secs(900), postpone: Duration::from_secs(3_600), postpones: 3 }
    }
}

/// Settings of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSettings {
    /// The machine's name, as the directory knows it.
    pub machine: String,
    /// Its operating system with version, by which packages are filtered.
    pub os: String,
    /// The distribution points.
    pub points: Vec<PointAddress>,
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
    /// How users are warned of a reboot.
    pub reboot: RebootTerms,
    /// Users whose packages count on this machine; empty means those who are logged on.
    pub users: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_name_address_and_perhaps_a_credential() {
        let read = |text| PointAddress::parse(text).map(|point| [point.name, point.url, point.credential]);
        let some = |parts: [&str; 3]| Some(parts.map(str::to_owned));
        assert_eq!(read("DP1=https://dp1/cmf?x=1"), some(["DP1", "https://dp1/cmf?x=1", ""]));
        assert_eq!(read(" DP1 = s3://cmf/x  store "), some(["DP1", "s3://cmf/x", "store"]));
        for wrong in ["", "DP1", "=https://dp1", "DP1=", "DP1= ", "DP1=https://dp1 web more"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
