//! The client as a process and a user of its own, on a share of a server that is another user's.

use crate::account::Account;
use crate::site::{Site, success};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The machine's client, and the others who share the machine.
struct Machine {
    site: Site,
    client: Account,
    service: Option<Child>,
}

impl Machine {
    /// Returns a command of the client's program that an account runs, with the state in a folder.
    fn command(&self, account: &Account, state: &str, arguments: &[&str]) -> Command {
        let mut command = self.site.client(Some(account), state, arguments);
        let socket = format!("agent.socket={:?}", self.site.path("run/agent.sock").display().to_string());
        command.args(["--set", &socket, "--set", "agent.interval_s=1", "--set", "agent.jitter_s=0"]);
        command
    }

    fn start(&mut self) {
        let log = fs::File::create(self.site.path("client.log")).unwrap();
        let mut command = self.command(&self.client, "client", &["agent", "run"]);
        self.service = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
    }

    fn pid(&self) -> u32 {
        self.service.as_ref().unwrap().id()
    }

    /// Waits until something is so.
    fn wait(&self, what: &str, is: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(90);
        while !is() {
            let log = || fs::read_to_string(self.site.path("client.log")).unwrap();
            assert!(Instant::now() < deadline, "{what} never: {}", log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Returns what a command says that must succeed.
    fn json(&self, account: &Account, state: &str, arguments: &[&str]) -> Value {
        let output = success(arguments, self.command(account, state, arguments).output().unwrap());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Returns the code and the sentence with which a command is refused.
    fn refused(&self, account: &Account, state: &str, arguments: &[&str]) -> (String, String) {
        let output = self.command(account, state, arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        let told: Value = serde_json::from_slice(&output.stderr).unwrap();
        let text = |name: &str| told["error"][name].as_str().unwrap().to_owned();
        (text("code"), text("message"))
    }

    fn owner(&self, name: &str) -> u32 {
        fs::symlink_metadata(self.site.path(name)).unwrap().uid()
    }

    /// Returns the verdicts of the machine's report by package, as far as it tells of this generation.
    fn verdicts(&self, generation: i64) -> Option<Vec<String>> {
        let report = self.site.report().filter(|report| report["cfg_gen"] == generation)?;
        let verdict = |one: &Value| one["verdict"].as_str().unwrap().to_owned();
        Some(report["pkgs"].as_array()?.iter().map(verdict).collect())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        if let Some(mut service) = self.service.take() {
            let _ = service.kill();
            let _ = service.wait();
        }
    }
}

/// A package of the machine's own kind, and one of scripts that goes where the client's user may write.
fn packages(site: &Site) {
    let deb = site.build("editor", "1.0");
    let script = site.path("tool.sh");
    fs::write(&script, "mkdir -p \"$1\" && id -u > \"$1/version.new\" && mv \"$1/version.new\" \"$1/version\"\n")
        .unwrap();
    let own = site.path("client/tool").display().to_string();
    let [install, remove, detection] =
        [format!("sh {{payload}} {own}"), format!("rm -r {own}"), format!("file:{own}/version")];
    for command in [
        &["nss", "create", "VSC"][..],
        &["nsc", "create", "Consoles", "--nss", "VSC"],
        &["directory", "computer", "add", "PC1", "--os", "Debian 12"],
        &["nsc", "member", "add", "Consoles", "PC1"],
        &["pkg", "create", "Editor", "--nss", "VSC", "--version", "1.0", "--kind", "application"],
        &["pkg", "upload", "Editor", &deb],
        &["pkg", "create", "Tool", "--nss", "VSC", "--version", "1.0", "--kind", "application"],
        &["pkg", "edit", "Tool", "--install-command", &install, "--remove-command", &remove, "--detection", &detection],
        &["pkg", "upload", "Tool", script.to_str().unwrap()],
        &["pkg", "publish", "Editor"],
        &["pkg", "publish", "Tool"],
        &["pkg", "assign", "Editor", "Consoles", "--action", "apply"],
        &["pkg", "assign", "Tool", "Consoles", "--action", "apply"],
    ] {
        site.done(command);
    }
}

#[test]
fn cmf_86_cmf_88_the_client_runs_as_a_user_of_its_own_beside_a_server_of_another() {
    let [server, client, other, nameless] = Account::four().expect("accounts in /etc/passwd");
    let Some(mut site) = Site::of(server) else { return };
    packages(&site);
    for (folder, account) in [("client", client), ("run", client), ("root", client), ("other", other)] {
        site.folder_of(folder, &account);
    }
    site.serve();
    let first = site.wait_until_published();
    let mut machine = Machine { site, client, service: None };
    machine.start();

    let ok = |generation| machine.verdicts(generation) == Some(vec!["ok".into(), "ok".into()]);
    machine.wait("both packages", || ok(first));
    assert_eq!(machine.owner("share/reports/pc1.cmf.json"), client.uid, "it writes the report itself");
    assert_eq!(machine.owner("share/config/CMFINDEX.TXT"), server.uid);
    let told = fs::read_to_string(machine.site.path("client/tool/version")).unwrap();
    assert_eq!(told.trim(), client.uid.to_string(), "the script ran as the client's user");
    assert_eq!(machine.site.version("editor").as_deref(), Some("1.0"), "dpkg installed it into its root");
    assert_eq!(machine.owner("root/usr/lib/editor/version"), client.uid);
    fs::remove_file(machine.site.path("client/tool/version")).unwrap();
    machine.wait("repaired", || machine.site.path("client/tool/version").exists());

    // Its own user, and everybody else who has a name, is told how the machine is and may ask for a check.
    for (account, state) in [(client, "client"), (other, "other")] {
        let status = machine.json(&account, state, &["agent", "status"]);
        assert_eq!((&status["told_by"], &status["pid"]), (&json!("service"), &json!(machine.pid())), "{status:#}");
        assert_eq!((&status["machine"], &status["generation"]), (&json!("PC1"), &json!(first)));
        success(&["check"], machine.command(&account, state, &["agent", "check"]).output().unwrap());
    }
    // Nobody else runs a client in its place, or reads what it keeps.
    let (code, said) = machine.refused(&other, "other", &["agent", "run"]);
    assert_eq!((code.as_str(), said.contains("belongs to somebody else")), ("CONF-0001", true), "{said}");
    let (_, said) = machine.refused(&other, "client", &["agent", "once"]);
    assert!(said.contains("Permission denied"), "{said}");
    let read = other.runs("/bin/cat").arg(machine.site.path("client/agent/accepted.json")).output().unwrap();
    assert!(!read.status.success());
    // Whom the machine does not know is told nothing: neither by the service nor by the state.
    let (_, said) = machine.refused(&nameless, "client", &["agent", "check"]);
    assert!(said.contains(&format!("user id {} has no name", nameless.uid)), "{said}");
    let (_, said) = machine.refused(&nameless, "client", &["agent", "status"]);
    assert!(said.contains("has no name") && said.contains("Permission denied"), "{said}");

    machine.site.done(&["job", "run", "CMFReportSrv"]);
    machine.wait("known to the server", || {
        let clients = machine.site.json(&["publish", "clients"]);
        clients[0]["machine"] == "PC1" && clients[0]["packages_ok"] == 2
    });
    for package in ["Editor", "Tool"] {
        machine.site.done(&["pkg", "assign", package, "Consoles", "--action", "deny"]);
    }
    let second = machine.site.wait_until_published();
    machine.wait("gone", || ok(second));
    assert_eq!(machine.site.version("editor"), None);
    assert!(!machine.site.path("client/tool").exists());

    let kill = Command::new("kill").arg(machine.pid().to_string()).status().unwrap();
    assert!(kill.success() && machine.service.take().unwrap().wait().unwrap().success());
    assert!(!machine.site.path("run/agent.sock").exists(), "the socket goes with it");
    let kept = machine.json(&client, "client", &["agent", "status"]);
    assert_eq!((&kept["told_by"], &kept["generation"]), (&json!("state"), &json!(second)));
}
