//! Which keys a client trusts, and what it learns of new and retired ones.

use crate::distribution::digest;
use crate::distribution::flat_file::read_signed;
use crate::port::{Index, IndexError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// A public key (Ed25519); 32 bytes in base64 as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Returns the key's name: the first 16 digits of its SHA-256 digest.
    pub fn id(&self) -> String {
        digest::of(&self.0).to_string().chars().take(16).collect()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(self.0))
    }
}

impl FromStr for PublicKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bytes = BASE64.decode(text).ok();
        let key = bytes.and_then(|bytes| bytes.try_into().ok());
        key.map(Self).ok_or_else(|| "a public key has 32 bytes in base64".to_owned())
    }
}

impl TryFrom<String> for PublicKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

/// The keys that a client trusts, and those that it was told to trust no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrustedKeys {
    trusted: BTreeSet<PublicKey>,
    retired: BTreeSet<PublicKey>,
}

impl TrustedKeys {
    /// Reads keys as `publish key list` shows them: base64.
    pub fn parse<S: AsRef<str>>(keys: &[S]) -> Result<Self, String> {
        let trusted = keys.iter().map(|key| key.as_ref().trim().parse()).collect::<Result<_, _>>()?;
        Ok(Self { trusted, retired: BTreeSet::new() })
    }

    /// Whether a key is trusted: known, and not retired.
    pub fn contains(&self, key: &PublicKey) -> bool {
        self.trusted.contains(key) && !self.retired.contains(key)
    }

    /// Whether no key is trusted.
    pub fn is_empty(&self) -> bool {
        self.trusted.is_subset(&self.retired)
    }

    /// Returns these keys and those, so that what one of both knows to be retired is not trusted: the keys of the
    /// settings with those that were learned.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.trusted.extend(&other.trusted);
        self.retired.extend(&other.retired);
        self
    }
}

/// An index that a trusted key signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedIndex {
    /// What it says.
    pub index: Index,
    /// The keys to trust from now on: those from before, with what the index announces and without what it retires.
    pub keys: TrustedKeys,
}

/// Reads an index, if one of these keys signed it.
///
/// # Errors
/// [`IndexError::Malformed`] when it is not what an index looks like or a signature is wrong, [`IndexError::Untrusted`]
/// when all are right and none is by a trusted key.
pub fn read_index(bytes: &[u8], keys: &TrustedKeys) -> Result<TrustedIndex, IndexError> {
    let signed = read_signed(bytes)?;
    if !signed.keys.iter().any(|key| key.state.signs() && keys.contains(&key.public)) {
        return Err(IndexError::Untrusted);
    }
    let mut learned = keys.clone();
    for key in &signed.keys {
        let set = if key.state.signs() { &mut learned.trusted } else { &mut learned.retired };
        set.insert(key.public);
    }
    Ok(TrustedIndex { index: signed.index, keys: learned })
}
