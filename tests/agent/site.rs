//! A site: what a publisher puts on points, and a machine that reads them.

use bailiwick::distribution::TextFiles;
use bailiwick::model::assignment::{AssignAction, Assignment, RebootPolicy};
use bailiwick::model::choice::Choice;
use bailiwick::model::computer_set::ComputerSet;
use bailiwick::model::configuration::Configuration;
use bailiwick::model::directory::MemberKind;
use bailiwick::model::id::{AssignmentId, ChoiceId, ComputerSetId, OperationId, PackageId, SystemSetId};
use bailiwick::model::membership::Memberships;
use bailiwick::model::package::{Package, PackageKind, PackageScope, PackageState};
use bailiwick::model::publication::{Body, Digest, FlatFile, Generation, INDEX, Stamp};
use bailiwick::port::{FlatFiles as _, PublishingKeys as _};
use bailiwick::rules::publication;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A site in a folder of its own.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    pub(crate) configuration: Configuration,
    members: Memberships,
    keys: TextFiles,
    generation: i64,
    stamps: BTreeMap<FlatFile, Stamp>,
    points: usize,
    /// The points as the settings name them, instead of the folders.
    pub(crate) named: Vec<String>,
    /// More settings.
    pub(crate) settings: Vec<String>,
    /// What the next assignment says about a reboot.
    pub(crate) reboot: RebootPolicy,
    /// Bytes that the next package holds beside what every package does.
    pub(crate) ballast: usize,
    /// What the next package does when it is installed, beside what every package does.
    pub(crate) script: String,
    pub(crate) users: Vec<String>,
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

