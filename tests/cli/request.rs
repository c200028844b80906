//! Requests, and the inbox that they come to.

use crate::estate::Estate;
use crate::sample::package;
use serde_json::{Value, json};

/// NICE with AB-CO below it, which olga administers; the NSC Consoles is AB-CO's.
async fn owned() -> Estate {
    let estate = Estate::new().await;
    estate.all(&["nss create NICE", "nss create AB-CO --parent NICE", "directory user add olga hugo"]).await;
    estate.all(&["nss grant AB-CO nsc.member.approve nsc.member.computer.add", "nss admin add AB-CO olga"]).await;
    estate.all(&["nsc create Consoles --nss AB-CO"]).await;
    estate
}

async fn inbox(estate: &Estate, user: &str) -> Vec<Value> {
    let value = estate.run_as(user, "inbox --json", b"").await.json();
    value.as_array().unwrap().clone()
}

fn kinds(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn cmf_24_a_request_goes_to_the_owner_is_approved_and_adds_the_members_each_step_in_the_log() {
    let estate = owned().await;
    let asked = estate.run_as("hugo", "nsc request create Consoles PC7 pc8 --reason lab", b"").await;
    assert_eq!((asked.exit, asked.out.as_str()), (0, "1\n"), "{}", asked.err);
    assert_eq!(estate.run("nsc member list 1").await.out, "", "nothing before the decision");
    assert_eq!(estate.run("nsc show 1 --json").await.json()["requests"], 1);

    let waiting = inbox(&estate, "olga").await;
    assert_eq!(kinds(&waiting), ["request_to_decide"]);
    assert_eq!(
        (&waiting[0]["count"], &waiting[0]["asked_by"], &waiting[0]["read"]),
        (&2.into(), &"hugo".into(), &false.into())
    );
    assert_eq!(inbox(&estate, "anna").await, Vec::<Value>::new(), "the owner decides, not everybody who could");
    assert_eq!(inbox(&estate, "hugo").await, Vec::<Value>::new());

    let refused = estate.run_as("hugo", "nsc request approve 1 --json", b"").await;
    assert_eq!((refused.exit, &refused.error()["code"]), (3, &"CORE-0001".into()));
    insta::assert_snapshot!(estate.run_as("olga", "nsc request approve 1 --dry-run", b"").await.out);
    let approved = estate.run_as("olga", "nsc request approve 1 --json", b"").await.json();
    assert_eq!((&approved["state"], &approved["decision"]["by"]), (&"approved".into(), &"olga".into()));
    assert_eq!(estate.run("nsc member list 1").await.out, "PC7\npc8\n");
    let again = estate.run_as("olga", "nsc request refuse 1 --reason no --json", b"").await;
    assert_eq!((again.exit, &again.error()["code"]), (5, &"NSC-0004".into()));

    let told = inbox(&estate, "hugo").await;
    assert_eq!((kinds(&told), &told[0]["approved"]), (vec!["request_decided"], &true.into()));
    assert_eq!(inbox(&estate, "olga").await, Vec::<Value>::new());
    let log = estate.run("log --object request:Consoles --json").await.json();
    let steps: Vec<_> =
        log.as_array().unwrap().iter().map(|r| (r["verb"].as_str().unwrap(), r["actor"].as_str().unwrap())).collect();
    assert_eq!(steps, [("nsc.member.approve", "olga"), ("nsc.member.request", "hugo")]);
    assert_eq!(log[1]["reason"], "lab");
    assert_eq!(log[0]["after"]["added"], json!(["PC7", "pc8"]));
}

#[tokio::test]
async fn cmf_24_a_refusal_needs_a_reason_which_the_asker_reads() {
    let estate = owned().await;
    estate.run_as("hugo", "nsc request create Consoles PC7", b"").await;
    let ran = estate.run_as("olga", "nsc request refuse 1 --json", b"").await;
    assert_eq!((ran.exit, &ran.error()["code"]), (2, &"CORE-0008".into()));
    assert_eq!(estate.run_as("olga", "nsc request refuse 1 --reason full", b"").await.exit, 0);
    assert_eq!(estate.run("nsc member list 1").await.out, "");
    let told = inbox(&estate, "hugo").await;
    assert_eq!(
        (&told[0]["approved"], &told[0]["reason"], &told[0]["by"]),
        (&false.into(), &"full".into(), &"olga".into())
    );
    insta::assert_snapshot!(estate.run_as("hugo", "nsc request list --mine", b"").await.out);
    assert_eq!(estate.run("nsc request list --pending --json").await.json(), json!([]));
    assert_eq!(estate.run("nsc request approve 9").await.exit, 4);
}

#[tokio::test]
async fn cmf_24_who_asked_may_take_it_back_and_nobody_else() {
    let estate = owned().await;
    estate.run_as("hugo", "nsc request create Consoles PC7", b"").await;
    let other = estate.run_as("olga", "nsc request withdraw 1 --json", b"").await;
    assert_eq!((other.exit, &other.error()["code"]), (2, &"CORE-0007".into()), "an owner refuses, with a reason");
    assert_eq!(estate.run_as("hugo", "nsc request withdraw 1 --dry-run", b"").await.exit, 0);
    assert_eq!(inbox(&estate, "olga").await.len(), 1, "a dry run changes nothing");
    let ran = estate.run_as("hugo", "nsc request withdraw 1 --json", b"").await.json();
    assert_eq!((&ran["state"], &ran["decision"]["by"]), (&"withdrawn".into(), &"hugo".into()));
    assert_eq!(inbox(&estate, "olga").await, Vec::<Value>::new());
    assert_eq!(inbox(&estate, "hugo").await, Vec::<Value>::new());
    let late = estate.run_as("olga", "nsc request approve 1 --json", b"").await;
    assert_eq!((late.exit, &late.error()["code"]), (5, &"NSC-0004".into()));
    assert_eq!(estate.run("nsc member list 1").await.out, "");
}

#[tokio::test]
async fn cmf_24_an_owner_is_reminded_every_third_day() {
    let estate = owned().await;
    estate.run_as("hugo", "nsc request create Consoles PC7", b"").await;
    let ran = estate.run_as("olga", "inbox read request-1-0 --json", b"").await;
    assert_eq!(ran.json()["unread"], 0);
    assert_eq!(inbox(&estate, "olga").await[0]["read"], true);
    estate.later(71);
    assert_eq!(inbox(&estate, "olga").await[0]["read"], true);
    estate.later(1);
    let reminded = inbox(&estate, "olga").await;
    assert_eq!((&reminded[0]["read"], &reminded[0]["reminders"]), (&false.into(), &1.into()));
    insta::assert_snapshot!(estate.run_as("olga", "inbox", b"").await.out);
    assert_eq!(estate.run_as("olga", "inbox read --all --json", b"").await.json()["unread"], 0);
    assert_eq!(estate.run_as("olga", "inbox list --unread --json", b"").await.json(), json!([]));
    assert_eq!(estate.run_as("olga", "inbox read request-99-0", b"").await.exit, 4);
    assert_eq!(estate.run_as("olga", "inbox read --all --read-only", b"").await.exit, 3);
}

#[tokio::test]
async fn a_request_without_an_owner_goes_to_the_master_and_who_is_in_is_not_asked_for() {
    let estate = owned().await;
    estate.all(&["nss create DSS --parent NICE", "nsc create Orphans --nss DSS", "nsc member add Orphans pc1"]).await;
    let ran = estate.run_as("hugo", "nsc request create Orphans PC1 pc2 --json", b"").await.json();
    assert_eq!(
        (&ran["names"], &ran["state"], &ran["nsc_name"]),
        (&json!(["pc2"]), &"pending".into(), &"Orphans".into())
    );
    assert_eq!(kinds(&inbox(&estate, "anna").await), ["request_to_decide"]);
    let ran = estate.run_as("hugo", "nsc request create Orphans PC1 --json", b"").await;
    assert_eq!((ran.exit, &ran.error()["code"]), (5, &"CORE-0005".into()));
    assert_eq!(estate.run_as("hugo", "nsc request create Lost PC1", b"").await.exit, 4);
    assert_eq!(estate.run_as("hugo", "nsc request create Orphans a*b", b"").await.exit, 2);
    assert_eq!(estate.run_as("hugo", "nsc request create Orphans pc3 --read-only", b"").await.exit, 3);
}

#[tokio::test]
async fn cmf_25_administrators_of_locally_managed_sets_are_told_of_new_central_packages() {
    let estate = owned().await;
    estate.put([package(1, 1, "Old").into()]).await;
    estate.later(1);
    estate.all(&["nsc create Local --nss AB-CO --locally-managed --responsible hugo"]).await;
    estate.put([package(2, 1, "Reader").into(), package(3, 2, "Own").into()]).await;
    for user in ["olga", "hugo"] {
        let items = inbox(&estate, user).await;
        let names: Vec<_> = items.iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!((kinds(&items), names), (vec!["package_created"], vec!["Reader"]), "{user}");
        assert!(items[0]["message"].as_str().unwrap().contains("NICE"), "{items:?}");
    }
    let ran = estate.run_as("olga", "inbox", b"").await;
    assert_eq!(ran.err, "1 unread\n");
    estate.run_as("olga", "inbox read --all", b"").await;
    assert_eq!(estate.run_as("olga", "inbox", b"").await.err, "nothing unread\n");
    assert_eq!(inbox(&estate, "hugo").await[0]["read"], false, "everybody reads for themselves");
}
