//! Changes that are thought through: what would follow from them, told without a right and without a trace.

use crate::estate::Estate;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// NICE with AB-CO and, below it, AB-CO-LHC, and DSS. bob administers AB-CO, the Operators (mia) AB-CO-LHC. Three
/// machines are in the set Consoles of AB-CO-LHC, one of them in Quiet too, where Tool is denied.
async fn world() -> Estate {
    let estate = Estate::new().await;
    estate
        .all(&[
            "nss create NICE",
            "nss create AB-CO",
            "nss create DSS",
            "nss create AB-CO-LHC --parent AB-CO",
            "directory user add mia",
            "directory group create Operators",
            "directory group add Operators mia",
            "nss admin add AB-CO bob",
            "nss admin add AB-CO-LHC group:Operators",
            "nss grant AB-CO nsc.edit",
            "nsc create Consoles --nss AB-CO-LHC",
            "nsc create Quiet --nss AB-CO-LHC",
            "nsc member add Consoles PC1 PC2 PC3",
            "nsc member add Quiet PC3",
            "pkg create Tool --nss NICE --version 1.0 --kind application --reboots true",
            "pkg publish Tool",
            "pkg assign Tool Quiet --action deny",
        ])
        .await;
    estate
}

async fn ask(estate: &Estate, line: &str) -> Value {
    estate.run(&format!("{} --json", line.trim_end())).await.json()
}

/// Returns what turns, as `+who verb` and `-who verb`, with `=` in front where it is no news to them.
fn turns(value: &Value) -> Vec<String> {
    let turn = |turn: &Value| {
        let sign = if turn["gained"] == true { '+' } else { '-' };
        let news = if turn["decides"] == true { "" } else { "=" };
        format!("{news}{sign}{} {}", turn["trustee"].as_str().unwrap(), turn["verb"].as_str().unwrap())
    };
    value["turns"].as_array().unwrap().iter().map(turn).collect()
}

#[tokio::test]
async fn what_grants_and_revokes_would_turn_is_told_with_its_chain_and_changes_nothing() {
    let estate = world().await;
    let (log, rows) = (estate.run("log --json").await.out, estate.run("nss show AB-CO --json").await.out);
    // A set and the one below it get the same: their order does not matter.
    let line = "what-if --grant AB-CO-LHC:pkg.publish --grant AB-CO:pkg.publish";
    let found = ask(&estate, line).await;
    assert_eq!(turns(&found), ["+bob pkg.publish", "+group:Operators pkg.publish"]);
    let after = &found["turns"][1]["after"];
    assert_eq!((after["allowed"].clone(), after["grants"].as_array().unwrap().len()), (json!(true), 3));
    assert_eq!(found["turns"][1]["before"]["allowed"], false);
    assert_eq!(found["effects"], json!([]), "rights do nothing to machines");
    assert_eq!(found["if"][0]["command"], "bailiwick nss grant AB-CO pkg.publish");
    insta::assert_snapshot!("what_if_grant", estate.run(line).await.out);
    assert_eq!(estate.run("nss show AB-CO --json").await.out, rows);
    assert_eq!(estate.run("log --json").await.out, log);

    // What a set above loses, those below lose with it.
    estate.all(&["nss grant AB-CO-LHC nsc.edit"]).await;
    let found = ask(&estate, "what-if --revoke AB-CO:nsc.edit").await;
    assert_eq!(turns(&found), ["-bob nsc.edit", "-group:Operators nsc.edit"]);
    // Who holds it by another way keeps it, and who has it already is told so.
    estate.all(&["nss admin add AB-CO-LHC bob"]).await;
    let found = ask(&estate, "what-if --no-admin AB-CO-LHC:bob").await;
    assert_eq!(turns(&found), ["=-bob nsc.edit"]);
    let found = ask(&estate, "what-if --admin AB-CO-LHC:mia").await;
    assert_eq!(turns(&found), ["=+mia nsc.edit"], "by the entry of the group she may already");
}

