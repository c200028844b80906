//! A challenge over SMB 2 and 3 (MS-SMB2 2.2.3 to 2.2.6): NEGOTIATE, then SESSION_SETUP up to the server's challenge; and
//! the SESSION_SETUP with which a logon answers it.

use super::link::{Failure, Link};
use super::ntlm::{self, Challenge, NEGOTIATE};
use crate::model::host::FaultClass;
use uuid::Uuid;

/// What begins every SMB 2 message.
const PROTOCOL: [u8; 4] = [0xfe, b'S', b'M', b'B'];
/// Bytes of the header.
const HEADER: usize = 64;
/// The server waits for the next message of the logon.
const MORE_PROCESSING_REQUIRED: u32 = 0xc000_0016;
/// NTLM is blocked by policy.
const NTLM_BLOCKED: u32 = 0xc000_0418;
/// The answer follows in another message.
const PENDING: u32 = 0x0000_0103;

/// SPNEGO NegTokenInit with NTLMSSP as its only mechanism, up to the NTLM message (RFC 4178 4.2.1).
const SPNEGO: [u8; 34] = [
    0x60, 0x48, 0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02, 0xa0, 0x3e, 0x30, 0x3c, 0xa0, 0x0e, 0x30, 0x0c, 0x06,
    0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a, 0xa2, 0x2a, 0x04, 0x28,
];

/// Asks for a challenge.
pub(super) async fn ask(link: &mut Link) -> Result<Challenge, Failure> {
    let (_, token) = challenge(link, &[&SPNEGO[..], &NEGOTIATE].concat()).await?;
    let challenge = ntlm::inside(&token).ok_or_else(|| Failure::challenge(FaultClass::NoNtlm, ""))?;
    Ok(ntlm::parse(challenge)?)
}

/// Sends the first message of a logon, as it stands or in SPNEGO. Returns the session's id and what answers the message.
pub(super) async fn challenge(link: &mut Link, first: &[u8]) -> Result<(u64, Vec<u8>), Failure> {
    let wrong = |status: u32| Failure::challenge(FaultClass::WrongService, format!("0x{status:08X}"));
    link.send(&framed(&negotiate())).await?;
    let (status, _) = reply(link).await?;
    if status != 0 {
        return Err(wrong(status));
    }
    link.send(&framed(&session_setup(1, 0, first))).await?;
    let (status, message) = reply(link).await?;
    match status {
        MORE_PROCESSING_REQUIRED => {}
        NTLM_BLOCKED => return Err(Failure::challenge(FaultClass::NoNtlm, format!("0x{status:08X}"))),
        _ => return Err(wrong(status)),
    }
    let session = message[40..].first_chunk().map(|id| u64::from_le_bytes(*id)).unwrap_or_default();
    let token = security_buffer(&message).ok_or(ntlm::BadChallenge::Range)?;
    Ok((session, token.to_vec()))
}

/// Sends the last message of a logon. Returns the server's status, and the flags of the session that it opened.
pub(super) async fn authenticate(link: &mut Link, session: u64, last: &[u8]) -> Result<(u32, u16), Failure> {
    link.send(&framed(&session_setup(2, session, last))).await?;
    let (status, message) = reply(link).await?;
    // A refusal has another body behind the header, and no flags.
    let flags = message.get(66..68).filter(|_| status == 0);
    Ok((status, flags.map(|flags| u16::from_le_bytes([flags[0], flags[1]])).unwrap_or_default()))
}

/// Puts the transport's header before a message: a zero, and the length in three bytes.
fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap_or_default() & 0x00ff_ffff;
    [&length.to_be_bytes()[..], message].concat()
}

/// Reads a message and its status.
async fn reply(link: &mut Link) -> Result<(u32, Vec<u8>), Failure> {
    // A slow server says so, once or twice.
    for _ in 0..4 {
        let head = link.exactly(4).await?;
        if head[0] != 0 {
            return Err(Failure::challenge(FaultClass::WrongService, ""));
        }
        let length = usize::from(head[1]) << 16 | usize::from(head[2]) << 8 | usize::from(head[3]);
        let message = link.exactly(length).await?;
        if !message.starts_with(&PROTOCOL) || message.len() < HEADER {
            return Err(Failure::challenge(FaultClass::WrongService, ""));
        }
        let status = u32::from_le_bytes([message[8], message[9], message[10], message[11]]);
        if status != PENDING {
            return Ok((status, message));
        }
    }
    Err(Failure::challenge(FaultClass::NoAnswer, format!("0x{PENDING:08X}")))
}

