//! The client replaces itself, with nothing but the program: a new version is uploaded and assigned like any package, a
//! backend publishes it, the running service finds it, hands over to its updater and ends, and the new version lives and
//! reports (CMF-94..CMF-98). One that does not start gives way to the version before.
//!
//! The new version is this program with another number in it: where the old one has its version, so many letters are
//! changed. It is not built anew, and everything that it does and says of itself it does itself.

#![cfg(test)]

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OLD: &str = env!("CARGO_PKG_VERSION");

const PATIENCE: Duration = Duration::from_secs(90);

/// Returns another version of the same length.
fn new_version() -> String {
    let (rest, last) = OLD.split_at(OLD.len() - 1);
    let last: u32 = last.parse().unwrap();
    format!("{rest}{}", (last + 1) % 10)
}

/// A server with a machine beside it.
struct Site {
    folder: tempfile::TempDir,
    server: Option<Child>,
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap(), server: None };
        site.json(&["init"]);
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(arguments).args(["--json", "--data"]).arg(self.path("data")).stdin(Stdio::null());
        let output = command.env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    fn serve(&mut self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(self.path("data")).stdin(Stdio::null());
        let mut child = command.env_remove("BAILIWICK_DATA").stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().starts_with("listening on ")), "the server ended before it listened");
        std::thread::spawn(move || lines.for_each(drop));
        self.server = Some(child);
    }

    /// Uploads a program as a version of the client and assigns it to the machine.
    fn release(&self, version: &str, file: &Path, supersedes: Option<&str>) {
        let package = format!("CMFAgent@{version}");
        let create = ["pkg", "create", "CMFAgent", "--nss", "VSC", "--version", version, "--kind", "application"];
        let create: Vec<&str> =
            create.into_iter().chain(supersedes.into_iter().flat_map(|id| ["--supersedes", id])).collect();
        self.json(&create);
        self.json(&["pkg", "upload", &package, &file.display().to_string()]);
        self.json(&["pkg", "publish", &package]);
        self.json(&["pkg", "assign", &package, "Consoles", "--action", "apply"]);
    }

    fn program(&self) -> PathBuf {
        self.path("machine/bailiwick")
    }

    fn state(&self) -> PathBuf {
        self.path("machine/data/agent")
    }

    /// Installs this version on the machine, with settings as the bootstrap package brings them; the command that starts
    /// the service stands in for systemd.
    fn install(&self, program: &Path) {
        fs::create_dir_all(self.path("machine")).unwrap();
        fs::copy(program, self.program()).unwrap();
        let points = self.json(&["dp", "list"]);
        let point = |point: &Value| format!("{}={}", point["name"].as_str().unwrap(), point["url"].as_str().unwrap());
        let points: Vec<String> = points.as_array().unwrap().iter().map(point).collect();
        // The first publication makes the key.
        let mut key = Value::Null;
        self.wait("a key", || {
            key = self.json(&["publish", "key", "list"])[0]["public"].clone();
            key.is_string()
        });
        let start = self.start().join(" ");
        let settings = format!(
            "[agent]\nmachine = \"PC1\"\nos = \"Debian 12\"\nusers = [\"nobody\"]\npoints = {points:?}\ntrusted_keys = [{key}]\n\
             interval_s = 1\njitter_s = 0\nagent_program = {:?}\nrestart_agent = [{start:?}]\nupdate_patience_s = 15\n",
            self.program()
        );
        fs::write(self.path("machine/agent.toml"), settings).unwrap();
    }

    /// Returns the command that starts the service.
    fn start(&self) -> Vec<String> {
        let text = |path: PathBuf| path.display().to_string();
        let (config, data) = (text(self.path("machine/agent.toml")), text(self.path("machine/data")));
        [text(self.program()), "--config".into(), config, "--data".into(), data, "agent".into(), "run".into()].into()
    }

    /// Returns what the machine's service tells.
    fn status(&self) -> Value {
        let mut command = Command::new(self.program());
        command.args(self.start().get(1..5).unwrap()).args(["agent", "status", "--json"]);
        let output = command.stdin(Stdio::null()).output();
        output.ok().and_then(|output| serde_json::from_slice(&output.stdout).ok()).unwrap_or_default()
    }

    /// Returns the machine's newest report on the points.
    fn report(&self) -> Value {
        let read = |name: &str| fs::read(self.path("data/points").join(name).join("reports/pc1.cmf.json")).ok();
        let reports = ["dp1", "dp2", "dp3"].into_iter().filter_map(read);
        let reports = reports.filter_map(|text| serde_json::from_slice::<Value>(&text).ok());
        reports.max_by_key(|report| report["taken_at"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
    }

    fn wait(&self, what: &str, mut is: impl FnMut() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is() {
            let trace = fs::read_to_string(self.state().join("update/trace.jsonl")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{what}: {:#}\n{:#}\n{trace}", self.status(), self.report());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Returns the steps of the updates so far, with the process that took each.
    fn trace(&self) -> Vec<(String, u64)> {
        let text = fs::read_to_string(self.state().join("update/trace.jsonl")).unwrap_or_default();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|line| (line["step"].as_str().unwrap().to_owned(), line["pid"].as_u64().unwrap())).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
        // Services of the machine, whoever started them: those that run one of its files.
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let pid = entry.file_name().to_str().and_then(|name| name.parse().ok());
            let own = fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe.starts_with(self.folder.path()));
            if let Some(pid) = pid.and_then(Pid::from_raw).filter(|_| own) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }
}

/// Returns this program without what only debuggers need, if there is something to take it out.
fn lean(to: &Path) {
    let stripped = Command::new("strip").arg("-o").arg(to).arg(env!("CARGO_BIN_EXE_bailiwick")).status();
    if !stripped.is_ok_and(|status| status.success()) {
        fs::copy(env!("CARGO_BIN_EXE_bailiwick"), to).unwrap();
    }
    fs::set_permissions(to, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Writes the program with another version in it.
fn renumber(from: &Path, version: &str, to: &Path) {
    let mut bytes = fs::read(from).unwrap();
    let (old, new) = (OLD.as_bytes(), version.as_bytes());
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, old).collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|at| bytes[at..at + old.len()].copy_from_slice(new));
    fs::write(to, bytes).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o755)).unwrap();
    let said = Command::new(to).arg("--version").output().unwrap().stdout;
    assert!(String::from_utf8_lossy(&said).contains(version), "it is another version");
}

fn position(trace: &[(String, u64)], step: &str) -> usize {
    trace.iter().position(|(found, _)| found == step).unwrap_or_else(|| panic!("no {step} in {trace:?}"))
}

#[test]
fn cmf_94_a_published_version_replaces_the_running_service_and_one_that_does_not_start_gives_way() {
    let mut site = Site::new();
    for command in [
        &["nss", "create", "VSC"][..],
        &["nsc", "create", "Consoles", "--nss", "VSC"],
        &["directory", "computer", "add", "PC1", "--os", "Debian 12"],
        &["nsc", "member", "add", "Consoles", "PC1"],
    ] {
        site.json(command);
    }
    let (old, new, version) = (site.path("old"), site.path("new"), new_version());
    lean(&old);
    renumber(&old, &version, &new);
    site.serve();
    site.install(&old);
    let start = site.start();
    let mut first = Command::new(&start[0]);
    first.args(&start[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut first = first.spawn().unwrap();
    site.wait("the first version", || site.status()["told_by"] == "service");
    assert_eq!((&site.status()["version"], &site.status()["pid"]), (&json!(OLD), &json!(first.id())));

    site.release(&version, &new, None);
    // CMF-97: it ends by itself, and well.
    site.wait("the old version ends", || first.try_wait().unwrap().is_some());
    assert!(first.wait().unwrap().success());
    site.wait("the new version reports", || {
        let report = site.report();
        report["agent_ver"] == version.as_str() && report["pkgs"][0]["verdict"] == "ok"
    });
    let status = site.status();
    assert_eq!((&status["told_by"], &status["version"]), (&json!("service"), &json!(version)));
    let pid = status["pid"].as_u64().unwrap();
    assert_eq!(fs::read_link(format!("/proc/{pid}/exe")).unwrap(), site.program());
    assert_eq!(fs::read(site.program()).unwrap(), fs::read(&new).unwrap(), "what was published is in the place");
    site.wait("the updater is sure", || site.trace().iter().any(|(step, _)| step == "alive"));
    // CMF-96..CMF-98 in their order, and whose step each was.
    let trace = site.trace();
    let order = ["detected", "copied", "waits", "launched", "ended", "replaced", "restarts", "alive"];
    let places = order.map(|step| position(&trace, step));
    assert!(places.is_sorted(), "{trace:?}");
    let whose = |step: &str| trace[position(&trace, step)].1;
    let own = u64::from(first.id());
    assert_eq!([whose("detected"), whose("copied"), whose("launched")], [own; 3], "{trace:?}");
    let updater = whose("waits");
    assert!(updater != own && updater != pid, "the third program");
    assert_eq!([whose("ended"), whose("replaced"), whose("alive")], [updater; 3], "{trace:?}");
    assert_eq!(site.report()["critical"], json!([]));

    // One that does not start.
    let broken = site.path("broken");
    fs::write(&broken, "#!/bin/sh\nexit 3\n").unwrap();
    site.release("99.0", &broken, Some("1"));
    site.wait("the failure is reported", || {
        let report = site.report();
        let told = report["critical"][0]["text"].as_str().unwrap_or_default().to_owned();
        report["agent_ver"] == version.as_str() && told.starts_with(&format!("CMFAgent 99.0 did not replace {version}"))
    });
    let steps: Vec<String> = site.trace().into_iter().skip(trace.len()).map(|(step, _)| step).collect();
    for step in ["replaced", "silent", "restored", "failed"] {
        assert!(steps.iter().any(|found| found == step), "no {step} in {steps:?}");
    }
    assert_eq!(fs::read(site.program()).unwrap(), fs::read(&new).unwrap(), "the version before is in its place");
    site.wait("the version before lives", || site.status()["told_by"] == "service");
    let lives = site.status();
    assert_eq!(lives["version"], version.as_str());
    // What failed is not tried again and again.
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(site.status()["pid"], lives["pid"], "{:?}", site.trace());
    let tries = site.trace().iter().filter(|(step, _)| step == "replaced").count();
    assert_eq!(tries, 2);
}
