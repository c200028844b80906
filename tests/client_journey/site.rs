//! An installation with its distribution points and its backend, and what a machine beside it has.

use crate::account::Account;
use serde_json::Value;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An installation, and a machine beside it.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    server: Option<Child>,
    /// Whose the installation is; none for whoever runs the test.
    owner: Option<Account>,
}

impl Site {
    /// Returns a site with distribution points and nothing else; none where there is no dpkg.
    pub(crate) fn new() -> Option<Self> {
        let dpkg = Command::new("dpkg-deb").arg("--version").output();
        if !available("dpkg", dpkg.is_ok()) {
            return None;
        }
        let site = Self { folder: tempfile::tempdir().unwrap(), server: None, owner: None };
        site.done(&["init"]);
        Some(site)
    }

    /// Returns a site that is an account's own, with one distribution point, a share on which everybody leaves reports;
    /// none where there is no dpkg, or the test may not run programs as others.
    pub(crate) fn of(owner: Account) -> Option<Self> {
        let dpkg = Command::new("dpkg-deb").arg("--version").output();
        let root = rustix::process::geteuid().is_root();
        if !available("dpkg", dpkg.is_ok()) || !available("root, who starts programs as other users,", root) {
            return None;
        }
        let site = Self { folder: tempfile::tempdir().unwrap(), server: None, owner: Some(owner) };
        fs::set_permissions(site.folder.path(), Permissions::from_mode(0o755)).unwrap();
        // Others can neither reach where it was built, nor may they.
        let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_bailiwick")).arg(site.path("program")).status();
        assert!(copied.unwrap().success());
        fs::set_permissions(site.path("program"), Permissions::from_mode(0o755)).unwrap();
        for folder in ["data", "share", "share/reports"] {
            site.folder_of(folder, site.owner.as_ref().unwrap());
        }
        fs::set_permissions(site.path("share/reports"), Permissions::from_mode(0o1777)).unwrap();
        site.done(&["init"]);
        for point in site.json(&["dp", "list"]).as_array().unwrap() {
            site.done(&["dp", "remove", point["name"].as_str().unwrap()]);
        }
        site.done(&["dp", "add", "SHARE", &format!("file://{}", site.path("share").display())]);
        Some(site)
    }

    /// Makes a folder of an account that everybody may look into.
    pub(crate) fn folder_of(&self, name: &str, account: &Account) {
        fs::create_dir_all(self.path(name)).unwrap();
        fs::set_permissions(self.path(name), Permissions::from_mode(0o755)).unwrap();
        chown(self.path(name), Some(account.uid), Some(account.gid)).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns a command on the server.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(self.owner.as_ref());
        command.args(arguments).arg("--data").arg(self.path("data"));
        command
    }

    /// Returns the program, as an account runs it.
    fn program(&self, account: Option<&Account>) -> Command {
        let mut command = match account {
            Some(account) => account.runs(self.path("program")),
            None => Command::new(env!("CARGO_BIN_EXE_bailiwick")),
        };
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8");
        command
    }

    pub(crate) fn done(&self, arguments: &[&str]) {
        success(arguments, self.command(arguments).output().unwrap());
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = success(arguments, self.command(&[arguments, &["--json"]].concat()).output().unwrap());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Starts the backend.
    pub(crate) fn serve(&mut self) {
        let mut child = self.command(&["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().starts_with("listening on ")), "the server ended before it listened");
        // The pipe is drained, so that the server never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        self.server = Some(child);
    }

    /// Waits until every change is on every point.
    pub(crate) fn wait_until_published(&self) -> i64 {
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

    /// Returns a command of the machine's client, which knows nothing of the server but points and a key, as an account
    /// runs it with the state in a folder.
    pub(crate) fn client(&self, account: Option<&Account>, state: &str, arguments: &[&str]) -> Command {
        let keys = self.json(&["publish", "key", "list"]);
        let points = self.json(&["dp", "list"]);
        let points = points
            .as_array()
            .unwrap()
            .iter()
            .map(|point| format!("{}={}", point["name"].as_str().unwrap(), point["url"].as_str().unwrap()));
        let mut command = self.program(account);
        command.args(arguments).args(["--json", "--data"]).arg(self.path(state));
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
        command
    }

    /// Has the machine's client check once.
    pub(crate) fn check(&self) -> Value {
        let output = success(&["agent", "once"], self.client(None, "client", &["agent", "once"]).output().unwrap());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Returns the version that dpkg has on the machine.
    pub(crate) fn version(&self, name: &str) -> Option<String> {
        let database = self.path("root/var/lib/dpkg");
        let mut query = Command::new("dpkg-query");
        query.arg("--admindir").arg(database).args(["-W", "-f", "${db:Status-Status} ${Version}", name]);
        let output = query.output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        said.strip_prefix("installed ").map(str::to_owned)
    }

    /// Returns the machine's report, once it is on one of the points.
    pub(crate) fn report(&self) -> Option<Value> {
        let points = ["data/points/dp1", "data/points/dp2", "data/points/dp3", "share"];
        let read = |point: &str| fs::read(self.path(point).join("reports/pc1.cmf.json")).ok();
        points.into_iter().find_map(read).map(|text| serde_json::from_slice(&text).unwrap())
    }

    /// Builds a Debian package and returns its file.
    pub(crate) fn build(&self, name: &str, version: &str) -> String {
        let tree = self.path("tree");
        let write = |path: &str, content: &str| {
            let path = tree.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        let control = "Architecture: all\nMaintainer: Anna <anna@example.org>\nDescription: test\n";
        write("DEBIAN/control", &format!("Package: {name}\nVersion: {version}\n{control}"));
        write(&format!("usr/lib/{name}/version"), version);
        fs::set_permissions(tree.join("DEBIAN"), fs::Permissions::from_mode(0o755)).unwrap();
        let file = self.path(&format!("{name}_{version}_all.deb"));
        let mut build = Command::new("dpkg-deb");
        build.args(["-Znone", "--root-owner-group", "--build"]).arg(&tree).arg(&file);
        success(&["dpkg-deb"], build.output().unwrap());
        fs::remove_dir_all(tree).unwrap();
        file.display().to_string()
    }

    /// Returns the file that a Debian package brings.
    pub(crate) fn installed(&self, name: &str) -> PathBuf {
        self.path(&format!("root/usr/lib/{name}/version"))
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

pub(crate) fn success(what: &[&str], output: Output) -> Output {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{what:?}: {}{}", said(&output.stdout), said(&output.stderr));
    output
}

/// Whether something is there that a test needs; says what is missing, or fails where all of it must be there.
fn available(what: &str, found: bool) -> bool {
    if !found {
        let required = std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_some_and(|value| value == "1");
        assert!(!required, "{what} is missing");
        println!("skipped: {what} is missing");
    }
    found
}
