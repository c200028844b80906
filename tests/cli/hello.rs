//! Hellos: sent, decoded, listed, explained.

use crate::estate::{Estate, uuid};
use bailiwick::model::hello::Interface;

#[tokio::test]
async fn a_hello_is_sent_as_asked() {
    let estate = Estate::new().await;
    let id = uuid(1);
    let ran =
        estate.run(&format!("hello send 127.0.0.1:5 --uuid {id} --pid 0000-037M --retry 3 --from 127.0.0.9")).await;
    assert_eq!((ran.exit, ran.out), (0, format!("{id} said hello to 127.0.0.1:5\n")));
    let hashes = estate.file("roots", &format!("{}  # a root\n", "AB:".repeat(20)));
    estate.run(&format!("hello send 127.0.0.1 --uuid {id} --hash-file {hashes} --json")).await.json();
    estate.run(&format!("hello send 127.0.0.1:5 --uuid {id}")).await;
    let sent = estate.sent();
    let (to, psk, from) = &sent[0];
    assert_eq!((to.as_str(), from.unwrap().to_string().as_str()), ("127.0.0.1:5", "127.0.0.9"));
    assert_eq!((psk.interface, psk.retry, psk.pid.unwrap().to_string().as_str()), (Interface::Psk, 3, "0000-037M"));
    assert_eq!((sent[1].0.as_str(), sent[1].1.certificate_hashes.len()), ("127.0.0.1:9971", 1));
    assert!(sent[2].1.interface == Interface::Pki && sent[2].1.certificate_hashes.len() > 2);
    let refused = estate.run(&format!("hello send 127.0.0.1:1 --uuid {id} --json")).await;
    assert_eq!((refused.exit, refused.error()["code"].clone()), (1, "AMT-0009".into()));
}

#[tokio::test]
async fn bytes_and_hex_digits_are_decoded_to_json() {
    let estate = Estate::new().await;
    for input in [b"\x01\x02\x03".as_slice(), b"01 02\n03\n"] {
        let value = estate.run_as("anna", "hello decode -", input).await.json();
        assert_eq!((&value["interface"], &value["uuid"]), (&"pki".into(), &uuid(7).to_string().into()));
    }
    let ran = estate.run_as("anna", "hello decode - --json", b"0102").await;
    assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
    assert_eq!(ran.error()["message"], "not a hello: 2 bytes, at least 25 needed");
}

#[tokio::test]
async fn systems_are_listed_by_status_with_reason_and_name() {
    let estate = Estate::with_policy().await;
    estate.arrive(&[(1, "10.0.0.1"), (2, "10.0.0.2"), (3, "10.0.0.77")]).await;
    let all = estate.run("hello list --json").await.json();
    let brief: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["fqdn"].as_str(), s["status"].as_str().unwrap(), s["profile"].as_str(), s["reason"].is_null()))
        .collect();
    assert_eq!(
        brief,
        [
            (Some("pc1.example.org"), "queued", Some("Office"), true),
            (Some("pc2.example.org"), "queued", Some("Office"), true),
            (None, "unresolved", all[2]["profile"].as_str(), false),
        ]
    );
    let count = async |line: &str| estate.run(line).await.json().as_array().unwrap().len();
    assert_eq!(count("hello list --status resolved --json").await, 2);
    assert_eq!(count("hello list --status unresolved --json").await, 1);
    assert_eq!(count("hello list --status conflict --json").await, 0);
    assert_eq!(count("hello list --limit 1 --json").await, 1);
    assert_eq!(estate.run("hello list --status lost").await.exit, 2);
    insta::assert_snapshot!(estate.run("hello list --status resolved").await.out, @r"
    UUID                                  ADDRESS   INTERFACE  RETRY  HELLOS  LAST SEEN             STATUS            NAME
    4c4c4544-0052-3610-8058-000000000001  10.0.0.1  PKI        0      1       2026-03-01 11:59:59Z  resolved, queued  pc1.example.org
    4c4c4544-0052-3610-8058-000000000002  10.0.0.2  PKI        0      1       2026-03-01 11:59:58Z  resolved, queued  pc2.example.org
    ");
}

