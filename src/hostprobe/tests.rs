//! Challenges that a stranger may send, and peers on loopback that misbehave.

#[path = "../../tests/support/peer.rs"]
mod peer;

use super::ntlm::{self, BadChallenge};
use super::{HostPorts, HostProber, HostSettings, WmiSettings};
use crate::model::host::{Breaker, Carrier, FaultClass, HostFault, HostFindings, HostQuestion, Stage};
use crate::port::{HostBreakers, HostProbe as _, StoreError, StoreResult, SystemClock};
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use peer::{closed, peer};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn pair(id: u16, value: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &u16::try_from(value.len()).unwrap().to_le_bytes(), value].concat()
}

fn challenge_with(flags: u32, info: &[u8]) -> Vec<u8> {
    let length = u16::try_from(info.len()).unwrap().to_le_bytes();
    let mut message = b"NTLMSSP\0\x02\0\0\0".to_vec();
    message.extend([0; 8]);
    message.extend(flags.to_le_bytes());
    message.extend([9; 8]);
    message.extend([0; 8]);
    message.extend([length, length].concat());
    message.extend(56_u32.to_le_bytes());
    message.extend([10, 0, 0x63, 0x45, 0, 0, 0, 15]);
    message.extend(info);
    message
}

fn names(fqdn: &str) -> Vec<u8> {
    let (nb, dns, end) = (pair(2, &utf16("CORP")), pair(3, &utf16(fqdn)), pair(0, &[]));
    [nb, dns, pair(7, &[1; 8]), end].concat()
}

fn challenge(fqdn: &str) -> Vec<u8> {
    challenge_with(ntlm::SEALING | 0x0208_8205, &names(fqdn))
}

#[test]
fn amt_33_a_challenge_tells_the_name() {
    let read = ntlm::parse(&challenge("PC42.corp.example")).unwrap();
    assert_eq!(read.dns_computer.as_deref(), Some("PC42.corp.example"));
    assert_eq!(read.nb_domain.as_deref(), Some("CORP"));
    let wrapped = [&[0xa1, 0x81, 0x99][..], &challenge("a.example")].concat();
    assert_eq!(ntlm::parse(ntlm::inside(&wrapped).unwrap()).unwrap().dns_computer.as_deref(), Some("a.example"));
}

#[test]
fn amt_33_hostile_challenges_are_errors() {
    let good = challenge("pc42.corp.example");
    for cut in 0..good.len() {
        assert!(ntlm::parse(&good[..cut]).is_err(), "cut at {cut}");
    }
    let with = |info: &[u8]| ntlm::parse(&challenge_with(0, info)).map(|read| read.dns_computer);
    assert_eq!(with(&pair(3, &utf16("pc.example"))), Err(BadChallenge::Unterminated));
    assert_eq!(with(&[3, 0, 0xff, 0xff, 65, 0]), Err(BadChallenge::Unterminated));
    assert_eq!(with(&[0]), Err(BadChallenge::Unterminated));
    assert_eq!(with(&pair(1, b"a").repeat(40)), Err(BadChallenge::Text));
    assert_eq!(with(&pair(9, b"").repeat(40)), Err(BadChallenge::Pairs));
    assert_eq!(with(&[pair(3, &[0x00, 0xd8]), pair(0, &[])].concat()), Err(BadChallenge::Text));
    assert_eq!(with(&[]), Ok(None));
    assert_eq!(with(&pair(0, &[])), Ok(None));
    // A length with nothing behind it, as in recorded attacks; an offset before the payload; one beyond everything.
    for (at, value) in [(44, 0xffff_fff0_u32), (44, 8), (44, 4000)] {
        let mut message = good.clone();
        message[at..at + 4].copy_from_slice(&value.to_le_bytes());
        assert_eq!(ntlm::parse(&message), Err(BadChallenge::Range), "{value}");
    }
    assert_eq!(ntlm::parse(&[good, vec![0; 20_000]].concat()), Err(BadChallenge::Large));
}

proptest! {
    #[test]
    fn amt_33_no_challenge_upsets_the_reader(info in prop::collection::vec(any::<u8>(), 0..300), at in 12..48_usize, byte: u8) {
        let mut message = challenge_with(0, &info);
        let _ = ntlm::parse(&message);
        message[at] = byte;
        let _ = ntlm::parse(&message);
        let _ = ntlm::parse(&info);
    }
}

/// Breakers in memory.
#[derive(Default)]
struct Breakers {
    open: Mutex<Vec<Breaker>>,
    fails: AtomicBool,
}

#[async_trait]
impl HostBreakers for Breakers {
    async fn breakers(&self) -> StoreResult<Vec<Breaker>> {
        Ok(self.open.lock().unwrap().clone())
    }
    async fn trip(&self, breaker: &Breaker) -> StoreResult<()> {
        if self.fails.load(SeqCst) {
            return Err(StoreError::Full);
        }
        self.open.lock().unwrap().push(breaker.clone());
        Ok(())
    }
}

