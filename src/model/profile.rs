//! Provisioning profiles: how a device behaves once it is managed (AMT-02).

use crate::model::id::ProfileId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A profile by number and name, which are always shown together (AMTX-05).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProfileRef {
    /// Its number.
    pub id: ProfileId,
    /// Its name.
    pub name: String,
}

/// A provisioning profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its number.
    pub id: ProfileId,
    /// Its unique name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who may do what on the device.
    pub access_rights: Vec<AccessRight>,
    /// Which functions are available.
    pub functions: Functions,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

/// An entry of the device's access control list: a user or group, and its realms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRight {
    /// Digest user name or directory group.
    pub account: String,
    /// The realms that it may use.
    pub realms: Vec<Realm>,
}

macro_rules! realms {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// Realms of AMT access control. Source: Intel AMT Implementation and Reference Guide,
        /// "AMT_AuthorizationService".
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Realm {
            $(#[doc = concat!("`", $name, "`")] #[serde(rename = $name)] $variant,)+
        }

        impl Realm {
            /// Every realm, in the guide's order.
            pub const ALL: &'static [Realm] = &[$(Realm::$variant),+];

            /// Returns the name used in JSON and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Realm::$variant => $name),+ }
            }
        }
    };
}

realms! {
    Redirection = "redirection",
    Administration = "administration",
    HardwareAsset = "hardware_asset",
    RemoteControl = "remote_control",
    Storage = "storage",
    EventManager = "event_manager",
    StorageAdmin = "storage_admin",
    AgentPresenceLocal = "agent_presence_local",
    AgentPresenceRemote = "agent_presence_remote",
    CircuitBreaker = "circuit_breaker",
    NetworkTime = "network_time",
    GeneralInfo = "general_info",
    FirmwareUpdate = "firmware_update",
    EndpointAccessControl = "endpoint_access_control",
    EventLogReader = "event_log_reader",
    AuditLog = "audit_log",
    UserAccessControl = "user_access_control",
}

impl std::str::FromStr for Realm {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|realm| realm.name().eq_ignore_ascii_case(text)).ok_or(())
    }
}

/// Which functions the profile switches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Functions {
    /// The device's own web page.
    pub web_ui: bool,
    /// Serial over LAN.
    pub serial_over_lan: bool,
    /// IDE redirection.
    pub ide_redirection: bool,
    /// Remote keyboard, video and mouse.
    pub kvm: bool,
    /// Whether the user at the machine must consent to redirection and KVM.
    pub user_consent: bool,
    /// TLS on the management interface.
    pub tls: bool,
}

impl Default for Functions {
    fn default() -> Self {
        Self { web_ui: false, serial_over_lan: true, ide_redirection: true, kvm: false, user_consent: true, tls: true }
    }
}
