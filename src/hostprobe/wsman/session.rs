//! A logon and its two questions.

use super::connection::{Answer, Connection};
use super::framing::{self, CONTENT_TYPE, SOAP};
use super::message;
use super::reply::{self, Reply};
use super::seal::Seal;
use crate::hostprobe::credential::Credential;
use crate::hostprobe::host_name::host_name;
use crate::hostprobe::link::Failure;
use crate::hostprobe::settings::Trust;
use crate::hostprobe::winrm;
use crate::model::host::{FaultClass, Stage, WmiIdentity};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header::{CONTENT_TYPE as CONTENT_TYPE_HEADER, WWW_AUTHENTICATE};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use uuid::Uuid;

const SYSTEM: &str = "SELECT DNSHostName, Domain, Name, PartOfDomain FROM Win32_ComputerSystem";
const PRODUCT: &str = "SELECT UUID FROM Win32_ComputerSystemProduct";
/// Most pulls for the one row that each question has.
const MAX_PULLS: usize = 4;

/// Whom to ask, and how.
pub(in crate::hostprobe) struct Asked<'a> {
    pub(in crate::hostprobe) address: SocketAddr,
    /// For connecting and for each answer.
    pub(in crate::hostprobe) limits: (Duration, Duration),
    /// Whom to trust in TLS; none for sealing.
    pub(in crate::hostprobe) trust: Option<&'a Trust>,
    /// The name that the challenge told: what a certificate must be for.
    pub(in crate::hostprobe) name: Option<&'a str>,
}

/// A connection on which a logon has begun.
pub(in crate::hostprobe) struct Session {
    connection: Connection,
    seal: Seal,
    address: SocketAddr,
    tls: bool,
}

impl Session {
    /// Connects and gets the server's challenge. No account is named yet.
    pub(in crate::hostprobe) async fn open(asked: &Asked<'_>, credential: &Credential) -> Result<Self, Failure> {
        let mut connection = Connection::open(asked.address, asked.limits, asked.trust, asked.name).await?;
        let (mut seal, first) = Seal::begin(credential, connection.binding.as_deref())?;
        let tls = asked.trust.is_some();
        let answer = connection.post(Stage::Challenge, Some(&negotiate(&first)), None).await?;
        if answer.status != 401 {
            return Err(Failure::challenge(FaultClass::WrongService, format!("HTTP {}", answer.status)));
        }
        let offers = answer.headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|offer| offer.to_str().ok());
        seal.challenged(&winrm::token(offers)?, credential, !tls)?;
        Ok(Self { connection, seal, address: asked.address, tls })
    }

    /// Logs on: the one message that names the account. Its body is empty, so that nothing stands beside it.
    pub(in crate::hostprobe) async fn log_on(&mut self, credential: &Credential) -> Result<(), Failure> {
        let message = self.seal.answer(credential)?;
        let answer = self.connection.post(Stage::Auth, Some(&negotiate(&message)), None).await?;
        let refused = |class| Err(Failure::new(Stage::Auth, class, format!("HTTP {}", answer.status)));
        match answer.status {
            401 => refused(FaultClass::BadCredentials),
            403 => refused(FaultClass::AccessDenied),
            404 | 405 => refused(FaultClass::WrongService),
            // An empty request is no SOAP, and some servers say so; the logon stands.
            _ => Ok(()),
        }
    }

    /// Asks both questions.
    pub(in crate::hostprobe) async fn identity(&mut self) -> Result<WmiIdentity, Failure> {
        let system = self.first_row(SYSTEM).await?;
        let product = self.first_row(PRODUCT).await?;
        let text = |name: &str| system.get(name).map(String::as_str).unwrap_or_default();
        let invalid = || Failure::new(Stage::Decode, FaultClass::InvalidName, "");
        let part_of_domain = text("PartOfDomain").eq_ignore_ascii_case("true");
        let host = [text("DNSHostName"), text("Name")].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let host = if host.is_empty() { String::new() } else { host_name(host).ok_or_else(invalid)? };
        // A workgroup's name need not be one that DNS could have, and is not used.
        let domain = host_name(text("Domain"));
        let domain = if part_of_domain { domain.ok_or_else(invalid)? } else { domain.unwrap_or_default() };
        let uuid = product.get("UUID").and_then(|text| Uuid::parse_str(text.trim()).ok());
        Ok(WmiIdentity { dns_host_name: host, domain, part_of_domain, uuid })
    }

    /// Returns the first row of a query.
    async fn first_row(&mut self, query: &str) -> Result<BTreeMap<String, String>, Failure> {
        let mut reply = self.ask(&message::enumerate(self.address, self.tls, query)).await?;
        for _ in 0..MAX_PULLS {
            if let Some(row) = reply.rows.into_iter().next() {
                return Ok(row);
            }
            // The end counts even when there is a context beside it.
            let Some(context) = reply.context.filter(|_| !reply.end) else { break };
            reply = self.ask(&message::pull(self.address, self.tls, &context)).await?;
        }
        Err(Failure::new(Stage::Query, FaultClass::WmiError, "no row"))
    }

    async fn ask(&mut self, request: &str) -> Result<Reply, Failure> {
        let (kind, body) = if self.tls {
            (SOAP, request.as_bytes().to_vec())
        } else {
            let (signature, sealed) = self.seal.seal(request.as_bytes())?;
            (CONTENT_TYPE, framing::frame(request.len(), &signature, &sealed))
        };
        let answer = self.connection.post(Stage::Query, None, Some((kind, body))).await?;
        // A fault comes with 500, and sealed like everything else.
        if !matches!(answer.status, 200 | 500) {
            let class = if answer.status == 401 { FaultClass::AccessDenied } else { FaultClass::WrongService };
            return Err(Failure::new(Stage::Query, class, format!("HTTP {}", answer.status)));
        }
        let text = self.plain(&answer)?;
        let reply = reply::read(&text)?;
        match (&reply.fault, answer.status) {
            (Some(fault), _) => Err(fault.failure()),
            (None, 200) => Ok(reply),
            (None, status) => Err(Failure::new(Stage::Query, FaultClass::WmiError, format!("HTTP {status}"))),
        }
    }

    fn plain(&mut self, answer: &Answer) -> Result<String, Failure> {
        let bad = |what: &str| Failure::new(Stage::Decode, FaultClass::Malformed, what);
        let bytes = if self.tls {
            answer.body.to_vec()
        } else {
            let kind = answer.headers.get(CONTENT_TYPE_HEADER).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/encrypted") {
                return Err(bad("answer in plain text"));
            }
            let (signature, sealed) = framing::unframe(&answer.body)?;
            self.seal.open(signature, sealed)?
        };
        String::from_utf8(bytes).map_err(|_| bad("not UTF-8"))
    }
}

fn negotiate(message: &[u8]) -> String {
    format!("Negotiate {}", STANDARD.encode(message))
}
