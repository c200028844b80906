//! A real Active Directory domain controller: challenges by SMB and by the endpoint mapper, accounts in every state, and
//! what the controller counts. The program itself asks, on the real ports, inside the controller's network.
//!
//! One test, since a controller takes long to make.

use super::wsman::{Peer, SCRIPT, count};
use super::{available, python};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ADDRESS: &str = "127.0.0.78";
const NAME: &str = "pc42.corp.example";
const UUID: &str = "00112233-4455-6677-8899-aabbccddeeff";
const PASSWORD: &str = "Secret-1-long";

/// A controller's database, and the estate of the program that asks it.
struct Domain {
    folder: TempDir,
}

impl Domain {
    fn provision() -> Option<Self> {
        let root = rustix::process::geteuid().is_root();
        let parts = ["/usr/sbin/samba", "/usr/bin/samba-tool", "/usr/share/samba/setup", "/usr/bin/unshare"];
        let installed = parts.iter().all(|path| Path::new(path).exists());
        let what = "a Samba domain controller (Debian packages samba-ad-dc and samba-ad-provision, as root)";
        if !available(what, root && installed) {
            return None;
        }
        let domain = Self { folder: tempfile::tempdir().unwrap() };
        let made = domain.script("provision").env("ADMINISTRATOR", PASSWORD).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        domain.accounts("create");
        Some(domain)
    }

    fn script(&self, verb: &str) -> Command {
        let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/host/domain_controller.sh"));
        command.arg(self.folder.path()).arg(verb);
        command
    }

    /// Does something with the accounts in the controller's database. Returns what it prints.
    fn accounts(&self, verb: &str) -> String {
        // Samba's library is the system's, so is the Python that has it.
        let done = Command::new("/usr/bin/python3")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/host/domain_controller.py"))
            .arg(self.folder.path().join("dc/etc/smb.conf"))
            .arg(verb)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// How many wrong passwords the controller has counted against an account.
    fn refusals(&self, account: &str) -> u32 {
        let counted = self.accounts("refusals");
        let line = counted.lines().find_map(|line| line.strip_prefix(account)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{account} in {counted}")).parse().unwrap()
    }

    fn credential(&self, user: &str, password: &str) {
        let file = self.folder.path().join("data/credentials/host");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, format!("user = {user}\ndomain =\npassword = {password}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// Starts the controller with more lines in its configuration, and waits for its services.
    fn serve(&self, lines: &[&str]) -> Controller<'_> {
        let nothing = || Stdio::null();
        let child = self.script("serve").args(lines).stdout(nothing()).stderr(nothing()).spawn().unwrap();
        let controller = Controller { domain: self, child };
        let started = Instant::now();
        while !controller.listens() {
            assert!(started.elapsed() < Duration::from_secs(120), "the controller did not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        controller
    }
}

/// A controller that runs; stopped with all of its processes when dropped.
struct Controller<'a> {
    domain: &'a Domain,
    child: Child,
}

impl Controller<'_> {
    /// A program inside the controller's network, host name and mounts.
    fn inside(&self, program: &Path) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--net", "--uts", "--mount", "--target"]).arg(self.child.id().to_string()).arg(program);
        command
    }

    fn listens(&self) -> bool {
        // Ports as the kernel prints them, with 0A for a listening socket.
        let table = std::fs::read_to_string(format!("/proc/{}/net/tcp", self.child.id())).unwrap_or_default();
        let listening: Vec<&str> = table.lines().filter(|line| line.contains(" 0A ")).collect();
        ["4E00007F:01BD ", "4E00007F:0087 "].iter().all(|port| listening.iter().any(|line| line.contains(port)))
    }

    /// Asks by these carriers without a credential.
    fn challenge(&self, carrier: &str) -> Value {
        self.bailiwick(&["--set", &format!("host.carriers=[\"{carrier}\"]"), "host", "probe", ADDRESS])
    }

    /// Asks with a credential too.
    fn wmi(&self, user: &str, password: &str) -> Value {
        self.domain.credential(user, password);
        let networks = "host.networks=[\"127.0.0.0/8\"]";
        let wmi = ["--set", "host.wmi=true", "--set", networks, "host", "probe", ADDRESS, "--wmi", "--uuid", UUID];
        self.bailiwick(&wmi)
    }

    fn bailiwick(&self, arguments: &[&str]) -> Value {
        let data = self.domain.folder.path().join("data");
        let done = self
            .inside(Path::new(env!("CARGO_BIN_EXE_bailiwick")))
            .arg("--data")
            .arg(data)
            .args(arguments)
            .arg("--json")
            .env_remove("BAILIWICK_DATA")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&done.stdout);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}{}", String::from_utf8_lossy(&done.stderr)))
    }

    /// Runs a Python program against the controller and returns what it prints.
    fn python(&self, python: &Path, arguments: &[&str]) -> String {
        let done = self.inside(python).args(arguments).output().unwrap();
        String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
    }

    /// A WS-Management peer beside the controller, on the real port.
    fn peer(&self, python: &Path) -> Peer {
        let mut command = self.inside(python);
        command.args([SCRIPT, "good", UUID]);
        command.env("PEER_LISTEN", format!("{ADDRESS}:5985")).env("PEER_USER", format!(":reader:{PASSWORD}"));
        Peer::spawn(&mut command)
    }
}

