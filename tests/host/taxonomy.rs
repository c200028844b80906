//! Every class of the failure taxonomy: something that produces it, and a sentence that says it.
//!
//! The list is a `match`, so a class without its producer does not compile.

use super::peer::{closed, peer};
use super::wsman::{Peer, SCRIPT};
use super::{Breakers, python};
use bailiwick::config::Locale;
use bailiwick::hostprobe::{HostPorts, HostProber, HostSettings, WmiSettings};
use bailiwick::model::evidence::Gathered;
use bailiwick::model::host::{Breaker, Carrier, FaultClass, HostFindings, HostQuestion, ToldByWmi, WmiIdentity};
use bailiwick::port::{HostBreakers, HostProbe as _, SystemClock};
use bailiwick::rules::identity::host_step;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use uuid::Uuid;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const HELLO: Uuid = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);

async fn silent() -> u16 {
    peer(|stream| async move {
        let _open = stream;
        std::future::pending::<Option<()>>().await
    })
    .await
}

/// An NTLM challenge of a server that offers sealing.
fn challenge(name: &str) -> Vec<u8> {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let info = [&3_u16.to_le_bytes()[..], &(name.len() as u16).to_le_bytes(), &name, &[0; 4]].concat();
    let mut message = b"NTLMSSP\0\x02\0\0\0".to_vec();
    message.extend([0, 0, 0, 0, 56, 0, 0, 0]);
    message.extend(0xe289_8235_u32.to_le_bytes());
    message.extend([9; 8]);
    message.extend([0; 8]);
    message.extend([info.len() as u8, 0, info.len() as u8, 0, 56, 0, 0, 0]);
    message.extend([10, 0, 0x63, 0x45, 0, 0, 0, 15]);
    message.extend(info);
    message
}

/// A server of HTTP that answers NTLM's first message with a challenge, and the last with `then`.
async fn winrm(challenge: Vec<u8>, then: &'static str) -> u16 {
    let first = format!(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate {}\r\nContent-Length: 0\r\n\r\n",
        STANDARD.encode(challenge)
    );
    answers(first, format!("HTTP/1.1 {then}\r\nContent-Length: 0\r\n\r\n")).await
}

async fn answers(first: String, then: String) -> u16 {
    peer(move |mut stream| {
        let answers = [first.clone(), then.clone()];
        async move {
            for answer in answers {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.ok()?);
                }
                stream.write_all(answer.as_bytes()).await.ok()?;
            }
            std::future::pending::<Option<()>>().await
        }
    })
    .await
}

/// A server of SMB that gives a challenge and then says this of the account; with none it hangs up.
async fn smb(status: Option<u32>) -> u16 {
    peer(move |mut stream| async move {
        let token = challenge("pc42.corp.example");
        for (status, token) in [(Some(0), vec![]), (Some(0xc000_0016), token), (status, vec![])] {
            let length = stream.read_u32().await.ok()?;
            stream.read_exact(&mut vec![0; length as usize]).await.ok()?;
            let mut reply = vec![0; 72];
            reply[..4].copy_from_slice(b"\xfeSMB");
            reply[8..12].copy_from_slice(&status?.to_le_bytes());
            reply[68] = 72;
            reply[70] = token.len() as u8;
            reply.extend(token);
            stream.write_u32(reply.len() as u32).await.ok()?;
            stream.write_all(&reply).await.ok()?;
        }
        std::future::pending::<Option<()>>().await
    })
    .await
}

/// How to ask, and the file that the credential is in.
struct Asking {
    settings: HostSettings,
    file: NamedTempFile,
}

