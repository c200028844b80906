//! `pkg`: packages and assignments, previewed to the machine.

use crate::estate::{Estate, Ran};
use serde_json::{Value, json};

/// An estate with two NSSs, a set of each, and machines in them.
pub(crate) async fn sets() -> Estate {
    let estate = Estate::new().await;
    for command in [
        "nss create NICE",
        "nss create VSC",
        "nss create DSS",
        "nsc create Consoles --nss VSC",
        "nsc create Servers --nss DSS --locally-managed --responsible otto",
        "directory computer add PC1 PC2 --os Windows-11",
        "directory computer add PC3 --os Windows-XP",
        "directory user add mia",
        "nsc member add Consoles PC1 PC2 PC3",
        "nsc member add Servers PC3",
        "nsc member add Consoles mia --users",
    ] {
        done(&estate, command).await;
    }
    estate
}

/// Runs a command that must succeed.
pub(crate) async fn done(estate: &Estate, line: &str) -> Ran {
    let ran = estate.run(line).await;
    assert_eq!(ran.exit, 0, "{line}: {}{}", ran.out, ran.err);
    ran
}

pub(crate) async fn json_of(estate: &Estate, line: &str) -> Value {
    estate.run(&format!("{line} --json")).await.json()
}

/// The effects of a kind in a dry run.
async fn effects(estate: &Estate, line: &str, kind: &str) -> Vec<Value> {
    let preview = json_of(estate, &format!("{line} --dry-run")).await;
    let effects = preview["effects"].as_array().unwrap().iter();
    effects.filter(|effect| effect["kind"] == kind).cloned().collect()
}

#[tokio::test]
async fn a_package_has_every_field_and_goes_from_draft_to_retired() {
    let estate = sets().await;
    let line = "pkg create Reader --nss NICE --version 9.0 --kind os-setting --vendor Adobe --description x --scope user \
                --source r/9 --install-command i --remove-command r --detection d --success-codes 0,1 --reboot-codes \
                3010 --priority -3 --size 42 --os-filter Windows-1,Linux --concurrency 5 --licences 2 --reboots";
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(done(&estate, &line).await.out, "1\n");
    let made = json_of(&estate, "pkg create Runtime --nss NICE --version 1 --kind application").await;
    assert_eq!((&made["id"], &made["state"], &made["nss"]), (&json!(2), &json!("draft"), &json!("NICE")));
    done(&estate, "pkg edit Runtime --supersedes Reader --conflicts 1").await;
    done(&estate, "pkg edit 1 --dependencies Runtime --licences none --os-filter=").await;
    let found = json_of(&estate, "pkg show reader@9.0").await;
    let expected = json!({
        "kind": "os_setting", "scope": "user", "success_codes": [0, 1], "priority": -3, "size": 42, "licences": null,
        "concurrency": 5, "reboots": true, "dependencies": [2], "os_filter": [], "vendor": "Adobe", "created_by": "anna",
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&found[field], value, "{field}");
    }
    let refused = estate.run("pkg publish Reader --json").await;
    assert_eq!((refused.exit, &refused.error()["kind"]), (5, &json!("package_state")), "what it needs is a draft");
    let cycle = estate.run("pkg edit Runtime --dependencies Reader --json").await;
    assert_eq!((cycle.exit, &cycle.error()["kind"]), (5, &json!("cycle")));
    done(&estate, "pkg publish Runtime").await;
    done(&estate, "pkg publish Reader").await;
    let used = estate.run("pkg retire Runtime --json").await;
    assert_eq!((used.exit, &used.error()["kind"]), (5, &json!("package_used")));
    let used = estate.run("pkg delete Runtime").await;
    assert!(used.exit == 5 && used.err.contains("Reader 9.0"), "{}", used.err);
    assert_eq!(estate.run("pkg edit Reader --kind patch").await.exit, 5, "a published package stays what it is");
    done(&estate, "pkg edit Reader --dependencies=").await;
    done(&estate, "pkg edit Runtime --supersedes= --conflicts=").await;
    done(&estate, "pkg retire Reader").await;
    assert_eq!(estate.run("pkg edit Reader --vendor Foxit").await.exit, 5);
    done(&estate, "pkg delete Reader").await;
    assert_eq!(estate.run("pkg show 1").await.exit, 4);
    let next = json_of(&estate, "pkg create Reader --nss NICE --version 9.0 --kind meta").await;
    assert_eq!(next["id"], 3, "a number is never used again");
    let list = json_of(&estate, "pkg list --filter read").await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(estate.run("pkg create Reader --nss NICE --version 9.0 --kind meta").await.exit, 5);
    done(&estate, "pkg create Reader --nss NICE --version 10 --kind meta").await;
    let several = estate.run("pkg show Reader --json").await;
    assert_eq!((several.exit, &several.error()["kind"]), (5, &json!("ambiguous_package")));
}

