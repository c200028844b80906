//! The hello message of an Intel AMT device, decoded, and the ways in which one can be malformed.
//!
//! The wire format itself is in [`crate::amt::hello`].

use crate::model::key::Pid;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::net::IpAddr;
use uuid::Uuid;

/// Which kind of proof the device offers: interface version 2 (PSK) or 3 (PKI).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interface {
    /// Version 2: the device names a pre-shared key by its PID.
    Psk,
    /// Version 3: the device lists the hashes of the root certificates that it trusts.
    Pki,
}

/// A trusted root certificate's hash. Serialised as lower-case hex; the length tells the algorithm.
///
/// Every PKI hello lists about two dozen of them, so they are held in place instead of on the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CertificateHash {
    algorithm: HashAlgorithm,
    /// Zero behind the algorithm's length.
    padded: [u8; HashAlgorithm::LONGEST],
}

/// The hash functions that version 3 hellos name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HashAlgorithm {
    /// Wire type 1, 20 bytes.
    Sha1,
    /// Wire type 2, 32 bytes.
    Sha256,
    /// Wire type 3, 48 bytes.
    Sha384,
}

impl HashAlgorithm {
    /// Length of the longest hash in bytes.
    const LONGEST: usize = 48;

    /// Returns the length of a hash in bytes.
    pub fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => Self::LONGEST,
        }
    }

    /// Returns the algorithm whose hashes have this many bytes.
    pub fn from_length(length: usize) -> Option<Self> {
        [Self::Sha1, Self::Sha256, Self::Sha384].into_iter().find(|a| a.length() == length)
    }
}

impl CertificateHash {
    /// Takes a hash of 20, 32 or 48 bytes; the length tells the algorithm.
    pub fn new(hash: &[u8]) -> Option<Self> {
        let algorithm = HashAlgorithm::from_length(hash.len())?;
        let mut padded = [0; HashAlgorithm::LONGEST];
        padded.get_mut(..hash.len())?.copy_from_slice(hash);
        Some(Self { algorithm, padded })
    }

    /// Parses hex digits; 40, 64 or 96 of them.
    pub fn from_hex(text: &str) -> Option<Self> {
        Self::new(&decode_hex(text)?)
    }

    /// Returns the hash function.
    pub fn algorithm(&self) -> HashAlgorithm {
        self.algorithm
    }

    /// Returns the hash: as many bytes as its algorithm says.
    pub fn bytes(&self) -> &[u8] {
        self.padded.get(..self.algorithm.length()).unwrap_or_default()
    }

    /// Returns the hash as lower-case hex.
    pub fn to_hex(&self) -> String {
        encode_hex(self.bytes())
    }
}

impl Serialize for CertificateHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for CertificateHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| D::Error::custom("expected 40, 64 or 96 hex digits"))
    }
}

/// Returns bytes as lower-case hex digits.
pub fn encode_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Parses hex digits, white space between them ignored. `None` when another character or an odd digit is met.
pub fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high = None;
    for digit in text.chars().filter(|c| !c.is_whitespace()) {
        let digit = digit.to_digit(16)? as u8;
        match high.take() {
            None => high = Some(digit),
            Some(high) => bytes.push(high << 4 | digit),
        }
    }
    high.is_none().then_some(bytes)
}

/// A decoded hello. It carries no address (that is the peer's) and no AMT version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// PSK or PKI.
    pub interface: Interface,
    /// Whether the administrator's credentials have been set on the device.
    pub admin_credentials_set: bool,
    /// Number of this try, 0 to 14 in a conforming device.
    pub retry: u32,
    /// The device's UUID, the identity that set-up works on (AMT-16).
    pub uuid: Uuid,
    /// PSK only: the name of the key.
    pub pid: Option<Pid>,
    /// PKI only: the roots that the device trusts, in its order.
    pub certificate_hashes: Vec<CertificateHash>,
    /// Number of bytes behind the message. Kept with the raw bytes and warned about, never a ground to refuse.
    pub trailing_bytes: usize,
}

/// A hello as it came from a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedHello {
    /// The decoded message.
    pub hello: Hello,
    /// The peer, IPv4-mapped IPv6 addresses written as IPv4.
    pub address: IpAddr,
    /// When the last byte arrived.
    pub received_at: DateTime<Utc>,
    /// The bytes as received, for decoding again later.
    pub raw: Vec<u8>,
}

/// Bytes that came in as a hello and were not one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedHello {
    /// The peer.
    pub address: IpAddr,
    /// When the connection ended.
    pub received_at: DateTime<Utc>,
    /// What was wrong.
    pub reason: Malformed,
    /// At most the first [`RejectedHello::KEPT`] bytes, as hex in JSON.
    #[serde(serialize_with = "hex_bytes", deserialize_with = "bytes_hex")]
    pub raw: Vec<u8>,
}

impl RejectedHello {
    /// How many bytes of a malformed message are kept.
    pub const KEPT: usize = 512;
}

fn hex_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&encode_hex(bytes))
}

fn bytes_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    decode_hex(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("expected hex digits"))
}

/// Why bytes are not a hello. Offsets and lengths are in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Malformed {
    /// The peer closed without sending anything.
    #[error("no bytes were sent")]
    Empty,
    /// Shorter than the fixed part.
    #[error("{got} bytes, at least {need} needed")]
    Short {
        /// Bytes received.
        got: usize,
        /// Bytes needed.
        need: usize,
    },
    /// The credentials flag is neither 0 nor 1.
    #[error("credentials flag {value} is neither 0 nor 1")]
    AdminFlag {
        /// Value on the wire.
        value: u16,
    },
    /// An interface version other than 2 and 3. Version 1 (before PID) has no published layout.
    #[error("unsupported interface version {version}")]
    Version {
        /// Value on the wire.
        version: u16,
    },
    /// The PID holds a character outside A-Z and 0-9.
    #[error("the PID has a character outside A-Z and 0-9")]
    PidCharacter,
    /// The PID's last character is not its checksum.
    #[error("the PID's checksum is {got}, expected {want}")]
    PidChecksum {
        /// Last character received.
        got: char,
        /// Checksum of the seven before it.
        want: char,
    },
    /// An unknown hash algorithm.
    #[error("hash {index} has unknown algorithm {algorithm}")]
    HashAlgorithm {
        /// Position in the list, from 0.
        index: usize,
        /// Value on the wire.
        algorithm: u8,
    },
    /// A hash whose length does not fit its algorithm.
    #[error("hash {index} has {got} bytes, its algorithm has {want}")]
    HashLength {
        /// Position in the list, from 0.
        index: usize,
        /// Length on the wire.
        got: u8,
        /// Length of the algorithm.
        want: usize,
    },
    /// The message ends inside the list of hashes.
    #[error("the list of hashes ends after {got} bytes, {need} needed")]
    Truncated {
        /// Bytes received.
        got: usize,
        /// Bytes needed.
        need: usize,
    },
    /// More bytes than the size cap.
    #[error("more than {limit} bytes")]
    TooLong {
        /// The cap.
        limit: usize,
    },
    /// The read deadline passed before the message was complete.
    #[error("{got} bytes when the deadline passed")]
    Deadline {
        /// Bytes received.
        got: usize,
    },
}