impl Asking {
    /// Asks by one carrier, at a port.
    fn by(carrier: Carrier, port: u16) -> Self {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "user = reader\npassword = Secret-1\n").unwrap();
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o600)).unwrap();
        let settings = HostSettings {
            carriers: vec![carrier],
            ports: HostPorts { smb: port, rpc: port, winrm: port, winrm_tls: port },
            connect: Duration::from_millis(500),
            read: Duration::from_millis(500),
            step: Duration::from_secs(5),
            ..HostSettings::default()
        };
        Self { settings, file }
    }

    /// Asks by WMI alone.
    fn wmi(port: u16) -> Self {
        let mut asking = Self::by(Carrier::Winrm, port);
        asking.settings.carriers.clear();
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        asking.settings.wmi = Some(WmiSettings { networks, credential: asking.file.path().into(), tls: None });
        asking
    }

    /// Asks by WMI a host whose SMB says this of the account.
    async fn refused(status: u32) -> Self {
        let mut asking = Self::wmi(winrm(challenge("pc42.corp.example"), "401 Unauthorized").await);
        asking.settings.carriers = vec![Carrier::Smb];
        asking.settings.ports.smb = smb(Some(status)).await;
        asking
    }

    async fn classes(&self) -> Vec<FaultClass> {
        self.with(&Arc::default()).await
    }

    async fn with(&self, breakers: &Arc<Breakers>) -> Vec<FaultClass> {
        let breakers = Arc::clone(breakers) as Arc<dyn HostBreakers>;
        let prober = HostProber::new(self.settings.clone(), breakers, Arc::new(SystemClock));
        told(&prober.probe(HostQuestion { address: HERE, wmi: true }).await)
    }
}

fn told(found: &Gathered<HostFindings>) -> Vec<FaultClass> {
    let (step, _) = host_step(found, Some(HELLO));
    step.attempts.iter().filter_map(|attempt| attempt.class).collect()
}

/// What a host says of itself by WMI, judged.
fn judged(uuid: Option<Uuid>) -> Vec<FaultClass> {
    let (dns_host_name, domain) = ("pc42".into(), "corp.example".into());
    let identity = WmiIdentity { dns_host_name, domain, part_of_domain: true, uuid };
    let wmi = Some(ToldByWmi { carrier: Carrier::Wmi, identity, elapsed_ms: 1.0 });
    told(&Gathered::free(HostFindings { wmi, ..HostFindings::default() }))
}

/// A host whose firewall drops what it is sent: here, one whose queue of connections is full.
async fn filtered() -> (Asking, TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(HERE, 0)).unwrap();
    let listener = socket.listen(0).unwrap();
    let (address, mut waiting) = (listener.local_addr().unwrap(), Vec::new());
    while let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(300), TcpStream::connect(address)).await {
        waiting.push(stream);
    }
    (Asking::by(Carrier::Smb, address.port()), listener, waiting)
}

