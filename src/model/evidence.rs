//! What was found out about one hello, before anything is decided: the input of [`crate::rules::identity`].
//!
//! Evidence is stored with each trace, so that the same rules can be replayed on it, or on an edited copy.

use crate::model::cmdb::{CmdbTable, Source};
use crate::model::host::HostFindings;
use crate::model::profile::ProfileRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;
use uuid::Uuid;

/// Everything that the rules look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The hello's UUID.
    pub uuid: Uuid,
    /// The hello's address.
    pub address: IpAddr,
    /// When gathering began; ages are counted from here.
    pub gathered_at: DateTime<Utc>,
    /// The synchronization policy at that time.
    pub policy: PolicyEvidence,
    /// Rows of the two UUID tables.
    pub cmdb_uuid: Gathered<UuidRows>,
    /// Rows of the address tables, newest first.
    pub cmdb_ip: Gathered<Vec<AddressRow>>,
    /// The host operating system's answer.
    pub host: Gathered<HostAnswer>,
    /// Reverse DNS.
    pub dns: Gathered<DnsAnswer>,
}

/// An answer with what it cost and where it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gathered<T> {
    /// The answer.
    pub answer: T,
    /// Who was asked, for example `127.0.0.1:5353`; `None` when nobody was.
    #[serde(default)]
    pub source: Option<String>,
    /// How long it took, in milliseconds.
    #[serde(default)]
    pub duration_ms: f64,
}

impl<T> Gathered<T> {
    /// Returns an answer that cost nothing, for tests and edited evidence.
    pub fn free(answer: T) -> Self {
        Self { answer, source: None, duration_ms: 0.0 }
    }
}

/// Returns a duration as evidence tells it: in milliseconds, to the microsecond.
pub fn milliseconds(elapsed: Duration) -> f64 {
    elapsed.as_micros() as f64 / 1000.0
}

/// The synchronization policy: which profile, and whether its box is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEvidence {
    /// The assigned profile (AMT-22).
    pub profile: Option<ProfileRef>,
    /// Whether the box beside it is checked (AMT-24).
    pub enabled: bool,
}

/// Answer of the UUID tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UuidRows {
    /// The tables were read.
    Read {
        /// Rows with exactly this UUID (AMT-40).
        rows: Vec<UuidRow>,
        /// Rows with the byte-order variant of this UUID: reported, never used.
        near: Vec<UuidRow>,
        /// The tables that hold no row at all, for the reason of a miss (AMT-26).
        empty_tables: Vec<CmdbTable>,
    },
    /// The reporting database did not answer.
    Failed {
        /// Its words.
        reason: String,
    },
}

/// A row of `Inv_AMT_Computer_System` or `Inv_OOB_Capability`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UuidRow {
    /// Which table.
    pub table: CmdbTable,
    /// `_ResourceGuid`.
    pub resource: Uuid,
    /// The FQDN, or none: then the row is of no use (AMT-47).
    pub fqdn: Option<String>,
    /// Who filled it.
    pub source: Option<Source>,
    /// When the inventory was taken.
    pub collected: Option<DateTime<Utc>>,
}

/// A resource that the address tables connect with the hello's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressRow {
    /// `_ResourceGuid`.
    pub resource: Uuid,
    /// FQDN from `Inv_AeX_AC_Location`; none when that table has no row or no name for the resource.
    pub fqdn: Option<String>,
    /// Who filled the address row.
    pub source: Option<Source>,
    /// When the address was collected: the age of Basic Inventory (AMT-29).
    pub collected: Option<DateTime<Utc>>,
}

/// Answer of the host operating system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HostAnswer {
    /// No host adapter is configured.
    NotConfigured,
    /// The inventory knows the UUID, so the host was left in peace.
    NotNeeded,
    /// Too many other hosts were being asked.
    Crowded,
    /// The host was asked.
    Asked {
        /// What it told, and what went wrong.
        findings: Box<HostFindings>,
    },
    /// The host told its names: in edited evidence.
    Answered {
        /// Its FQDN.
        fqdn: String,
        /// Its SMBIOS UUID, by which it is known to be the same box (D-03); none when it could not be read.
        uuid: Option<Uuid>,
    },
    /// Nobody answered, or not in time.
    Unreachable {
        /// The error.
        reason: String,
    },
    /// The host refused the credential.
    AccessDenied,
    /// The deadline passed.
    Timeout,
}

/// Answer of reverse DNS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DnsAnswer {
    /// One or more PTR names, sorted.
    Names {
        /// The names.
        names: Vec<DnsName>,
    },
    /// The name does not exist.
    NxDomain,
    /// The name exists and has no PTR record.
    Empty,
    /// The server failed.
    ServFail,
    /// The server refused.
    Refused,
    /// No answer in time.
    Timeout,
    /// The server could not be reached, or its answer could not be read.
    Failed {
        /// The error.
        reason: String,
    },
    /// No DNS server is configured.
    NotConfigured,
}

/// A PTR name with its forward confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsName {
    /// Lower case, without a trailing dot.
    pub name: String,
    /// What the forward lookup of the name says.
    pub forward: Forward,
}

/// Forward confirmation of a PTR name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Forward {
    /// The name resolves to the hello's address, perhaps among others.
    Confirmed,
    /// The name resolves to other addresses only.
    Elsewhere {
        /// Some of them, sorted.
        addresses: Vec<IpAddr>,
    },
    /// The name has no address record.
    NoAddress,
    /// The forward lookup failed or ran out of time.
    Failed,
    /// It was not looked up.
    NotChecked,
}
