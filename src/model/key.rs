//! PID and PPS: the name and the secret of a pre-shared key that an AMT device was given before set-up.
//!
//! Source: Intel AMT Implementation and Reference Guide, "PID and PPS checksum".

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key's public name: eight characters A-Z 0-9, the last the checksum of the seven before. Shown in two halves with a
/// hyphen between them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pid([u8; 8]);

/// What is wrong with a PID or a PPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not 8 (PID) or 32 (PPS) characters, dashes not counted.
    #[error("has {got} characters, {want} expected")]
    Length {
        /// Characters found.
        got: usize,
        /// Characters expected.
        want: usize,
    },
    /// A character outside A-Z 0-9.
    #[error("has a character outside A-Z and 0-9")]
    Character,
    /// A group's last character is not its checksum.
    #[error("has checksum {got}, expected {want}")]
    Checksum {
        /// Character found.
        got: char,
        /// Character computed.
        want: char,
    },
}

/// Returns the checksum character: the sum of the ASCII codes modulo 36 as one of `0-9A-Z`.
pub fn checksum(characters: &[u8]) -> u8 {
    const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    DIGITS[characters.iter().map(|&c| usize::from(c)).sum::<usize>() % 36]
}

fn check_group(group: &[u8]) -> Result<(), KeyError> {
    if !group.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return Err(KeyError::Character);
    }
    let (body, last) = group.split_at(group.len() - 1);
    let want = checksum(body);
    if last[0] == want { Ok(()) } else { Err(KeyError::Checksum { got: char::from(last[0]), want: char::from(want) }) }
}

impl Pid {
    /// Checks the eight bytes of a version 2 hello.
    pub fn from_bytes(bytes: [u8; 8]) -> Result<Self, KeyError> {
        check_group(&bytes)?;
        Ok(Self(bytes))
    }

    /// Completes seven characters by their checksum. `None` when one is outside A-Z 0-9.
    pub fn with_checksum(body: [u8; 7]) -> Option<Self> {
        let mut bytes = [0; 8];
        bytes[..7].copy_from_slice(&body);
        bytes[7] = checksum(&body);
        Self::from_bytes(bytes).ok()
    }

    /// Returns the eight characters as they travel.
    pub fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl FromStr for Pid {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes: Vec<u8> = text.bytes().filter(|&c| c != b'-').map(|c| c.to_ascii_uppercase()).collect();
        let got = bytes.len();
        Self::from_bytes(bytes.try_into().map_err(|_| KeyError::Length { got, want: 8 })?)
    }
}

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().map(|&c| char::from(c)).collect();
        write!(f, "{}-{}", &text[..4], &text[4..])
    }
}

impl fmt::Debug for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pid({self})")
    }
}

impl Serialize for Pid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A key's secret: 32 characters in eight groups of four, each with a checksum. Never printed; wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Pps([u8; 32]);

impl Pps {
    /// Returns the 32 characters, for encryption and for the TLS-PSK handshake only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Pps {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut bytes: Vec<u8> = text.bytes().filter(|&c| c != b'-').map(|c| c.to_ascii_uppercase()).collect();
        let got = bytes.len();
        let result = match <[u8; 32]>::try_from(bytes.as_slice()) {
            Err(_) => Err(KeyError::Length { got, want: 32 }),
            Ok(array) => array.chunks_exact(4).try_for_each(check_group).map(|()| Self(array)),
        };
        bytes.zeroize();
        result
    }
}

impl fmt::Debug for Pps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pps(redacted)")
    }
}

/// A PPS encrypted for storage: nonce and ciphertext. Safe to log, of no use without the key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPps(pub Vec<u8>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amt_12_the_documented_pair_is_accepted_and_never_printed() {
        assert_eq!("0000-037M".parse::<Pid>().unwrap().to_string(), "0000-037M");
        let pps: Pps = "NKLD-G5DC-RRNQ-E9YZ-ZIJL-7LFL-VJED-69XJ".parse().unwrap();
        assert_eq!(format!("{pps:?}"), "Pps(redacted)");
    }

    #[test]
    fn wrong_checksums_lengths_and_characters_are_told_apart() {
        assert_eq!("0000-037N".parse::<Pid>(), Err(KeyError::Checksum { got: 'N', want: 'M' }));
        assert_eq!("0000".parse::<Pid>(), Err(KeyError::Length { got: 4, want: 8 }));
        assert_eq!("0000-03_M".parse::<Pid>(), Err(KeyError::Character));
    }
}
