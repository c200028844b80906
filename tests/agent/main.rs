//! The client as a process of its own: a folder as distribution point, really signed files, and Debian packages that
//! dpkg really installs into a root of their own (CMF-86..CMF-93).

#![cfg(test)]

#[path = "../support/apache.rs"]
mod apache;
mod cut_off;
#[path = "../support/moto.rs"]
mod moto;
mod points;
mod reboot;
mod service;
mod site;
mod trust;

use bailiwick::model::assignment::AssignAction::{Apply, Deny, Publish};
use bailiwick::model::id::PackageId;
use serde_json::json;
use site::Site;

#[test]
fn cmf_89_a_machine_gets_what_shall_be_there_in_order_and_then_downloads_nothing() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool-base", "1.0", |_| {});
    site.deb(2, "tool", "1.0", |package| package.dependencies = vec![PackageId(1)]);
    site.assign(1, 2, Apply);
    site.publish();
    let first = site.once();
    assert_eq!(first["steps"][0]["title"], "tool-base 1.0", "{first:#}");
    assert_eq!(first["steps"][1]["title"], "tool 1.0");
    assert_eq!(first["steps"].as_array().unwrap().len(), 2);
    assert_eq!(site.verdicts(&first), [(1, "ok".into()), (2, "ok".into())]);
    assert_eq!((site.installed("tool"), site.installed("tool-base")), (Some("1.0".into()), Some("1.0".into())));
    let second = site.once();
    assert_eq!((&second["steps"], &second["bytes"]), (&json!([]), &json!(0)), "nothing has changed: {second:#}");
    let report = site.report();
    assert_eq!(report["pc"], "PC1");
    assert_eq!(report["cfg_gen"], 1);
    assert_eq!(report["pkgs"][1]["verdict"], "ok");
    assert_eq!(report["pkgs"][1]["have"], "1.0");

    // One assignment more: one small file, the index and the part of it that tells of the file, and the package itself.
    site.deb(3, "other", "2.0", |_| {});
    site.publish();
    site.once();
    site.assign(1, 3, Apply);
    site.publish();
    let third = site.once();
    let changed =
        ["config/CMFINDEX.TXT", "config/CMFINDEX/CMFASGs-1.TXT", "config/CMFASGs/1.TXT", "packages/other_2.0_all.deb"];
    let changed: u64 = changed.into_iter().map(|path| site.size(path)).sum();
    assert_eq!(third["bytes"], changed, "{third:#}");
}

#[test]
fn cmf_90_drift_is_repaired_versions_follow_and_what_is_denied_goes() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    site.once();
    std::fs::remove_file(site.root().join("usr/lib/tool/version")).unwrap();
    let repaired = site.once();
    assert_eq!(repaired["steps"][0]["doing"], "repair", "{repaired:#}");
    assert_eq!(site.content("usr/lib/tool/version").as_deref(), Some("1.0"));

    site.deb(2, "tool", "2.0", |package| package.supersedes = vec![PackageId(1)]);
    site.assign(1, 2, Apply);
    site.publish();
    let upgraded = site.once();
    assert_eq!(upgraded["steps"].as_array().unwrap().len(), 1, "{upgraded:#}");
    assert_eq!(upgraded["steps"][0]["doing"], "upgrade");
    assert_eq!(site.installed("tool").as_deref(), Some("2.0"));

    site.assign(1, 2, Deny);
    site.publish();
    let removed = site.once();
    // The old version is not replaced any more, so it is wanted again; in any case the denied one is gone.
    assert_eq!(removed["steps"][0]["doing"], "remove", "{removed:#}");
    assert_ne!(site.installed("tool").as_deref(), Some("2.0"));
}

#[test]
fn cmf_90_a_package_that_fails_is_told_waits_and_holds_up_only_what_needs_it() {
    let Some(mut site) = Site::new(1) else { return };
    site.script = "exit 7".into();
    site.deb(1, "broken", "1.0", |_| {});
    site.script = String::new();
    site.deb(2, "needy", "1.0", |package| package.dependencies = vec![PackageId(1)]);
    site.deb(3, "fine", "1.0", |_| {});
    (1..=3).for_each(|id| site.assign(1, id, Apply));
    site.publish();
    let first = site.once();
    let verdicts = [(1, "failed".into()), (2, "deferred".into()), (3, "ok".into())];
    assert_eq!(site.verdicts(&first), verdicts, "{first:#}");
    let second = site.once();
    assert_eq!(second["steps"], json!([]), "it waits before it is tried again");
    assert_eq!(site.verdicts(&second), verdicts);
    let note = second["verdicts"][0]["note"].as_str().unwrap();
    assert!(note.contains("next try"), "{note}");
}

