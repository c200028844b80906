//! The keys that sign what is published.

use crate::estate::Estate;
use serde_json::{Value, json};

#[tokio::test]
async fn keys_are_made_replaced_and_retired_one_by_one_and_each_step_is_recorded() {
    let estate = Estate::new().await;
    assert_eq!(estate.run("publish key list --json").await.json(), json!([]));
    assert_eq!(estate.run("publish key rotate").await.exit, 4, "there is nothing to replace");
    let first = estate.run("publish key create --reason start --json").await.json();
    assert_eq!((&first["state"], &first["retired_at"]), (&"active".into(), &Value::Null));
    let again = estate.run("publish key create --json").await;
    assert_eq!((again.exit, &again.error()["code"]), (5, &"PUB-0003".into()));
    let id = first["id"].as_str().unwrap();
    assert_eq!(estate.run(&format!("publish key retire {id}")).await.exit, 5, "the only one");

    estate.later(1);
    let next = estate.run("publish key rotate --json").await.json();
    assert_eq!(next["state"], "next");
    assert_eq!(estate.run("publish key rotate").await.exit, 5, "one after the other");
    let retired = estate.run(&format!("publish key retire {} --json", id.to_uppercase())).await.json();
    assert_eq!((&retired["id"], &retired["state"]), (&id.into(), &"retired".into()));
    assert_eq!(estate.run(&format!("publish key retire {id}")).await.exit, 5, "once");
    assert_eq!(estate.run("publish key retire 0123").await.exit, 4);

    let keys = estate.run("publish key list --json").await.json();
    let states: Vec<&Value> = keys.as_array().unwrap().iter().map(|key| &key["state"]).collect();
    assert_eq!(states, ["retired", "active"]);
    let log = estate.run("log --json").await.json();
    let recorded: Vec<_> = log.as_array().unwrap().iter().map(|record| &record["command"]).collect();
    let retire = format!("bailiwick publish key retire {id}");
    assert_eq!(recorded, [&retire[..], "bailiwick publish key rotate", "bailiwick publish key create"]);
    for (record, key) in log.as_array().unwrap().iter().zip([&first, &next, &first]) {
        assert_eq!((&record["verb"], &record["object"]["name"]), (&"dp.edit".into(), &key["id"]));
        assert_eq!((&record["after"]["public"], &record["reversible"]), (&key["public"], &false.into()));
    }
}

#[tokio::test]
async fn a_table_of_keys_and_the_sentences_about_them() {
    let estate = Estate::new().await;
    let first = estate.run("publish key create --json").await.json();
    let next = estate.run("publish key rotate --json").await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let plain = |mut ran: String| {
        for (key, name) in [(&first, "FIRST"), (&next, "NEXT")] {
            ran = ran.replace(&text(&key["id"]), &format!("<{name} KEY {}>", "-".repeat(16 - 6 - name.len())));
            ran = ran.replace(&text(&key["public"]), &format!("<{name} {}>", "-".repeat(44 - 3 - name.len())));
        }
        ran
    };
    let mut told = plain(estate.run("publish key list").await.out);
    told += &plain(estate.run(&format!("publish key retire {} --dry-run", text(&first["id"]))).await.out);
    told += &plain(estate.run("publish key create").await.err);
    told += &plain(estate.run("publish key rotate").await.err);
    told += &plain(estate.run(&format!("publish key retire {}", text(&first["id"]))).await.out);
    told += &plain(estate.run(&format!("publish key retire {}", text(&first["id"]))).await.err);
    told += &plain(estate.run(&format!("publish key retire {}", text(&next["id"]))).await.err);
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn nothing_happens_to_keys_without_the_right_in_a_dry_run_or_in_the_past() {
    let estate = Estate::new().await;
    for (user, line, exit) in [
        ("bob", "publish key list", 3),
        ("bob", "publish key create", 3),
        ("bob", "publish key rotate", 3),
        ("bob", "publish key retire 0123", 3),
        ("anna", "publish key create --read-only", 3),
        ("anna", "publish key create --dry-run", 0),
        ("anna", "publish key create --as-of 2h", 2),
        ("anna", "publish key list --as-of 2h", 2),
    ] {
        let ran = estate.run_as(user, line, b"").await;
        assert_eq!(ran.exit, exit, "{line}: {}", ran.err);
    }
    assert_eq!(estate.run("publish key list --json").await.json(), json!([]));
    assert_eq!(estate.run("log --json").await.json(), json!([]));
    assert!(!estate.directory.path().join("data/publishing").exists());
}
