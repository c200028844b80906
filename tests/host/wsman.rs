//! WMI over WS-Management, sealed, against NTLM and framing that others wrote.

use super::{Breakers, ask, python};
use bailiwick::hostprobe::{HostPorts, HostSettings, Trust, WmiSettings};
use bailiwick::model::host::{Carrier, FaultClass, HostFindings, Stage, WmiIdentity};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::NamedTempFile;
use uuid::Uuid;

/// The peer's program.
pub(crate) const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/host/wsman_peer.py");

/// How long a peer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

const UUID: Uuid = Uuid::from_u128(0x00112233_4455_6677_8899_aabbccddeeff);

/// A peer; stopped when dropped.
pub(crate) struct Peer {
    child: Child,
    port: u16,
    lines: Receiver<String>,
}

impl Peer {
    fn start(mode: &str, uuid: &str) -> Option<Self> {
        Self::start_with(mode, uuid, &[])
    }

    fn start_with(mode: &str, uuid: &str, more: &[&Path]) -> Option<Self> {
        let mut command = Command::new(python("spnego, pypsrp")?);
        command.args([SCRIPT, mode, uuid]).args(more).env("PEER_USER", ":reader:Secret-1");
        Some(Self::spawn(&mut command))
    }

    /// Starts the peer by a command that somebody else has prepared.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (told, lines) = channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| told.send(line)));
        let first = lines.recv_timeout(PATIENCE).expect("the peer starts");
        let port = first.strip_prefix("port ").unwrap().parse().unwrap();
        Self { child, port, lines }
    }

    /// Returns where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Returns what the peer has seen since it was last asked. Its lines come by a pipe and a thread, so an answer on
    /// the socket may be here before them; a mark that it sends back comes behind them.
    pub(crate) fn seen(&self) -> Vec<String> {
        const MARK: &str = "that is all";
        writeln!(self.child.stdin.as_ref().unwrap(), "{MARK}").unwrap();
        let next = || self.lines.recv_timeout(PATIENCE).expect("the peer sends the mark back");
        std::iter::repeat_with(next).take_while(|line| line != MARK).collect()
    }

    /// Asks with a password, and returns what the peer saw too.
    async fn ask(&self, password: &str, breakers: &Arc<Breakers>) -> (HostFindings, Vec<String>) {
        self.ask_in(None, password, breakers).await
    }

    /// The same, in TLS where there is somebody to trust.
    async fn ask_in(
        &self,
        tls: Option<Trust>,
        password: &str,
        breakers: &Arc<Breakers>,
    ) -> (HostFindings, Vec<String>) {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("user = reader\ndomain =\npassword = {password}\n")).unwrap();
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o600)).unwrap();
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        let wmi = WmiSettings { networks, credential: file.path().into(), tls };
        let ports = HostPorts { winrm: self.port, winrm_tls: self.port, ..HostPorts::default() };
        let settings = HostSettings { carriers: vec![], ports, wmi: Some(wmi), ..HostSettings::default() };
        let found = ask(settings, IpAddr::V4(Ipv4Addr::LOCALHOST), breakers).await;
        (found, self.seen())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn identity(found: &HostFindings) -> &WmiIdentity {
    let wmi = found.wmi.as_ref().unwrap_or_else(|| panic!("{found:?}"));
    &wmi.identity
}

pub(crate) fn count(seen: &[String], word: &str) -> usize {
    seen.iter().filter(|line| line.starts_with(word)).count()
}

#[tokio::test]
async fn amt_33_both_questions_are_sealed_on_one_connection_behind_one_logon() {
    let Some(peer) = Peer::start("good", &UUID.to_string()) else { return };
    let (found, seen) = peer.ask("Secret-1", &Arc::default()).await;
    let told = identity(&found);
    assert_eq!(found.wmi.as_ref().map(|wmi| wmi.carrier), Some(Carrier::Wmi));
    assert_eq!((told.dns_host_name.as_str(), told.domain.as_str()), ("pc42", "corp.example"));
    assert_eq!((told.part_of_domain, told.uuid), (true, Some(UUID)));
    assert_eq!((count(&seen, "authenticate"), count(&seen, "query"), count(&seen, "plaintext")), (1, 2, 0), "{seen:?}");
    assert_eq!(found.account.as_deref(), Some("reader"));
    assert!(!format!("{found:?}").contains("Secret-1"));
}

