//! `machine`: which machines there are, what each shall have, and why.

use crate::estate::Estate;
use crate::pkg::{done, json_of, sets};
use bailiwick::core::machine::MachineExport;
use serde_json::{Value, json};

/// The sets with packages in every state.
async fn packages() -> Estate {
    let estate = sets().await;
    for (name, set, action) in
        [("Reader", "Consoles", "apply"), ("Java", "Consoles", "allow"), ("Exceed", "Consoles", "publish")]
    {
        done(&estate, &format!("pkg create {name} --nss VSC --version 1 --kind application")).await;
        done(&estate, &format!("pkg publish {name}")).await;
        done(&estate, &format!("pkg assign {name} {set} --action {action}")).await;
    }
    done(&estate, "pkg create Draft --nss VSC --version 1 --kind application").await;
    done(&estate, "pkg assign Draft Consoles --action apply").await;
    estate
}

#[tokio::test]
async fn machines_are_listed_filtered_and_shown() {
    let estate = sets().await;
    let all = json_of(&estate, "machine list").await;
    assert_eq!(all.as_array().unwrap().len(), 3);
    let some = json_of(&estate, "machine list --filter c3 --limit 5").await;
    assert_eq!((&some[0]["name"], &some[0]["nsc_names"]), (&json!("PC3"), &json!(["Consoles", "Servers"])));
    let named = |found: &Value| -> Vec<String> {
        found.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    // Every word, in any column or in the one that it names; the NSCs are one.
    assert_eq!(named(&json_of(&estate, "machine list --filter windows-11").await), ["PC1", "PC2"]);
    assert_eq!(named(&json_of(&estate, "machine list --filter nsc:servers").await), ["PC3"]);
    assert_eq!(named(&json_of(&estate, "machine list --filter os:servers").await), [""; 0]);
    assert_eq!(named(&json_of(&estate, "machine list --sort name --descending").await), ["PC3", "PC2", "PC1"]);
    let counted = estate.run("machine list --filter nsc:servers").await;
    assert!(counted.err.contains("1 of 3 machines"), "{}", counted.err);
    assert_eq!(json_of(&estate, "machine show pc1").await["os"], "Windows-11");
    assert_eq!(estate.run("machine show nobody").await.exit, 4);
    assert_eq!(estate.run("machine why PC1 --user nobody").await.exit, 4);
    assert_eq!(estate.run("machine why PC1 Nothing").await.exit, 4);
}

#[tokio::test]
async fn every_package_is_told_with_its_winner_and_its_losers() {
    let estate = packages().await;
    let why = json_of(&estate, "machine why PC1").await;
    let states: Vec<_> = why["packages"].as_array().unwrap().iter().map(|one| (&one["name"], &one["state"])).collect();
    let expected = [
        (&json!("Draft"), &json!("unmanaged")),
        (&json!("Exceed"), &json!("published")),
        (&json!("Java"), &json!("allowed")),
        (&json!("Reader"), &json!("applied")),
    ];
    assert_eq!(states, expected);
    assert_eq!(why["packages"][0]["losers"][0]["because"], "draft");
    assert_eq!(why["packages"][3]["winner"]["action"], "apply");
    insta::assert_snapshot!(done(&estate, "machine why PC1").await.out);
}

#[tokio::test]
async fn incident_15_the_whole_contest_of_one_package_is_told() {
    let estate = packages().await;
    done(&estate, "nsc create Trainees --nss VSC").await;
    done(&estate, "nsc member add Trainees mia --users").await;
    done(&estate, "pkg assign Reader Trainees --action deny").await;
    let why = json_of(&estate, "machine why PC2 Reader --user mia").await;
    assert_eq!(
        (&why["packages"][0]["state"], &why["packages"][0]["winner"]["member"]),
        (&json!("denied"), &json!("user"))
    );
    insta::assert_snapshot!(done(&estate, "machine why PC2 Reader --user mia").await.out);
    done(&estate, "pkg create Other --nss VSC --version 1 --kind meta").await;
    assert!(done(&estate, "machine why PC2 Other").await.out.contains("assigned to no NSC"));
}

#[tokio::test]
async fn a_change_is_thought_through_without_being_made() {
    let estate = packages().await;
    let line = |change: &str| {
        let mut words: Vec<String> = ["machine", "why", "PC1", "--what-if"].map(str::to_owned).into();
        words.push(change.replace(' ', "\u{a0}"));
        words.join(" ")
    };
    let then = json_of(&estate, &line("assign Reader Consoles deny")).await;
    assert_eq!(then["changes"][0]["before"], "applied");
    assert_eq!(then["changes"][0]["after"], "denied");
    let then = json_of(&estate, &line("publish Draft")).await;
    assert_eq!((&then["changes"][0]["name"], &then["changes"][0]["after"]), (&json!("Draft"), &json!("applied")));
    let gone = done(&estate, &line("leave Consoles")).await.out;
    assert_eq!(gone.lines().count(), 4, "three packages are no longer managed: {gone}");
    assert!(done(&estate, &line("join Consoles")).await.out.contains("Nothing would be different"));
    assert_eq!(estate.run(&line("dance")).await.exit, 2);
    assert_eq!(json_of(&estate, "machine why PC1 Reader").await["packages"][0]["state"], "applied");
}

/// Sets with packages that need, replace and exclude each other, wait for a local manager, and were chosen.
async fn tangle() -> Estate {
    let estate = sets().await;
    for (name, more) in [
        ("Runtime", "--source runtime_1_all.deb"),
        ("Base", "--install-command setup --detection file:/opt/base"),
        (
            "Office",
            "--dependencies Runtime,Base --source office.msi --remove-command {23170F69-40C1-2702-1900-000001000000}",
        ),
        ("Writer", "--conflicts Office --priority -1"),
        ("Old", ""),
        ("New", "--supersedes Old"),
        ("Game", ""),
        ("Elsewhere", ""),
        ("Guard", "--dependencies Office"),
    ] {
        done(&estate, format!("pkg create {name} --nss VSC --version 1 --kind application {more}").trim_end()).await;
        done(&estate, &format!("pkg publish {name}")).await;
    }
    done(&estate, "nsc create Inner --nss VSC --parent Consoles --os-version Windows-11").await;
    done(&estate, "nsc member add Inner PC1").await;
    for (name, set, action) in [
        ("Office", "Inner", "apply"),
        ("Writer", "Consoles", "apply"),
        ("Old", "Consoles", "apply"),
        ("New", "Consoles", "apply"),
        ("Game", "Consoles", "publish"),
        ("Game", "Inner", "allow"),
        ("Guard", "Servers", "apply"),
    ] {
        done(&estate, &format!("pkg assign {name} {set} --action {action}")).await;
    }
    estate
}

#[tokio::test]
async fn cmfx_11_an_exported_machine_decides_the_same_by_itself() {
    let estate = tangle().await;
    for of in ["PC1", "PC2", "PC3", "PC1 --user mia", "PC3 --user mia"] {
        let document = json_of(&estate, &format!("machine export {of}")).await;
        let export: MachineExport = serde_json::from_value(document.clone()).unwrap();
        assert_eq!(json!(export), document, "nothing is lost on the way");
        let strip = |mut desired: Value| {
            desired["winner"].as_object_mut().unwrap().remove("message");
            let losers = desired["losers"].as_array_mut().unwrap().iter_mut();
            losers.for_each(|lost| drop(lost.as_object_mut().unwrap().remove("message")));
            desired
        };
        let why = json_of(&estate, &format!("machine why {of}")).await;
        let why: Vec<Value> = why["packages"].as_array().unwrap().iter().cloned().map(strip).collect();
        assert!(why.len() > 3, "{of}");
        assert_eq!(json!(export.desired()), json!(why), "{of}");
        let named = export.packages.iter().map(|one| one.package.name.as_str()).collect::<Vec<_>>();
        assert!(!named.contains(&"Elsewhere"), "{named:?}");
    }
}

#[tokio::test]
async fn cmfx_11_packages_are_exported_in_the_order_in_which_they_are_installed() {
    let estate = tangle().await;
    insta::assert_snapshot!(done(&estate, "machine export PC1").await.out);
    let document = json_of(&estate, "machine export PC1").await;
    assert_eq!(document["os_wanted"], json!(["Windows-11"]));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pc1.json").display().to_string();
    let ran = done(&estate, &format!("machine export PC1 --out {path}")).await;
    assert!(ran.out.is_empty(), "{}", ran.out);
    let mut written: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    written["decided_at"] = document["decided_at"].clone();
    assert_eq!(written, document);
    assert_eq!(estate.run(&format!("machine export PC1 --out {path}")).await.exit, 1, "nothing is written over");
    assert_eq!(estate.run("machine export nobody").await.exit, 4);
}
