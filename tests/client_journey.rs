//! A package's whole way, with nothing but the program and dpkg: it is uploaded and assigned, a backend publishes it, a
//! client installs, repairs and upgrades it, and removes it when it is denied.

#![cfg(test)]

#[path = "client_journey/account.rs"]
mod account;
#[path = "client_journey/own_user.rs"]
mod own_user;
#[path = "client_journey/site.rs"]
mod site;

use serde_json::Value;
use site::Site;
use std::fs;
use std::path::Path;

fn content(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

#[test]
fn cmf_90_a_package_comes_is_kept_whole_is_upgraded_and_goes() {
    let Some(mut site) = Site::new() else { return };
    let (old, new) = (site.build("tool", "1.0-1"), site.build("tool", "1.1-1"));
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
    assert_eq!(site.version("tool").as_deref(), Some("1.0-1"), "{checked:#}");
    let report = site.report().expect("a report on a point");
    assert_eq!((&report["pkgs"][0]["verdict"], &report["pkgs"][0]["have"]), (&"ok".into(), &"1.0-1".into()));
    assert_eq!(report["cfg_gen"].as_i64(), Some(first));

    fs::remove_file(site.installed("tool")).unwrap();
    let checked = site.check();
    assert_eq!(content(&site.installed("tool")).as_deref(), Some("1.0-1"), "what is gone is brought back: {checked:#}");

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
    assert_eq!(site.version("tool").as_deref(), Some("1.1-1"), "{checked:#}");
    assert_eq!(content(&site.installed("tool")).as_deref(), Some("1.1-1"));

    site.done(&["pkg", "assign", "Tool@1.1-1", "Consoles", "--action", "deny"]);
    site.done(&["pkg", "assign", "Tool@1.0-1", "Consoles", "--action", "deny"]);
    site.wait_until_published();
    let checked = site.check();
    assert_eq!(site.version("tool"), None, "{checked:#}");
    assert!(!site.installed("tool").exists());
    let report = site.report().expect("a report on a point");
    let verdicts: Vec<&Value> = report["pkgs"].as_array().unwrap().iter().map(|one| &one["verdict"]).collect();
    assert_eq!(verdicts, ["ok", "ok"]);
}