#[test]
fn cmf_79_days_offline_everything_goes_on_and_the_report_comes_later() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    site.once();
    let before = site.report();
    site.block(0);
    let (exit, offline) = site.try_once();
    assert_ne!(exit, 0);
    assert_eq!(
        (&offline["point"], &offline["generation"], &offline["reported"]),
        (&json!(""), &json!(1), &json!(false))
    );
    assert_eq!(site.verdicts(&offline), [(1, "ok".into())], "what was kept stays in force");
    std::fs::remove_file(site.root().join("usr/lib/tool/version")).unwrap();
    let (_, offline) = site.try_once();
    assert_eq!(site.verdicts(&offline), [(1, "failed".into())], "the package's file cannot be had: {offline:#}");
    site.unblock(0);
    assert_eq!(site.report(), before, "nothing came through");
    let online = site.once();
    assert_eq!(online["reported"], true);
    assert_ne!(site.report()["taken_at"], before["taken_at"]);
}

#[test]
fn cmf_78_the_next_point_takes_over_and_the_first_one_comes_back() {
    let Some(mut site) = Site::new(3) else { return };
    site.publish();
    let first = site.once()["point"].as_str().unwrap().to_owned();
    let place: usize = first.trim_start_matches("DP").parse::<usize>().unwrap() - 1;
    site.block(place);
    let second = site.once()["point"].as_str().unwrap().to_owned();
    assert_ne!(second, first);
    site.unblock(place);
    assert_eq!(site.once()["point"], first.as_str());
}

#[test]
fn cmfx_05_a_users_choice_is_followed_and_its_end_removes_once() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "wish", "1.0", |_| {});
    site.assign(1, 1, Publish);
    site.choose("mia", 1, true, 1);
    site.users = vec!["mia".into()];
    site.publish();
    site.once();
    assert_eq!(site.installed("wish").as_deref(), Some("1.0"));
    site.choose("mia", 1, false, 2);
    site.publish();
    let removed = site.once();
    assert_eq!(removed["steps"][0]["doing"], "remove", "{removed:#}");
    assert_eq!(site.installed("wish"), None);
    // Whoever brings it back by hand keeps it.
    site.install_by_hand("wish");
    assert_eq!(site.once()["steps"], json!([]));
    assert_eq!(site.installed("wish").as_deref(), Some("1.0"));
}

#[test]
fn a_machine_without_service_and_state_says_so_and_gets_none() {
    let Some(site) = Site::new(1) else { return };
    let status = site.json(&["agent", "status"]);
    assert_eq!((&status["told_by"], &status["told_at"], &status["pid"]), (&json!("state"), &json!(null), &json!(null)));
    assert!(!site.folder().join("data/agent").exists(), "whoever only asks leaves nothing");
    let output = site.command(&["agent", "check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "nobody is there to ask");
}

#[test]
fn one_agent_runs_and_the_others_say_so() {
    let Some(mut site) = Site::new(1) else { return };
    site.publish();
    let mut service = site.start();
    site.wait_for_generation(1);
    let (exit, error) = site.try_once();
    assert_ne!(exit, 0);
    assert_eq!(error["error"]["code"], "AGENT-0002", "{error:#}");
    let status = site.json(&["agent", "status"]);
    assert_eq!((&status["told_by"], &status["unanswered"]), (&json!("service"), &json!("")));
    assert_eq!(status["pid"], service.id());
    assert_eq!(status["generation"], 1);
    assert!(status["next_check_at"].is_string() || status["activity"]["kind"] != "idle", "{status:#}");
    site.stop(&mut service);
    let kept = site.json(&["agent", "status"]);
    assert_eq!((&kept["told_by"], &kept["pid"], &kept["generation"]), (&json!("state"), &json!(null), &json!(1)));
    let age = chrono::Utc::now() - kept["told_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert!((-1..60).contains(&age.num_seconds()), "{kept:#}");
    assert!(kept["unanswered"].as_str().unwrap().contains("agent.sock"), "{kept:#}");
    assert!(!site.folder().join("data/administration.db").exists(), "the client opens no database");
}
