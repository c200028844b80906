//! The two NTLM messages that need no credential (MS-NLMP 2.2.1.1 and 2.2.1.2). The third, AUTHENTICATE, is not here.

use super::link::Failure;
use crate::model::host::FaultClass;

/// NEGOTIATE, the same for all carriers: version 10.0.17763, and the flags UNICODE, OEM, REQUEST_TARGET, NTLM,
/// ALWAYS_SIGN, EXTENDED_SESSIONSECURITY, VERSION, 128, KEY_EXCH and 56.
pub(super) const NEGOTIATE: [u8; 40] = [
    0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00, 0x01, 0x00, 0x00, 0x00, 0x07, 0x82, 0x08, 0xe2, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0x00, 0x63, 0x45, 0x00, 0x00, 0x00, 0x0f,
];

/// What a CHALLENGE begins with.
const CHALLENGE: [u8; 12] = *b"NTLMSSP\0\x02\0\0\0";
/// Bytes of a CHALLENGE before its payload, without the version.
const HEADER: usize = 48;
/// Most bytes of a CHALLENGE.
const MAX_MESSAGE: usize = 16 << 10;
/// Most AV pairs that are read. Windows sends seven.
const MAX_PAIRS: usize = 32;

/// NTLMSSP_NEGOTIATE_SIGN, _SEAL, _TARGET_INFO, _KEY_EXCH and _128.
pub(super) const SEALING: u32 = 0x10 | 0x20 | 0x0080_0000 | 0x4000_0000 | 0x2000_0000;

/// What a CHALLENGE tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    /// The negotiated flags.
    pub(super) flags: u32,
    /// MsvAvNbComputerName.
    pub(super) nb_computer: Option<String>,
    /// MsvAvNbDomainName.
    pub(super) nb_domain: Option<String>,
    /// MsvAvDnsComputerName: "the FQDN of the computer".
    pub(super) dns_computer: Option<String>,
    /// MsvAvDnsDomainName.
    pub(super) dns_domain: Option<String>,
}

/// How a CHALLENGE breaks its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadChallenge {
    #[error("not an NTLM challenge")]
    Signature,
    #[error("challenge too short")]
    Short,
    #[error("challenge too large")]
    Large,
    #[error("a field lies outside the challenge")]
    Range,
    #[error("the target information has no end")]
    Unterminated,
    #[error("too many AV pairs")]
    Pairs,
    #[error("a name is not UTF-16")]
    Text,
}

impl From<BadChallenge> for Failure {
    fn from(bad: BadChallenge) -> Self {
        Self::challenge(FaultClass::Malformed, bad.to_string())
    }
}

/// Returns the NTLM message inside a token: the token itself, or what SPNEGO wraps.
pub(super) fn inside(token: &[u8]) -> Option<&[u8]> {
    let at = token.windows(CHALLENGE.len()).position(|window| window == CHALLENGE)?;
    token.get(at..)
}

/// Reads a CHALLENGE.
pub(super) fn parse(message: &[u8]) -> Result<Challenge, BadChallenge> {
    if message.len() > MAX_MESSAGE {
        return Err(BadChallenge::Large);
    }
    if !message.starts_with(&CHALLENGE) {
        return Err(BadChallenge::Signature);
    }
    if message.len() < HEADER {
        return Err(BadChallenge::Short);
    }
    field(message, 12)?;
    let mut challenge = Challenge { flags: le32(message, 20)?, ..Challenge::default() };
    let pairs = field(message, 40)?;
    if !pairs.is_empty() {
        read_pairs(pairs, &mut challenge)?;
    }
    Ok(challenge)
}

/// Returns what the length and the offset at `at` point to.
fn field(message: &[u8], at: usize) -> Result<&[u8], BadChallenge> {
    let (length, offset) = (usize::from(le16(message, at)?), le32(message, at + 4)?);
    if length == 0 {
        return Ok(&[]);
    }
    let offset = usize::try_from(offset).map_err(|_| BadChallenge::Range)?;
    let end = offset.checked_add(length).ok_or(BadChallenge::Range)?;
    if offset < HEADER {
        return Err(BadChallenge::Range);
    }
    message.get(offset..end).ok_or(BadChallenge::Range)
}

fn read_pairs(mut rest: &[u8], challenge: &mut Challenge) -> Result<(), BadChallenge> {
    for _ in 0..MAX_PAIRS {
        let unterminated = |_| BadChallenge::Unterminated;
        let (id, length) = (le16(rest, 0).map_err(unterminated)?, le16(rest, 2).map_err(unterminated)?);
        let value = rest.get(4..4 + usize::from(length)).ok_or(BadChallenge::Unterminated)?;
        match id {
            0 => return Ok(()),
            1 => challenge.nb_computer = Some(text(value)?),
            2 => challenge.nb_domain = Some(text(value)?),
            3 => challenge.dns_computer = Some(text(value)?),
            4 => challenge.dns_domain = Some(text(value)?),
            _ => {}
        }
        rest = &rest[4 + value.len()..];
    }
    Err(BadChallenge::Pairs)
}

/// Reads UTF-16, little-endian, of any alignment and without a terminator.
fn text(value: &[u8]) -> Result<String, BadChallenge> {
    if !value.len().is_multiple_of(2) {
        return Err(BadChallenge::Text);
    }
    let units = value.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| BadChallenge::Text)
}

fn le16(bytes: &[u8], at: usize) -> Result<u16, BadChallenge> {
    let bytes = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(BadChallenge::Short)?;
    Ok(u16::from_le_bytes(*bytes))
}

fn le32(bytes: &[u8], at: usize) -> Result<u32, BadChallenge> {
    let bytes = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(BadChallenge::Short)?;
    Ok(u32::from_le_bytes(*bytes))
}