impl Site {
    /// Returns a site with machine PC1 in set 1; none where there is no dpkg.
    pub(crate) fn new(points: usize) -> Option<Self> {
        if Command::new("dpkg-deb").arg("--version").output().is_err() {
            let required = std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_some_and(|value| value == "1");
            assert!(!required, "dpkg is not installed");
            println!("skipped: dpkg is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let keys = TextFiles::new(folder.path().join("publishing"));
        keys.add_key(&keys.draft_key().unwrap(), noon()).unwrap();
        let mut site = Self {
            folder,
            configuration: Configuration::default(),
            members: Memberships::default(),
            keys,
            generation: 0,
            stamps: BTreeMap::new(),
            points,
            named: Vec::new(),
            settings: Vec::new(),
            reboot: RebootPolicy::Ask,
            ballast: 0,
            script: String::new(),
            users: vec!["nobody".into()],
        };
        site.set(1);
        site.members.add(ComputerSetId(1), MemberKind::Computer, ["PC1".to_owned()]);
        (0..points).for_each(|place| fs::create_dir_all(site.point(place)).unwrap());
        Some(site)
    }

    fn set(&mut self, id: i64) {
        let set = ComputerSet {
            id: ComputerSetId(id),
            nss: SystemSetId(1),
            name: format!("set{id}"),
            description: String::new(),
            parent: None,
            locally_managed: false,
            responsible: "otto".into(),
            os_version: String::new(),
            created_at: noon(),
            created_by: "anna".into(),
        };
        self.configuration.put(set.into());
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn point(&self, place: usize) -> PathBuf {
        self.folder().join(format!("dp{}", place + 1))
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder().join("root")
    }

    /// Builds a Debian package, puts it on the points and into the configuration. Each installation of it leaves a line
    /// in the root's `installed`.
    pub(crate) fn deb(&mut self, id: i64, name: &str, version: &str, edit: impl FnOnce(&mut Package)) {
        let tree = self.folder().join("tree");
        let write = |path: &str, content: &str, mode: u32| {
            let path = tree.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        let control = format!(
            "Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: anna <anna@example.org>\nDescription: test\n"
        );
        write("DEBIAN/control", &control, 0o644);
        let script = format!(
            "#!/bin/sh\nset -e\n[ \"$1\" = configure ] || exit 0\n{}\necho {name} {version} >> \"$DPKG_ROOT/installed\"\n",
            self.script
        );
        write("DEBIAN/postinst", &script, 0o755);
        write(&format!("usr/lib/{name}/version"), version, 0o644);
        write(
            &format!("usr/lib/{name}/ballast"),
            &(0..self.ballast).map(|_| fastrand::alphanumeric()).collect::<String>(),
            0o644,
        );
        fs::set_permissions(tree.join("DEBIAN"), fs::Permissions::from_mode(0o755)).unwrap();
        let source = format!("{name}_{version}_all.deb");
        let file = self.folder().join("built.deb");
        let mut build = Command::new("dpkg-deb");
        build.args(["-Znone", "--root-owner-group", "--build"]).arg(&tree).arg(&file);
        assert!(build.output().unwrap().status.success());
        fs::remove_dir_all(&tree).unwrap();
        let bytes = fs::read(&file).unwrap();
        for place in 0..self.points {
            fs::create_dir_all(self.point(place).join("packages")).unwrap();
            fs::write(self.point(place).join("packages").join(&source), &bytes).unwrap();
        }
        let mut package = Package {
            id: PackageId(id),
            nss: SystemSetId(1),
            name: name.into(),
            version: version.into(),
            vendor: String::new(),
            description: String::new(),
            kind: PackageKind::Application,
            scope: PackageScope::Computer,
            source,
            install_command: String::new(),
            remove_command: String::new(),
            detection: String::new(),
            success_codes: vec![0],
            reboot_codes: vec![],
            dependencies: vec![],
            supersedes: vec![],
            conflicts: vec![],
            priority: 0,
            checksum: self.keys.digest(&bytes).to_string(),
            size: bytes.len() as u64,
            os_filter: vec![],
            concurrency: None,
            licences: None,
            reboots: false,
            state: PackageState::Published,
            created_at: noon(),
            created_by: "anna".into(),
        };
        edit(&mut package);
        self.configuration.put(package.into());
    }

    /// Assigns a package to a set, in place of what was assigned.
    pub(crate) fn assign(&mut self, nsc: i64, pkg: i64, action: AssignAction) {
        let id = AssignmentId(pkg);
        let assignment = Assignment {
            id,
            nsc: ComputerSetId(nsc),
            pkg: PackageId(pkg),
            action,
            not_before: None,
            deadline: None,
            window: None,
            reboot: self.reboot,
            assigned_at: noon(),
            assigned_by: "anna".into(),
        };
        self.configuration.put(assignment.into());
    }

    pub(crate) fn choose(&mut self, user: &str, pkg: i64, chosen: bool, minute: i64) {
        let choice = Choice {
            id: ChoiceId(pkg),
            user: user.into(),
            machine: Some("PC1".into()),
            pkg: PackageId(pkg),
            chosen,
            at: noon() + TimeDelta::minutes(minute),
        };
        self.configuration.put(choice.into());
    }

    /// Publishes the configuration as the next generation, on every point.
    pub(crate) fn publish(&mut self) {
        self.generation += 1;
        let high_water = OperationId(self.generation);
        let files = publication::all(&self.configuration);
        let bodies: Vec<Body> = self.keys.bodies(&files, &self.configuration, &self.members).collect();
        for body in bodies {
            self.write_file(&body, high_water);
        }
        self.write_index();
    }

    fn write_file(&mut self, body: &Body, high_water: OperationId) {
        let digest = self.keys.digest(body.text.as_bytes());
        if self.stamps.get(&body.file).is_some_and(|stamp| stamp.body == digest) {
            return;
        }
        let bytes = self.keys.file(body, self.generation, high_water);
        let whole: Digest = self.keys.digest(&bytes);
        let (file, generation, size) = (body.file, self.generation, bytes.len() as u64);
        self.stamps.insert(file, Stamp { file, generation, high_water, body: digest, digest: whole, size });
        self.write(&format!("config/{file}"), &bytes);
    }

    /// Writes the index of the generation.
    pub(crate) fn write_index(&self) {
        let (number, high_water) = (self.generation, OperationId(self.generation));
        let generation = Generation { number, high_water, made_at: noon(), changed: vec![] };
        let stamps: Vec<Stamp> = self.stamps.values().cloned().collect();
        let index = self.keys.index(&generation, &stamps).unwrap();
        index.parts.iter().for_each(|(part, bytes)| self.write(&format!("config/{part}"), bytes));
        self.write(&format!("config/{INDEX}"), &index.root);
    }

    /// Writes a file on every point.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        for place in 0..self.points {
            let path = self.point(place).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let new = path.with_extension("new");
            fs::write(&new, bytes).unwrap();
            fs::rename(new, path).unwrap();
        }
    }

    /// Puts something in the way of a point, so that it can be neither read nor written.
    pub(crate) fn block(&self, place: usize) {
        fs::rename(self.point(place), self.point(place).with_extension("away")).unwrap();
        fs::write(self.point(place), b"").unwrap();
    }

    /// Brings a point back.
    pub(crate) fn unblock(&self, place: usize) {
        fs::remove_file(self.point(place)).unwrap();
        fs::rename(self.point(place).with_extension("away"), self.point(place)).unwrap();
    }

    pub(crate) fn size(&self, path: &str) -> u64 {
        fs::metadata(self.point(0).join(path)).unwrap().len()
    }

    /// Returns the public keys that sign.
    pub(crate) fn keys(&self) -> &TextFiles {
        &self.keys
    }

    /// Returns the points as the settings name them.
    pub(crate) fn addresses(&self) -> Vec<String> {
        if !self.named.is_empty() {
            return self.named.clone();
        }
        (0..self.points).map(|n| format!("DP{}=file://{}", n + 1, self.point(n).display())).collect()
    }

    /// Puts a credential where the client finds it.
    pub(crate) fn credential(&self, name: &str, text: &str, mode: u32) {
        let folder = self.folder().join("data/credentials");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.toml"));
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Lets the next check try again at once what has failed.
    pub(crate) fn forget_failures(&self) {
        fs::remove_file(self.folder().join("data/agent/attempts.json")).ok();
    }

    pub(crate) fn first_key(&self) -> String {
        self.keys.keys().unwrap()[0].public.clone()
    }

    /// Returns a command on this machine.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(arguments).arg("--json").arg("--data").arg(self.folder().join("data"));
        command.env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8").stdin(Stdio::null());
        let list = |items: &[String]| serde_json::to_string(items).unwrap();
        let points = self.addresses();
        for setting in [
            "agent.machine=PC1".to_owned(),
            "agent.os=Debian".to_owned(),
            format!("agent.points={}", list(&points)),
            format!("agent.trusted_keys={}", list(&[self.first_key()])),
            format!("agent.root={}", self.root().display()),
            format!("agent.users={}", list(&self.users)),
            "agent.interval_s=1".to_owned(),
            "agent.jitter_s=0".to_owned(),
            "agent.install_timeout_s=60".to_owned(),
        ] {
            command.arg("--set").arg(setting);
        }
        for setting in &self.settings {
            command.arg("--set").arg(setting);
        }
        command
    }

    /// Checks once; returns the exit code and what was printed.
    pub(crate) fn try_once(&self) -> (i32, Value) {
        let output = self.command(&["agent", "once"]).output().unwrap();
        let text = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
        let told = String::from_utf8_lossy(text);
        let value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}"));
        (output.status.code().unwrap(), value)
    }

    /// Checks once, which must succeed.
    pub(crate) fn once(&self) -> Value {
        let (exit, value) = self.try_once();
        assert_eq!(exit, 0, "{value:#}");
        value
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Starts the service.
    pub(crate) fn start(&self) -> Child {
        self.command(&["agent", "run"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Ends the service with SIGTERM; it has to end well.
    pub(crate) fn stop(&self, service: &mut Child) {
        let kill = Command::new("kill").arg(service.id().to_string()).status().unwrap();
        assert!(kill.success());
        assert!(service.wait().unwrap().success());
    }

    /// Waits until the report on the first point tells of a generation.
    pub(crate) fn wait_for_generation(&self, generation: i64) {
        let deadline = Instant::now() + Duration::from_secs(30);
        let path = self.point(0).join("reports/pc1.cmf.json");
        let has = || {
            let report: Value = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
            Some(report["cfg_gen"] == generation)
        };
        while has() != Some(true) {
            assert!(Instant::now() < deadline, "generation {generation} never came");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn verdicts(&self, result: &Value) -> Vec<(i64, String)> {
        let verdicts = result["verdicts"].as_array().unwrap().iter();
        verdicts.map(|told| (told["id"].as_i64().unwrap(), told["verdict"].as_str().unwrap().to_owned())).collect()
    }

    pub(crate) fn report(&self) -> Value {
        serde_json::from_slice(&fs::read(self.point(0).join("reports/pc1.cmf.json")).unwrap()).unwrap()
    }

    pub(crate) fn content(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root().join(path)).ok()
    }

    fn dpkg(&self) -> Command {
        let mut command = Command::new("dpkg");
        command
            .arg(format!("--root={}", self.root().display()))
            .arg("--force-script-chrootless")
            .arg("--force-not-root");
        command
    }

    /// Returns the version of a package that is wholly installed.
    pub(crate) fn installed(&self, name: &str) -> Option<String> {
        let mut query = Command::new("dpkg-query");
        query.arg(format!("--admindir={}", self.root().join("var/lib/dpkg").display()));
        let output = query.args(["--show", "--showformat", "${db:Status-Status} ${Version}", name]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.strip_prefix("installed ").map(str::to_owned)
    }

    pub(crate) fn install_by_hand(&self, name: &str) {
        let file = self.point(0).join(format!("packages/{name}_1.0_all.deb"));
        assert!(self.dpkg().arg("--install").arg(file).output().unwrap().status.success());
    }
}
