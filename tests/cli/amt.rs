//! Profiles, the policy, mappings and keys.

use crate::estate::{Estate, uuid};
use serde_json::Value;

#[tokio::test]
async fn amt_02_a_profile_keeps_its_rights_and_functions() {
    let estate = Estate::new().await;
    let created = estate
        .run("amt profile create Office --description d --access desk=remote_control,general_info --functions kvm,tls --json")
        .await
        .json();
    assert_eq!(created["id"], 1);
    assert_eq!(created["access_rights"][0]["realms"][1], "general_info");
    assert_eq!((&created["functions"]["kvm"], &created["functions"]["web_ui"]), (&true.into(), &false.into()));
    assert_eq!(estate.run("amt profile show office --json").await.json(), created);
    assert_eq!(estate.run("amt profile list --json").await.json()[0], created);
    insta::assert_snapshot!(estate.run("amt profile list").await.out, @r"
    ID  NAME    FUNCTIONS  ACCESS                            DESCRIPTION
    1   Office  kvm,tls    desk=remote_control,general_info  d
    ");
    assert_eq!(estate.run("amt profile show Lab").await.exit, 4);
    assert_eq!(estate.run("amt profile create office").await.exit, 5);
}

#[tokio::test]
async fn amt_24_the_policy_is_a_profile_and_a_box() {
    let estate = Estate::new().await;
    assert_eq!(estate.run("amt policy show --json").await.json()["profile"], Value::Null);
    assert_eq!(estate.run("amt policy set --profile Office --enabled true").await.exit, 4);
    estate.run("amt profile create Office").await;
    let set = estate.run("amt policy set --profile Office --enabled true --json").await.json();
    assert_eq!((&set["profile"], &set["profile_id"], &set["enabled"]), (&"Office".into(), &1.into(), &true.into()));
    let off = estate.run("amt policy set --enabled false --json").await.json();
    assert_eq!((&off["profile"], &off["enabled"]), (&"Office".into(), &false.into()));
    insta::assert_snapshot!(estate.run("amt policy show").await.out, @r"
    PROFILE      1 Office
    BOX CHECKED  no
    CHANGED      2026-03-01 12:00:00Z (anna)
    ");
}

#[tokio::test]
async fn an_override_needs_a_reason_and_is_shown_with_it() {
    let estate = Estate::with_policy().await;
    estate.arrive(&[(1, "10.0.0.77")]).await;
    let id = uuid(1);
    assert_eq!(estate.run(&format!("amt mapping override {id} --fqdn pc.example.org")).await.exit, 2);
    let line = format!("amt mapping override {id} --fqdn pc.example.org --reason seen --json");
    let mapping = estate.run(&line).await.json();
    assert_eq!((&mapping["fqdn"], &mapping["origin"]), (&"pc.example.org".into(), &"override".into()));
    assert_eq!((&mapping["profile"], &mapping["reason"]), (&"Office".into(), &"seen".into()));
    assert_eq!(estate.run(&format!("amt mapping show {id} --json")).await.json(), mapping);
    assert_eq!(estate.run("amt mapping list --json").await.json()[0], mapping);
    assert_eq!(estate.run(&format!("hello show {id} --json")).await.json()["status"], "queued");
    assert_eq!(estate.run(&format!("amt mapping show {}", uuid(9))).await.exit, 4);
}

#[tokio::test]
async fn amt_12_keys_come_from_a_file_and_their_secrets_are_not_printed() {
    let estate = Estate::new().await;
    let secret = "NKLD-G5DC-RRNQ-E9YZ-ZIJL-7LFL-VJED-69XJ";
    let file = estate.file("keys.txt", &format!("# pairs\n0000-037M {secret}\n"));
    let counts = estate.run(&format!("amt key import {file} --json")).await.json();
    assert_eq!((&counts["added"], &counts["replaced"]), (&1.into(), &0.into()));
    let log = estate.run("log --json").await.out;
    assert!(log.contains("0000-037M") && !log.contains("NKLD"), "{log}");
    let wrong = estate.run_as("anna", "amt key import -", b"0000-037M NKLD-G5DD").await;
    assert_eq!(wrong.exit, 2);
    assert!(!wrong.err.contains("NKLD"), "{}", wrong.err);
}