fn only(carrier: Carrier, port: u16) -> HostSettings {
    HostSettings {
        carriers: vec![carrier],
        ports: HostPorts { smb: port, rpc: port, winrm: port, winrm_tls: port },
        connect: Duration::from_secs(3),
        read: Duration::from_millis(300),
        step: Duration::from_secs(5),
        ..HostSettings::default()
    }
}

fn prober(settings: HostSettings, breakers: &Arc<Breakers>) -> HostProber {
    HostProber::new(settings, Arc::clone(breakers) as Arc<dyn HostBreakers>, Arc::new(SystemClock))
}

async fn ask(prober: &HostProber) -> HostFindings {
    prober.probe(HostQuestion { address: HERE, wmi: true }).await.answer
}

async fn fault(settings: HostSettings) -> (Stage, FaultClass) {
    let findings = ask(&prober(settings, &Arc::default())).await;
    match &findings.faults[..] {
        [HostFault { stage, class, .. }] => (*stage, *class),
        other => panic!("{other:?}"),
    }
}

/// Reads a request of HTTP with its body. Returns its head; none at the end.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase().strip_prefix("content-length:").and_then(|length| length.trim().parse().ok())
    });
    stream.read_exact(&mut vec![0; length.unwrap_or(0)]).await.ok()?;
    Some(head)
}

fn unauthorized(challenge: &[u8]) -> String {
    let token = STANDARD.encode(challenge);
    format!("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate {token}\r\nContent-Length: 0\r\n\r\n")
}