/// Returns the security buffer of a SESSION_SETUP reply.
fn security_buffer(message: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| message.get(at..at + 2).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let (offset, length) = (number(68)?, number(70)?);
    message.get(offset..offset.checked_add(length)?)
}

fn header(command: u8, message_id: u8) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    header[..4].copy_from_slice(&PROTOCOL);
    header[4] = 64;
    header[12] = command;
    header[14] = 31;
    header[24] = message_id;
    header
}

/// NEGOTIATE for 2.0.2, 2.1, 3.0, 3.0.2 and 3.1.1. The last one needs a preauthentication context.
fn negotiate() -> Vec<u8> {
    let mut message = header(0, 0);
    message.extend([0x24, 0, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    message.extend(Uuid::new_v4().as_bytes());
    message.extend([0x70, 0, 0, 0, 1, 0, 0, 0]);
    message.extend([0x02, 0x02, 0x10, 0x02, 0x00, 0x03, 0x02, 0x03, 0x11, 0x03, 0, 0]);
    message.extend([1, 0, 0x26, 0, 0, 0, 0, 0, 1, 0, 0x20, 0, 1, 0]);
    message.extend(Uuid::new_v4().as_bytes());
    message.extend(Uuid::new_v4().as_bytes());
    message
}

fn session_setup(message_id: u8, session: u64, token: &[u8]) -> Vec<u8> {
    let length = u16::try_from(token.len()).unwrap_or(u16::MAX).to_le_bytes();
    let mut message = header(1, message_id);
    message[40..48].copy_from_slice(&session.to_le_bytes());
    message.extend([0x19, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x58, 0]);
    message.extend(length);
    message.extend([0; 8]);
    message.extend(token);
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostprobe::vectors::hex;

    #[test]
    fn the_messages_have_their_documented_sizes_and_offsets() {
        let token = [&SPNEGO[..], &NEGOTIATE].concat();
        let (negotiate, setup) = (negotiate(), session_setup(1, 0, &token));
        assert_eq!((negotiate.len(), setup.len()), (158, 162));
        assert_eq!(negotiate[112..120], [1, 0, 0x26, 0, 0, 0, 0, 0], "the context is where the offset says");
        assert_eq!(setup[76..90], [0x58, 0, 0x4a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x60, 0x48], "so is the token");
        assert_eq!(framed(&setup)[..4], [0, 0, 0, 162]);
    }

    #[test]
    fn amt_33_the_messages_are_laid_out_as_recorded() {
        let setup = session_setup(1, 0, &[&SPNEGO[..], &NEGOTIATE].concat());
        let expected = "fe534d42 40000000 00000000 0100 1f00 00000000 00000000 0100000000000000 00000000 00000000 \
            0000000000000000 00000000000000000000000000000000 \
            1900 00 01 00000000 00000000 5800 4a00 0000000000000000 \
            6048 06062b0601050502 a03e 303c a00e 300c 060a2b06010401823702020a a22a 0428 \
            4e544c4d53535000 01000000 078208e2 0000000000000000 0000000000000000 0a00634500 00000f";
        assert_eq!(setup, hex(expected));
        let negotiate = negotiate();
        let (head, guid) = ("fe534d42 40000000 00000000 0000 1f00", "2400 0500 0100 0000 00000000");
        assert_eq!((&negotiate[..16], &negotiate[64..76]), (&hex(head)[..], &hex(guid)[..]));
        assert!(negotiate[76..92].iter().any(|byte| *byte != 0), "the client's GUID is not zero");
        let dialects = "70000000 0100 0000 0202 1002 0003 0203 1103 0000 0100 2600 00000000 0100 2000 0100";
        assert_eq!(negotiate[92..126], hex(dialects));
    }

    #[test]
    fn amt_33_the_last_message_names_its_session_and_carries_its_token() {
        let last = session_setup(2, 0x0102_0304_0506_0708, &[7; 300]);
        assert_eq!((last[12], last[24], last.len()), (1, 2, 88 + 300));
        assert_eq!(last[40..48], [8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(last[76..80], [0x58, 0, 0x2c, 1], "where it begins, and its length");
    }

    #[test]
    fn a_security_buffer_outside_the_message_is_none() {
        let mut message = vec![0; 80];
        message[68..72].copy_from_slice(&[72, 0, 9, 0]);
        assert_eq!(security_buffer(&message), None);
        assert_eq!(security_buffer(&message[..40]), None);
        message[70] = 8;
        assert_eq!(security_buffer(&message), Some(&[0; 8][..]));
    }
}
