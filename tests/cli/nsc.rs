//! NSCs: made with their groups, filled from the directory, nested, deleted.

use crate::estate::Estate;
use crate::shared_directory::SharedDirectory;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

async fn nice() -> Estate {
    let estate = Estate::new().await;
    estate.all(&["nss create NICE", "nss create AB-CO --parent NICE", "nss create DSS --parent NICE"]).await;
    estate
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn cmf_81_82_a_set_comes_with_two_groups_and_goes_with_them_and_its_number_stays_free() {
    let estate = nice().await;
    let shown = estate.run("nsc create Consoles --nss AB-CO --dry-run").await;
    insta::assert_snapshot!(shown.out);
    assert_eq!(estate.run("nsc list --json").await.json(), json!([]));

    let created = estate.run("nsc create Consoles --nss AB-CO").await;
    assert_eq!((created.exit, created.out.as_str(), created.err.as_str()), (0, "1\n", ""));
    let set = estate.run("nsc create Servers --nss ab-co --os-version Linux --json").await.json();
    assert_eq!((&set["id"], &set["nss"], &set["nss_id"]), (&2.into(), &"AB-CO".into(), &2.into()));
    assert_eq!(set["groups"], json!(["CMF_NSC_2", "CMF_NSC_2_NSU"]));
    let groups = estate.run("directory group list --json").await.json();
    let groups: Vec<_> = groups.as_array().unwrap().iter().map(|g| g["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(groups, ["CMF_NSC_1", "CMF_NSC_1_NSU", "CMF_NSC_2", "CMF_NSC_2_NSU"]);

    estate.all(&["nsc member add 2 pc1 pc2", "nsc delete servers --reason gone"]).await;
    assert_eq!(estate.run("directory group show CMF_NSC_2 --json").await.exit, 4);
    assert_eq!(estate.run("nsc show Servers").await.exit, 4);
    assert_eq!(estate.run("nsc create Servers --nss AB-CO").await.out, "3\n", "a number is never used again");
    let log = estate.run("log --object nsc:Servers --json").await.json();
    let verbs: Vec<_> = log.as_array().unwrap().iter().map(|record| record["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["nsc.create", "nsc.delete", "nsc.member.computer.add", "nsc.create"]);
    assert_eq!((&log[1]["reason"], &log[1]["after"]), (&"gone".into(), &Value::Null));
}

#[tokio::test]
async fn a_set_is_listed_shown_and_changed() {
    let estate = nice().await;
    estate.all(&["nsc create Consoles --nss AB-CO --description Operators --responsible rita"]).await;
    estate.all(&["nsc create Vacuum --nss AB-CO --parent Consoles", "nsc member add Vacuum pc1 pc2"]).await;
    insta::assert_snapshot!(estate.run("nsc list").await.out);
    insta::assert_snapshot!(estate.run("nsc show vacuum").await.out);
    assert_eq!(estate.run("nsc list --nss DSS --json").await.json(), json!([]));
    let edited = estate.run("nsc edit Vacuum --name Vacuum-2 --description pumps --json").await.json();
    assert_eq!(
        (&edited["name"], &edited["description"], &edited["parent"]),
        (&"Vacuum-2".into(), &"pumps".into(), &"Consoles".into())
    );
    assert_eq!(estate.run("nsc edit 2 --description pumps").await.out, "nothing changes\n");
    let log = estate.run("log --json").await.json();
    assert_eq!(log[0]["command"], "bailiwick nsc edit 2 --name Vacuum-2 --description pumps");
}

#[tokio::test]
async fn d_15_nesting_stays_within_an_nss_and_never_goes_round() {
    let estate = nice().await;
    estate
        .all(&[
            "nsc create A --nss AB-CO",
            "nsc create B --nss AB-CO --parent A",
            "nsc create C --nss AB-CO --parent B",
        ])
        .await;
    let error = estate.run("nsc edit A --parent C --json").await;
    assert_eq!((error.exit, &error.error()["code"]), (5, &"NSS-0006".into()));
    assert_eq!(estate.run("nsc edit A --parent A").await.exit, 5);
    let error = estate.run("nsc create D --nss DSS --parent A --json").await;
    assert_eq!((error.exit, &error.error()["code"]), (2, &"NSC-0001".into()));
    assert_eq!(estate.run("nsc show C --json").await.json()["nested_in"], json!(["B", "A"]));
    let error = estate.run("nsc delete B --json").await;
    assert_eq!((error.exit, &error.error()["code"]), (5, &"NSS-0005".into()));
    let args = "nsc edit C --parent=";
    assert_eq!(estate.run(args).await.exit, 0);
    assert_eq!(estate.run("nsc delete B").await.exit, 0);
}

#[tokio::test]
async fn names_are_unique_and_no_numbers() {
    let estate = nice().await;
    estate.all(&["nsc create Consoles --nss AB-CO"]).await;
    for (line, exit) in [
        ("nsc create CONSOLES --nss DSS", 5),
        ("nsc create 42 --nss DSS", 2),
        ("nsc create \u{1b}[2J --nss DSS", 2),
        ("nsc create X --nss LOST", 4),
        ("nsc show LOST", 4),
        ("nsc member list 99", 4),
    ] {
        let ran = estate.run(line).await;
        assert_eq!(ran.exit, exit, "{line}: {}", ran.err);
        assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    }
}

#[tokio::test]
async fn cmf_35_cmf_80_members_are_in_the_directory_and_survive_the_loss_of_the_database() {
    let estate = nice().await;
    estate.all(&["nsc create Consoles --nss AB-CO", "nsc member add 1 PC1 pc2 pc3"]).await;
    estate.all(&["nsc member add 1 anna bob --users", "nsc member remove 1 PC2"]).await;
    assert_eq!(names(&estate.run("nsc member list 1 --json").await.json()), ["PC1", "pc3"]);
    assert_eq!(estate.run("nsc member list Consoles --users").await.out, "anna\nbob\n");
    // No table of the database holds a member; only the log tells of the change.
    let data = estate.directory.path().join("data");
    std::fs::read_dir(&data).unwrap().flatten().filter(|file| file.file_name() != "directory.db").for_each(|file| {
        if file.file_name().to_string_lossy().starts_with("directory.db") || file.path().is_dir() {
            return;
        }
        std::fs::remove_file(file.path()).unwrap();
    });
    let reopened = estate.reopen().await;
    assert_eq!(reopened.run("nsc list --json").await.json(), json!([]));
    let group = reopened.run("directory group show CMF_NSC_1 --json").await.json();
    assert_eq!(names(&group["names"]), ["PC1", "pc3"]);
}

#[tokio::test]
async fn members_are_told_apart_new_already_there_and_not_there() {
    let estate = nice().await;
    estate.all(&["nsc create Consoles --nss AB-CO"]).await;
    insta::assert_snapshot!(estate.run("nsc member add 1 PC1 pc2 PC1 --dry-run").await.out);
    assert_eq!(names(&estate.run("nsc member list 1 --json").await.json()), Vec::<String>::new());
    estate.all(&["nsc member add 1 PC1 pc2"]).await;
    insta::assert_snapshot!(estate.run("nsc member add 1 pc1 pc4").await.out);
    insta::assert_snapshot!(estate.run("nsc member remove 1 pc4 pc5").await.out);
    let nothing = estate.run("nsc member add 1 pc1 --json").await.json();
    assert_eq!((&nothing["operation"], &nothing["effects"][0]["kind"]), (&Value::Null, &"members_already".into()));
}

#[tokio::test]
async fn five_thousand_names_are_pasted_at_once_and_hostile_ones_change_nothing() {
    let estate = nice().await;
    estate.all(&["nsc create Consoles --nss AB-CO"]).await;
    let pasted: String = (0..5_000).map(|n| format!("  PC{n:05} \r\n\n")).chain(["pc00007\n".to_owned()]).collect();
    let began = Instant::now();
    let ran = estate.run_as("anna", "nsc member add 1 --from - --json", pasted.as_bytes()).await;
    assert!(began.elapsed() < Duration::from_secs(20), "{:?} in a debug build", began.elapsed());
    let added = ran.json()["effects"].as_array().unwrap().iter().find(|e| e["kind"] == "members_added").cloned();
    assert_eq!(added.unwrap()["count"], 5_000);
    assert_eq!(estate.run("nsc show 1 --json").await.json()["computers"], 5_000);

    let before = estate.run("log --json").await.json().as_array().unwrap().len();
    for hostile in ["pc*", "pc)(objectClass=*", "pc\u{1b}]0;x\u{7}", "pc,CN=x", "..\\x y", "\u{420}\u{421}1"] {
        let input = format!("good1\n{hostile}\ngood2\n");
        let ran = estate.run_as("anna", "nsc member add 1 --from -", input.as_bytes()).await;
        assert_eq!(ran.exit, 2, "{hostile:?}: {}", ran.out);
        assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    }
    let ran = estate.run_as("anna", "nsc member add 1 --from -", b"\xff\xfe\x00\n").await;
    assert_eq!(ran.exit, 2);
    let ran = estate.run_as("anna", "nsc member add 1 --from -", b"\n \n").await;
    assert_eq!(ran.exit, 2);
    let file = estate.file("names", "PC00001\nPC00002\n");
    assert_eq!(estate.run(&format!("nsc member remove 1 --from {file}")).await.exit, 0);
    assert_eq!(estate.run("nsc show 1 --json").await.json()["computers"], 4_998);
    let after = estate.run("log --json").await.json().as_array().unwrap().len();
    assert_eq!(after, before + 1);
}

#[tokio::test]
async fn cmf_35_of_five_thousand_names_those_without_an_account_are_told_and_left_out() {
    let directory = SharedDirectory::default();
    let estate = Estate::with(Arc::new(directory.clone())).await;
    estate.all(&["nss create NICE", "nsc create Consoles --nss NICE", "nsc member add Consoles PC00007"]).await;
    let name = |n: usize| if n % 200 == 7 { format!("XX{n:05}") } else { format!("PC{n:05}") };
    let pasted: String = (0..5_000).map(|n| format!("{}\n", name(n))).chain(["PC00007\n".to_owned()]).collect();
    let of = |value: &Value, kind: &str| {
        value["effects"].as_array().unwrap().iter().find(|effect| effect["kind"] == kind).cloned().unwrap_or_default()
    };
    let strangers: Vec<String> = (0..5_000).map(name).filter(|name| name.starts_with("XX")).collect();

    let line = "nsc member add Consoles --from - --json";
    let shown = estate.run_as("anna", &format!("{line} --dry-run"), pasted.as_bytes()).await.json();
    let unknown = of(&shown, "members_unknown");
    assert_eq!((&unknown["count"], names(&unknown["first"])), (&json!(25), strangers.clone()), "each of them by name");
    assert_eq!(of(&shown, "members_added")["count"], 4_975);
    assert_eq!(of(&shown, "members_already")["count"], 1);
    assert_eq!(directory.computers(1), ["PC00007"], "a dry run adds nobody");

    let told = estate.run_as("anna", "nsc member add Consoles --from -", pasted.as_bytes()).await;
    assert_eq!(told.exit, 0, "{}", told.err);
    assert!(told.out.contains("XX00007") && told.out.contains("XX04807"), "{}", told.out);
    assert_eq!(directory.computers(1).len(), 4_976);
    assert!(directory.computers(1).iter().all(|name| name.starts_with("PC")));

    // Nobody among them has an account: that is a mistake, not a change. Of very many, a list tells the first.
    let nobody = estate.run("nsc member add Consoles XX1 XX2 --json").await;
    assert_eq!((nobody.exit, &nobody.error()["kind"]), (4, &json!("not_in_directory")), "{}", nobody.err);
    let many: String = (0..3_000).map(|n| format!("XX{n}\n")).chain(["PCNEW\n".to_owned()]).collect();
    let shown = estate.run_as("anna", &format!("{line} --dry-run"), many.as_bytes()).await.json();
    let unknown = of(&shown, "members_unknown");
    assert_eq!((&unknown["count"], names(&unknown["first"]).len()), (&json!(3_000), 201));
}

#[tokio::test]
async fn a_delegated_administrator_manages_what_was_granted_and_nothing_else() {
    let estate = nice().await;
    estate.all(&["directory user add olga", "nsc create Others --nss DSS"]).await;
    estate.all(&["nss grant AB-CO nsc.create nsc.edit nsc.member.computer.add", "nss admin add AB-CO olga"]).await;
    let created = estate.run_as("olga", "nsc create Consoles --nss AB-CO", b"").await;
    assert_eq!((created.exit, created.out.as_str()), (0, "2\n"), "{}", created.err);
    for (line, exit) in [
        ("nsc member add Consoles pc1", 0),
        ("nsc edit Consoles --description x", 0),
        ("nsc edit Consoles --locally-managed true", 3),
        ("nsc create Local --nss AB-CO --locally-managed", 3),
        ("nsc member add Consoles bob --users", 3),
        ("nsc member remove Consoles pc1", 3),
        ("nsc delete Consoles", 3),
        ("nsc create More --nss DSS", 3),
        ("nsc member add Others pc1", 3),
    ] {
        let ran = estate.run_as("olga", &format!("{line} --json"), b"").await;
        assert_eq!(ran.exit, exit, "{line}: {}{}", ran.out, ran.err);
        if exit == 3 {
            assert!(ran.error()["hint"].as_str().unwrap().contains("anna"), "{}", ran.err);
        }
    }
}
