//! How hosts may be asked: by which carriers, where with a credential, and how patiently.

use crate::model::host::Carrier;
use ipnet::IpNet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How hosts are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostSettings {
    /// By what to ask for a challenge, in this order: of [`Carrier::Smb`], [`Carrier::Rpc`] and [`Carrier::Winrm`].
    pub carriers: Vec<Carrier>,
    /// The services' ports.
    pub ports: HostPorts,
    /// How long to wait for a connection.
    pub connect: Duration,
    /// How long to wait for one answer.
    pub read: Duration,
    /// How long the whole step may take.
    pub step: Duration,
    /// Hosts asked at the same time.
    pub concurrency: usize,
    /// WMI; none when it is off.
    pub wmi: Option<WmiSettings>,
}

/// The services' ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is named by its service")]
pub struct HostPorts {
    pub smb: u16,
    pub rpc: u16,
    pub winrm: u16,
    pub winrm_tls: u16,
}

/// Where and with what WMI is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WmiSettings {
    /// The only networks where the credential is used.
    pub networks: Vec<IpNet>,
    /// The credential's file.
    pub credential: PathBuf,
    /// Whom to trust in TLS; none for NTLM sealing on the port without TLS.
    pub tls: Option<Trust>,
}

/// Whom to trust in TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Certificates of the authorities in this PEM file.
    Authority(PathBuf),
    /// Certificates with one of these SHA-256 digests.
    Pins(Vec<[u8; 32]>),
}

impl HostPorts {
    /// Returns the port of a carrier.
    pub fn of(&self, carrier: Carrier) -> u16 {
        match carrier {
            Carrier::Smb => self.smb,
            Carrier::Rpc => self.rpc,
            Carrier::Winrm | Carrier::Wmi => self.winrm,
            Carrier::WmiTls => self.winrm_tls,
        }
    }
}

impl WmiSettings {
    /// Returns how WMI is carried.
    pub fn carrier(&self) -> Carrier {
        if self.tls.is_some() { Carrier::WmiTls } else { Carrier::Wmi }
    }

    /// Whether the credential may be used at an address.
    pub fn allows(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }
}

impl Default for HostPorts {
    fn default() -> Self {
        Self { smb: 445, rpc: 135, winrm: 5985, winrm_tls: 5986 }
    }
}

impl Default for HostSettings {
    fn default() -> Self {
        Self {
            carriers: vec![Carrier::Smb, Carrier::Rpc, Carrier::Winrm],
            ports: HostPorts::default(),
            connect: Duration::from_secs(3),
            read: Duration::from_secs(4),
            step: Duration::from_secs(10),
            concurrency: 32,
            wmi: None,
        }
    }
}
