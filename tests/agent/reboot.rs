//! A reboot that comes by itself: warned of, put off, survived by killed agents, and done once. A script stands in for
//! what reboots.

use crate::site::Site;
use bailiwick::model::assignment::{AssignAction::Apply, RebootPolicy};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(40);

/// A machine with a package that needs a reboot at once, warned of for 5 s, and put off by 8 s once.
fn machine(command: &str) -> Option<Site> {
    let mut site = Site::new(1)?;
    let script = site.folder().join("reboot");
    fs::write(&script, format!("#!/bin/sh\n{command}\n")).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    site.settings = vec![
        format!("agent.reboot_command={}", script.display()),
        "agent.reboot_warning_s=5".into(),
        "agent.reboot_postpone_s=8".into(),
        "agent.reboot_postpones=1".into(),
    ];
    site.reboot = RebootPolicy::Force;
    site.deb(1, "kernel", "1.0", |package| package.reboots = true);
    site.assign(1, 1, Apply);
    site.publish();
    Some(site)
}

fn reboots(site: &Site) -> Vec<String> {
    let log: PathBuf = site.folder().join("reboots");
    fs::read_to_string(log).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Waits until the service tells what is meant.
fn wait(site: &Site, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let status = site.json(&["agent", "status"]);
        if status["told_by"] == "service" && is(&status) {
            return status;
        }
        assert!(Instant::now() < deadline, "{what}: {status:#}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn at(status: &Value) -> DateTime<Utc> {
    status["reboot_at"].as_str().unwrap().parse().unwrap()
}

fn kill(mut service: Child) {
    service.kill().unwrap();
    service.wait().unwrap();
}

#[test]
fn a_forced_reboot_is_warned_of_put_off_kept_over_kills_and_done_once() {
    let Some(site) = machine("echo again >> \"$(dirname \"$0\")/reboots\"") else { return };
    let service = site.start();
    let warned = wait(&site, "warned", |status| status["reboot_at"].is_string());
    assert_eq!(warned["postpone"], json!({ "by_s": 8, "left": 1 }));
    assert!(warned["reboot_pending"].is_string());
    let shown = site.json(&["agent", "ui", "--print"]);
    assert_eq!(
        (&shown["reboot_at"], &shown["postpone"]["left"]),
        (&warned["reboot_at"], &json!(1)),
        "users see it too"
    );

    // Killed and started anew it goes on with the same warning.
    kill(service);
    let service = site.start();
    let again = wait(&site, "warned again", |status| status["reboot_at"].is_string());
    assert!(at(&again) <= Utc::now() + chrono::TimeDelta::seconds(5) && again["postpone"]["left"] == 1, "{again:#}");

    site.json(&["agent", "reboot", "--postpone"]);
    let later = wait(&site, "put off", |status| status["postpone"]["left"] == 0);
    assert!(at(&later) > at(&again) && at(&later) > Utc::now() + chrono::TimeDelta::seconds(5), "{again:#}{later:#}");
    let refused = site.command(&["agent", "reboot", "--postpone"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("cannot be put off any more"));
    kill(service);
    let service = site.start();
    let kept = wait(&site, "kept", |status| status["reboot_at"].is_string());
    assert_eq!(kept["postpone"]["left"], 0, "{kept:#}");
    assert_eq!(reboots(&site), [""; 0]);

    let deadline = Instant::now() + PATIENCE;
    while reboots(&site).is_empty() {
        assert!(Instant::now() < deadline, "it never came");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(Utc::now() >= at(&kept), "not before its time");
    let told = wait(&site, "told", |status| status["reboot_at"].is_null());
    assert!(told["reboot_pending"].is_string(), "the stand-in has not really rebooted");
    // The machine is on its way down: it is not told twice, neither by this run of the agent nor by another.
    std::thread::sleep(Duration::from_secs(3));
    kill(service);
    let mut service = site.start();
    wait(&site, "running", |status| status["activity"]["kind"] == "idle" && status["next_check_at"].is_string());
    std::thread::sleep(Duration::from_secs(7));
    assert_eq!(reboots(&site), ["again"]);
    site.stop(&mut service);
}

#[test]
fn a_user_may_have_the_reboot_at_once_and_one_that_fails_is_told_and_comes_again() {
    let Some(site) = machine("echo tried >> \"$(dirname \"$0\")/reboots\"\nexit 3") else { return };
    let nobody = site.command(&["agent", "reboot"]).output().unwrap();
    assert_eq!(nobody.status.code(), Some(1), "no service runs");
    let mut service = site.start();
    wait(&site, "warned", |status| status["reboot_at"].is_string());
    assert_eq!(site.json(&["agent", "reboot"]), json!({ "asked": "reboot" }));
    let deadline = Instant::now() + Duration::from_secs(4);
    while reboots(&site).is_empty() {
        assert!(Instant::now() < deadline, "at once, not after the warning");
        std::thread::sleep(Duration::from_millis(20));
    }
    // The next check warns anew, with everything that users may do about it.
    let again = wait(&site, "warned again", |status| status["reboot_at"].is_string());
    assert_eq!(again["postpone"]["left"], 1);
    site.stop(&mut service);
    assert_eq!(reboots(&site), ["tried"]);
}