impl Drop for Controller<'_> {
    fn drop(&mut self) {
        // Its first process is the init of a process name space, and takes all others along.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Class and code of the attempt by WMI.
fn refusal(probed: &Value) -> (&str, &str) {
    let attempts = probed["attempts"].as_array().unwrap();
    let wmi = attempts.iter().find(|attempt| attempt["carrier"] == "wmi").unwrap_or_else(|| panic!("{probed}"));
    (wmi["class"].as_str().unwrap_or_default(), wmi["code"].as_str().unwrap())
}

#[test]
fn amt_33_a_domain_controller_is_asked_as_a_host_is_and_no_account_is_locked() {
    let Some(domain) = Domain::provision() else { return };
    let controller = domain.serve(&[]);
    for carrier in ["smb", "rpc"] {
        let told = controller.challenge(carrier);
        assert_eq!((&told["fqdn"], &told["carrier"]), (&json!(NAME), &json!(carrier)), "{told}");
        assert_eq!(told["attempts"].as_array().map(Vec::len), Some(1), "{told}");
    }
    witnesses_agree(&controller);
    assert_ne!(speaks_smb_3_0(&controller), Some(false));
    assert_eq!(domain.accounts("refusals").lines().filter(|line| !line.ends_with(" 0")).count(), 0, "nobody was named");
    if let Some(python) = python("spnego, pypsrp") {
        every_account_is_told_apart(&controller, &python);
    }
    drop(controller);

    // As hardened as Samba can be.
    let hardened = ["server min protocol = SMB3_11", "server signing = mandatory", "smb encrypt = required"];
    let controller = domain.serve(&[&hardened[..], &["restrict anonymous = 2", "ntlm auth = ntlmv2-only"]].concat());
    assert_ne!(speaks_smb_3_0(&controller), Some(true), "the controller speaks SMB 3.1.1 alone");
    for carrier in ["smb", "rpc"] {
        assert_eq!(controller.challenge(carrier)["fqdn"], NAME, "{carrier}");
    }
    if let Some(python) = python("spnego, pypsrp") {
        let _peer = controller.peer(&python);
        assert_eq!(refusal(&controller.wmi("reader", PASSWORD)).0, "breaker_open", "until somebody clears it");
        controller.bailiwick(&["host", "breaker", "clear", "reader", "--reason", "The password is corrected"]);
        let found = controller.wmi("reader", PASSWORD);
        assert_eq!(found["verified"], true, "{found}");
    }
}

/// What impacket reads from both services, and that what answers on port 135 is an endpoint mapper.
fn witnesses_agree(controller: &Controller<'_>) {
    let Some(python) = python("impacket") else { return };
    let info = python.with_file_name("DumpNTLMInfo.py");
    for arguments in [["-protocol", "SMB", "-port", "445"], ["-protocol", "RPC", "-port", "135"]] {
        let said = controller.python(&python, &[&[info.to_str().unwrap()], &arguments[..], &[ADDRESS]].concat());
        let tells = |key: &str, value: &str| {
            let line = said.lines().find(|line| line.contains(key)).and_then(|line| line.split_once(": "));
            assert_eq!(line.map(|(_, told)| told.trim()), Some(value), "{key} in {said}");
        };
        tells("DNS Host Name", NAME);
        tells("DNS Domain Name", "corp.example");
    }
    let mapper = "import sys\nfrom impacket.dcerpc.v5 import drsuapi, epm\n\
        print(epm.hept_map(sys.argv[1], drsuapi.MSRPC_UUID_DRSUAPI, protocol='ncacn_ip_tcp'))";
    let mapped = controller.python(&python, &["-c", mapper, ADDRESS]);
    assert!(mapped.starts_with(&format!("ncacn_ip_tcp:{ADDRESS}[")), "{mapped}");
}

/// Whether impacket can agree on SMB 3.0 with the controller; none without impacket.
fn speaks_smb_3_0(controller: &Controller<'_>) -> Option<bool> {
    let script = "import sys\nfrom impacket.smbconnection import SMBConnection\n\
        SMBConnection(sys.argv[1], sys.argv[1], preferredDialect=0x0300)\nprint('agreed')";
    Some(controller.python(&python("impacket")?, &["-c", script, ADDRESS]).trim() == "agreed")
}

/// WinRM would answer each of these with the same 401.
fn every_account_is_told_apart(controller: &Controller<'_>, python: &Path) {
    let peer = controller.peer(python);
    for (account, class, code) in [
        ("locked", "account_locked", "SMB 0xC0000234"),
        ("disabled", "account_disabled", "SMB 0xC0000072"),
        ("expired", "account_expired", "SMB 0xC0000193"),
        ("mustchange", "password_expired", "SMB 0xC0000224"),
        ("nobody", "bad_credentials", "SMB 0xC000006D"),
    ] {
        let probed = controller.wmi(account, PASSWORD);
        assert_eq!(refusal(&probed), (class, code), "{account}: {probed}");
        assert_eq!(probed["fqdn"], NAME, "the challenge's name stays");
        let again = controller.wmi(account, PASSWORD);
        assert_eq!(refusal(&again), ("breaker_open", code), "{account}");
    }
    assert_eq!(peer.seen(), Vec::<String>::new(), "whom SMB refused, WinRM never saw");

    let found = controller.wmi("reader", PASSWORD);
    assert_eq!((&found["verified"], &found["fqdn"]), (&json!(true), &json!(NAME)), "{found}");
    let seen = peer.seen();
    assert_eq!((count(&seen, "authenticate"), count(&seen, "query"), count(&seen, "plaintext")), (1, 2, 0), "{seen:?}");

    for attempt in 0..5 {
        let probed = controller.wmi("reader", "wrong");
        let class = if attempt == 0 { "bad_credentials" } else { "breaker_open" };
        assert_eq!(refusal(&probed), (class, "SMB 0xC000006D"), "{probed}");
    }
    assert_eq!(controller.domain.refusals("reader"), 1, "five times asked, once refused: three would have locked it");
}
