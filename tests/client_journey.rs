//! A package's whole way, with nothing but the program and dpkg: it is uploaded and assigned, a backend publishes it, a
//! client installs, repairs and upgrades it, and removes it when it is denied.

#![cfg(test)]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An installation, and a machine beside it.
struct Site {
    folder: tempfile::TempDir,
    server: Option<Child>,
}

impl Site {
    /// Returns a site with distribution points and nothing else; none where there is no dpkg.
    fn new() -> Option<Self> {
        if Command::new("dpkg-deb").arg("--version").output().is_err() {
            let required = std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_some_and(|value| value == "1");
            assert!(!required, "dpkg is not installed");
            println!("skipped: dpkg is not installed");
            return None;
        }
        let site = Self { folder: tempfile::tempdir().unwrap(), server: None };
        site.done(&["init"]);
        Some(site)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns a command on the server.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(arguments).arg("--data").arg(self.path("data")).stdin(Stdio::null());
        command.env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8");
        command
    }

    fn done(&self, arguments: &[&str]) {
        success(arguments, self.command(arguments).output().unwrap());
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = success(arguments, self.command(&[arguments, &["--json"]].concat()).output().unwrap());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Starts the backend.
    fn serve(&mut self) {
        let mut child = self.command(&["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().starts_with("listening on ")), "the server ended before it listened");
        // The pipe is drained, so that the server never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        self.server = Some(child);
    }

    /// Waits until every change is on every point.
    fn wait_until_published(&self) -> i64 {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let status = self.json(&["publish", "status"]);
            let generation = status["generation"]["number"].as_i64().unwrap_or_default();
            let waiting = status["backlog"]["count"] != 0;
            let behind = status["points"].as_array().unwrap().iter().any(|point| point["behind"] != 0);
            if generation > 0 && !waiting && !behind {
                return generation;
            }
            assert!(Instant::now() < deadline, "never published: {status:#}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Has the machine's client check once, as a process that knows nothing of the server but points and a key.
    fn check(&self) -> Value {
        let keys = self.json(&["publish", "key", "list"]);
        let points = self.json(&["dp", "list"]);
        let points = points
            .as_array()
            .unwrap()
            .iter()
            .map(|point| format!("{}={}", point["name"].as_str().unwrap(), point["url"].as_str().unwrap()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(["agent", "once", "--json", "--data"]).arg(self.path("client"));
        command.env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8").stdin(Stdio::null());
        for setting in [
            "agent.machine=\"PC1\"".to_owned(),
            "agent.os=\"Debian 12\"".to_owned(),
            "agent.users=[\"nobody\"]".to_owned(),
            format!("agent.root={:?}", self.path("root").display().to_string()),
            format!("agent.points={:?}", points.collect::<Vec<_>>()),
            format!("agent.trusted_keys=[{}]", keys[0]["public"]),
        ] {
            command.args(["--set", &setting]);
        }
        let output = success(&["agent", "once"], command.output().unwrap());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Returns the version that dpkg has on the machine.
    fn version(&self) -> Option<String> {
        let database = self.path("root/var/lib/dpkg");
        let mut query = Command::new("dpkg-query");
        query.arg("--admindir").arg(database).args(["-W", "-f", "${db:Status-Status} ${Version}", "tool"]);
        let output = query.output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        said.strip_prefix("installed ").map(str::to_owned)
    }

    /// Returns the machine's report on one of the points.
    fn report(&self) -> Value {
        let points = self.path("data/points");
        let read = |name: &str| fs::read(points.join(name).join("reports/pc1.cmf.json")).ok();
        let text = ["dp1", "dp2", "dp3"].into_iter().find_map(read).expect("a report on a point");
        serde_json::from_slice(&text).unwrap()
    }

    /// Builds a Debian package and returns its file.
    fn build(&self, version: &str) -> String {
        let tree = self.path("tree");
        let write = |path: &str, content: &str| {
            let path = tree.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        let control = "Package: tool\nArchitecture: all\nMaintainer: Anna <anna@example.org>\nDescription: test\n";
        write("DEBIAN/control", &format!("{control}Version: {version}\n"));
        write("usr/lib/tool/version", version);
        fs::set_permissions(tree.join("DEBIAN"), fs::Permissions::from_mode(0o755)).unwrap();
        let file = self.path(&format!("tool_{version}_all.deb"));
        let mut build = Command::new("dpkg-deb");
        build.args(["-Znone", "--root-owner-group", "--build"]).arg(&tree).arg(&file);
        success(&["dpkg-deb"], build.output().unwrap());
        fs::remove_dir_all(tree).unwrap();
        file.display().to_string()
    }

    fn tool(&self) -> PathBuf {
        self.path("root/usr/lib/tool/version")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

fn success(what: &[&str], output: Output) -> Output {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{what:?}: {}{}", said(&output.stdout), said(&output.stderr));
    output
}

fn content(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

#[test]
fn cmf_90_a_package_comes_is_kept_whole_is_upgraded_and_goes() {
    let Some(mut site) = Site::new() else { return };
    let (old, new) = (site.build("1.0-1"), site.build("1.1-1"));
    for command in [
        &["nss", "create", "VSC"][..],
        &["nsc", "create", "Consoles", "--nss", "VSC"],
        &["directory", "computer", "add", "PC1", "--os", "Debian 12"],
        &["nsc", "member", "add", "Consoles", "PC1"],
        &["pkg", "create", "Tool", "--nss", "VSC", "--version", "1.0-1", "--kind", "application"],
        &["pkg", "upload", "Tool@1.0-1", &old],
        &["pkg", "publish", "Tool@1.0-1"],
        &["pkg", "assign", "Tool@1.0-1", "Consoles", "--action", "apply"],
    ] {
        site.done(command);
    }
    site.serve();
    let first = site.wait_until_published();

    let checked = site.check();
    assert_eq!(site.version().as_deref(), Some("1.0-1"), "{checked:#}");
    let report = site.report();
    assert_eq!((&report["pkgs"][0]["verdict"], &report["pkgs"][0]["have"]), (&"ok".into(), &"1.0-1".into()));
    assert_eq!(report["cfg_gen"].as_i64(), Some(first));

    fs::remove_file(site.tool()).unwrap();
    let checked = site.check();
    assert_eq!(content(&site.tool()).as_deref(), Some("1.0-1"), "what is gone is brought back: {checked:#}");

    for command in [
        &["pkg", "create", "Tool", "--nss", "VSC", "--version", "1.1-1", "--kind", "application", "--supersedes", "1"]
            [..],
        &["pkg", "upload", "Tool@1.1-1", &new],
        &["pkg", "publish", "Tool@1.1-1"],
        &["pkg", "assign", "Tool@1.1-1", "Consoles", "--action", "apply"],
    ] {
        site.done(command);
    }
    let second = site.wait_until_published();
    assert!(second > first);
    let checked = site.check();
    assert_eq!(site.version().as_deref(), Some("1.1-1"), "{checked:#}");
    assert_eq!(content(&site.tool()).as_deref(), Some("1.1-1"));

    site.done(&["pkg", "assign", "Tool@1.1-1", "Consoles", "--action", "deny"]);
    site.done(&["pkg", "assign", "Tool@1.0-1", "Consoles", "--action", "deny"]);
    site.wait_until_published();
    let checked = site.check();
    assert_eq!(site.version(), None, "{checked:#}");
    assert!(!site.tool().exists());
    let report = site.report();
    let verdicts: Vec<&Value> = report["pkgs"].as_array().unwrap().iter().map(|one| &one["verdict"]).collect();
    assert_eq!(verdicts, ["ok", "ok"]);
}
