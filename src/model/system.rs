//! An AMT system as the service knows it: its hellos, grouped, and where it stands (requirements section 6).

use crate::model::hello::{CertificateHash, Interface};
use crate::model::id::{SystemId, TraceId};
use crate::model::key::Pid;
use crate::model::profile::ProfileRef;
use crate::model::trace::{Outcome, Scenario, Warning};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// A system. Hellos of one UUID are one system, except where the UUID does not identify: then each address is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmtSystem {
    /// Row number.
    pub id: SystemId,
    /// The UUID of its hellos.
    pub uuid: Uuid,
    /// `None` where the UUID identifies the system; the address where it does not (duplicate or placeholder UUID).
    pub split_by: Option<IpAddr>,
    /// Address of the latest hello.
    pub address: IpAddr,
    /// PSK or PKI.
    pub interface: Interface,
    /// Whether the latest hello said that administrator credentials are set.
    pub admin_credentials_set: bool,
    /// PSK: the key's name.
    pub pid: Option<Pid>,
    /// PKI: the trusted roots. All devices of one firmware have the same, and thousands of systems may be at hand.
    pub certificate_hashes: Arc<[CertificateHash]>,
    /// First hello.
    pub first_seen: DateTime<Utc>,
    /// Latest hello.
    pub last_seen: DateTime<Utc>,
    /// Hellos received.
    pub count: u64,
    /// Retry number of the latest.
    pub retry: u32,
    /// Number of bytes behind the latest hello.
    pub trailing_bytes: usize,
    /// Addresses used, latest first; bounded.
    pub addresses: Vec<AddressSeen>,
    /// Where it stands.
    pub status: Status,
    /// Outcome of the latest resolution.
    pub outcome: Option<Outcome>,
    /// Scenario of the latest resolution.
    pub scenario: Option<Scenario>,
    /// The mapped name, or none.
    pub fqdn: Option<String>,
    /// The mapped profile, or none.
    pub profile: Option<ProfileRef>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// The latest trace.
    pub trace: Option<TraceId>,
    /// When it was last resolved.
    pub resolved_at: Option<DateTime<Utc>>,
}

/// An address from which a system said hello.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressSeen {
    /// The address.
    pub address: IpAddr,
    /// First hello from it.
    pub first_seen: DateTime<Utc>,
    /// Latest hello from it.
    pub last_seen: DateTime<Utc>,
    /// Hellos from it.
    pub count: u64,
}

macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// Where a system stands (requirements section 6). The order is that of the console's groups.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Status {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl Status {
            /// Every status.
            pub const ALL: &'static [Status] = &[$(Status::$variant),+];

            /// Returns the name used in JSON, in filters and as the reason code.
            pub fn name(self) -> &'static str {
                match self { $(Status::$variant => $name),+ }
            }
        }
    };
}

statuses! {
    /// The policy's box is not checked.
    SyncDisabled = "sync_disabled",
    /// The policy assigns no profile.
    NoProfile = "no_profile",
    /// The address record that would name it belongs to another computer, and nothing else names it.
    StaleAddress = "stale_address",
    /// A name by address only; nothing confirms it.
    Unverified = "unverified",
    /// The inventory names different computers.
    Conflict = "conflict",
    /// The same UUID from different addresses at the same time.
    DuplicateUuid = "duplicate_uuid",
    /// All zero, all F or a manufacturer's placeholder: not an identity.
    InvalidUuid = "invalid_uuid",
    /// A PSK hello whose PID is not in the key store.
    NoKey = "no_key",
    /// Small Business Mode is not supported.
    SmbUnsupported = "smb_unsupported",
    /// No evidence gives a name.
    Unresolved = "unresolved",
    /// The device has stopped asking.
    WindowExpired = "window_expired",
    /// The device could not be reached for configuration.
    DeviceUnreachable = "device_unreachable",
    /// The device refused our credentials.
    AuthenticationFailed = "authentication_failed",
    /// Configuration failed.
    ConfigurationFailed = "configuration_failed",
    /// Configuration was interrupted and its result is not known.
    OutcomeUnknown = "outcome_unknown",
    /// Stored, not yet looked at.
    HelloReceived = "hello_received",
    /// Being resolved: the profile.
    WaitingForProfile = "waiting_for_profile",
    /// Being resolved: the name.
    WaitingForFqdn = "waiting_for_fqdn",
    /// Resolved: profile and name are mapped; waits for the provisioner.
    Queued = "queued",
    /// The provisioner connects.
    Connecting = "connecting",
    /// The provisioner configures.
    Configuring = "configuring",
    /// Profile assigned and registered (AMT-63).
    Provisioned = "provisioned",
}

impl Status {
    /// Whether a person must act before the system gets on.
    pub fn needs_person(self) -> bool {
        self <= Self::OutcomeUnknown
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.to_ascii_lowercase().replace(['-', ' '], "_");
        Self::ALL.iter().copied().find(|s| s.name() == text).ok_or(())
    }
}

/// How many systems stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// Systems in it.
    pub systems: u64,
    /// When the longest-standing of them was first seen.
    pub since: Option<DateTime<Utc>>,
}