#[tokio::test]
async fn amt_33_what_goes_wrong_on_the_way_to_a_challenge_has_its_class() {
    assert_eq!(fault(only(Carrier::Smb, closed().await)).await, (Stage::Connect, FaultClass::UnreachableClosed));
    let silent = peer(|stream| async move {
        let _stream = stream;
        std::future::pending::<()>().await
    })
    .await;
    assert_eq!(fault(only(Carrier::Rpc, silent)).await, (Stage::Challenge, FaultClass::NoAnswer));
    let reset = peer(|stream| async move {
        stream.set_zero_linger().unwrap();
    })
    .await;
    assert_eq!(fault(only(Carrier::Smb, reset)).await, (Stage::Challenge, FaultClass::Reset));
    let web = peer(|mut stream| async move {
        request(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await;
    })
    .await;
    assert_eq!(fault(only(Carrier::Winrm, web)).await, (Stage::Challenge, FaultClass::WrongService));
    let talkative = peer(|mut stream| async move {
        let _ = stream.write_all(&[0, 0xff, 0xff, 0xff]).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    })
    .await;
    assert_eq!(fault(only(Carrier::Smb, talkative)).await, (Stage::Challenge, FaultClass::Malformed));
    let kerberos = peer(|mut stream| async move {
        request(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 401 No\r\nWWW-Authenticate: Kerberos\r\nContent-Length: 0\r\n\r\n").await;
    })
    .await;
    assert_eq!(fault(only(Carrier::Winrm, kerberos)).await, (Stage::Challenge, FaultClass::NoNtlm));
}

#[tokio::test]
async fn amt_33_only_a_full_host_name_is_taken_from_a_challenge() {
    for (told, class) in [
        ("PC42.Corp.Example", None),
        ("pc42", Some(FaultClass::NotDomainJoined)),
        ("pc42.corp\u{1b}[2J.example", Some(FaultClass::InvalidName)),
        ("pc42.corp.example\u{202e}", Some(FaultClass::InvalidName)),
        ("10.0.0.1", Some(FaultClass::InvalidName)),
        ("", Some(FaultClass::InvalidName)),
    ] {
        let answer = unauthorized(&challenge(told));
        let port = peer(move |mut stream| {
            let answer = answer.clone();
            async move {
                request(&mut stream).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        })
        .await;
        let findings = ask(&prober(only(Carrier::Winrm, port), &Arc::default())).await;
        assert_eq!(findings.faults.first().map(|fault| fault.class), class, "{told:?}");
        let name = findings.told.map(|told| told.fqdn);
        assert_eq!(name.as_deref(), class.is_none().then_some("pc42.corp.example"), "{told:?}");
    }
}

#[tokio::test]
async fn amt_33_the_step_ends_at_its_deadline_and_keeps_what_it_knows() {
    let silent = peer(|stream| async move {
        let _stream = stream;
        std::future::pending::<()>().await
    })
    .await;
    let mut settings = only(Carrier::Smb, silent);
    settings.carriers = vec![Carrier::Smb, Carrier::Rpc];
    settings.ports.smb = closed().await;
    (settings.read, settings.step) = (Duration::from_secs(60), Duration::from_millis(200));
    let findings = ask(&prober(settings, &Arc::default())).await;
    let classes: Vec<_> = findings.faults.iter().map(|fault| fault.class).collect();
    assert_eq!(classes, [FaultClass::UnreachableClosed, FaultClass::Deadline]);
}

/// A peer of WinRM that refuses every logon and counts them.
async fn refusing(flags: u32, logons: Arc<AtomicUsize>, connections: Arc<AtomicUsize>) -> u16 {
    let answer = unauthorized(&challenge_with(flags, &names("pc42.corp.example")));
    peer(move |mut stream| {
        let (answer, logons) = (answer.clone(), Arc::clone(&logons));
        connections.fetch_add(1, SeqCst);
        async move {
            while let Some(head) = request(&mut stream).await {
                let token = head.split("Negotiate ").nth(1).and_then(|rest| rest.split("\r\n").next()).unwrap_or("");
                let message = STANDARD.decode(token).unwrap_or_default();
                let authenticates = message.get(8) == Some(&3);
                if authenticates {
                    logons.fetch_add(1, SeqCst);
                }
                let refusal = "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
                let reply = if authenticates { refusal } else { answer.as_str() };
                if stream.write_all(reply.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    })
    .await
}

fn with_wmi(port: u16, networks: &str) -> (HostSettings, tempfile::NamedTempFile) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "user = reader\ndomain = CORP\npassword = wrong\n").unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o600)).unwrap();
    let wmi = WmiSettings { networks: vec![networks.parse().unwrap()], credential: file.path().into(), tls: None };
    (HostSettings { carriers: vec![], wmi: Some(wmi), ..only(Carrier::Winrm, port) }, file)
}

const OFFERED: u32 = ntlm::SEALING | 0x0208_8205;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amt_33_one_refusal_stops_every_other_logon_until_somebody_clears_it() {
    let (logons, connections) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let port = refusing(OFFERED, Arc::clone(&logons), connections).await;
    let (settings, _file) = with_wmi(port, "127.0.0.0/8");
    let breakers: Arc<Breakers> = Arc::default();
    let prober = Arc::new(prober(settings, &breakers));
    let storm: Vec<_> = (0..20)
        .map(|_| {
            tokio::spawn({
                let p = Arc::clone(&prober);
                async move { ask(&p).await }
            })
        })
        .collect();
    let mut classes = Vec::new();
    for one in storm {
        classes.extend(one.await.unwrap().faults.iter().map(|fault| fault.class));
    }
    assert_eq!(logons.load(SeqCst), 1, "200 hellos with an expired password must not lock the account");
    assert_eq!(classes.iter().filter(|class| **class == FaultClass::BadCredentials).count(), 1);
    assert_eq!(classes.iter().filter(|class| **class == FaultClass::BreakerOpen).count(), 19);
    assert_eq!(breakers.open.lock().unwrap()[0].account, "CORP\\reader");
    breakers.open.lock().unwrap().clear();
    assert_eq!(ask(&prober).await.faults[0].class, FaultClass::BadCredentials);
    assert_eq!(logons.load(SeqCst), 2);
}

#[tokio::test]
async fn amt_33_a_refusal_that_cannot_be_stored_still_stops_the_next_logon() {
    let (logons, connections) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let port = refusing(OFFERED, Arc::clone(&logons), connections).await;
    let (settings, _file) = with_wmi(port, "127.0.0.0/8");
    let breakers: Arc<Breakers> = Arc::default();
    breakers.fails.store(true, SeqCst);
    let prober = prober(settings, &breakers);
    assert_eq!(ask(&prober).await.faults[0].class, FaultClass::BadCredentials);
    assert_eq!(ask(&prober).await.faults[0].class, FaultClass::BreakerOpen);
    breakers.fails.store(false, SeqCst);
    assert_eq!(ask(&prober).await.faults[0].class, FaultClass::BreakerOpen);
    assert_eq!((logons.load(SeqCst), breakers.open.lock().unwrap().len()), (1, 1));
}

#[tokio::test]
async fn amt_33_the_credential_stays_within_its_networks_its_domain_and_sealing() {
    let (logons, connections): (Arc<AtomicUsize>, Arc<AtomicUsize>) = Default::default();
    let port = refusing(OFFERED, Arc::clone(&logons), Arc::clone(&connections)).await;
    let (settings, _file) = with_wmi(port, "10.0.0.0/8");
    let outside = ask(&prober(settings, &Arc::default())).await;
    assert_eq!(outside.faults[0].class, FaultClass::NotAllowed);
    assert_eq!(connections.load(SeqCst), 0, "not even a connection");

    let (settings, file) = with_wmi(port, "127.0.0.0/8");
    std::fs::write(file.path(), "user = reader\ndomain = OTHER\npassword = x\n").unwrap();
    let foreign = ask(&prober(settings.clone(), &Arc::default())).await;
    assert_eq!(foreign.faults[0].class, FaultClass::NotAllowed);
    let not_asked = prober(settings, &Arc::default()).probe(HostQuestion { address: HERE, wmi: false }).await;
    assert_eq!((not_asked.answer.faults.len(), not_asked.answer.account), (0, None));

    // A server that does not offer sealing gets no logon at all.
    let port = refusing(OFFERED & !0x20, Arc::clone(&logons), connections).await;
    let (settings, _file) = with_wmi(port, "127.0.0.0/8");
    let plain = ask(&prober(settings, &Arc::default())).await;
    assert_eq!(plain.faults[0].class, FaultClass::NeedsEncryption);
    assert_eq!(logons.load(SeqCst), 0);
}
