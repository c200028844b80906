//! Locally managed NSCs: what is released, and the emergency.

use crate::estate::Estate;
use crate::sample::{assignment, package};
use bailiwick::model::assignment::AssignAction::Apply;
use serde_json::{Value, json};

/// AB-CO's locally managed NSC Local holds pc1; NICE's packages Old (applied before) and New (applied since) go to it.
async fn local() -> Estate {
    let estate = Estate::new().await;
    estate.all(&["nss create NICE", "nss create AB-CO --parent NICE", "directory user add olga hugo eve"]).await;
    estate.all(&["nss grant AB-CO nsc.*", "nss admin add AB-CO olga", "nss admin add AB-CO hugo"]).await;
    estate.all(&["nsc create Local --nss AB-CO --responsible olga", "nsc member add Local pc1"]).await;
    estate.put([package(1, 1, "Old").into(), package(2, 1, "New").into(), package(3, 2, "Own").into()]).await;
    estate.put([assignment(1, 1, 1, Apply).into(), assignment(2, 1, 3, Apply).into()]).await;
    estate.all(&["nsc edit Local --locally-managed true"]).await;
    estate.put([assignment(3, 1, 2, Apply).into()]).await;
    estate
}

async fn releases(estate: &Estate) -> Value {
    estate.run("nsc show Local --json").await.json()["releases"].take()
}

/// Returns the state of a package on pc1.
async fn state(estate: &Estate, pkg: &str) -> String {
    let view = estate.run("me list --machine pc1 --json").await.json();
    let found = view["packages"].as_array().unwrap().iter().find(|row| row["name"] == pkg).cloned();
    found.map_or_else(|| "none".into(), |row| row["state"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn cmfx_07_what_ran_goes_on_and_what_is_new_waits_for_the_manager() {
    let estate = local().await;
    assert_eq!(releases(&estate).await.as_array().unwrap().len(), 1, "Old was applied before");
    assert_eq!((state(&estate, "Old").await, state(&estate, "Own").await), ("applied".into(), "applied".into()));
    assert_eq!(state(&estate, "New").await, "blocked_by_local_manager");

    let ran = estate.run_as("olga", "nsc release Local New --reason tested", b"").await;
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert_eq!(state(&estate, "New").await, "applied");
    assert_eq!(estate.run_as("olga", "nsc release Local 2", b"").await.out, "nothing changes\n");

    // The end of local management takes the releases with it.
    estate.all(&["nsc edit Local --locally-managed false"]).await;
    assert_eq!(releases(&estate).await, json!([]));
    let ran = estate.run_as("olga", "nsc release Local New --json", b"").await;
    assert_eq!((ran.exit, &ran.error()["code"]), (5, &"NSC-0002".into()));
    estate.all(&["nsc edit Local --locally-managed true"]).await;
    assert_eq!(releases(&estate).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn cmfx_08_an_emergency_takes_two_people_and_a_reason_and_ends_by_itself() {
    let estate = local().await;
    let ran = estate.run_as("olga", "nsc unblock Local New --hours 4 --json", b"").await;
    assert_eq!((ran.exit, &ran.error()["code"]), (2, &"CORE-0008".into()), "a reason is needed");
    for hours in [0, 73] {
        let line = format!("nsc unblock Local New --hours {hours} --reason fire");
        assert_eq!(estate.run_as("olga", &line, b"").await.exit, 2);
    }
    let ran = estate.run_as("olga", "nsc unblock Local New --hours 4 --reason fire", b"").await;
    assert_eq!((ran.exit, ran.out.as_str()), (0, "nothing happens until a second person agrees\n"));
    assert_eq!(state(&estate, "New").await, "blocked_by_local_manager");
    let inbox = estate.run_as("hugo", "inbox --json", b"").await.json();
    assert!(inbox.as_array().unwrap().iter().any(|i| i["kind"] == "emergency_to_agree" && i["asked_by"] == "olga"));
    let ran = estate.run_as("OLGA", "nsc unblock Local New --hours 4 --reason fire --json", b"").await;
    assert_eq!((ran.exit, &ran.error()["code"]), (3, &"NSC-0003".into()), "one person is not two");

    let ran = estate.run_as("hugo", "nsc unblock Local New", b"").await;
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.out.contains("taken back by itself at 2026-03-01 16:00Z"), "{}", ran.out);
    let release = releases(&estate).await.as_array().unwrap().iter().find(|r| r["name"] == "New 1.0").cloned().unwrap();
    assert_eq!(
        (&release["by"], &release["state"]["agreed_by"], &release["reason"]),
        (&"olga".into(), &"hugo".into(), &"fire".into())
    );
    assert_eq!(state(&estate, "New").await, "applied");
    estate.later(3);
    assert_eq!(state(&estate, "New").await, "applied");
    estate.later(1);
    assert_eq!(state(&estate, "New").await, "blocked_by_local_manager");

    // What nobody agrees to in time is void, and can be asked for anew.
    assert_eq!(estate.run_as("olga", "nsc unblock Local New --hours 2 --reason smoke", b"").await.exit, 0);
    estate.later(2);
    let ran = estate.run_as("hugo", "nsc unblock Local New --hours 2 --reason smoke", b"").await;
    assert_eq!(ran.out, "nothing happens until a second person agrees\n");
}

#[tokio::test]
async fn everything_about_a_set_goes_with_it_and_is_told() {
    let estate = local().await;
    estate.run_as("eve", "nsc request create Local pc9", b"").await;
    estate.all(&["nss grant AB-CO pkg.assign.apply --nsc Local", "nss admin add AB-CO eve --nsc Local"]).await;
    insta::assert_snapshot!(estate.run("nsc delete Local --dry-run").await.out);
    let preview = estate.run("nsc delete Local --dry-run --json").await.json();
    assert_eq!(preview["typed"], "Local");
    estate.all(&["nsc delete Local"]).await;
    assert_eq!(estate.run("nsc request list --json").await.json(), json!([]));
    assert_eq!(state(&estate, "Old").await, "none");
}

#[tokio::test]
async fn releases_need_the_right() {
    let estate = local().await;
    for line in
        ["nsc release Local New", "nsc unblock Local New --reason fire", "nsc edit Local --locally-managed false"]
    {
        assert_eq!(estate.run_as("eve", line, b"").await.exit, 3, "{line}");
    }
    assert_eq!(estate.run("nsc release Local Lost").await.exit, 4);
}
