//! The hello message of an AMT device: bytes to value, value to bytes, and onto the wire.
//!
//! All integers are little-endian. Source: Intel AMT Implementation and Reference Guide, "Setup Mode Hello Messages";
//! the list of hashes of version 3 as recorded from devices.
//!
//! | offset | size | field |
//! |---|---|---|
//! | 0 | 2 | administrator credentials set: 0 or 1 |
//! | 2 | 2 | interface version: 2 = PSK, 3 = PKI |
//! | 4 | 4 | retry count, 0 to 14 in a conforming device |
//! | 8 | 16 | UUID, the first three groups little-endian (SMBIOS) |
//! | 24 | 8 | version 2: PID in ASCII, no dash |
//! | 24 | 1 | version 3: number of hashes |
//! | 25 | n × (2 + length) | version 3: algorithm, length, hash |
//!
//! There is neither a length before the message nor a mark behind it, and no reply. The peer's close ends it; bytes
//! behind the last field are counted and never a ground to refuse.

mod decode;
mod encode;
mod hash_list;
mod send;
#[cfg(test)]
mod tests;

pub use decode::{decode, needed};
pub use encode::encode;
pub use hash_list::{HashLine, parse_hash_list};
pub use send::send;

/// Length of what both versions have.
const HEADER: usize = 24;
/// Length of a version 2 message.
const PSK_LENGTH: usize = 32;
/// Where the list of hashes of version 3 begins.
const HASHES: usize = 25;
/// Interface version of a PSK hello.
const VERSION_PSK: u16 = 2;
/// Interface version of a PKI hello.
const VERSION_PKI: u16 = 3;