#[tokio::test]
async fn more_systems_than_a_page_are_all_listed() {
    let estate = Estate::new().await;
    let devices: Vec<_> = (1..=2_100).map(|n| (n, "10.0.0.1")).collect();
    estate.arrive(&devices).await;
    let all = estate.run("hello list --json").await.json();
    let distinct: std::collections::BTreeSet<_> =
        all.as_array().unwrap().iter().map(|s| s["uuid"].as_str().unwrap().to_owned()).collect();
    assert_eq!(distinct.len(), 2_100);
    assert_eq!(estate.run("hello list --limit 1500 --json").await.json().as_array().unwrap().len(), 1_500);
}

#[tokio::test]
async fn one_system_is_shown_with_its_trace() {
    let estate = Estate::with_policy().await;
    estate.arrive(&[(1, "10.0.0.1")]).await;
    let shown = estate.run(&format!("hello show {} --json", uuid(1))).await.json();
    assert_eq!(shown["trace"]["outcome"], "resolved");
    assert_eq!(shown["mapping"]["fqdn"], "pc1.example.org");
    assert_eq!(shown["evidence"]["dns"]["source"], "127.0.0.1:53");
    let text = estate.run(&format!("hello show {}", uuid(1))).await.out;
    let trace = text.split("\n\n").nth(1).unwrap();
    let stable: String = trace.lines().filter(|line| !line.contains("inventory")).map(|l| format!("{l}\n")).collect();
    insta::assert_snapshot!(stable, @r"
    decided 2026-03-01 12:00:00Z on evidence of 2026-03-01 12:00:00Z
    resolved · pc1.example.org · profile 1 Office · no agent
    STEP                  RESULT   DETAIL                                                                             SOURCE        AGE  MS
    policy                hit      profile 1 Office, box checked                                                      –             –    –
    host                  skipped  not configured                                                                     –             –    –
    DNS                   hit      pc1.example.org, of pc1.example.org                                                127.0.0.1:53  0 s  0.5
    ");
    assert_eq!(estate.run(&format!("hello show {}", uuid(9))).await.exit, 4);
}

#[tokio::test]
async fn replay_agrees_and_what_if_shows_the_difference() {
    let estate = Estate::with_policy().await;
    estate.arrive(&[(1, "10.0.0.1")]).await;
    let id = uuid(1);
    let same = estate.run(&format!("hello replay {id} --json")).await.json();
    assert_eq!((&same["same"], &same["changed_steps"]), (&true.into(), &serde_json::json!([])));
    let other = estate.run(&format!("hello what-if {id} --ptr x.example.org --json")).await.json();
    assert_eq!((&other["same"], &other["after"]["fqdn"]), (&false.into(), &"x.example.org".into()));
    assert_eq!(other["changed_steps"], serde_json::json!(["dns"]));
    let none = estate.run(&format!("hello what-if {id} --no-ptr --json")).await.json();
    assert_eq!(none["after"]["outcome"], "unresolved");
    let off = estate.run(&format!("hello what-if {id} --policy false --json")).await.json();
    assert_eq!(off["after"]["outcome"], "sync_disabled");
    assert_eq!(estate.run(&format!("hello what-if {id} --ptr bad..name")).await.exit, 2);
    assert_eq!(estate.run(&format!("hello show {id} --json")).await.json()["fqdn"], "pc1.example.org");
    let text = estate.run(&format!("hello what-if {id} --no-ptr")).await.out;
    assert!(text.starts_with("The verdict differs."), "{text}");
}

#[tokio::test]
async fn resolve_says_how_it_would_go_and_stores_nothing() {
    let estate = Estate::new().await;
    let line = format!("resolve {} 10.0.0.1 --json", uuid(1));
    assert_eq!(estate.run(&line).await.json()["outcome"], "no_profile");
    estate.run("amt profile create Office").await;
    estate.run("amt policy set --profile Office --enabled true").await;
    let trace = estate.run(&line).await.json();
    assert_eq!((&trace["outcome"], &trace["fqdn"]), (&"resolved".into(), &"pc1.example.org".into()));
    assert_eq!(trace["steps"].as_array().unwrap().len(), 5);
    assert_eq!(estate.run("hello list --json").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn malformed_messages_are_listed() {
    let estate = Estate::new().await;
    estate.arrive(&[]).await;
    let listed = estate.run("hello rejected --json").await.json();
    assert_eq!((&listed[0]["raw"], &listed[0]["reason"]["kind"]), (&"cafe00".into(), &"short".into()));
    insta::assert_snapshot!(estate.run("hello rejected").await.out, @r"
    TIME                  ADDRESS    DETAIL                       FIRST BYTES
    2026-03-01 12:00:00Z  10.0.0.99  3 bytes, at least 25 needed  cafe00
    ");
}
