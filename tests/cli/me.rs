//! The user's own view: the list, choices and the wizard.

use crate::estate::Estate;
use crate::sample::{assignment, package};
use bailiwick::model::assignment::AssignAction::{Allow, Apply, Deny, Publish};
use bailiwick::model::package::PackageScope;
use serde_json::Value;

/// pc1 is in Office, to which packages are applied, allowed, published and denied; Fonts follows hugo.
async fn office() -> Estate {
    let estate = Estate::new().await;
    estate.all(&["nss create NICE", "nsc create Office --nss NICE", "nsc member add Office pc1"]).await;
    estate.all(&["nsc member add Office hugo --users"]).await;
    let mut fonts = package(5, 1, "Fonts");
    fonts.scope = PackageScope::User;
    let packages =
        [package(1, 1, "Agent"), package(2, 1, "Games"), package(3, 1, "Reader"), package(4, 1, "Tool"), fonts];
    estate.put(packages.map(Into::into)).await;
    let actions = [(1, Apply), (2, Deny), (3, Allow), (4, Publish), (5, Publish)];
    estate.put(actions.map(|(pkg, action)| assignment(pkg, 1, pkg, action).into())).await;
    estate
}

async fn states(estate: &Estate) -> Vec<(String, String)> {
    let view = estate.run_as("hugo", "me --json", b"").await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    view["packages"].as_array().unwrap().iter().map(|row| (text(&row["name"]), text(&row["state"]))).collect()
}

#[tokio::test]
async fn cmf_26_cmf_27_one_list_of_applied_allowed_and_denied_each_explained() {
    let estate = office().await;
    insta::assert_snapshot!(estate.run_as("hugo", "me", b"").await.out);
    let view = estate.run_as("hugo", "me --json", b"").await.json();
    assert_eq!((&view["machine"].as_str().unwrap().to_lowercase(), &view["user"]), (&"pc1".to_owned(), &"hugo".into()));
    assert!(
        view["packages"].as_array().unwrap().iter().all(|row| row["winner"].is_object() && row["losers"].is_array())
    );
    assert_eq!(estate.run("me list --machine lost").await.exit, 4);
}

#[tokio::test]
async fn cmfx_05_a_choice_is_enforced_and_its_end_removes_once() {
    let estate = office().await;
    let find = |states: Vec<(String, String)>, name: &str| states.into_iter().find(|(n, _)| n == name).unwrap().1;
    assert_eq!(find(states(&estate).await, "Tool"), "published");
    let shown = estate.run_as("hugo", "me choose Tool --dry-run", b"").await;
    assert_eq!(find(states(&estate).await, "Tool"), "published", "{}", shown.out);
    let ran = estate.run_as("hugo", "me choose Tool", b"").await;
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert_eq!(find(states(&estate).await, "Tool"), "applied");
    assert_eq!(estate.run_as("hugo", "me choose Tool", b"").await.out, "nothing changes\n");
    assert_eq!(estate.run_as("hugo", "me unchoose Tool", b"").await.exit, 0);
    assert_eq!(find(states(&estate).await, "Tool"), "removed_once");
    assert_eq!(estate.run_as("hugo", "me choose Fonts", b"").await.exit, 0);
    assert_eq!(find(states(&estate).await, "Fonts"), "applied");
    for (pkg, word) in [("Games", "denied"), ("Agent", "applied"), ("Reader", "allowed")] {
        let ran = estate.run_as("hugo", &format!("me choose {pkg} --json"), b"").await;
        assert_eq!((ran.exit, &ran.error()["code"]), (3, &"PKG-0005".into()), "{pkg}");
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    assert_eq!(estate.run_as("hugo", "me choose Tool --read-only", b"").await.exit, 3);
    let log = estate.run("log --json").await.json();
    assert_eq!((&log[0]["verb"], &log[0]["actor"]), (&"pkg.choose".into(), &"hugo".into()));
}

#[tokio::test]
async fn cmf_26_what_a_choice_does_is_told_with_what_it_needs_restarts_and_when() {
    let estate = office().await;
    let runtime = package(6, 1, "Runtime");
    let mut suite = package(7, 1, "Suite");
    (suite.dependencies, suite.reboots) = (vec![runtime.id], true);
    estate.put([runtime, suite].map(Into::into)).await;
    estate.put([assignment(6, 1, 7, Publish).into()]).await;
    let kinds = |ran: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        ran["effects"].as_array().unwrap().iter().map(|one| (text(&one["kind"]), text(&one["message"]))).collect()
    };
    let shown = kinds(&estate.run_as("hugo", "me choose Suite --dry-run --json", b"").await.json());
    let expected = [
        ("changes", "chosen: false → true"),
        ("comes", "Suite 1.0 is installed and kept"),
        ("comes_along", "Runtime 1.0 is installed too, because Suite 1.0 needs it"),
        ("restart", "Suite 1.0 needs a restart: you are asked before"),
        ("next_check", "when: at the next check of pc1"),
    ];
    assert_eq!(shown, expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    assert_eq!(estate.run_as("hugo", "me choose Suite", b"").await.exit, 0);
    let shown = kinds(&estate.run_as("hugo", "me unchoose Suite --dry-run --json", b"").await.json());
    let expected = [
        ("changes", "chosen: true → false"),
        ("turns", "Suite 1.0 is removed once; afterwards it is left alone"),
        ("turns", "Runtime 1.0 is not looked after any more; what is here stays"),
        ("next_check", "when: at the next check of pc1"),
    ];
    assert_eq!(shown, expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    let shown = kinds(&estate.run_as("hugo", "me choose Fonts --dry-run --json", b"").await.json());
    assert_eq!(shown[2].0, "next_check_everywhere", "what follows the user is chosen for every machine");
}

#[tokio::test]
async fn cmf_26_the_wizard_explains_asks_and_does() {
    let estate = office().await;
    estate.sit_down();
    let ran = estate.run_as("hugo", "me", b"tool\ny\nn\n2\n\nxyz\ntool\ny\ny\n\n").await;
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    assert!(states(&estate).await.contains(&("Tool".into(), "applied".into())));
    assert_eq!(estate.run_as("hugo", "me", b"").await.exit, 0, "the end of the input leaves the wizard");
}
