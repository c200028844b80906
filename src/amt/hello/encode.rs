//! Value to bytes, for the simulated fleet and for tests.

use super::{HEADER, VERSION_PKI, VERSION_PSK};
use crate::model::hello::{HashAlgorithm, Hello, Interface};

/// Most trailing bytes that are written.
const MAX_TRAILING: usize = 1 << 16;

/// Encodes a hello. Of its hashes the first 255 are written, as many as the layout can count; a PSK hello without PID
/// gets eight zero bytes in its place, which no receiver accepts. Trailing bytes are written as zeros.
pub fn encode(hello: &Hello) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + 8 + hello.certificate_hashes.len() * 50);
    bytes.extend(u16::from(hello.admin_credentials_set).to_le_bytes());
    let version = match hello.interface {
        Interface::Psk => VERSION_PSK,
        Interface::Pki => VERSION_PKI,
    };
    bytes.extend(version.to_le_bytes());
    bytes.extend(hello.retry.to_le_bytes());
    bytes.extend(hello.uuid.to_bytes_le());
    match hello.interface {
        Interface::Psk => bytes.extend(hello.pid.map_or([0; 8], |pid| *pid.as_bytes())),
        Interface::Pki => {
            let count = u8::try_from(hello.certificate_hashes.len()).unwrap_or(u8::MAX);
            bytes.push(count);
            for hash in hello.certificate_hashes.iter().take(usize::from(count)) {
                let (code, length) = code(hash.algorithm());
                bytes.extend([code, length]);
                bytes.extend(hash.bytes());
            }
        }
    }
    bytes.resize(bytes.len() + hello.trailing_bytes.min(MAX_TRAILING), 0);
    bytes
}

/// Returns an algorithm's number and the length of its hashes.
fn code(algorithm: HashAlgorithm) -> (u8, u8) {
    match algorithm {
        HashAlgorithm::Sha1 => (1, 20),
        HashAlgorithm::Sha256 => (2, 32),
        HashAlgorithm::Sha384 => (3, 48),
    }
}
