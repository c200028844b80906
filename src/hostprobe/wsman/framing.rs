//! How a sealed message stands in an HTTP body (MS-WSMV 2.2.9.1): two parts, the first says how long the second is.
//!
//! Servers differ in what surrounds the sealed bytes: a tab before the headers or none, one line end behind the last
//! boundary or two. So the payload is cut by its stated length and never by what follows it.

use crate::hostprobe::link::Failure;
use crate::model::host::{FaultClass, Stage};

/// The content type of a sealed body.
pub(super) const CONTENT_TYPE: &str =
    "multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\";boundary=\"Encrypted Boundary\"";
/// The content type of a body in TLS, and of what is sealed.
pub(super) const SOAP: &str = "application/soap+xml;charset=UTF-8";

const BOUNDARY: &[u8] = b"--Encrypted Boundary";
/// Bytes of NTLM's signature.
pub(super) const SIGNATURE: usize = 16;

/// Frames a sealed message. `length` is that of the plain message.
pub(super) fn frame(length: usize, signature: &[u8], sealed: &[u8]) -> Vec<u8> {
    // The tabs are Windows' own; some servers require them.
    let head = format!(
        "--Encrypted Boundary\r\n\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n\t\
         OriginalContent: type={SOAP};Length={length}\r\n--Encrypted Boundary\r\n\t\
         Content-Type: application/octet-stream\r\n"
    );
    let counted = u32::try_from(signature.len()).unwrap_or_default().to_le_bytes();
    [head.as_bytes(), &counted, signature, sealed, b"--Encrypted Boundary--\r\n"].concat()
}

/// Returns signature and sealed message of a framed body.
pub(super) fn unframe(body: &[u8]) -> Result<(&[u8], &[u8]), Failure> {
    let bad = |what: &str| Failure::new(Stage::Decode, FaultClass::Malformed, what);
    let body = body.strip_prefix(BOUNDARY).ok_or_else(|| bad("no first part"))?;
    let second = find(body, BOUNDARY).ok_or_else(|| bad("no second part"))?;
    let length = stated_length(&body[..second]).ok_or_else(|| bad("no length"))?;
    let rest = &body[second + BOUNDARY.len()..];
    let kind = b"application/octet-stream\r\n";
    let payload = find(rest, kind).map(|at| &rest[at + kind.len()..]).ok_or_else(|| bad("no payload"))?;
    let (counted, rest) = payload.split_first_chunk::<4>().ok_or_else(|| bad("no signature"))?;
    if u32::from_le_bytes(*counted) as usize != SIGNATURE {
        return Err(bad("signature of another size"));
    }
    let (signature, rest) = rest.split_at_checked(SIGNATURE).ok_or_else(|| bad("no signature"))?;
    let (sealed, end) = rest.split_at_checked(length).ok_or_else(|| bad("shorter than stated"))?;
    if !end.trim_ascii().starts_with(BOUNDARY) {
        return Err(bad("longer than stated"));
    }
    Ok((signature, sealed))
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// Returns the length in `OriginalContent: …;Length=N`.
fn stated_length(head: &[u8]) -> Option<usize> {
    let head = String::from_utf8_lossy(head.get(..head.len().min(1024))?).to_ascii_lowercase();
    let digits = head.split_once("length=")?.1;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIGNED: [u8; SIGNATURE] = [7; SIGNATURE];

    #[test]
    fn amt_33_every_way_to_end_a_sealed_body_is_read() {
        // A sealed message may end in anything, also in line ends and dashes.
        let sealed = b"sealed\r\n--\r\n\n";
        let framed = frame(sealed.len(), &SIGNED, sealed);
        let text = framed.strip_suffix(b"\r\n").unwrap();
        for end in ["\r\n", "", "\r\n\r\n"] {
            assert_eq!(unframe(&[text, end.as_bytes()].concat()).unwrap(), (&SIGNED[..], &sealed[..]), "{end:?}");
        }
        let no_tabs: Vec<u8> = framed.iter().copied().filter(|byte| *byte != b'\t').collect();
        assert_eq!(unframe(&no_tabs).unwrap(), (&SIGNED[..], &sealed[..]));
    }

    #[test]
    fn amt_33_a_body_in_plain_text_or_with_a_wrong_length_is_refused() {
        assert!(unframe(b"<s:Envelope/>").is_err());
        for wrong in [frame(5, &SIGNED, b"sealed"), frame(9_999, &SIGNED, b"sealed"), frame(6, &[1; 8], b"sealed")] {
            assert!(unframe(&wrong).is_err());
        }
    }

    proptest! {
        #[test]
        fn amt_33_no_body_upsets_the_reader(body in prop::collection::vec(any::<u8>(), 0..200), cut in 0..300_usize) {
            let _ = unframe(&body);
            let framed = frame(body.len(), &SIGNED, &body);
            prop_assert_eq!(unframe(&framed).unwrap(), (&SIGNED[..], &body[..]));
            let _ = unframe(&framed[..cut.min(framed.len())]);
        }
    }
}
