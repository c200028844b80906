//! `hello send`: says hello as a device would.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::Session;
use crate::cli::shape;
use crate::core::Problem;
use crate::model::hello::{CertificateHash, Hello, Interface};
use crate::model::key::Pid;
use crate::sanitise::excerpt;
use clap::Args;
use std::net::IpAddr;
use uuid::Uuid;

/// The port on which AMT set-up services listen.
const PORT: u16 = 9971;
/// Largest file of hashes that is read, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// Most hashes that a message can count.
const MAX_HASHES: usize = 255;
/// What a PKI hello carries when no file is named: public roots that devices trust when they leave the factory.
const FACTORY_ROOTS: &str = include_str!("../../../assets/factory-roots.txt");

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct SendArgs {
    #[arg(value_name = "ADDR")]
    address: String,
    #[arg(long)]
    uuid: Uuid,
    #[arg(long, conflicts_with = "hash_file", value_parser = parse_pid)]
    pid: Option<Pid>,
    #[arg(long, value_name = "FILE")]
    hash_file: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 0)]
    retry: u32,
    #[arg(long, value_name = "IP")]
    from: Option<IpAddr>,
    #[arg(long)]
    admin_credentials_set: bool,
}

impl SendArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let hello = self.hello(session)?;
        let to = with_port(&self.address);
        session.outside.send_hello(&to, &hello, self.from).await.map_err(|error| {
            let reason = error.to_string();
            Failure::Problem(crate::core::Error::caused(Problem::SendFailed { address: to.clone(), reason }, error))
        })?;
        if session.json() {
            let mut value = shape::hello(&hello);
            value["sent_to"] = to.into();
            return session.document(&value);
        }
        let text = session.say("cli-sent", [("uuid", self.uuid.to_string().into()), ("to", to.into())]);
        session.line(&text)
    }

    fn hello(&self, session: &mut Session<'_>) -> Result<Hello, Failure> {
        let certificate_hashes = match (&self.pid, &self.hash_file) {
            (Some(_), _) => Vec::new(),
            (None, None) => parse_hashes("factory-roots.txt", FACTORY_ROOTS)?,
            (None, Some(path)) => {
                let bytes = session.read(path, MAX_FILE)?;
                parse_hashes(path, &String::from_utf8_lossy(&bytes))?
            }
        };
        Ok(Hello {
            interface: if self.pid.is_some() { Interface::Psk } else { Interface::Pki },
            admin_credentials_set: self.admin_credentials_set,
            retry: self.retry,
            uuid: self.uuid,
            pid: self.pid,
            certificate_hashes,
            trailing_bytes: 0,
        })
    }
}

fn parse_pid(text: &str) -> Result<Pid, String> {
    text.parse().map_err(|error| format!("the PID {error}"))
}

/// Reads hashes, one a line in hex (colons allowed); what follows `#` is a comment.
fn parse_hashes(path: &str, text: &str) -> Result<Vec<CertificateHash>, Problem> {
    let mut hashes = Vec::new();
    for (number, line) in (1_u64..).zip(text.lines()) {
        let digits = line.split('#').next().unwrap_or_default().replace(':', "");
        if digits.trim().is_empty() {
            continue;
        }
        let place = format!("{path}:{number}");
        let expected = "40, 64 or 96 hex digits";
        let hash = CertificateHash::from_hex(&digits).filter(|_| hashes.len() < MAX_HASHES);
        hashes.push(hash.ok_or_else(|| Problem::Invalid {
            field: place,
            value: excerpt(&digits, 100),
            expected: expected.into(),
        })?);
    }
    Ok(hashes)
}

/// Completes an address by the port on which services listen for hellos.
fn with_port(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(ip)) => format!("[{ip}]:{PORT}"),
        Ok(IpAddr::V4(ip)) => format!("{ip}:{PORT}"),
        Err(_) if address.contains(':') => address.to_owned(),
        Err(_) => format!("{address}:{PORT}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factory_roots_are_hashes() {
        let hashes = parse_hashes("factory-roots.txt", FACTORY_ROOTS).unwrap();
        assert!(hashes.len() >= 3);
    }

    #[test]
    fn a_wrong_hash_is_told_by_line() {
        let error = parse_hashes("h.txt", "# roots\n\nzz\n").unwrap_err();
        assert!(matches!(error, Problem::Invalid { field, .. } if field == "h.txt:3"));
        assert!(parse_hashes("h.txt", &format!("{}\n", "ab".repeat(20)).repeat(256)).is_err());
    }

    #[test]
    fn the_port_may_be_left_out() {
        assert_eq!(with_port("10.0.0.1"), "10.0.0.1:9971");
        assert_eq!(with_port("::1"), "[::1]:9971");
        assert_eq!(with_port("[::1]:5"), "[::1]:5");
        assert_eq!(with_port("host"), "host:9971");
        assert_eq!(with_port("127.0.0.1:40000"), "127.0.0.1:40000");
    }
}
