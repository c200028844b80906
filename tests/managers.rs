//! Real Debian packages, built here and installed by dpkg into a root folder of their own (CMF-90).

#![cfg(test)]

use bailiwick::agent::installer::all;
use bailiwick::agent::settings::{AgentSettings, RebootTerms};
use bailiwick::model::id::{PackageId, SystemSetId};
use bailiwick::model::package::{Package, PackageKind, PackageScope, PackageState};
use bailiwick::port::{Ending, Found, Outcome, PackageManager};
use rustix::fs::{FlockOperation, fcntl_lock};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A root folder with dpkg, and a folder for packages.
struct Machine {
    folder: tempfile::TempDir,
    dpkg: Arc<dyn PackageManager>,
}

/// What a package holds.
#[derive(Default)]
struct Deb<'a> {
    control: &'a str,
    scripts: &'a [(&'a str, &'a str)],
    files: &'a [(&'a str, &'a str)],
    /// More files, so that unpacking takes a while.
    many: usize,
}

impl Machine {
    /// Returns a machine; none where there is no dpkg.
    fn new(limit: Duration) -> Option<Self> {
        if Command::new("dpkg-deb").arg("--version").output().is_err() {
            let required = std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_some_and(|value| value == "1");
            assert!(!required, "dpkg is not installed");
            println!("skipped: dpkg is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let dpkg = all(&settings(folder.path(), limit)).remove(0);
        Some(Self { folder, dpkg })
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    /// Builds a package and returns its file.
    fn build(&self, name: &str, version: &str, deb: &Deb<'_>) -> PathBuf {
        let tree = self.folder.path().join(format!("{name}-{version}"));
        let control = format!(
            "Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: Anna <anna@example.org>\n\
             Description: test\n{}",
            deb.control
        );
        let write = |path: String, content: &str, mode: u32| {
            let path = tree.join(path.trim_start_matches('/'));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        write("DEBIAN/control".into(), &control, 0o644);
        deb.scripts.iter().for_each(|(script, text)| {
            write(format!("DEBIAN/{script}"), &format!("#!/bin/sh\nset -e\n{text}\n"), 0o755);
        });
        deb.files.iter().for_each(|(path, content)| write((*path).into(), content, 0o644));
        (0..deb.many).for_each(|at| write(format!("/usr/lib/{name}/{at}"), version, 0o644));
        fs::set_permissions(tree.join("DEBIAN"), fs::Permissions::from_mode(0o755)).unwrap();
        let file = self.folder.path().join(format!("{name}_{version}_all.deb"));
        let mut build = Command::new("dpkg-deb");
        build.args(["-Znone", "--root-owner-group", "--build"]).arg(&tree).arg(&file);
        let output = build.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::remove_dir_all(tree).unwrap();
        file
    }

    /// Builds a package of one file and returns it with its file.
    fn tool(&self, version: &str) -> (Package, PathBuf) {
        let files = [("/usr/lib/tool/version", version), ("/usr/share/doc/tool/readme", "text")];
        let file = self.build("tool", version, &Deb { files: &files, ..Deb::default() });
        (package("tool", version), file)
    }

    async fn install(&self, package: &Package, file: &Path) -> Outcome {
        self.dpkg.install(package, Some(file)).await
    }

    async fn found(&self, package: &Package) -> Found {
        self.dpkg.inspect(&[package]).await.remove(0)
    }

    fn content(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root().join(path)).ok()
    }

    /// Recovers as soon as a dpkg that was killed is really gone.
    async fn recover(&self) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let outcome = self.dpkg.recover().await;
            if outcome.ending != Ending::Busy || Instant::now() > deadline {
                return outcome;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits for a file that a maintainer script makes.
    async fn wait_for(&self, path: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.root().join(path).exists() {
            assert!(Instant::now() < deadline, "{path} never came");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn settings(folder: &Path, limit: Duration) -> AgentSettings {
    AgentSettings {
        machine: "PC1".into(),
        os: "Debian 12".into(),
        points: Vec::new(),
        trusted_keys: Vec::new(),
        state: folder.join("state"),
        socket: folder.join("socket"),
        interval: Duration::from_secs(60),
        jitter: Duration::ZERO,
        install_timeout: limit,
        root: Some(folder.join("root")),
        msiexec: String::new(),
        reboot_command: String::new(),
        reboot: RebootTerms::default(),
        users: Vec::new(),
    }
}

fn package(name: &str, version: &str) -> Package {
    Package {
        id: PackageId(1),
        nss: SystemSetId(1),
        name: name.into(),
        version: version.into(),
        vendor: String::new(),
        description: String::new(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: format!("{name}_{version}_all.deb"),
        install_command: String::new(),
        remove_command: String::new(),
        detection: String::new(),
        success_codes: vec![0],
        reboot_codes: Vec::new(),
        dependencies: Vec::new(),
        supersedes: Vec::new(),
        conflicts: Vec::new(),
        priority: 0,
        checksum: String::new(),
        size: 0,
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: chrono::DateTime::UNIX_EPOCH,
        created_by: "anna".into(),
    }
}

fn installed(version: &str) -> Found {
    Found::Installed { version: version.into() }
}

const LONG: Duration = Duration::from_secs(120);

#[tokio::test]
async fn cmf_90_packages_are_installed_upgraded_downgraded_and_removed() {
    let Some(machine) = Machine::new(LONG) else { return };
    let (old, old_file) = machine.tool("1.0-1");
    let (new, new_file) = machine.tool("1.1-1");
    assert_eq!(machine.found(&old).await, Found::Absent);
    let outcome = machine.install(&old, &old_file).await;
    assert_eq!((outcome.ending, outcome.code), (Ending::Done, Some(0)), "{outcome:?}");
    assert!(outcome.said.contains("Setting up tool (1.0-1)"), "{outcome:?}");
    assert_eq!(machine.found(&old).await, installed("1.0-1"));
    assert_eq!(machine.found(&new).await, installed("1.0-1"), "seen from the other version");

    assert_eq!(machine.install(&new, &new_file).await.ending, Ending::Done);
    assert_eq!(machine.found(&new).await, installed("1.1-1"));
    assert_eq!(machine.content("usr/lib/tool/version").as_deref(), Some("1.1-1"));

    let never_back = Package { install_command: "--refuse-downgrade".into(), ..old.clone() };
    let refused = machine.install(&never_back, &old_file).await;
    assert_eq!((refused.ending, refused.code), (Ending::Failed, Some(0)), "dpkg says that all is well: {refused:?}");
    assert!(refused.said.contains("left version 1.1-1"), "{refused:?}");
    assert_eq!(machine.found(&new).await, installed("1.1-1"));

    assert_eq!(machine.install(&old, &old_file).await.ending, Ending::Done);
    assert_eq!(machine.content("usr/lib/tool/version").as_deref(), Some("1.0-1"));

    assert_eq!(machine.dpkg.remove(&old).await.ending, Ending::Done);
    assert_eq!(machine.found(&old).await, Found::Absent);
    assert_eq!(machine.content("usr/lib/tool/version"), None);
    assert_eq!(machine.dpkg.remove(&old).await.ending, Ending::Done, "what is not there is removed already");
}

#[tokio::test]
async fn settings_stay_when_a_package_is_removed_and_when_it_is_upgraded() {
    let Some(machine) = Machine::new(LONG) else { return };
    let deb = Deb {
        files: &[("/etc/tool.conf", "colour = red\n"), ("/usr/lib/tool/x", "x")],
        scripts: &[],
        ..Deb::default()
    };
    let with = |conffiles: &str, version: &str| {
        let file = machine.build("tool", version, &deb);
        // The list of settings is a file of the package's control part.
        let tree = machine.folder.path().join("again");
        let run = |args: &[&std::ffi::OsStr]| assert!(Command::new("dpkg-deb").args(args).status().unwrap().success());
        run(&["-R".as_ref(), file.as_ref(), tree.as_ref()]);
        fs::write(tree.join("DEBIAN/conffiles"), conffiles).unwrap();
        fs::write(tree.join("etc/tool.conf"), format!("colour = {version}\n")).unwrap();
        run(&["-Znone".as_ref(), "--build".as_ref(), tree.as_ref(), file.as_ref()]);
        fs::remove_dir_all(tree).unwrap();
        (package("tool", version), file)
    };
    let (old, old_file) = with("/etc/tool.conf\n", "1");
    let (new, new_file) = with("/etc/tool.conf\n", "2");
    assert_eq!(machine.install(&old, &old_file).await.ending, Ending::Done);
    fs::write(machine.root().join("etc/tool.conf"), "colour = mine\n").unwrap();
    assert_eq!(machine.install(&new, &new_file).await.ending, Ending::Done, "nobody is there to be asked");
    assert_eq!(machine.content("etc/tool.conf").as_deref(), Some("colour = mine\n"));
    assert_eq!(machine.dpkg.remove(&new).await.ending, Ending::Done);
    assert_eq!(machine.content("etc/tool.conf").as_deref(), Some("colour = mine\n"));
    assert_eq!(machine.found(&new).await, Found::Absent);
}

#[tokio::test]
async fn what_was_cut_off_while_it_was_configured_is_finished() {
    let Some(machine) = Machine::new(LONG) else { return };
    // The first run never ends, the second does.
    let postinst = "if [ -e $DPKG_ROOT/ran ]; then touch $DPKG_ROOT/finished; else touch $DPKG_ROOT/ran; sleep 600; fi";
    let file = machine.build("tool", "1", &Deb { scripts: &[("postinst", postinst)], ..Deb::default() });
    let tool = package("tool", "1");
    tokio::select! {
        outcome = machine.install(&tool, &file) => panic!("{outcome:?}"),
        // Dropping the installation kills dpkg and its script with SIGKILL.
        () = machine.wait_for("ran") => {}
    }
    let found = machine.found(&tool).await;
    assert!(matches!(&found, Found::Broken { version, .. } if version == "1"), "{found:?}");
    let outcome = machine.recover().await;
    assert_eq!(outcome.ending, Ending::Done, "{outcome:?}");
    assert!(machine.root().join("finished").exists());
    assert_eq!(machine.found(&tool).await, installed("1"));
}

#[tokio::test]
async fn what_was_cut_off_while_it_was_unpacked_is_told_and_installed_again() {
    let Some(machine) = Machine::new(LONG) else { return };
    let preinst = "if [ ! -e $DPKG_ROOT/ran ]; then touch $DPKG_ROOT/ran; sleep 600; fi";
    let deb = Deb { scripts: &[("preinst", preinst)], files: &[("/usr/lib/tool/x", "x")], ..Deb::default() };
    let file = machine.build("tool", "1", &deb);
    let tool = package("tool", "1");
    tokio::select! {
        outcome = machine.install(&tool, &file) => panic!("{outcome:?}"),
        () = machine.wait_for("ran") => {}
    }
    assert!(matches!(machine.found(&tool).await, Found::Broken { .. }));
    let outcome = machine.recover().await;
    assert!(outcome.said.contains("tool"), "the audit names it: {outcome:?}");
    assert!(matches!(machine.found(&tool).await, Found::Broken { .. }), "dpkg alone cannot finish it");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    assert_eq!(machine.found(&tool).await, installed("1"));
}

#[tokio::test]
async fn what_was_cut_off_can_be_removed() {
    let Some(machine) = Machine::new(LONG) else { return };
    let deb = Deb { scripts: &[("preinst", "touch $DPKG_ROOT/ran; sleep 600")], ..Deb::default() };
    let file = machine.build("tool", "1", &deb);
    let tool = package("tool", "1");
    tokio::select! {
        outcome = machine.install(&tool, &file) => panic!("{outcome:?}"),
        () = machine.wait_for("ran") => {}
    }
    machine.recover().await;
    let outcome = machine.dpkg.remove(&tool).await;
    assert_eq!(outcome.ending, Ending::Done, "{outcome:?}");
    assert_eq!(machine.found(&tool).await, Found::Absent);
}

#[tokio::test]
async fn an_installation_that_is_killed_at_any_moment_is_repaired() {
    let Some(machine) = Machine::new(LONG) else { return };
    let pause = "sleep 0.05";
    let deb = Deb { many: 300, scripts: &[("preinst", pause), ("postinst", pause)], ..Deb::default() };
    let versions: Vec<_> =
        (1..=2).map(|v| (package("tool", &format!("{v}")), machine.build("tool", &format!("{v}"), &deb))).collect();
    let mut cut = 0;
    for round in 0..12 {
        let (tool, file) = &versions[round % 2];
        let moment = Duration::from_millis(fastrand::u64(5..350));
        cut += usize::from(tokio::time::timeout(moment, machine.install(tool, file)).await.is_err());
        let outcome = machine.recover().await;
        assert_ne!(outcome.ending, Ending::Busy, "{outcome:?}");
        if machine.found(tool).await != installed(&tool.version) {
            let outcome = machine.install(tool, file).await;
            assert_eq!(outcome.ending, Ending::Done, "after {moment:?}: {outcome:?}");
        }
        assert_eq!(machine.found(tool).await, installed(&tool.version));
        for at in 0..300 {
            assert_eq!(machine.content(&format!("usr/lib/tool/{at}")).as_deref(), Some(tool.version.as_str()));
        }
    }
    println!("{cut} of 12 were cut off");
}

#[tokio::test]
async fn while_another_holds_the_lock_dpkg_is_busy() {
    let Some(machine) = Machine::new(LONG) else { return };
    let (tool, file) = machine.tool("1");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    let lock = fs::File::options().write(true).open(machine.root().join("var/lib/dpkg/lock-frontend")).unwrap();
    fcntl_lock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
    assert_eq!(machine.dpkg.remove(&tool).await.ending, Ending::Busy);
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Busy);
    assert_eq!(machine.dpkg.recover().await.ending, Ending::Busy);
    assert_eq!(machine.found(&tool).await, installed("1"), "looking needs no lock");
    drop(lock);
    assert_eq!(machine.dpkg.remove(&tool).await.ending, Ending::Done);
}

#[tokio::test]
async fn an_installation_that_takes_too_long_is_stopped() {
    let Some(machine) = Machine::new(Duration::from_secs(3)) else { return };
    let deb = Deb { scripts: &[("postinst", "touch $DPKG_ROOT/ran; sleep 600")], ..Deb::default() };
    let file = machine.build("tool", "1", &deb);
    let tool = package("tool", "1");
    let outcome = machine.install(&tool, &file).await;
    assert_eq!((outcome.ending, outcome.code), (Ending::TimedOut, None), "{outcome:?}");
    assert!(machine.root().join("ran").exists());
    assert!(matches!(machine.found(&tool).await, Found::Broken { .. }));
}

#[tokio::test]
async fn a_file_that_is_not_the_package_is_not_installed() {
    let Some(machine) = Machine::new(LONG) else { return };
    let (tool, file) = machine.tool("1");
    let text = machine.folder.path().join("text.deb");
    fs::write(&text, "no package").unwrap();
    let refused = [
        machine.install(&package("other", "1"), &file).await,
        machine.install(&package("tool", "2"), &file).await,
        machine.install(&tool, &text).await,
        machine.install(&tool, &machine.folder.path().join("nowhere.deb")).await,
        machine.dpkg.install(&tool, None).await,
    ];
    for outcome in refused {
        assert_eq!(outcome.ending, Ending::Failed, "{outcome:?}");
        assert!(!outcome.said.is_empty());
    }
    assert!(!machine.root().exists(), "nothing was touched");
}

#[tokio::test]
async fn what_dpkg_refuses_fails_with_its_words() {
    let Some(machine) = Machine::new(LONG) else { return };
    let needy = Deb { control: "Depends: tool\n", ..Deb::default() };
    let (needy, needy_file) = (package("needy", "1"), machine.build("needy", "1", &needy));
    let outcome = machine.install(&needy, &needy_file).await;
    assert_eq!((outcome.ending, outcome.code), (Ending::Failed, Some(1)));
    assert!(outcome.said.contains("depends on tool"), "{outcome:?}");
    let (tool, file) = machine.tool("1");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    assert_eq!(machine.install(&needy, &needy_file).await.ending, Ending::Done);
    let outcome = machine.dpkg.remove(&tool).await;
    assert_eq!(outcome.ending, Ending::Failed, "{outcome:?}");
    assert_eq!(machine.found(&tool).await, installed("1"));
}

#[tokio::test]
async fn files_that_are_gone_are_told_and_brought_back() {
    let Some(machine) = Machine::new(LONG) else { return };
    let (tool, file) = machine.tool("1");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    fs::remove_file(machine.root().join("usr/share/doc/tool/readme")).unwrap();
    assert_eq!(machine.found(&tool).await, installed("1"), "nobody misses a readme");
    fs::remove_file(machine.root().join("usr/lib/tool/version")).unwrap();
    let found = machine.found(&tool).await;
    assert!(matches!(&found, Found::Broken { reason, .. } if reason.contains("/usr/lib/tool/version")), "{found:?}");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    assert_eq!(machine.found(&tool).await, installed("1"));
    assert_eq!(machine.content("usr/lib/tool/version").as_deref(), Some("1"));

    // A package that takes a file of its own away is not installed again and again.
    let deb = Deb {
        files: &[("/usr/lib/odd/once", "x")],
        scripts: &[("postinst", "rm $DPKG_ROOT/usr/lib/odd/once")],
        ..Deb::default()
    };
    let (odd, file) = (package("odd", "1"), machine.build("odd", "1", &deb));
    assert_eq!(machine.install(&odd, &file).await.ending, Ending::Done);
    assert_eq!(machine.found(&odd).await, installed("1"));
}

#[tokio::test]
async fn a_package_with_its_own_command_is_told_by_dpkg_too() {
    let Some(machine) = Machine::new(LONG) else { return };
    let (tool, file) = machine.tool("1.2-3");
    assert_eq!(machine.install(&tool, &file).await.ending, Ending::Done);
    let script = all(&settings(machine.folder.path(), LONG)).remove(2);
    let by_command = |detection: &str, version: &str| {
        let (source, install_command) = ("tool.tar".to_owned(), "sh {payload}".to_owned());
        Package { source, install_command, detection: detection.into(), ..package("The Tool", version) }
    };
    let (here, gone, text) = (by_command("deb:tool", "1.2"), by_command("deb:other", "1"), by_command("tool", "1"));
    let found = script.inspect(&[&here, &gone, &text]).await;
    assert_eq!(found[..2], [installed("1.2"), Found::Absent]);
    assert!(matches!(found[2], Found::Unknown { .. }));
}
