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
