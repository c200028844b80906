//! What holds for every command: rights, dry runs, broken pipes, doctor, explain, generate.

use crate::estate::Estate;
use std::io::{self, ErrorKind, Write};

#[tokio::test]
async fn cmf_07_a_stranger_is_denied_and_told_who_can() {
    let estate = Estate::new().await;
    let ran = estate.run_as("bob", "nss create X --json", b"").await;
    assert_eq!((ran.exit, ran.out.as_str()), (3, ""));
    let error = ran.error();
    assert_eq!(error["code"], "CORE-0001");
    assert!(error["hint"].as_str().unwrap().contains("anna"));
    assert_eq!(estate.run("nss create X --read-only").await.exit, 3);
    assert_eq!(estate.run("nss create X --as bob").await.exit, 3, "an administrator sees what others may do");
    assert_eq!(estate.run_as("bob", "nss create X --as anna", b"").await.exit, 3);
    assert_eq!(estate.run("nss list --json").await.json().as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let estate = Estate::new().await;
    let shown = estate.run("nss create NICE --dry-run").await;
    insta::assert_snapshot!(shown.out, @r#"
    Dry run, nothing was changed. This would happen:
      creates the nss NICE
      + {"description":"","link_person":"","name":"NICE","parent":null}
    "#);
    let preview = estate.run("amt profile create P --dry-run --json").await.json();
    assert_eq!((&preview["dry_run"], &preview["object"]["name"]), (&true.into(), &"P".into()));
    assert_eq!(preview["effects"][0]["message"], "creates the profile P");
    assert_eq!(estate.run("log --json").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn cmf_33_what_was_done_is_in_the_log_with_its_reason() {
    let estate = Estate::new().await;
    estate.run("nss create NICE --reason first").await;
    estate.run("nss create AB-CO --parent nice").await;
    let log = estate.run("log --json").await.json();
    assert_eq!(log[0]["command"], "bailiwick nss create AB-CO --parent nice");
    assert_eq!(
        (&log[1]["actor"], &log[1]["reason"], &log[1]["verb"]),
        (&"anna".into(), &"first".into(), &"nss.create".into())
    );
    assert_eq!(estate.run("log --object nss:NICE --json").await.json().as_array().unwrap().len(), 1);
    assert_eq!(estate.run("log --since 1h --limit 1 --json").await.json().as_array().unwrap().len(), 1);
    assert_eq!(estate.run("log --since yesterday").await.exit, 2);
    insta::assert_snapshot!(estate.run("nss list").await.out, @r"
    NAME     BELOW  NSCS  PACKAGES  LINK PERSON  DESCRIPTION
    NICE     1      0     0
      AB-CO  0      0     0
    ");
    let set = estate.run("nss show ab-co --json").await.json();
    assert_eq!((&set["parent"], &set["depth"]), (&"NICE".into(), &1.into()));
    assert_eq!(estate.run("nss create nice").await.exit, 5);
    assert_eq!(estate.run("nss show lost").await.exit, 4);
}

struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::BrokenPipe.into())
    }
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_reader_that_goes_away_is_not_a_failure_and_a_full_disk_is() {
    let estate = Estate::new().await;
    for line in ["nss list --json", "generate config", "generate man", "generate completions bash", "explain"] {
        assert_eq!(estate.run_into("anna", line, b"", &mut Gone).await, (0, String::new()), "{line}");
        let (exit, err) = estate.run_into("anna", line, b"", &mut Full).await;
        assert_eq!(exit, 1, "{line}");
        assert!(err.contains("FILE-0001"), "{err}");
    }
}

#[tokio::test]
async fn amt_05_amt_08_doctor_lists_the_components_and_what_to_do() {
    let estate = Estate::new().await;
    let report = estate.run("doctor --json").await.json();
    assert_eq!(report["ok"], true);
    let components = report["components"].as_array().unwrap();
    assert_eq!(components.len(), 3);
    assert!(components.iter().all(|c| c["present"] == true && c["version"].is_string()), "{components:?}");
    let checks = report["checks"].as_array().unwrap();
    let state = |name: &str| checks.iter().find(|c| c["check"] == name).unwrap()["state"].clone();
    assert_eq!((state("administration"), state("data"), state("dns")), ("ok".into(), "ok".into(), "ok".into()));
    assert_eq!((state("listener"), state("policy")), ("warning".into(), "warning".into()));
    assert!(checks.iter().all(|c| !c["hint"].as_str().unwrap().is_empty()));
    assert!(report["languages"].as_array().unwrap().iter().any(|l| l["language"] == "de"));
    let text = estate.run("doctor").await.out;
    assert!(text.contains("amt policy set") && text.contains("3 language packs"), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn doctor_fails_when_others_can_read_the_data() {
    use std::os::unix::fs::PermissionsExt as _;
    let estate = Estate::new().await;
    let data = estate.directory.path().join("data");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let ran = estate.run("doctor").await;
    assert_eq!(ran.exit, 1);
    assert!(ran.out.contains("FAILED") && ran.out.contains("chmod"), "{}", ran.out);
}

#[tokio::test]
async fn every_code_and_every_status_is_explained() {
    let estate = Estate::new().await;
    insta::assert_snapshot!(estate.run("explain amt-0001").await.out, @r"
    AMT-0001: there is no profile <name>
      The synchronization policy and mappings need a profile that exists.
      List them with `bailiwick amt profile list`, or create it with `bailiwick amt profile create`.
    ");
    assert_eq!(estate.run("explain stale-address --json").await.json()["code"], "stale_address");
    let all = estate.run("explain --json").await.json();
    let all = all.as_array().unwrap();
    assert!(all.len() > 50);
    assert!(all.iter().all(|c| c["about"].as_str().is_some_and(|about| !about.is_empty())), "{all:?}");
    assert_eq!(estate.run("explain XXX-1").await.exit, 4);
}

#[tokio::test]
async fn files_are_generated() {
    let estate = Estate::new().await;
    assert!(estate.run("generate config").await.out.contains("listen = \"0.0.0.0:9971\""));
    assert!(estate.run("generate keymap").await.out.contains("quit"));
    assert!(estate.run("generate completions zsh").await.out.contains("what-if"));
    assert!(estate.run("generate man").await.out.contains(".TH bailiwick"));
    let directory = estate.directory.path().join("man");
    assert_eq!(estate.run(&format!("generate man {}", directory.display())).await.exit, 0);
    let page = std::fs::read_to_string(directory.join("bailiwick-hello-list.1")).unwrap();
    assert!(page.contains("latest first"), "{page}");
}
