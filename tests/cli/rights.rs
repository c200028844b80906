//! Delegation by command: grants, administrators, the tree, and every refusal with what is missing.

use crate::estate::Estate;
use serde_json::{Value, json};

/// NICE with AB-CO and DSS below it and AB-CO-LHC below AB-CO. bob administers AB-CO, lena AB-CO-LHC.
async fn delegated() -> Estate {
    let estate = Estate::new().await;
    for line in [
        "nss create NICE",
        "nss create AB-CO --link-person P.Mayer",
        "nss create DSS",
        "nss create AB-CO-LHC --parent AB-CO",
        "nss admin add AB-CO bob",
        "nss admin add AB-CO-LHC lena",
    ] {
        done(&estate, line).await;
    }
    estate
}

async fn done(estate: &Estate, line: &str) {
    let ran = estate.run(line).await;
    assert_eq!(ran.exit, 0, "{line}: {}", ran.err);
}

async fn may(estate: &Estate, question: &str) -> Value {
    estate.run(&format!("may {question} --json")).await.json()
}

/// Returns the problem's code.
async fn refused(estate: &Estate, line: &str) -> Value {
    let ran = estate.run(&format!("{line} --json")).await;
    assert_ne!(ran.exit, 0, "{line}: {}", ran.out);
    ran.error()["code"].clone()
}

