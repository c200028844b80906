//! The inventory (CMDB) that resolution reads: four tables under the names of the source.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::str::FromStr;
use uuid::Uuid;

/// A table of the inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CmdbTable {
    /// UUID and FQDN of AMT systems, from Network Discovery; created if missing (AMT-41, AMT-42).
    #[serde(rename = "Inv_AMT_Computer_System")]
    AmtComputerSystem,
    /// UUID and FQDN, from OOB discovery by the agent (AMT-48).
    #[serde(rename = "Inv_OOB_Capability")]
    OobCapability,
    /// FQDN of a resource (AMT-31).
    #[serde(rename = "Inv_AeX_AC_Location")]
    Location,
    /// IP addresses of a resource. The source spells it `Inv_AeX_A__TCPIP` (D-16).
    #[serde(rename = "Inv_AeX_AC_TCPIP", alias = "Inv_AeX_A__TCPIP")]
    Tcpip,
}

impl CmdbTable {
    /// The four tables.
    pub const ALL: [Self; 4] = [Self::AmtComputerSystem, Self::OobCapability, Self::Location, Self::Tcpip];

    /// Returns the table's name in the inventory.
    pub fn name(self) -> &'static str {
        match self {
            Self::AmtComputerSystem => "Inv_AMT_Computer_System",
            Self::OobCapability => "Inv_OOB_Capability",
            Self::Location => "Inv_AeX_AC_Location",
            Self::Tcpip => "Inv_AeX_AC_TCPIP",
        }
    }
}

impl FromStr for CmdbTable {
    type Err = ();

    /// Accepts the names in any case, and the alias of D-16.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.eq_ignore_ascii_case("Inv_AeX_A__TCPIP") {
            return Ok(Self::Tcpip);
        }
        Self::ALL.into_iter().find(|t| t.name().eq_ignore_ascii_case(text)).ok_or(())
    }
}

/// Who filled a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The agent's Basic Inventory.
    Agent,
    /// Network Discovery.
    NetworkDiscovery,
    /// OOB discovery, run by the agent's Software Delivery subagent (AMT-49).
    OobDiscovery,
}

impl Source {
    /// The three sources.
    pub const ALL: [Self; 3] = [Self::Agent, Self::NetworkDiscovery, Self::OobDiscovery];

    /// Returns the name used in imports and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::NetworkDiscovery => "network_discovery",
            Self::OobDiscovery => "oob_discovery",
        }
    }
}

impl FromStr for Source {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(text)).ok_or(())
    }
}

/// One row to store in a table. Fields that the table does not have are `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmdbRow {
    /// `_ResourceGuid`: the resource that the row describes.
    pub resource: Uuid,
    /// `UUID`, in the two UUID tables.
    pub uuid: Option<Uuid>,
    /// `FQDN`, lower case without a trailing dot; `None` where the inventory has none (AMT-47).
    pub fqdn: Option<String>,
    /// `IP Address`, in `Inv_AeX_AC_TCPIP`.
    pub address: Option<IpAddr>,
    /// `Source`: who filled the row.
    pub source: Option<Source>,
    /// `Collected`: when the inventory was taken.
    pub collected: Option<DateTime<Utc>>,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows stored.
    pub accepted: u64,
    /// Lines that were not rows, kept aside.
    pub rejected: u64,
    /// The first rejected lines, by number, with what was wrong; bounded.
    pub problems: Vec<LineProblem>,
    /// Where the rejected lines were kept, when there were any.
    pub rejects_file: Option<String>,
}

/// A line of an import that was not a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// Line number in the file, from 1.
    pub line: u64,
    /// What was wrong.
    pub problem: RowProblem,
}

/// Why a line of an import is not a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RowProblem {
    /// Neither CSV nor a JSON object.
    #[error("{reason}")]
    Syntax {
        /// The parser's words.
        reason: String,
    },
    /// A needed column is missing or empty.
    #[error("column {column} is missing or empty")]
    Missing {
        /// Its name.
        column: String,
    },
    /// A value that does not fit its column.
    #[error("column {column} cannot be {value:?}: it takes a {expected}")]
    Invalid {
        /// The column's name.
        column: String,
        /// What it takes: `guid`, `uuid`, `name`, `address`, `source` or `time`.
        #[serde(default)]
        expected: String,
        /// The value, cut to a bounded length.
        value: String,
    },
    /// Longer than a line may be.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
}
