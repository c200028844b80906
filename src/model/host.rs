//! What asking a host for its name can show (AMT-33): by which carrier, how far it got, and what went wrong.

use chrono::{DateTime, Utc};
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

    /// Whether a credential is used.
    pub fn is_wmi(self) -> bool {
        matches!(self, Self::Wmi | Self::WmiTls)
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
    /// The account is locked out.
    AccountLocked,
    /// The account is disabled.
    AccountDisabled,
    /// The account has expired.
    AccountExpired,
    /// The password has expired, or must be changed first.
    PasswordExpired,
    /// The account is restricted in another way: hours, workstations, policy.
    AccountState,
    /// The account is good and lacks the right.
    AccessDenied,
    /// The host reaches no domain controller, so nobody has looked at the account.
    NoDomainController,
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
    /// The credential's file cannot be used.
    NoCredential,
    /// The deadline of the whole step passed.
    Deadline,
}

impl FaultClass {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnreachableFiltered => "unreachable_filtered",
            Self::UnreachableClosed => "unreachable_closed",
            Self::NoAnswer => "no_answer",
            Self::Reset => "reset",
            Self::WrongService => "wrong_service",
            Self::NoNtlm => "no_ntlm",
            Self::BadCredentials => "bad_credentials",
            Self::AccountLocked => "account_locked",
            Self::AccountDisabled => "account_disabled",
            Self::AccountExpired => "account_expired",
            Self::PasswordExpired => "password_expired",
            Self::AccountState => "account_state",
            Self::AccessDenied => "access_denied",
            Self::NoDomainController => "no_domain_controller",
            Self::NeedsEncryption => "needs_encryption",
            Self::Malformed => "malformed",
            Self::WmiError => "wmi_error",
            Self::NotDomainJoined => "not_domain_joined",
            Self::InvalidName => "invalid_name",
            Self::UuidMismatch => "uuid_mismatch",
            Self::UuidUnusable => "uuid_unusable",
            Self::BreakerOpen => "breaker_open",
            Self::NotAllowed => "not_allowed",
            Self::NoCredential => "no_credential",
            Self::Deadline => "deadline",
        }
    }

    /// Whether an account was refused, so that trying it again may lock it or is of no use before somebody has looked.
    pub fn refuses_account(self) -> bool {
        use FaultClass::{
            AccountDisabled, AccountExpired, AccountLocked, AccountState, BadCredentials, PasswordExpired,
        };
        matches!(
            self,
            BadCredentials | AccountLocked | AccountDisabled | AccountExpired | PasswordExpired | AccountState
        )
    }

    /// Every class, in the order of the taxonomy.
    pub const ALL: [Self; 25] = [
        Self::UnreachableFiltered,
        Self::UnreachableClosed,
        Self::NoAnswer,
        Self::Reset,
        Self::WrongService,
        Self::NoNtlm,
        Self::BadCredentials,
        Self::AccountLocked,
        Self::AccountDisabled,
        Self::AccountExpired,
        Self::PasswordExpired,
        Self::AccountState,
        Self::AccessDenied,
        Self::NoDomainController,
        Self::NeedsEncryption,
        Self::Malformed,
        Self::WmiError,
        Self::NotDomainJoined,
        Self::InvalidName,
        Self::UuidMismatch,
        Self::UuidUnusable,
        Self::BreakerOpen,
        Self::NotAllowed,
        Self::NoCredential,
        Self::Deadline,
    ];
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

/// What is asked of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostQuestion {
    /// Where it is.
    pub address: std::net::IpAddr,
    /// Whether the credential may be used, where the settings allow it for this address.
    pub wmi: bool,
}

/// What a host told, and what went wrong. Facts only: what they mean is decided by [`crate::rules::identity`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HostFindings {
    /// What it told without a credential.
    #[serde(default)]
    pub told: Option<ToldName>,
    /// What it told by WMI.
    #[serde(default)]
    pub wmi: Option<ToldByWmi>,
    /// The attempts that failed, in order.
    #[serde(default)]
    pub faults: Vec<HostFault>,
    /// Whose credential was used, as `DOMAIN\user`; none when none was.
    #[serde(default)]
    pub account: Option<String>,
}

/// The name in an NTLM challenge. Whoever answers at the address chooses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToldName {
    /// How the host was asked.
    pub carrier: Carrier,
    /// The FQDN: lower case, with a dot in it.
    pub fqdn: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
}

/// What WMI told, and what it cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToldByWmi {
    /// How the host was asked.
    pub carrier: Carrier,
    /// What it said.
    pub identity: WmiIdentity,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
}

/// One attempt at a host, as a trace shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostAttempt {
    /// How the host was asked.
    pub carrier: Carrier,
    /// How far it got.
    pub stage: Stage,
    /// What went wrong; none when nothing did.
    #[serde(default)]
    pub class: Option<FaultClass>,
    /// The protocol's own code, or what else is worth knowing.
    #[serde(default)]
    pub code: String,
    /// The name that it gave.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether the host proved that it is the box that said hello.
    #[serde(default)]
    pub verified: bool,
    /// Whose credential was used.
    #[serde(default)]
    pub account: Option<String>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
}

/// A credential that is not tried any more until somebody clears it: a refused password, tried on many hosts, would lock
/// the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    /// Whose credential, as `DOMAIN\user`.
    pub account: String,
    /// Why: a class that [refuses the account](FaultClass::refuses_account).
    pub class: FaultClass,
    /// The protocol's own code.
    pub code: String,
    /// Which host refused it.
    pub address: std::net::IpAddr,
    /// When.
    pub tripped_at: DateTime<Utc>,
}

/// How the credential for hosts is, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialHealth {
    /// Whose it is, as `DOMAIN\user`; none when it could not be read.
    pub account: Option<String>,
    /// Where it is kept.
    pub place: String,
    /// Why it cannot be used.
    pub problem: Option<String>,
    /// The networks where it may be used.
    pub networks: Vec<String>,
    /// Whether TLS is used.
    pub tls: bool,
}
