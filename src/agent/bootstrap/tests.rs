use super::*;
use crate::agent::error::AgentError;
use std::path::Path;
use std::process::Command;

fn order(out: &Path) -> Order {
    let program = out.join("program");
    std::fs::write(&program, "#!/bin/sh\necho client\n").unwrap();
    Order {
        out: out.into(),
        program,
        version: "1.2.3".into(),
        points: vec!["DP1=https://dp1.example.org/cmf".into(), "DP2=/srv/\"odd\"".into()],
        trusted_keys: vec!["k1:AAAA".into()],
    }
}

/// Whether a tool is there; without it the test says so, or fails where it must not be left out.
fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        println!("skipped: there is no {tool}");
        assert!(std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_none(), "{tool} is missing");
    }
    found
}

fn told(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn cmfx_15_the_package_brings_programs_units_and_settings() {
    if !has("dpkg-deb") {
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let file = build(&order(out.path())).await.unwrap();
    let info = told("dpkg-deb", &["--field"], &file);
    assert!(info.contains("Package: bailiwick-agent\n") && info.contains("Version: 1.2.3\n"), "{info}");
    let contents = told("dpkg-deb", &["--contents"], &file);
    for expected in [
        "-rwxr-xr-x root/root",
        "./usr/lib/bailiwick/agent/bailiwick",
        "./usr/lib/bailiwick/ui/bailiwick",
        "./etc/bailiwick/agent.toml",
        "./usr/lib/systemd/system/bailiwick-agent.service",
        "./usr/lib/systemd/system/bailiwick-agent-rollback.service",
        "./usr/lib/systemd/user/bailiwick-agent-ui.service",
        "./usr/share/applications/bailiwick-agent-ui.desktop",
        "./usr/bin/bailiwick -> ../lib/bailiwick/ui/bailiwick",
    ] {
        assert!(contents.contains(expected), "{expected}\n{contents}");
    }
    assert!(contents.lines().all(|line| line.contains(" root/root ")), "{contents}");

    let root = out.path().join("root");
    assert!(Command::new("dpkg-deb").arg("--extract").arg(&file).arg(&root).status().unwrap().success());
    let text = std::fs::read_to_string(root.join("etc/bailiwick/agent.toml")).unwrap();
    let settings: toml::Table = text.parse().unwrap();
    assert_eq!(settings["agent"]["points"][1].as_str(), Some("DP2=/srv/\"odd\""));
    assert_eq!(settings["agent"]["trusted_keys"][0].as_str(), Some("k1:AAAA"));
    let program = std::fs::read(root.join("usr/lib/bailiwick/ui/bailiwick")).unwrap();
    assert_eq!(program, std::fs::read(out.path().join("program")).unwrap());
    // What was laid out is gone; only the package and what the test made are there.
    let mut left: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left.len(), 3, "{left:?}");
}

/// Has dpkg work on a root of its own, as nobody in particular.
fn dpkg(root: &Path, what: &str, about: &std::ffi::OsStr) {
    let mut dpkg = Command::new("dpkg");
    dpkg.arg(format!("--root={}", root.display())).args(["--force-not-root", "--force-script-chrootless"]);
    let output = dpkg.args(["--force-depends", what]).arg(about).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{what}: {said}");
    let kept: Vec<_> = said.lines().filter(|line| line.contains("/bailiwick") && line.contains("not empty")).collect();
    assert_eq!(kept, [""; 0], "a folder of the client's own cannot be removed");
}

/// Returns everything below a folder, as paths from it, but what dpkg keeps for itself.
fn left(root: &Path) -> Vec<String> {
    let (mut open, mut found) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if !name.starts_with("var/lib/dpkg") {
                found.push(name);
            }
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn cmfx_15_dpkg_installs_the_package_removes_it_and_purges_everything_that_came_of_it() {
    if !has("dpkg") {
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let file = build(&order(out.path())).await.unwrap();
    let root = out.path().join("root");
    for folder in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    std::fs::write(root.join("var/lib/dpkg/status"), "").unwrap();
    dpkg(&root, "--install", file.as_os_str());
    let said = Command::new(root.join("usr/bin/bailiwick")).output().unwrap().stdout;
    assert_eq!(said, b"client\n", "the programs can be started");
    let wants = root.join("etc/systemd/system/multi-user.target.wants/bailiwick-agent.service");
    let enabled = Command::new("systemctl").arg("--version").output().is_ok();
    assert_eq!(wants.is_symlink(), enabled, "the service starts with the system");
    verify_units(&root);

    // What comes of it when it is used: state, an update, a credential, a setting.
    let used = ["var/lib/bailiwick-agent/accepted.json", "etc/bailiwick/credentials/web.toml"];
    let updated = ["usr/lib/bailiwick/agent/bailiwick.previous", "usr/lib/bailiwick/ui/bailiwick.new"];
    for path in used.iter().chain(&updated) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "used").unwrap();
    }
    let settings = root.join("etc/bailiwick/agent.toml");
    std::fs::write(&settings, "# own\n").unwrap();

    dpkg(&root, "--remove", "bailiwick-agent".as_ref());
    let files: Vec<_> = left(&root).into_iter().filter(|path| root.join(path).is_file()).collect();
    assert_eq!(files, ["etc/bailiwick/agent.toml", used[1], used[0]], "settings and state stay for the next time");
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "# own\n");
    assert!(!wants.is_symlink());

    dpkg(&root, "--purge", "bailiwick-agent".as_ref());
    let (links, files): (Vec<_>, Vec<_>) = left(&root).into_iter().partition(|path| root.join(path).is_symlink());
    assert_eq!(links, [""; 0]);
    assert!(files.iter().all(|path| root.join(path).is_dir() && !path.contains("bailiwick")), "{files:?}");
}

