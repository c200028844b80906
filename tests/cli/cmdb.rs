//! The inventory: imported, looked up.

use crate::estate::{Estate, uuid};

fn rows(numbers: std::ops::Range<u128>) -> String {
    let line =
        |n: u128| format!("{},{},pc{n}.example.org,oob_discovery,2026-02-28T12:00:00Z\n", uuid(1000 + n), uuid(n));
    numbers.map(line).fold("_resourceguid,uuid,fqdn,Source,Collected\n".into(), |text, line| text + &line)
}

#[tokio::test]
async fn amt_42_good_lines_go_in_and_bad_ones_are_kept_aside_by_number() {
    let estate = Estate::new().await;
    let file = estate.file("inv.csv", &(rows(1..4) + "not,a,row\n"));
    let ran = estate.run(&format!("cmdb import Inv_OOB_Capability {file} --json")).await;
    let report = ran.json();
    assert_eq!((&report["accepted"], &report["rejected"]), (&3.into(), &1.into()));
    assert_eq!(report["problems"][0]["line"], 5);
    assert!(ran.err.contains("inv.csv:5: 3 fields"), "{}", ran.err);
    let kept = std::fs::read_to_string(report["rejects_file"].as_str().unwrap()).unwrap();
    assert!(kept.ends_with("not,a,row\n"), "{kept}");
    let shown = estate.run(&format!("cmdb show {} --json", uuid(2))).await.json();
    assert_eq!(shown["rows"][0]["fqdn"], "pc2.example.org");
    insta::assert_snapshot!(estate.run(&format!("cmdb show {}", uuid(2))).await.out, @r"
    TABLE               RESOURCE                              NAME             FILLED BY      COLLECTED
    Inv_OOB_Capability  4c4c4544-0052-3610-8058-0000000003ea  pc2.example.org  oob_discovery  2026-02-28 12:00:00Z
    ");
    let log = estate.run("log").await.out;
    let told: Vec<_> = log.lines().skip(1).map(|line| line.contains("3 stored, 1 kept aside")).collect();
    assert_eq!(told, [true, false], "{log}");
    assert!(log.lines().last().unwrap().contains("begun"), "{log}");
}

#[tokio::test]
async fn a_file_without_bad_lines_leaves_no_file_of_rejects() {
    let estate = Estate::new().await;
    let file = estate.file("inv.csv", &rows(1..4));
    let ran = estate.run(&format!("cmdb import inv_oob_capability {file}")).await;
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (0, "3 rows stored in Inv_OOB_Capability\n", ""));
    let left = std::fs::read_dir(estate.directory.path().join("data/rejects")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn d_16_json_lines_from_standard_input_and_the_alias_of_the_address_table() {
    let estate = Estate::new().await;
    let line = format!("{{\"_ResourceGuid\":\"{}\",\"IP Address\":\"10.0.0.1\"}}\n", uuid(1));
    let ran = estate.run_as("anna", "cmdb import Inv_AeX_A__TCPIP - --json", line.as_bytes()).await;
    assert_eq!(ran.json()["accepted"], 1);
    assert_eq!(estate.run("cmdb show 10.0.0.1 --json").await.json()["rows"][0]["resource"], uuid(1).to_string());
    assert_eq!(estate.run("cmdb show 10.0.0.2 --json").await.exit, 4);
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_writes_no_file() {
    let estate = Estate::new().await;
    let file = estate.file("inv.csv", &(rows(1..3) + "bad\n"));
    let report = estate.run(&format!("cmdb import Inv_OOB_Capability {file} --dry-run --json")).await.json();
    assert_eq!((&report["accepted"], &report["rejected"]), (&2.into(), &1.into()));
    assert_eq!(estate.run(&format!("cmdb show {}", uuid(1))).await.exit, 4);
    assert!(!estate.directory.path().join("data/rejects").exists());
    assert_eq!(estate.run("log --json").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn a_file_of_bad_lines_only_or_without_header_fails() {
    let estate = Estate::new().await;
    let bad = estate.file("bad.csv", &(rows(0..0) + "x\ny\n"));
    assert_eq!(estate.run(&format!("cmdb import Inv_OOB_Capability {bad}")).await.exit, 1);
    let headless = estate.file("headless.csv", "a,b,c\n1,2,3\n");
    let ran = estate.run(&format!("cmdb import Inv_OOB_Capability {headless} --json")).await;
    assert_eq!((ran.exit, ran.error()["code"].clone()), (2, "CMDB-0001".into()));
    let ran = estate.run("cmdb import Inv_OOB_Capability /nowhere.csv --json").await;
    assert_eq!((ran.exit, ran.error()["code"].clone()), (1, "FILE-0001".into()));
}
