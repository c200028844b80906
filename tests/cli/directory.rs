//! `directory`: accounts and groups of the embedded directory.

use crate::estate::Estate;
use serde_json::{Value, json};

async fn json_of(estate: &Estate, line: &str) -> Value {
    estate.run(&format!("{line} --json")).await.json()
}

#[tokio::test]
async fn accounts_are_made_described_and_listed() {
    let estate = Estate::new().await;
    let done = estate.run("directory computer add PC1 pc2 --os Windows-11").await;
    assert!(done.exit == 0 && done.out.contains("PC1"), "{}{}", done.out, done.err);
    let done = estate.run("directory computer add pc1 --owner bert").await;
    assert!(done.out.contains("bert"), "{}", done.out);
    let all = json_of(&estate, "directory computer list").await;
    assert_eq!(
        (&all[0]["name"], &all[0]["os"], &all[0]["owner"]),
        (&json!("PC1"), &json!("Windows-11"), &json!("bert"))
    );
    let page = json_of(&estate, "directory computer list --after PC1 --limit 1").await;
    assert_eq!((&page[0]["name"], page.as_array().unwrap().len()), (&json!("pc2"), 1));

    let file = estate.file("pcs.csv", "name,os\npc3,Windows 10\npc4,\n");
    assert_eq!(estate.run(&format!("directory computer import {file} --dry-run")).await.exit, 0);
    assert_eq!(json_of(&estate, "directory show").await["counts"]["computers"], 2);
    assert_eq!(estate.run(&format!("directory computer import {file}")).await.exit, 0);
    assert_eq!(estate.run("directory user add carl --full-name Carl").await.exit, 0);
    assert_eq!(json_of(&estate, "directory user list").await, json!([{ "name": "carl", "full_name": "Carl" }]));
    let view = json_of(&estate, "directory show").await;
    assert_eq!(view["counts"], json!({ "computers": 4, "users": 1, "groups": 0, "memberships": 0 }));
    assert_eq!((&view["kind"], &view["base_dn"]), (&json!("embedded"), &json!("OU=NSC,OU=CMF,DC=cern,DC=ch")));
    let doctor: Value = serde_json::from_str(&estate.run("doctor --json").await.out).unwrap();
    let checks = doctor["checks"].as_array().unwrap();
    assert!(checks.iter().any(|check| check["check"] == "directory" && check["state"] == "ok"), "{doctor}");
}

#[tokio::test]
async fn groups_of_users_are_kept_by_the_masters_administrators() {
    let estate = Estate::new().await;
    assert_eq!(estate.run("directory group create Vacuum-Admins --description TE-VSC").await.exit, 0);
    let done = estate.run("directory group add vacuum-admins carl bert Carl").await;
    assert_eq!(done.exit, 0, "{}", done.err);
    assert_eq!(estate.run("directory group remove Vacuum-Admins bert nobody").await.exit, 0);
    let group = json_of(&estate, "directory group show VACUUM-ADMINS").await;
    assert_eq!((&group["names"], &group["description"]), (&json!(["carl"]), &json!("TE-VSC")));
    assert_eq!(group["dn"], "CN=Vacuum-Admins,OU=NSC,OU=CMF,DC=cern,DC=ch");
    assert_eq!(estate.run("directory group create vacuum-admins").await.exit, 5);
    let theirs = estate.run("directory group create CMF_NSC_9").await;
    assert!(theirs.exit == 5 && theirs.err.contains("DIR-0006"), "{}", theirs.err);
    let stranger = estate.run_as("mallory", "directory group add Vacuum-Admins mallory", b"").await;
    assert_eq!(stranger.exit, 3, "{}", stranger.err);

    let log = estate.run("log --json").await.out;
    assert!(log.contains("bailiwick directory group remove Vacuum-Admins bert"), "{log}");
    assert_eq!(estate.run("directory group delete Vacuum-Admins").await.exit, 0);
    assert_eq!(estate.run("directory group show Vacuum-Admins").await.exit, 4);
}

#[tokio::test]
async fn hostile_names_are_refused_before_anything_is_written() {
    let estate = Estate::new().await;
    let long = "x".repeat(100_000);
    for name in ["", "a\u{1b}[2Jb", long.as_str()] {
        for line in ["directory computer add pc1", "directory user add anna", "directory group create"] {
            let done = estate.run(&format!("{line} {name}")).await;
            assert!(done.exit == 2 && done.err.len() < 2_000, "{}", done.err);
        }
    }
    let done = estate.run("directory user add a,b").await;
    assert!(done.exit == 1 && done.err.contains("a,b"), "the directory's own rule: {}", done.err);
    let nothing = json!({ "computers": 0, "users": 0, "groups": 0, "memberships": 0 });
    assert_eq!(json_of(&estate, "directory show").await["counts"], nothing);
}
