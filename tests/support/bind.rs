//! BIND (`named`, Debian package `bind9`) as authoritative server for zones of the test's choice.
//!
//! ```ignore
//! let Some(bind) = Bind::start(&[BindZone::new("example", "pc1 A 192.0.2.7")]) else { return };
//! ```

use std::fmt::Write as _;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Answers of our own status zone: when BIND gives it, all zones have been read.
const READY: &str = "ready.invalid";

/// A zone to serve.
pub(crate) struct BindZone {
    origin: String,
    text: String,
}

impl BindZone {
    /// Makes a zone from lines of a zone file; the start of authority and the name server are added.
    pub(crate) fn new(origin: &str, records: &str) -> Self {
        let text =
            format!("$TTL 5\n@ IN SOA ns.invalid. root.invalid. 1 3600 600 86400 5\n@ IN NS ns.invalid.\n{records}\n");
        Self { origin: origin.to_owned(), text }
    }

    /// Makes a zone whose file cannot be read: BIND answers SERVFAIL for it.
    pub(crate) fn broken(origin: &str) -> Self {
        Self { origin: origin.to_owned(), text: "this is ( not a zone\n".to_owned() }
    }
}

/// A running BIND; stopped when dropped.
pub(crate) struct Bind {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Bind {
    /// Starts BIND and waits until it answers; none when it is not installed (see `mod.rs`). It serves the given zones,
    /// refuses all others, and listens on UDP and TCP.
    pub(crate) fn start(zones: &[BindZone]) -> Option<Self> {
        let Some(program) = program() else {
            assert!(std::env::var("BAILIWICK_REQUIRE_SERVERS").as_deref() != Ok("1"), "named is not installed");
            println!("skipped: named is not installed (Debian package bind9)");
            return None;
        };
        // The port is free when it is looked for and may be taken when BIND binds it: then another one is tried.
        (0..5).find_map(|_| Self::try_start(program, zones)).or_else(|| panic!("named did not start"))
    }

    /// Returns where it listens.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.address
    }

    fn try_start(program: &str, zones: &[BindZone]) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let address = free_address();
        write_configuration(folder.path(), address, zones);
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let child = Command::new(program)
            .args(["-g", "-n", "1", "-c", "named.conf"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut bind = Self { child, address, _folder: folder };
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline && bind.child.try_wait().unwrap().is_none() {
            if answers(address) {
                return Some(bind);
            }
        }
        println!("{}", fs::read_to_string(bind._folder.path().join("log")).unwrap_or_default());
        None
    }
}

impl Drop for Bind {
    fn drop(&mut self) {
        // The process may have ended by itself; there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns how to call BIND: the folder for daemons is not on everybody's path.
fn program() -> Option<&'static str> {
    let runs = |program: &&str| {
        let status = Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    ["named", "/usr/sbin/named"].into_iter().find(runs)
}

fn free_address() -> SocketAddr {
    loop {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = tcp.local_addr().unwrap();
        if UdpSocket::bind(address).is_ok() {
            return address;
        }
    }
}

fn write_configuration(folder: &Path, address: SocketAddr, zones: &[BindZone]) {
    let mut configuration = format!(
        "options {{ directory \"{}\"; listen-on port {} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; recursion no;
         pid-file none; session-keyfile none; dnssec-validation no; notify no; allow-query {{ any; }};
         empty-zones-enable no; check-names primary ignore; }};\ncontrols {{ }};\n",
        folder.display(),
        address.port()
    );
    let ready = BindZone::new(READY, "");
    for (number, zone) in zones.iter().chain([&ready]).enumerate() {
        writeln!(configuration, "zone \"{}\" {{ type primary; file \"zone{number}\"; }};", zone.origin).unwrap();
        fs::write(folder.join(format!("zone{number}")), &zone.text).unwrap();
    }
    fs::write(folder.join("named.conf"), configuration).unwrap();
}

/// Asks for the start of authority of the status zone: 12 bytes header, the name, SOA, IN.
fn answers(address: SocketAddr) -> bool {
    let mut question = vec![0x4a, 0x4a, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in READY.split('.') {
        question.push(label.len() as u8);
        question.extend(label.as_bytes());
    }
    question.extend([0, 0, 6, 0, 1]);
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut answer = [0; 512];
    let received = socket.connect(address).and_then(|()| socket.send(&question)).and_then(|_| socket.recv(&mut answer));
    // No error code, and one answer.
    let ready = received.is_ok_and(|length| length > 12) && answer[3] & 0x0f == 0 && answer[7] == 1;
    if !ready {
        std::thread::sleep(Duration::from_millis(10));
    }
    ready
}