#[tokio::test]
async fn amt_33_a_wrong_password_is_tried_exactly_once() {
    let Some(peer) = Peer::start("good", &UUID.to_string()) else { return };
    let breakers = Arc::new(Breakers::default());
    let (found, seen) = peer.ask("wrong", &breakers).await;
    assert_eq!((found.faults[0].stage, found.faults[0].class), (Stage::Auth, FaultClass::BadCredentials), "{found:?}");
    assert_eq!((count(&seen, "authenticate"), count(&seen, "plaintext")), (1, 0), "{seen:?}");
    let (again, seen) = peer.ask("Secret-1", &breakers).await;
    assert_eq!(again.faults[0].class, FaultClass::BreakerOpen, "until somebody clears it");
    assert_eq!(count(&seen, "authenticate"), 0);
}

#[tokio::test]
async fn amt_33_rows_are_read_however_the_server_hands_them_out() {
    for mode in ["pull", "crlf"] {
        let Some(peer) = Peer::start(mode, &UUID.to_string()) else { return };
        let (found, seen) = peer.ask("Secret-1", &Arc::default()).await;
        assert_eq!(identity(&found).uuid, Some(UUID), "{mode}");
        assert_eq!(count(&seen, "pull"), if mode == "pull" { 2 } else { 0 });
    }
}

#[tokio::test]
async fn amt_33_what_the_host_says_is_told_as_it_is() {
    let Some(workgroup) = Peer::start("workgroup", "03000200-0400-0500-0006-000700080009") else { return };
    let (found, _) = workgroup.ask("Secret-1", &Arc::default()).await;
    let told = identity(&found);
    assert_eq!((told.part_of_domain, told.domain.as_str()), (false, "workgroup"));
    assert_eq!(told.uuid, Some(Uuid::from_u128(0x03000200_0400_0500_0006_000700080009)));
}

#[tokio::test]
async fn amt_33_a_sealed_fault_is_opened_and_a_plain_answer_is_refused() {
    let Some(faulty) = Peer::start("fault", &UUID.to_string()) else { return };
    let (found, _) = faulty.ask("Secret-1", &Arc::default()).await;
    assert_eq!((found.faults[0].stage, found.faults[0].class), (Stage::Query, FaultClass::AccessDenied), "{found:?}");
    let Some(plain) = Peer::start("answers-plain", &UUID.to_string()) else { return };
    let (found, _) = plain.ask("Secret-1", &Arc::default()).await;
    assert_eq!((found.faults[0].stage, found.faults[0].class), (Stage::Decode, FaultClass::Malformed), "{found:?}");
}

#[tokio::test]
async fn amt_33_in_tls_only_a_trusted_certificate_gets_a_logon() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let (both, certificate, authority) = (place("both.pem"), place("leaf.pem"), place("authority.pem"));
    let make = |arguments: &str| {
        let new = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 ";
        let words = (new.to_owned() + arguments).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let made = Command::new("openssl").current_dir(folder.path()).args(words).output();
        made.is_ok_and(|done| done.status.success())
    };
    let made = make("-subj /CN=authority -keyout authority.key -out authority.pem")
        && make(
            "-subj /CN=pc42 -CA authority.pem -CAkey authority.key -addext subjectAltName=IP:127.0.0.1 \
             -addext basicConstraints=critical,CA:FALSE -keyout both.pem -out leaf.pem",
        );
    if !super::available("openssl 3", made) {
        return;
    }
    let text = std::fs::read_to_string(&both).unwrap() + &std::fs::read_to_string(&certificate).unwrap();
    std::fs::write(&both, text).unwrap();
    let Some(peer) = Peer::start_with("good", &UUID.to_string(), &[&both]) else { return };

    let stranger = Some(Trust::Pins(vec![[7; 32]]));
    let (found, seen) = peer.ask_in(stranger, "Secret-1", &Arc::default()).await;
    assert_eq!((found.faults[0].stage, found.faults[0].class), (Stage::Connect, FaultClass::WrongService), "{found:?}");
    assert_eq!(seen, Vec::<String>::new(), "no logon with a stranger");

    let digest = Command::new("openssl").args(["x509", "-outform", "der", "-in"]).arg(&certificate).output().unwrap();
    let pin = ring::digest::digest(&ring::digest::SHA256, &digest.stdout).as_ref().try_into().unwrap();
    for trust in [Trust::Pins(vec![pin]), Trust::Authority(authority)] {
        let (found, seen) = peer.ask_in(Some(trust), "Secret-1", &Arc::default()).await;
        assert_eq!(identity(&found).uuid, Some(UUID), "{found:?}");
        assert_eq!(found.wmi.map(|wmi| wmi.carrier), Some(Carrier::WmiTls));
        assert_eq!((count(&seen, "authenticate"), count(&seen, "query")), (1, 2));
    }
}