#[tokio::test]
async fn cmf_04_denied_before_the_grant_allowed_after_denied_after_the_revoke() {
    let estate = delegated().await;
    let edit = "nss edit AB-CO --description Controls --as bob";
    let refusal = estate.run(edit).await;
    assert_eq!(refusal.exit, 3);
    insta::assert_snapshot!(refusal.err, @r"
    error: bob may not nss.edit (CORE-0001)

    hint: Missing: nss.edit for AB-CO. anna can give that. Who may already: anna.
    ");
    assert_eq!(estate.run("nss show AB-CO --json").await.json()["description"], "");

    done(&estate, "nss grant AB-CO nss.edit --reason SUP-1").await;
    done(&estate, edit).await;
    let decision = may(&estate, "bob nss.edit nss:AB-CO").await;
    assert_eq!((&decision["allowed"], &decision["ground"]), (&json!(true), &json!("granted")));
    assert_eq!(decision["grants"][0]["kind"], "administrator");
    let grant = &decision["grants"][1];
    assert_eq!((&grant["grant"], &grant["nss_name"], &grant["verb"]), (&json!(1), &json!("AB-CO"), &json!("nss.edit")));

    done(&estate, "nss revoke AB-CO nss.edit").await;
    assert_eq!(estate.run(edit).await.exit, 3);
    let log = estate.run("log --object nss:AB-CO --json").await.json();
    assert_eq!((&log[0]["verb"], &log[0]["after"]["grants"]), (&json!("nss.revoke"), &json!([])));
    assert_eq!((&log[1]["actor"], &log[1]["after"]["description"]), (&json!("bob"), &json!("Controls")));
    assert_eq!(
        (&log[2]["reason"], &log[2]["command"]),
        (&json!("SUP-1"), &json!("bailiwick nss grant AB-CO nss.edit"))
    );
}

#[tokio::test]
async fn may_tells_the_chain_or_what_is_missing_and_who_can_give_it() {
    let estate = delegated().await;
    insta::assert_snapshot!(estate.run("may lena nss.edit nss:AB-CO-LHC").await.out, @r"
    no: lena may not nss.edit (edit an NSS and its administrators) at nss:AB-CO-LHC
      no grant gives it
      missing: nss.edit for AB-CO
          bailiwick nss grant AB-CO nss.edit
      missing: nss.edit for AB-CO-LHC
          bailiwick nss grant AB-CO-LHC nss.edit
      who can give that: anna
      who may already: anna
    ");
    let decision = may(&estate, "lena nss.edit nss:AB-CO-LHC").await;
    assert_eq!((&decision["allowed"], &decision["who_can_grant"]), (&json!(false), &json!(["anna"])));
    let missing = decision["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 2);
    // Giving exactly what is missing, in its order, is enough.
    for item in missing {
        let command = item["command"].as_str().unwrap().strip_prefix("bailiwick ").unwrap();
        done(&estate, command).await;
    }
    insta::assert_snapshot!(estate.run("may lena nss.edit nss:AB-CO-LHC").await.out, @r"
    yes: lena may nss.edit (edit an NSS and its administrators) at nss:AB-CO-LHC
      granted
      ← lena administers AB-CO-LHC
      ← AB-CO-LHC holds nss.edit (grant 2, by anna)
      ← AB-CO holds nss.edit (grant 1, by anna)
    ");
    insta::assert_snapshot!(estate.run("may lena").await.out, @r"
    NSS        VERB      WHERE       MEANING                             THROUGH
    AB-CO-LHC  nss.edit  everywhere  edit an NSS and its administrators  lena
    ");
    insta::assert_snapshot!(estate.run("may anna").await.out, @"anna administers the master set and may do everything");
    assert_eq!(may(&estate, "anna nss.create").await["ground"], "master");
    assert_eq!(may(&estate, "zoe nss.view nss:DSS").await["ground"], "everyone");
    assert_eq!(may(&estate, "bob nss.create").await["ground"], "master_only");
    assert_eq!(may(&estate, "zoe nsc.create nss:DSS").await["missing"].as_array().unwrap().len(), 2);
    let wrong = estate.run("may zoe nsc.creat nss:DSS").await;
    assert_eq!(wrong.exit, 2);
    insta::assert_snapshot!(wrong.err, @r"
    error: there is no verb nsc.creat (CORE-0010)

    hint: Nearest: nsc.create, nss.create. `bailiwick explain verbs` lists them all.
    ");
    assert_eq!(refused(&estate, "may zoe nsc.create nss:LOST").await, "CORE-0004");
    assert_eq!(refused(&estate, "may zoe nsc.create somewhere").await, "CORE-0007");
    // Anybody may ask, read-only sessions too; the answer is about the principal, not about the session.
    let asked = estate.run_as("zoe", "may lena nss.edit nss:AB-CO-LHC --json --read-only", b"").await.json();
    assert_eq!(asked["allowed"], true);
}

#[tokio::test]
async fn cmf_07_cmf_08_cmfx_01_only_the_master_makes_sets_and_grants() {
    let estate = delegated().await;
    done(&estate, "nss grant AB-CO nss.* nsc.* pkg.*").await;
    let before = estate.run("log --json").await.json();
    for line in [
        "nss create X --parent AB-CO",
        "nss delete AB-CO-LHC",
        "nss grant AB-CO-LHC nsc.create",
        "nss revoke AB-CO nsc.create",
        "nss move AB-CO-LHC DSS",
        "nss edit DSS --name D",
        "nss admin add DSS bob",
        "nss admin add NICE bob",
    ] {
        let ran = estate.run(&format!("{line} --as bob --json")).await;
        assert_eq!((ran.exit, ran.error()["code"].as_str()), (3, Some("CORE-0001")), "{line}");
    }
    assert_eq!(estate.run("log --json").await.json(), before, "a refused change leaves nothing behind");
    // What edits an NSS reaches below it, and names administrators there.
    done(&estate, "nss admin add AB-CO-LHC lisa --as bob").await;
    let shown = estate.run("nss show AB-CO --json").await.json();
    assert!(shown["verbs"].as_array().unwrap().contains(&json!("nsc.create")));
    assert!(!shown["verbs"].as_array().unwrap().contains(&json!("nss.create")));
}

#[tokio::test]
async fn d_09_a_set_never_holds_what_the_one_above_lacks() {
    let estate = delegated().await;
    assert_eq!(refused(&estate, "nss grant AB-CO-LHC nsc.edit").await, "NSS-0003");
    done(&estate, "nss grant AB-CO nsc.edit,nsc.create").await;
    done(&estate, "nss grant AB-CO-LHC nsc.edit").await;
    insta::assert_snapshot!(estate.run("nss grant AB-CO nsc.edit").await.out, @"nothing changes");
    insta::assert_snapshot!(estate.run("nss revoke AB-CO nsc.edit --dry-run").await.out, @r#"
    Dry run, nothing was changed. This would happen:
      AB-CO loses nsc.edit (administrators hit: bob)
      AB-CO-LHC loses nsc.edit (administrators hit: lena)
      - {"grants":["nsc.create","nsc.edit"],"name":"AB-CO"}
      + {"grants":["nsc.create"],"name":"AB-CO"}
      bob (AB-CO) loses nsc.edit
      lena (AB-CO-LHC) loses nsc.edit
    "#);
    let preview = estate.run("nss revoke AB-CO nsc.edit --dry-run --json").await.json();
    assert_eq!(preview["effects"][1]["administrators"], json!(["lena"]));
    assert_eq!(preview["shifts"][1]["loses"][0]["verb"], "nsc.edit");
    assert_eq!(estate.run("nss show AB-CO-LHC --json").await.json()["grants"].as_array().unwrap().len(), 1);
    done(&estate, "nss revoke AB-CO nsc.edit").await;
    assert_eq!(estate.run("nss show AB-CO-LHC --json").await.json()["grants"], json!([]));
    insta::assert_snapshot!(estate.run("nss revoke AB-CO nsc.edit").await.out, @"nothing changes");
}

#[tokio::test]
async fn d_09_a_set_that_moves_keeps_what_its_new_parent_holds() {
    let estate = delegated().await;
    done(&estate, "nss grant AB-CO nsc.edit nsc.create").await;
    done(&estate, "nss grant AB-CO-LHC nsc.edit nsc.create").await;
    done(&estate, "nss grant DSS nsc.create").await;
    assert_eq!(refused(&estate, "nss move AB-CO AB-CO-LHC").await, "NSS-0006");
    assert_eq!(refused(&estate, "nss move AB-CO --parent AB-CO").await, "NSS-0006");
    assert_eq!(refused(&estate, "nss move NICE --parent DSS").await, "NSS-0004");
    insta::assert_snapshot!(estate.run("nss move AB-CO-LHC --parent DSS").await.out, @r"
    parent: AB-CO → DSS
    AB-CO-LHC loses nsc.edit (administrators hit: lena)
    ");
    let moved = estate.run("nss show AB-CO-LHC --json").await.json();
    assert_eq!((&moved["parent"], &moved["path"]), (&json!("DSS"), &json!(["NICE", "DSS", "AB-CO-LHC"])));
    assert_eq!(moved["verbs"], json!(["nsc.create"]));
    insta::assert_snapshot!(estate.run("nss move AB-CO-LHC DSS").await.out, @"nothing changes");
}

#[tokio::test]
async fn cmf_01_the_tree_is_edited_and_what_still_holds_something_is_not_deleted() {
    let estate = delegated().await;
    done(&estate, "nss grant AB-CO nss.edit nsc.create").await;
    done(&estate, "nss edit AB-CO-LHC --name LHC --link-person E.Sagebrush").await;
    insta::assert_snapshot!(estate.run("nss list").await.out, @r"
    NAME     BELOW  NSCS  PACKAGES  LINK PERSON  DESCRIPTION
    NICE     3      0     0
      AB-CO  1      0     0         P.Mayer
        LHC  0      0     0         E.Sagebrush
      DSS    0      0     0
    ");
    insta::assert_snapshot!(estate.run("nss show AB-CO").await.out, @r"
    ID           2
    NAME         AB-CO
    PATH         NICE › AB-CO
    PARENT       NICE
    BELOW        1
    NSCS         0
    PACKAGES     0
    LINK PERSON  P.Mayer
    DESCRIPTION
    CREATED      2026-03-01 12:00:00Z (anna)

    HOLDS       WHERE       GRANTED               BY    GRANT
    nss.edit    everywhere  2026-03-01 12:00:00Z  anna  1
    nsc.create  everywhere  2026-03-01 12:00:00Z  anna  2

    ADMINISTRATOR  WHERE       ADDED                 BY
    bob            everywhere  2026-03-01 12:00:00Z  anna
    ");
    assert_eq!(refused(&estate, "nss edit DSS --name lhc").await, "CORE-0005");
    assert_eq!(refused(&estate, "nss create OTHER --parent LOST").await, "CORE-0004");
    assert_eq!(refused(&estate, "nss delete NICE").await, "NSS-0004");
    assert_eq!(refused(&estate, "nss grant NICE nsc.edit").await, "NSS-0004");
    assert_eq!(refused(&estate, "nss grant DSS nss.create").await, "NSS-0002");
    let kept = estate.run("nss delete AB-CO").await;
    assert_eq!(kept.exit, 5);
    insta::assert_snapshot!(kept.err, @r"
    error: the nss AB-CO still holds nss:LHC (NSS-0005)

    hint: Move or delete that first.
    ");
    done(&estate, "nss delete LHC").await;
    insta::assert_snapshot!(estate.run("nss delete AB-CO").await.out, @r"
    deletes the nss AB-CO
    bob is no longer an administrator of AB-CO
    ");
    assert_eq!(may(&estate, "bob nsc.create nss:DSS").await["allowed"], false);
    assert_eq!(estate.run("nss list --json").await.json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn administrators_come_and_go() {
    let estate = delegated().await;
    insta::assert_snapshot!(estate.run("nss admin add AB-CO BOB").await.out, @"nothing changes");
    insta::assert_snapshot!(estate.run("nss admin add DSS dora --dry-run").await.out, @r#"
    Dry run, nothing was changed. This would happen:
      dora becomes an administrator of DSS
      - {"administrators":[],"name":"DSS"}
      + {"administrators":["dora"],"name":"DSS"}
    "#);
    assert_eq!(refused(&estate, "nss admin remove DSS dora").await, "CORE-0004");
    done(&estate, "nss admin remove AB-CO bob").await;
    assert_eq!(estate.run("nss show AB-CO --json").await.json()["administrators"], json!([]));
    // An entry at the master makes a master, and its end ends that.
    done(&estate, "nss admin add NICE greta").await;
    done(&estate, "nss create X --as greta").await;
    done(&estate, "nss admin remove NICE greta").await;
    assert_eq!(estate.run("nss create Y --as greta").await.exit, 3);
    assert_eq!(refused(&estate, "nss admin add DSS bob --pkg 1").await, "CORE-0004");
}

#[tokio::test]
async fn cmf_09_the_catalogue_lists_every_verb_with_its_meaning() {
    let estate = Estate::new().await;
    let verbs = estate.run("explain verbs --json").await.json();
    let verbs = verbs.as_array().unwrap();
    let names: Vec<&str> = verbs.iter().map(|verb| verb["code"].as_str().unwrap()).collect();
    let all: Vec<&str> = bailiwick::model::permission::Verb::ALL.iter().map(|verb| verb.name()).collect();
    assert_eq!(names, all);
    assert!(verbs.iter().all(|verb| verb["message"].is_string() && verb["about"].is_string()));
    insta::assert_snapshot!(estate.run("explain nss.revoke").await.out, @r"
    nss.revoke: revoke verbs from an NSS
      Takes a verb from a set and from every set below it. Only administrators of the master set may; it cannot be granted.
    ");
    assert!(estate.run("explain verbs").await.out.contains("amt.power"));
}
