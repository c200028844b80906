//! A challenge over DCE/RPC (C706 12.6.4, MS-RPCE 2.2.2.11): one bind to the endpoint mapper's port.
//!
//! The interface bound to is IObjectExporter; nothing is called on it, and it does not matter whether the server takes
//! the context: the challenge comes either way.

use super::link::{Failure, Link};
use super::ntlm::{self, Challenge, NEGOTIATE};
use crate::model::host::FaultClass;

/// A bind without its security trailer's message.
const BIND: [u8; 80] = [
    0x05, 0x00, 0x0b, 0x03, 0x10, 0x00, 0x00, 0x00, 0x78, 0x00, 0x28, 0x00, 0x01, 0x00, 0x00, 0x00, 0xb8, 0x10, 0xb8,
    0x10, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc4, 0xfe, 0xfc, 0x99, 0x60, 0x52,
    0x1b, 0x10, 0xbb, 0xcb, 0x00, 0xaa, 0x00, 0x21, 0x34, 0x7a, 0x00, 0x00, 0x00, 0x00, 0x04, 0x5d, 0x88, 0x8a, 0xeb,
    0x1c, 0xc9, 0x11, 0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 0x02, 0x00, 0x00, 0x00, 0x0a, 0x02, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00,
];
/// Bytes of the common header.
const HEADER: usize = 16;
const BIND_ACK: u8 = 12;
const BIND_NAK: u8 = 13;

/// Asks for a challenge.
pub(super) async fn ask(link: &mut Link) -> Result<Challenge, Failure> {
    link.send(&[&BIND[..], &NEGOTIATE[..]].concat()).await?;
    let head = link.exactly(HEADER).await?;
    let number = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let (fragment, auth) = (number(8), number(10));
    if head[0] != 5 || head[4] & 0x10 == 0 || fragment < HEADER {
        return Err(Failure::challenge(FaultClass::WrongService, ""));
    }
    let body = link.exactly(fragment - HEADER).await?;
    match head[2] {
        BIND_ACK => {}
        BIND_NAK => {
            let reason = body.first_chunk().map(|reason| u16::from_le_bytes(*reason)).unwrap_or_default();
            return Err(Failure::challenge(FaultClass::WrongService, format!("bind_nak {reason}")));
        }
        kind => return Err(Failure::challenge(FaultClass::WrongService, format!("ptype {kind}"))),
    }
    if auth == 0 {
        return Err(Failure::challenge(FaultClass::NoNtlm, ""));
    }
    let from = body.len().checked_sub(auth).ok_or(ntlm::BadChallenge::Range)?;
    Ok(ntlm::parse(&body[from..])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostprobe::vectors::hex;

    #[test]
    fn amt_33_the_bind_is_laid_out_as_recorded() {
        let expected = "05000b03 10000000 7800 2800 01000000 b810 b810 00000000 01000000 \
            0000 0100 c4fefc99 6052 1b10 bbcb00aa0021347a 00000000 045d888a eb1c c911 9fe808002b104860 02000000 \
            0a 02 00 00 01000000 \
            4e544c4d53535000 01000000 078208e2 0000000000000000 0000000000000000 0a0063450000000f";
        assert_eq!([&BIND[..], &NEGOTIATE].concat(), hex(expected));
    }
}
