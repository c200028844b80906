//! Bytes to value. Every byte comes from strangers: nothing here may panic or allocate beyond the input's size.

use super::{HASHES, HEADER, PSK_LENGTH, VERSION_PKI, VERSION_PSK};
use crate::model::hello::{CertificateHash, HashAlgorithm, Hello, Interface, Malformed};
use crate::model::key::{KeyError, Pid};
use uuid::Uuid;

/// Decodes a whole message. A retry count beyond the schedule and trailing bytes are accepted; both are warned about
/// where the hello is stored.
pub fn decode(bytes: &[u8]) -> Result<Hello, Malformed> {
    if bytes.is_empty() {
        return Err(Malformed::Empty);
    }
    let Some((header, _)) = bytes.split_first_chunk::<HEADER>() else {
        return Err(Malformed::Short { got: bytes.len(), need: HEADER });
    };
    let [a0, a1, v0, v1, r0, r1, r2, r3, uuid @ ..] = header;
    let admin_credentials_set = match u16::from_le_bytes([*a0, *a1]) {
        0 => false,
        1 => true,
        value => return Err(Malformed::AdminFlag { value }),
    };
    let (interface, pid, certificate_hashes, end) = match u16::from_le_bytes([*v0, *v1]) {
        VERSION_PSK => (Interface::Psk, Some(decode_pid(bytes)?), Vec::new(), PSK_LENGTH),
        VERSION_PKI => {
            let (hashes, end) = decode_hashes(bytes)?;
            (Interface::Pki, None, hashes, end)
        }
        version => return Err(Malformed::Version { version }),
    };
    Ok(Hello {
        interface,
        admin_credentials_set,
        retry: u32::from_le_bytes([*r0, *r1, *r2, *r3]),
        uuid: Uuid::from_bytes_le(*uuid),
        pid,
        certificate_hashes,
        trailing_bytes: bytes.len() - end,
    })
}

fn decode_pid(bytes: &[u8]) -> Result<Pid, Malformed> {
    let pid = bytes.get(HEADER..PSK_LENGTH).and_then(|pid| <[u8; 8]>::try_from(pid).ok());
    let pid = pid.ok_or(Malformed::Short { got: bytes.len(), need: PSK_LENGTH })?;
    Pid::from_bytes(pid).map_err(|error| match error {
        KeyError::Checksum { got, want } => Malformed::PidChecksum { got, want },
        KeyError::Character | KeyError::Length { .. } => Malformed::PidCharacter,
    })
}

/// Returns the hashes and where they end.
fn decode_hashes(bytes: &[u8]) -> Result<(Vec<CertificateHash>, usize), Malformed> {
    let got = bytes.len();
    let count = *bytes.get(HEADER).ok_or(Malformed::Short { got, need: HASHES })?;
    let mut hashes = Vec::with_capacity(usize::from(count).min(got / 20));
    let mut at = HASHES;
    for index in 0..usize::from(count) {
        let &[code, length] = bytes.get(at..at + 2).ok_or(Malformed::Truncated { got, need: at + 2 })? else {
            return Err(Malformed::Truncated { got, need: at + 2 });
        };
        let algorithm = algorithm(code).ok_or(Malformed::HashAlgorithm { index, algorithm: code })?;
        let want = algorithm.length();
        if usize::from(length) != want {
            return Err(Malformed::HashLength { index, got: length, want });
        }
        let end = at + 2 + want;
        let hash = bytes.get(at + 2..end).ok_or(Malformed::Truncated { got, need: end })?;
        hashes.extend(CertificateHash::new(hash));
        at = end;
    }
    Ok((hashes, at))
}

fn algorithm(code: u8) -> Option<HashAlgorithm> {
    match code {
        1 => Some(HashAlgorithm::Sha1),
        2 => Some(HashAlgorithm::Sha256),
        3 => Some(HashAlgorithm::Sha384),
        _ => None,
    }
}

/// Returns how long the message says that it is, once enough of it is there to tell. `None` before that, and for
/// bytes that are no hello.
pub fn needed(bytes: &[u8]) -> Option<usize> {
    let version = u16::from_le_bytes([*bytes.get(2)?, *bytes.get(3)?]);
    match version {
        VERSION_PSK => Some(PSK_LENGTH),
        VERSION_PKI => {
            let count = *bytes.get(HEADER)?;
            (0..count).try_fold(HASHES, |at, _| {
                let length = algorithm(*bytes.get(at)?)?.length();
                (usize::from(*bytes.get(at + 1)?) == length).then_some(at + 2 + length)
            })
        }
        _ => None,
    }
}
