//! A challenge over WinRM's HTTP (MS-WSMV 2.2.9.1, RFC 4559): an empty request with the first message of NTLM.

use super::link::{Failure, Link};
use super::ntlm::{self, Challenge, NEGOTIATE};
use crate::model::host::FaultClass;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::net::SocketAddr;

/// Most bytes of a reply's head.
const MAX_HEAD: usize = 16 << 10;

/// Asks for a challenge.
pub(super) async fn ask(link: &mut Link, address: SocketAddr) -> Result<Challenge, Failure> {
    let request = format!(
        "POST /wsman HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nAuthorization: Negotiate {}\r\n\r\n",
        STANDARD.encode(NEGOTIATE)
    );
    link.send(request.as_bytes()).await?;
    let head = link.until(b"\r\n\r\n", MAX_HEAD).await?;
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap_or_default();
    let code = status.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1)).unwrap_or_default();
    if code != "401" {
        let code = if code.is_empty() { String::new() } else { format!("HTTP {}", clipped(code)) };
        return Err(Failure::challenge(FaultClass::WrongService, code));
    }
    let offers = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("www-authenticate").then(|| value.trim())
    });
    let token = token(offers)?;
    let challenge = ntlm::inside(&token).ok_or_else(|| Failure::challenge(FaultClass::NoNtlm, ""))?;
    Ok(ntlm::parse(challenge)?)
}

/// Returns the token of the scheme Negotiate (or its older name) among what a server offers.
pub(super) fn token<'a>(offers: impl Iterator<Item = &'a str>) -> Result<Vec<u8>, Failure> {
    let mut any = false;
    for offer in offers {
        let (scheme, token) = offer.split_once(' ').unwrap_or((offer, ""));
        any = true;
        let ours = scheme.eq_ignore_ascii_case("Negotiate") || scheme.eq_ignore_ascii_case("NTLM");
        if ours && !token.trim().is_empty() {
            let bad = |_| Failure::challenge(FaultClass::Malformed, "base64");
            return STANDARD.decode(token.trim()).map_err(bad);
        }
    }
    let class = if any { FaultClass::NoNtlm } else { FaultClass::WrongService };
    Err(Failure::challenge(class, "HTTP 401"))
}

fn clipped(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).take(3).collect()
}
