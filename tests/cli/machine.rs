//! `machine`: which machines there are, what each shall have, and why.

use crate::estate::Estate;
use crate::pkg::{done, json_of, sets};
use serde_json::json;

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