/// Returns the classes of a host that shows this one; none, said aloud, where the peer that shows it is missing.
async fn produced(class: FaultClass) -> Option<Vec<FaultClass>> {
    let name = "pc42.corp.example";
    Some(match class {
        FaultClass::UnreachableFiltered => {
            let (asking, _listener, _waiting) = filtered().await;
            asking.classes().await
        }
        FaultClass::UnreachableClosed => Asking::by(Carrier::Smb, closed().await).classes().await,
        FaultClass::NoAnswer => Asking::by(Carrier::Rpc, silent().await).classes().await,
        FaultClass::Reset => {
            let port = peer(|stream| async move { stream.set_zero_linger().ok() }).await;
            Asking::by(Carrier::Smb, port).classes().await
        }
        FaultClass::WrongService => {
            let port = answers("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into(), String::new()).await;
            Asking::by(Carrier::Winrm, port).classes().await
        }
        FaultClass::NoNtlm => {
            let kerberos = "HTTP/1.1 401 No\r\nWWW-Authenticate: Kerberos\r\nContent-Length: 0\r\n\r\n";
            Asking::by(Carrier::Winrm, answers(kerberos.into(), String::new()).await).classes().await
        }
        // Without SMB there is no more to be known than this.
        FaultClass::BadCredentials => Asking::wmi(winrm(challenge(name), "401 Unauthorized").await).classes().await,
        FaultClass::AccountLocked => Asking::refused(0xc000_0234).await.classes().await,
        FaultClass::AccountDisabled => Asking::refused(0xc000_0072).await.classes().await,
        FaultClass::AccountExpired => Asking::refused(0xc000_0193).await.classes().await,
        FaultClass::PasswordExpired => Asking::refused(0xc000_0071).await.classes().await,
        FaultClass::AccountState => Asking::refused(0xc000_006e).await.classes().await,
        FaultClass::AccessDenied => Asking::wmi(winrm(challenge(name), "403 Forbidden").await).classes().await,
        FaultClass::NoDomainController => Asking::refused(0xc000_005e).await.classes().await,
        FaultClass::NeedsEncryption => {
            let mut plain = challenge(name);
            plain[20] &= !0x20;
            Asking::wmi(winrm(plain, "401 Unauthorized").await).classes().await
        }
        FaultClass::Malformed => {
            let cut = challenge(name)[..60].to_vec();
            Asking::by(Carrier::Winrm, winrm(cut, "401 Unauthorized").await).classes().await
        }
        FaultClass::WmiError => {
            let mut command = Command::new(python("spnego, pypsrp")?);
            command.args([SCRIPT, "broken", &HELLO.to_string()]).env("PEER_USER", ":reader:Secret-1");
            let peer = Peer::spawn(&mut command);
            let mut asking = Asking::wmi(peer.port());
            asking.settings.read = Duration::from_secs(4);
            asking.classes().await
        }
        FaultClass::NotDomainJoined => {
            Asking::by(Carrier::Winrm, winrm(challenge("pc42"), "401 Unauthorized").await).classes().await
        }
        FaultClass::InvalidName => {
            let hostile = challenge("pc42.corp\u{1b}[2J.example");
            Asking::by(Carrier::Winrm, winrm(hostile, "401 Unauthorized").await).classes().await
        }
        FaultClass::UuidMismatch => judged(Some(Uuid::from_u128(7))),
        FaultClass::UuidUnusable => judged(Some(Uuid::from_u128(0x0300_0200_0400_0500_0006_0007_0008_0009))),
        FaultClass::BreakerOpen => {
            let breakers = Arc::new(Breakers::default());
            let asking = Asking::refused(0xc000_006d).await;
            let breaker = Breaker {
                account: "READER".into(),
                class: FaultClass::BadCredentials,
                code: "SMB 0xC000006D".into(),
                address: HERE,
                tripped_at: chrono::Utc::now(),
            };
            breakers.trip(&breaker).await.unwrap();
            asking.with(&breakers).await
        }
        FaultClass::NotAllowed => {
            let mut asking = Asking::wmi(silent().await);
            asking.settings.wmi.as_mut().unwrap().networks = vec!["10.0.0.0/8".parse().unwrap()];
            asking.classes().await
        }
        FaultClass::NoCredential => {
            let asking = Asking::wmi(silent().await);
            std::fs::remove_file(asking.file.path()).unwrap();
            asking.classes().await
        }
        FaultClass::Deadline => {
            let mut asking = Asking::by(Carrier::Smb, silent().await);
            (asking.settings.read, asking.settings.step) = (Duration::from_secs(60), Duration::from_millis(200));
            asking.classes().await
        }
    })
}

#[tokio::test]
async fn amt_33_every_class_of_the_taxonomy_is_produced_and_said() {
    let locale = Locale::load("en", None).unwrap();
    for class in FaultClass::ALL {
        let id = format!("host-fault-{}", class.name().replace('_', "-"));
        assert!(locale.find(&id).is_some() && locale.find(&format!("{id}.hint")).is_some(), "{id} is not said");
        if let Some(classes) = produced(class).await {
            assert_eq!(classes.last(), Some(&class), "{class:?}: {classes:?}");
        }
    }
}

#[tokio::test]
async fn amt_33_a_logon_that_smb_leaves_unanswered_is_not_tried_again_by_winrm() {
    let port = winrm(challenge("pc42.corp.example"), "401 Unauthorized").await;
    let mut asking = Asking::wmi(port);
    asking.settings.carriers = vec![Carrier::Smb];
    // It hangs up on whoever names an account.
    asking.settings.ports.smb = smb(None).await;
    assert_eq!(asking.classes().await, [FaultClass::Reset], "and not that WinRM refused it: it was not asked");
}
