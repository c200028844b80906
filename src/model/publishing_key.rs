//! The keys that sign what is published, as people and clients see them: never their secrets.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// A key that signs the index of flat files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishingKey {
    /// Its name: the first 16 digits of the SHA-256 digest of the public key.
    pub id: String,
    /// The public key (Ed25519), 32 bytes in base64: what clients are told to trust.
    pub public: String,
    /// How far it is in its life.
    pub state: KeyState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was retired; none while it signs.
    pub retired_at: Option<DateTime<Utc>>,
}

/// How far a key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// It signs, and clients know it.
    Active,
    /// It signs beside the active one, so that clients learn it before that one is retired.
    Next,
    /// It does not sign any more, and clients are told to trust it no longer. Its secret is gone.
    Retired,
}

impl KeyState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Next, Self::Retired];

    /// Returns the name as it stands in JSON, in the index and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Next => "next",
            Self::Retired => "retired",
        }
    }

    /// Whether it signs.
    pub fn signs(self) -> bool {
        self != Self::Retired
    }
}

/// A new key that is not kept yet. Its secret is wiped when it is dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// Its name.
    pub id: String,
    /// The public key in base64.
    pub public: String,
    /// The secret in PKCS#8, for its file only.
    pub secret: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for DraftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftKey").field("id", &self.id).field("public", &self.public).finish_non_exhaustive()
    }
}