#[tokio::test]
async fn whoever_asks_needs_no_right_and_is_told_who_could_make_it_so() {
    let estate = world().await;
    let log = estate.run("log --json").await.out;
    let asked = estate.run_as("zoe", "what-if --grant AB-CO:pkg.publish --json --read-only", b"").await.json();
    assert_eq!((&asked["if"][0]["allowed"], &asked["if"][0]["who_can"]), (&json!(false), &json!(["anna"])));
    assert_eq!(turns(&asked), ["+bob pkg.publish"]);
    let told = estate.run_as("zoe", "what-if --grant AB-CO:pkg.publish", b"").await.out;
    assert!(told.contains("you may not do this; who may: anna"), "{told}");
    assert_eq!(estate.run("log --json").await.out, log, "nothing is written");

    let lacks = estate.run("what-if --grant AB-CO-LHC:pkg.publish --json").await;
    assert_eq!(lacks.error()["kind"], "parent_lacks", "{}", lacks.err);
    for (line, exit) in [
        ("what-if", 2),
        ("what-if --grant AB-CO", 2),
        ("what-if --grant AB-CO:pkg.fly", 2),
        ("what-if --grant LOST:pkg.publish", 4),
        ("what-if --admin AB-CO:group:Nobody", 4),
        ("what-if --assign Tool:Consoles:eat", 2),
        ("what-if --assign Tool:Nowhere:apply", 4),
        ("what-if --unassign Tool:Consoles", 4),
    ] {
        let ran = estate.run(line).await;
        assert_eq!(ran.exit, exit, "{line}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
}

#[tokio::test]
async fn who_may_not_replace_what_is_assigned_is_told_so_as_by_the_change_itself() {
    let estate = world().await;
    estate.run("nss grant AB-CO pkg.assign.apply").await;
    for (set, allowed, exit) in [("Consoles", true, 0), ("Quiet", false, 3)] {
        let supposed = format!("what-if --assign Tool:{set}:apply --json");
        let supposed = estate.run_as("bob", &supposed, b"").await.json();
        let planned = estate.run_as("bob", &format!("pkg assign Tool {set} --action apply --dry-run"), b"").await;
        assert_eq!((&supposed["if"][0]["allowed"], planned.exit), (&json!(allowed), exit), "{set}: {}", planned.err);
    }
}

#[tokio::test]
async fn an_administrator_of_the_master_would_do_everything() {
    let estate = world().await;
    let found = ask(&estate, "what-if --admin NICE:rosa").await;
    assert_eq!(found["masters"], json!([{ "trustee": "rosa", "gained": true }]));
    let told = estate.run("what-if --admin NICE:rosa").await.out;
    assert!(told.contains("rosa may everything"), "{told}");
    let before_after = ask(&estate, "may rosa nss.create --admin NICE:rosa").await;
    assert_eq!(before_after["before"]["allowed"], false);
    assert_eq!((&before_after["after"]["allowed"], &before_after["after"]["ground"]), (&json!(true), &json!("master")));
}

#[tokio::test]
async fn may_answers_as_it_is_and_as_it_would_be() {
    let estate = world().await;
    let line = "may mia pkg.publish nss:AB-CO-LHC --grant AB-CO:pkg.publish --grant AB-CO-LHC:pkg.publish";
    insta::assert_snapshot!("may_if", estate.run(line).await.out);
    let found = ask(&estate, line).await;
    assert_eq!((&found["before"]["allowed"], &found["after"]["allowed"]), (&json!(false), &json!(true)));
    assert_eq!(found["after"]["grants"].as_array().unwrap().len(), 3);
    assert_eq!(found["turns"], json!([]));
    // Without a verb: what turns for this person alone.
    let grants = "--grant AB-CO:pkg.publish --grant AB-CO-LHC:pkg.publish";
    assert_eq!(turns(&ask(&estate, &format!("may mia {grants}")).await), ["+group:Operators pkg.publish"]);
    assert_eq!(turns(&ask(&estate, &format!("may bob {grants}")).await), ["+bob pkg.publish"]);
    assert_eq!(turns(&ask(&estate, &format!("may zoe {grants}")).await), [""; 0]);
    assert_eq!(estate.run("may mia pkg.publish nss:AB-CO-LHC --json").await.json()["allowed"], false);
}

#[tokio::test]
async fn what_an_assignment_would_do_to_machines_is_what_its_preview_says() {
    let estate = world().await;
    let kinds = |value: &Value| -> Vec<String> {
        let of = |effect: &Value| format!("{} {}", effect["kind"].as_str().unwrap(), effect["count"]);
        value["effects"].as_array().unwrap().iter().map(of).collect()
    };
    let log = estate.run("log --json").await.out;
    let found = ask(&estate, "what-if --assign Tool:Consoles:apply").await;
    assert_eq!(kinds(&found), ["machines 2", "installs 2", "reboots 2", "overruled 1"]);
    let preview = ask(&estate, "pkg assign Tool Consoles --action apply --dry-run").await;
    let machines = |value: &Value| kinds(value).into_iter().filter(|kind| kind != "creates null").collect::<Vec<_>>();
    assert_eq!(machines(&preview), kinds(&found));
    insta::assert_snapshot!("what_if_assign", estate.run("what-if --assign Tool:Consoles:apply").await.out);

    // Several at once: where it is denied no longer, it comes too.
    let found = ask(&estate, "what-if --assign Tool:Consoles:apply --unassign Tool:Quiet").await;
    assert_eq!(kinds(&found)[..2], ["machines 3", "installs 3"]);
    let found = ask(&estate, "what-if --unassign Tool:Quiet --grant AB-CO:pkg.publish").await;
    assert_eq!((turns(&found), found["if"].as_array().unwrap().len()), (vec!["+bob pkg.publish".to_owned()], 2));
    assert_eq!(estate.run("log --json").await.out, log);
}

#[tokio::test]
async fn an_earlier_time_is_asked_by_its_own_rights_sets_and_assignments() {
    let estate = world().await;
    estate.pass(TimeDelta::hours(2));
    estate
        .all(&[
            "nss revoke AB-CO nsc.edit",
            "nsc member remove Consoles PC1",
            "pkg unassign Tool Quiet",
            "nss create Cryo",
            "nss admin add Cryo bob",
        ])
        .await;
    let log = estate.run("log --json").await.out;
    let may = async |line: &str| ask(&estate, &format!("may bob nsc.edit nss:AB-CO {line}")).await;
    let (now, then) = (may("").await, may("--as-of 1h").await);
    assert_eq!((&now["allowed"], now["missing"][0]["command"].is_string()), (&json!(false), true));
    assert_eq!((&then["allowed"], then["grants"].as_array().unwrap().len()), (&json!(true), 2), "{then}");
    assert_eq!(ask(&estate, "may bob --as-of 1h").await.as_array().unwrap().len(), 1);
    assert_eq!(ask(&estate, "may bob").await, json!([]));
    let missing = ask(&estate, "may bob pkg.publish nss:AB-CO --as-of 1h").await["missing"][0].clone();
    assert_eq!((&missing["nss_name"], &missing["command"]), (&json!("AB-CO"), &json!(null)), "nothing is given then");

    // Today the set above lacks it.
    let line = "what-if --grant AB-CO-LHC:nsc.edit";
    assert_eq!(estate.run(&format!("{line} --json")).await.error()["kind"], "parent_lacks");
    let then = ask(&estate, &format!("{line} --as-of 1h")).await;
    assert_eq!((turns(&then), &then["if"][0]["command"]), (vec!["+group:Operators nsc.edit".to_owned()], &json!(null)));
    let [before, after] = ["before", "after"].map(|when| then["turns"][0][when]["allowed"] == true);
    assert_eq!((before, after), (false, true));
    let turned = ask(&estate, "may mia nsc.edit nss:AB-CO-LHC --grant AB-CO-LHC:nsc.edit --as-of 1h").await;
    assert_eq!((&turned["before"]["allowed"], &turned["after"]["allowed"]), (&json!(false), &json!(true)));

    let machines = async |when: &str| {
        let found = ask(&estate, &format!("what-if --assign Tool:Consoles:apply {when}")).await;
        let installs = |effect: &&Value| effect["kind"] == "installs";
        let effects = found["effects"].as_array().unwrap();
        effects.iter().find(installs).map(|effect| effect["first"].clone()).unwrap()
    };
    assert_eq!(machines("").await, json!(["PC2", "PC3"]));
    assert_eq!(machines("--as-of 1h").await, json!(["PC1", "PC2"]), "where it was denied then it would not have come");

    let told = estate.run_as("zoe", &format!("{line} --as-of 1h --read-only"), b"").await;
    assert_eq!(told.exit, 0, "{}", told.err);
    assert!(told.err.contains("As of 2026-03-01 "), "{}", told.err);
    assert!(!told.out.contains("bailiwick nss grant"), "no command makes it: {}", told.out);
    let told = estate.run("may bob pkg.publish nss:AB-CO --grant AB-CO:pkg.publish --as-of 1h").await;
    assert!(told.out.starts_with("as of 2026-03-01 "), "{}", told.out);
    for (line, exit) in [
        ("what-if --grant Cryo:pkg.publish --as-of 1h", 4),
        ("may bob nsc.edit nss:Cryo --as-of 1h", 4),
        ("may bob nsc.edit nss:AB-CO --as-of 1d", 4),
        ("may bob --as-of 2126-01-01T00:00:00Z", 2),
    ] {
        assert_eq!(estate.run(line).await.exit, exit, "{line}");
    }
    assert_eq!(estate.run("log --json").await.out, log);
}