/// Has systemd look at the units of the service as they are installed, with programs and all.
fn verify_units(root: &Path) {
    if !has("systemd-analyze") {
        return;
    }
    for unit in ["bailiwick-agent.service", "bailiwick-agent-rollback.service"] {
        let mut analyze = Command::new("systemd-analyze");
        analyze.arg("verify").arg(format!("--root={}", root.display())).args(["--man=no", "--recursive-errors=no"]);
        let output = analyze.arg(unit).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        // The kept version is there only after an update.
        let odd: Vec<_> =
            said.lines().filter(|line| line.contains("bailiwick") && !line.contains(".previous")).collect();
        assert_eq!(odd, [""; 0], "{said}");
    }
}

#[tokio::test]
async fn a_package_without_points_or_keys_is_refused() {
    let out = tempfile::tempdir().unwrap();
    let good = order(out.path());
    for (wrong, setting) in [
        (Order { points: Vec::new(), ..good.clone() }, "points"),
        (Order { points: vec!["https://dp1".into()], ..good.clone() }, "points"),
        (Order { trusted_keys: Vec::new(), ..good.clone() }, "trusted_keys"),
    ] {
        let error = build(&wrong).await.unwrap_err();
        assert!(matches!(error, AgentError::Setting { setting: found, .. } if found == setting), "{error}");
    }
    let error = build(&Order { version: "../../x".into(), ..good }).await.unwrap_err();
    assert!(matches!(error, AgentError::State(_)), "{error}");
}

#[test]
fn systemd_takes_the_units() {
    if !has("systemd-analyze") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let units = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/systemd");
    for unit in [
        "bailiwick.service",
        "bailiwick-agent.service",
        "bailiwick-agent-rollback.service",
        "bailiwick-agent-ui.service",
    ] {
        // The programs are not installed here: something stands in that is.
        let text = std::fs::read_to_string(units.join(unit)).unwrap();
        let text: Vec<_> = text
            .lines()
            .map(|line| if line.starts_with("ExecStart=") { "ExecStart=/bin/true" } else { line })
            .collect();
        std::fs::write(folder.path().join(unit), text.join("\n") + "\n").unwrap();
    }
    let mut analyze = Command::new("systemd-analyze");
    analyze
        .args(["verify", "--man=no", "--recursive-errors=no"])
        .env("SYSTEMD_UNIT_PATH", format!("{}:", folder.path().display()));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        analyze.arg(entry.unwrap().path());
    }
    let output = analyze.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("bailiwick"), "{said}");
}
