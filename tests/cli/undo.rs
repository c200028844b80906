//! Taking operations back, and looking at earlier times.

use crate::changes::{acting, add, add_members, master_with_nsc, nsc, planned};
use crate::estate::{Estate, uuid};
use crate::shared_directory::SharedDirectory;
use bailiwick::core::change::commit;
use bailiwick::model::computer_set::computer_group;
use bailiwick::model::directory::{DirectoryEdit, MemberKind};
use bailiwick::model::id::{ComputerSetId, SystemSetId};
use bailiwick::model::object::Edit;
use bailiwick::model::permission::{Target, Verb};
use chrono::TimeDelta;
use std::sync::Arc;

#[tokio::test]
async fn cmf_33_an_operation_is_undone_once_and_the_undo_can_be_undone() {
    let estate = Estate::new().await;
    estate.run("nss create Master").await;
    estate.run("nss create Vacuum").await;
    let master = estate.run("undo 1 --json").await;
    assert_eq!((master.exit, master.error()["code"].as_str()), (5, Some("NSS-0004")), "the tree has a root");
    let shown = estate.run("undo 2 --dry-run").await;
    insta::assert_snapshot!(shown.out, @r#"
    Dry run, nothing was changed. This would happen:
      takes back operation 2 of anna: bailiwick nss create Vacuum
      deletes the nss Vacuum
      - {"description":"","link_person":"","name":"Vacuum","parent":"Master"}
    "#);
    assert_eq!(estate.run("nss list --json").await.json().as_array().unwrap().len(), 2, "a dry run");
    let done = estate.run("undo 2 --reason mistake --json").await.json();
    assert_eq!((&done["operation"], &done["undoes"]), (&3.into(), &2.into()));
    assert_eq!(estate.run("nss show Vacuum").await.exit, 4);

    let twice = estate.run("undo 2 --json").await;
    assert_eq!((twice.exit, twice.error()["code"].as_str()), (5, Some("UNDO-0002")));
    assert_eq!(estate.run("undo 3").await.exit, 0);
    assert_eq!(estate.run("nss show Vacuum --json").await.json()["id"], 2, "it is back under its number");
    assert_eq!(estate.run("undo 99").await.exit, 4);
    let log = estate.run("log --json").await.json();
    let links = |row: usize| (log[row]["undoes"].as_i64(), log[row]["undone_by"].as_i64());
    assert_eq!([links(0), links(1), links(2)], [(Some(3), None), (Some(2), Some(4)), (None, Some(3))]);
    let text = estate.run("log").await.out;
    assert!(text.contains("undoes 2, undone by 4"), "{text}");
    estate.run("nss create New").await;
    assert_eq!(estate.run("nss show New --json").await.json()["id"], 3);
}

#[tokio::test]
async fn the_master_set_is_undone_while_it_is_alone() {
    let estate = Estate::new().await;
    estate.run("nss create Mastre").await;
    assert_eq!(estate.run("undo 1").await.exit, 0);
    assert_eq!(estate.run("nss list --json").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn an_undo_never_overwrites_what_others_did_since() {
    let estate = Estate::with(Arc::new(SharedDirectory::default())).await;
    let made = master_with_nsc(estate.core()).await;
    let target = Target::Nsc { id: ComputerSetId(1) };
    let rename = planned(Verb::NscEdit, target, vec![Edit::change(nsc(1, "Pumps"), nsc(1, "Pumps 2"))], Vec::new());
    let renamed = commit(&acting("anna"), estate.core(), &rename).await.unwrap();
    let conflict = estate.run(&format!("undo {} --json", made.operation)).await;
    assert_eq!((conflict.exit, conflict.error()["code"].as_str()), (5, Some("UNDO-0003")));
    let message = conflict.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("anna (#3)") && message.contains("nsc Pumps"), "{message}");

    assert_eq!(estate.run(&format!("undo {}", renamed.operation)).await.exit, 0, "the last one can be undone");
    // What was made inside since keeps the outside.
    let inner = bailiwick::model::computer_set::ComputerSet { parent: Some(ComputerSetId(1)), ..nsc(2, "Inner") };
    let target = Target::Nss { id: SystemSetId(1) };
    let plan = planned(Verb::NscCreate, target, vec![Edit::create(inner)], Vec::new());
    commit(&acting("anna"), estate.core(), &plan).await.unwrap();
    let message = estate.run(&format!("undo {} --json", made.operation)).await.error()["message"].to_string();
    assert!(message.contains("anna (#5)") && message.contains("nsc Inner"), "{message}");
}

#[tokio::test]
async fn cmf_35_members_go_back_unless_the_directory_has_others() {
    let directory = SharedDirectory::default();
    let estate = Estate::with(Arc::new(directory.clone())).await;
    let made = master_with_nsc(estate.core()).await.operation;
    let first = add_members("anna", estate.core(), 1, &["PC1", "PC2", "NOBODY"]).await.unwrap().operation;
    assert_eq!(directory.computers(1), ["PC1", "PC2"]);
    let message = estate.run(&format!("undo {made} --json")).await.error()["message"].to_string();
    assert!(message.contains("anna") && message.contains("PC1, PC2"), "{message}");

    let remove = DirectoryEdit::Remove {
        group: computer_group(ComputerSetId(1)),
        members: MemberKind::Computer,
        names: vec!["pc2".into()],
    };
    directory.by_hand(&remove);
    let message = estate.run(&format!("undo {first} --json")).await.error()["message"].to_string();
    assert!(message.contains("directory changed nsc 1 (PC2)"), "{message}");
    directory.by_hand(&add(1, &["PC2"]));

    let shown = estate.run(&format!("undo {first} --dry-run")).await.out;
    assert!(!shown.contains("NOBODY"), "what was refused never happened: {shown}");
    assert_eq!(estate.run(&format!("undo {first}")).await.exit, 0);
    assert_eq!(directory.computers(1), [""; 0]);
    assert_eq!(estate.run("undo 4").await.exit, 0);
    assert_eq!(directory.computers(1), ["PC1", "PC2"]);

    directory.away(true);
    let away = estate.run("undo 5 --json").await;
    assert_eq!(away.error()["code"], "DIR-0001");
}

#[tokio::test]
async fn amt_22_the_policy_is_set_back_and_what_has_no_inverse_says_so() {
    let estate = Estate::with_policy().await;
    estate.run("amt policy set --enabled false").await;
    let log = estate.run("log --json").await.json();
    assert_eq!([&log[0]["reversible"], &log[2]["reversible"]], [&true.into(), &serde_json::Value::Bool(false)]);
    assert_eq!(estate.run("undo 1 --json").await.error()["code"], "UNDO-0001");
    let conflict = estate.run("undo 2 --json").await;
    assert_eq!(conflict.error()["code"], "UNDO-0003", "it was changed since");
    assert_eq!(estate.run("undo 3").await.exit, 0);
    assert_eq!(estate.run("amt policy show --json").await.json()["enabled"], true);
    assert_eq!(estate.run("log --limit 1 --json").await.json()[0]["undoes"], 3);
    assert_eq!(estate.run("undo 3 --json").await.error()["code"], "UNDO-0002");

    estate.arrive(&[(1, "10.0.0.1")]).await;
    let set = async |name: &str| {
        let line = format!("amt mapping override {} --fqdn {name} --profile Office --reason r", uuid(1));
        assert_eq!(estate.run(&line).await.exit, 0);
    };
    set("a.example.org").await;
    assert_eq!(
        estate.run("undo 5 --json").await.error()["code"],
        "UNDO-0001",
        "the resolver's name does not come back"
    );
    set("b.example.org").await;
    assert_eq!(estate.run("undo 6 --reason r").await.exit, 0);
    let mapping = estate.run(&format!("amt mapping show {} --json", uuid(1))).await.json();
    assert_eq!(mapping["fqdn"], "a.example.org");
}

#[tokio::test]
async fn an_earlier_time_is_shown_as_it_was_and_cannot_be_changed() {
    let estate = Estate::with_policy().await;
    estate.run("nss create Master").await;
    estate.pass(TimeDelta::hours(2));
    estate.run("nss create Vacuum").await;
    estate.run("undo 4").await;
    estate.run("amt policy set --enabled false").await;
    estate.pass(TimeDelta::hours(2));
    estate.run("nss create Cryo").await;
    estate.run("amt profile create Late").await;

    let sets = async |when: &str| {
        let list = estate.run(format!("nss list --json {when}").trim_end()).await.json();
        list.as_array().unwrap().iter().map(|set| set["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sets("").await, ["Master", "Cryo"]);
    assert_eq!(sets("--as-of 1h").await, ["Master"]);
    assert_eq!(sets("--as-of 1d").await, [""; 0]);
    assert_eq!(sets("--as-of 2026-03-01T12:00:00Z").await, ["Master"]);
    let policy = async |when: &str| estate.run(format!("amt policy show --json {when}").trim_end()).await.json();
    assert_eq!(policy("").await["enabled"], false);
    assert_eq!(policy("--as-of 3h").await["enabled"], true);
    assert_eq!(policy("--as-of 1d").await["profile"], serde_json::Value::Null);
    let profiles = async |when: &str| estate.run(format!("amt profile list --json {when}").trim_end()).await.json();
    assert_eq!([profiles("").await, profiles("--as-of 1h").await].map(|all| all.as_array().unwrap().len()), [2, 1]);
    assert_eq!(estate.run("amt profile show Late --as-of 1h").await.exit, 4, "it was made later");
    let log =
        async |when: &str| estate.run(format!("log --json {when}").trim_end()).await.json().as_array().unwrap().len();
    assert_eq!(
        [log("").await, log("--as-of 1h").await, log("--as-of 3h").await, log("--as-of 1d").await],
        [8, 6, 3, 0]
    );

    assert_eq!(estate.run("undo 3 --as-of 1h --json").await.error()["code"], "CORE-0009");
    for now_only in ["hello list", "amt mapping list", "cmdb show ::1", "doctor"] {
        let refused = estate.run(&format!("{now_only} --as-of 1h --json")).await;
        assert_eq!((refused.exit, refused.error()["code"].as_str()), (2, Some("CORE-0011")), "{now_only}");
    }
    assert_eq!(estate.run("nss list --as-of 2126-01-01T00:00:00Z").await.exit, 2, "the future is not known");
}

/// Every one of them names what does not exist, so that looking it up would end in another refusal.
#[tokio::test]
async fn every_write_in_the_past_is_refused_as_one_before_anything_is_looked_up() {
    let estate = Estate::with_policy().await;
    let device = uuid(1);
    let log = estate.run("log --json").await.out;
    for write in [
        "init",
        "cmdb import Inv_AeX_A__TCPIP no-such-file",
        "amt profile create X",
        "amt policy set --profile Nope",
        &format!("amt mapping override {device} --fqdn a.example.org --profile Nope"),
        "amt key import no-such-file",
        "host breaker clear nope",
        "nss create X --parent Nope",
        "nss edit Nope --name N",
        "nss move Nope AB",
        "nss delete Nope",
        "nss grant Nope nsc.create",
        "nss revoke Nope nsc.create",
        "nss admin add Nope bob",
        "nss admin remove Nope bob",
        "nsc create X --nss Nope",
        "nsc edit 9 --name X",
        "nsc delete 9",
        "nsc member add 9 PC1",
        "nsc member remove 9 --from no-such-file",
        "nsc request create 9 PC1",
        "nsc request approve 9",
        "nsc request refuse 9",
        "nsc release 9 9",
        "nsc unblock 9 9 --hours 1",
        "pkg create X --nss Nope --version 1 --kind application",
        "pkg edit Nope --name X",
        "pkg delete Nope",
        "pkg publish Nope",
        "pkg retire Nope",
        "pkg upload Nope no-such-file",
        "pkg assign Nope 9 --action apply",
        "pkg unassign Nope 9",
        "publish run",
        "publish key create",
        "publish key rotate",
        "publish key retire 0123",
        "dp add nope file:///nowhere",
        "dp remove nope",
        "job run CMFSRV",
        "me choose Nope",
        "me unchoose Nope",
        "directory computer add PC1",
        "directory computer import no-such-file",
        "directory user add rosa",
        "directory group create G",
        "directory group delete Nope",
        "directory group add Nope rosa",
        "directory group remove Nope rosa",
        "undo 99",
    ] {
        let refused = estate.run(&format!("{write} --as-of 1h --json")).await;
        assert_eq!((refused.exit, refused.error()["code"].as_str()), (2, Some("CORE-0009")), "{write}");
    }
    assert_eq!(estate.run("log --json").await.out, log);
}
