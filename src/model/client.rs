//! What a client finds on its machine.

use serde::{Deserialize, Serialize};

/// What is there of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Found {
    /// Nothing.
    Absent,
    /// It is installed and whole.
    Installed {
        /// The version that is there; empty when only its presence can be told.
        version: String,
    },
    /// An installation was cut off, or files are missing.
    Broken {
        /// The version that is partly there; empty when it cannot be told.
        version: String,
        /// What is wrong.
        reason: String,
    },
    /// It cannot be told.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl Found {
    /// Returns the version that is there, also in part; none when nothing is, or it cannot be told.
    pub fn version(&self) -> Option<&str> {
        match self {
            Self::Installed { version } | Self::Broken { version, .. } => Some(version),
            Self::Absent | Self::Unknown { .. } => None,
        }
    }
}
