//! Challenges of a real Samba server.

use super::{Breakers, ask, available, python};
use bailiwick::hostprobe::{HostPorts, HostSettings};
use bailiwick::model::host::{Carrier, FaultClass, HostFindings};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server that believes to have this name; stopped when dropped.
struct Samba {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Samba {
    /// Starts it on an address of its own, since a test's neighbours start theirs.
    fn start(last: u8, fqdn: &str, settings: &[&str]) -> Option<Self> {
        let root = rustix::process::geteuid().is_root();
        let installed = ["/usr/sbin/smbd", "/usr/bin/unshare"].iter().all(|path| std::path::Path::new(path).exists());
        if !available("Samba (Debian package samba, as root)", root && installed) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let address = IpAddr::from([127, 0, 77, last]);
        let port = TcpListener::bind((address, 0)).unwrap().local_addr().unwrap().port();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/host/samba.sh");
        let child = Command::new(script)
            .arg(folder.path())
            .args([&address.to_string(), &port.to_string(), fqdn])
            .args(settings)
            // It ends its whole process group with itself.
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let address = SocketAddr::new(address, port);
        let samba = Self { child, address, _folder: folder };
        let started = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(60), "Samba did not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(samba)
    }

    async fn challenge(&self) -> HostFindings {
        let port = self.address.port();
        let ports = HostPorts { smb: port, ..HostPorts::default() };
        let settings = HostSettings { carriers: vec![Carrier::Smb], ports, ..HostSettings::default() };
        ask(settings, self.address.ip(), &Arc::new(Breakers::default())).await
    }
}

impl Drop for Samba {
    fn drop(&mut self) {
        // It ends its own children when it is asked to end, and only then.
        let pid = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = self.child.wait();
    }
}

fn name(findings: &HostFindings) -> Option<&str> {
    findings.told.as_ref().map(|told| told.fqdn.as_str())
}

#[tokio::test]
async fn amt_33_samba_tells_its_name_in_the_challenge_and_impacket_agrees() {
    let Some(samba) = Samba::start(1, "pc42.corp.example", &[]) else { return };
    let found = samba.challenge().await;
    assert_eq!(name(&found), Some("pc42.corp.example"), "{found:?}");
    assert_eq!(found.faults, []);
    let Some(python) = python("impacket") else { return };
    let script = "import sys\nfrom impacket.smbconnection import SMBConnection\n\
        c = SMBConnection(sys.argv[1], sys.argv[1], sess_port=int(sys.argv[2]))\n\
        c.login('', '')\nprint(c.getServerDNSHostName())";
    let (ip, port) = (samba.address.ip().to_string(), samba.address.port().to_string());
    let witness = Command::new(python).args(["-c", script, &ip, &port]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&witness.stdout).trim(), "pc42.corp.example", "{witness:?}");
}

#[tokio::test]
async fn amt_33_a_challenge_comes_whatever_the_server_demands() {
    for (last, settings) in [
        (2, ["server min protocol = SMB3_11"].as_slice()),
        (3, &["server signing = mandatory", "smb encrypt = required", "restrict anonymous = 2"]),
        (4, &["ntlm auth = disabled"]),
    ] {
        let Some(samba) = Samba::start(last, "pc43.corp.example", settings) else { return };
        let found = samba.challenge().await;
        assert_eq!(name(&found), Some("pc43.corp.example"), "{settings:?}: {found:?}");
    }
}

#[tokio::test]
async fn amt_33_a_server_without_a_domain_gives_no_full_name() {
    let Some(samba) = Samba::start(5, "pc44", &[]) else { return };
    let found = samba.challenge().await;
    assert_eq!(name(&found), None);
    assert_eq!(found.faults[0].class, FaultClass::NotDomainJoined, "{found:?}");
    assert_eq!(found.faults[0].code, "pc44");
}

#[tokio::test]
async fn amt_33_a_server_that_is_too_old_is_told_from_one_that_is_silent() {
    let Some(samba) = Samba::start(6, "pc45.corp.example", &["server max protocol = NT1", "server min protocol = NT1"])
    else {
        return;
    };
    let found = samba.challenge().await;
    assert_eq!(found.faults[0].class, FaultClass::WrongService, "{found:?}");
}