#[tokio::test]
async fn an_assignment_is_previewed_to_the_machine_made_changed_and_ended() {
    let estate = sets().await;
    done(&estate, "pkg create Reader --nss VSC --version 9 --kind application --licences 1 --reboots").await;
    let dormant = effects(&estate, "pkg assign Reader Consoles --action apply", "dormant").await;
    assert_eq!(dormant.len(), 1, "a draft has no effect yet");
    done(&estate, "pkg assign Reader Consoles --action allow").await;
    done(&estate, "pkg publish Reader").await;
    let line = "pkg assign Reader Consoles --action apply";
    let preview = json_of(&estate, &format!("{line} --dry-run")).await;
    let told: Vec<(&str, &Value)> = preview["effects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| (effect["kind"].as_str().unwrap(), &effect["count"]))
        .collect();
    let one = |n: u64| Value::from(n);
    let expected = [
        ("changes", &Value::Null),
        ("machines", &one(3)),
        ("users", &one(1)),
        ("installs", &one(2)),
        ("reboots", &one(2)),
        ("blocked", &one(1)),
        ("licences", &Value::Null),
    ];
    assert_eq!(told, expected, "{preview:#}");
    assert_eq!(
        json_of(&estate, "pkg show Reader").await["assigned"][0]["action"],
        "allow",
        "a dry run changes nothing"
    );
    done(&estate, line).await;
    let found = json_of(&estate, "pkg show Reader").await;
    assert_eq!(found["assigned"].as_array().unwrap().len(), 1, "another action takes the place of the one before");
    assert_eq!((&found["assigned"][0]["action"], &found["assigned"][0]["computers"]), (&json!("apply"), &json!(3)));
    assert_eq!(found["machines"], json!({ "applied": 2, "blocked_by_local_manager": 1 }));
    let log = done(&estate, "log --json").await.out.len();
    assert!(done(&estate, line).await.out.contains("nothing changes"));
    assert_eq!(done(&estate, "log --json").await.out.len(), log, "what changes nothing is not logged");
    let timed =
        "pkg assign Reader Consoles --action apply --not-before 2026-03-05 --deadline 2026-04-01 --reboot defer";
    let changed = effects(&estate, timed, "changes").await;
    assert_eq!(changed.len(), 3, "{changed:?}");
    done(&estate, timed).await;
    assert_eq!(json_of(&estate, "machine why PC1 Reader").await["packages"][0]["state"], "waiting_for_window");
    let removed = effects(&estate, "pkg assign Reader Servers --action deny", "machines").await;
    assert_eq!(removed[0]["first"], json!(["PC3"]));
    done(&estate, "pkg unassign Reader Consoles").await;
    let gone = estate.run("pkg unassign Reader Consoles").await;
    assert_eq!(gone.exit, 4, "{}", gone.err);
    let log = done(&estate, "log --json").await.out;
    assert!(log.contains("bailiwick pkg assign 1 1 --action apply --not-before 2026-03-05T00:00:00Z"), "{log}");
}

#[tokio::test]
async fn cmf_04_who_lacks_the_right_is_told_the_missing_grant_and_nothing_changes() {
    let estate = sets().await;
    done(&estate, "pkg create Reader --nss VSC --version 9 --kind application").await;
    done(&estate, "nss admin add VSC mia").await;
    for line in [
        "pkg assign Reader Consoles --action apply",
        "pkg unassign Reader Consoles",
        "pkg create X --nss VSC --version 1 --kind meta",
        "pkg edit Reader --vendor X",
        "pkg publish Reader",
        "pkg retire Reader",
        "pkg delete Reader",
    ] {
        let refused = estate.run_as("mia", &format!("{line} --json"), b"").await;
        assert_eq!((refused.exit, &refused.error()["kind"]), (3, &json!("denied")), "{line}");
    }
    done(&estate, "nss grant VSC pkg.assign.allow").await;
    assert_eq!(estate.run_as("mia", "pkg assign Reader Consoles --action allow", b"").await.exit, 0);
    done(&estate, "pkg assign Reader Consoles --action deny").await;
    let refused = estate.run_as("mia", "pkg assign Reader Consoles --action allow", b"").await;
    assert_eq!(refused.exit, 3, "who may not deny, may not take a denial away either");
}

#[tokio::test]
async fn cmf_04_times_and_group_policies_need_their_own_rights() {
    let estate = sets().await;
    for line in [
        "pkg create Reader --nss VSC --version 9 --kind application",
        "nss admin add VSC mia",
        "nss grant VSC pkg.assign.apply pkg.create pkg.edit",
    ] {
        done(&estate, line).await;
    }
    let as_mia = async |line: &str| estate.run_as("mia", line, b"").await.exit;
    assert_eq!(as_mia("pkg assign Reader Consoles --action apply --deadline 2026-04-01").await, 3);
    assert_eq!(as_mia("pkg assign Reader Consoles --action apply --reboot force").await, 3);
    assert_eq!(as_mia("pkg assign Reader Consoles --action apply").await, 0);
    done(&estate, "pkg assign Reader Consoles --action apply --deadline 2026-04-01").await;
    assert_eq!(as_mia("pkg assign Reader Consoles --action apply").await, 3, "taking a deadline away is setting it");
    done(&estate, "nss grant VSC schedule.set").await;
    assert_eq!(as_mia("pkg assign Reader Consoles --action apply").await, 0);
    assert_eq!(as_mia("pkg create Desktop --nss VSC --version 1 --kind group_policy").await, 3);
    done(&estate, "nss grant VSC pkg.gpo").await;
    assert_eq!(as_mia("pkg create Desktop --nss VSC --version 1 --kind group_policy").await, 0);
}

#[tokio::test]
async fn cmf_25_cmfx_07_local_managers_are_told_and_release_what_they_assign_themselves() {
    let estate = sets().await;
    done(&estate, "pkg create Patch --nss NICE --version 1 --kind patch").await;
    done(&estate, "nss grant DSS pkg.assign.apply nsc.local.release").await;
    done(&estate, "nss admin add DSS mia").await;
    let told = effects(&estate, "pkg publish Patch", "notifies").await;
    assert_eq!(told[0]["first"], json!(["mia"]));
    done(&estate, "pkg publish Patch").await;
    let blocked = effects(&estate, "pkg assign Patch Servers --action apply", "blocked").await;
    assert_eq!((&blocked[0]["count"], &blocked[0]["nsc"]), (&json!(1), &json!("Servers")));
    let own = estate.run_as("mia", "pkg assign Patch Servers --action apply", b"").await;
    assert_eq!(own.exit, 0, "{}", own.err);
    assert_eq!(json_of(&estate, "machine why PC3 Patch").await["packages"][0]["state"], "applied");
}
