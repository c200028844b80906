//! What asking a host for its name can show (AMT-33): by which carrier, how far it got, and what went wrong.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How the host was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// NTLM challenge over SMB, port 445.
    Smb,
    /// NTLM challenge over DCE/RPC, port 135.
    Rpc,
    /// NTLM challenge over WinRM, port 5985.
    Winrm,
    /// WMI over WS-Management, sealed by NTLM, port 5985.
    Wmi,
    /// WMI over WS-Management in TLS, port 5986.
    WmiTls,
}

impl Carrier {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Smb => "smb",
            Self::Rpc => "rpc",
            Self::Winrm => "winrm",
            Self::Wmi => "wmi",
            Self::WmiTls => "wmi_tls",
        }
    }
}

/// How far an attempt got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the words of the failure taxonomy")]
pub enum Stage {
    Connect,
    Challenge,
    Auth,
    Query,
    Decode,
    Verify,
}

/// What went wrong, in the classes that need different answers. The sentence is `host-fault-<class>` in the locale
/// files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultClass {
    /// No answer to the connection: filtered, switched off, or only the management engine is awake.
    UnreachableFiltered,
    /// The port is closed.
    UnreachableClosed,
    /// Connected, and then silence.
    NoAnswer,
    /// The connection was reset.
    Reset,
    /// Something else listens there.
    WrongService,
    /// It does not speak NTLM.
    NoNtlm,
    /// The name or the password is wrong.
    BadCredentials,
    /// The account is locked, disabled, expired or restricted.
    AccountState,
    /// The account is good and lacks the right.
    AccessDenied,
    /// It refuses plain text.
    NeedsEncryption,
    /// The message breaks its protocol.
    Malformed,
    /// WMI answered with an error of its own.
    WmiError,
    /// The host is in no domain, so it has no FQDN.
    NotDomainJoined,
    /// The name that it told is not a host name.
    InvalidName,
    /// Another computer answered: the address belongs to another machine now.
    UuidMismatch,
    /// The host's UUID identifies nothing.
    UuidUnusable,
    /// Refused before it began: a credential that was refused before is not tried again until somebody clears it.
    BreakerOpen,
    /// Refused before it began: the address is not in the networks where the credential may be used.
    NotAllowed,
    /// The deadline of the whole step passed.
    Deadline,
}

/// An attempt that failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostFault {
    /// How the host was asked.
    pub carrier: Carrier,
    /// How far it got.
    pub stage: Stage,
    /// What went wrong.
    pub class: FaultClass,
    /// The protocol's own code, for example `0xC000006D`; empty when there is none.
    #[serde(default)]
    pub code: String,
    /// How long the attempt took, in milliseconds.
    pub elapsed_ms: f64,
}

/// What a host tells of itself by WMI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WmiIdentity {
    /// `Win32_ComputerSystem.DNSHostName`.
    pub dns_host_name: String,
    /// `Win32_ComputerSystem.Domain`: the domain, or the name of a workgroup.
    pub domain: String,
    /// `Win32_ComputerSystem.PartOfDomain`.
    pub part_of_domain: bool,
    /// `Win32_ComputerSystemProduct.UUID`; none when it could not be read.
    pub uuid: Option<Uuid>,
}
