//! `dp`, `pkg upload` and `init`: where clients find their files, and how files get there.

use crate::estate::Estate;
use crate::pkg::{done, json_of, sets};
use serde_json::{Value, json};

fn folder(estate: &Estate, name: &str) -> String {
    let marker = estate.file("marker", "");
    format!("file://{}", std::path::Path::new(&marker).with_file_name(name).display())
}

#[tokio::test]
async fn cmf_77_points_are_added_listed_checked_removed_and_undone() {
    let estate = Estate::new().await;
    let url = folder(&estate, "dp1");
    let preview = json_of(&estate, &format!("dp add dp1 {url} --dry-run")).await;
    assert_eq!(preview["after"], json!({ "name": "dp1", "url": url, "credential": "" }));
    assert_eq!(estate.run("dp list --json").await.json(), json!([]));

    done(&estate, &format!("dp add dp1 {url} --reason first")).await;
    estate.later(1);
    let listed = json_of(&estate, "dp list").await;
    assert_eq!((&listed[0]["name"], &listed[0]["condition"]), (&json!("dp1"), &json!("unknown")));
    assert_eq!(estate.run("dp list --as-of 2h --json").await.json(), json!([]), "there was none yet");
    for (line, code) in [
        (format!("dp add DP1 {url}x"), "CORE-0005"),
        (format!("dp add dp2 {url}/"), "CORE-0005"),
        ("dp add dp2 ftp://dp.example/".into(), "DP-0002"),
        ("dp add dp2 https://anna:hunter2@dp.example/ --json".into(), "DP-0002"),
        (format!("dp add dp2 {url}2 --credential gone"), "DP-0002"),
        ("dp remove dp2".into(), "CORE-0004"),
        ("dp check dp2".into(), "CORE-0004"),
    ] {
        let ran = estate.run(&line).await;
        assert!(ran.exit != 0 && ran.err.contains(code), "{line}: {}", ran.err);
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
    }
    let denied = estate.run_as("mia", &format!("dp add dp2 {url}2"), b"").await;
    assert_eq!(denied.exit, 3, "{}", denied.err);

    let checked = json_of(&estate, "dp check").await;
    assert_eq!((&checked[0]["ok"], &checked[0]["generation"]), (&json!(true), &json!(0)), "{checked}");
    assert!(checked[0]["write_ms"].as_f64().unwrap() > 0.0 && checked[0]["read_ms"].is_number());
    let left = std::fs::read_dir(url.trim_start_matches("file://").to_owned() + "/config").unwrap().count();
    assert_eq!(left, 0, "the probe is deleted");

    // One that fails is told, and the other one is tried all the same.
    let marker = estate.file("blocked", "a file is no folder");
    done(&estate, &format!("dp add dp0 file://{marker}")).await;
    let ran = estate.run("dp check --json").await;
    assert_eq!(ran.exit, 1);
    let checked: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&checked[0]["ok"], &checked[1]["ok"]), (&json!(false), &json!(true)), "{checked}");
    assert_ne!(checked[0]["problem"], "");

    done(&estate, "dp remove dp0").await;
    let last = json_of(&estate, "log --limit 1").await;
    assert_eq!((&last[0]["verb"], &last[0]["object"]["kind"]), (&json!("dp.edit"), &json!("dp")), "{last}");
    done(&estate, &format!("undo {}", last[0]["id"])).await;
    assert_eq!(json_of(&estate, "dp list").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_point_without_any_is_nothing_to_check() {
    let estate = Estate::new().await;
    let ran = estate.run("dp check").await;
    assert!(ran.exit == 5 && ran.err.contains("DP-0003"), "{}", ran.err);
}

#[tokio::test]
async fn an_uploaded_file_sets_source_size_and_checksum_and_undo_takes_them_back() {
    let estate = Estate::new().await;
    done(&estate, "nss create NICE").await;
    done(&estate, "pkg create Reader --nss NICE --version 9.0 --kind application").await;
    let file = estate.file("reader.deb", "first");
    let store = std::path::Path::new(&file).with_file_name("data").join("packages");
    let preview = json_of(&estate, &format!("pkg upload Reader {file} --dry-run")).await;
    assert!(!store.exists(), "a dry run takes nothing in");
    let (digest, source) =
        ("a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e", "a7937b64b8caa58f/reader.deb");
    assert_eq!((&preview["after"]["checksum"], &preview["after"]["source"]), (&json!(digest), &json!(source)));

    done(&estate, &format!("pkg upload Reader {file} --reason new")).await;
    let found = json_of(&estate, "pkg show Reader").await;
    assert_eq!((&found["size"], &found["checksum"], &found["source"]), (&json!(5), &json!(digest), &json!(source)));
    assert_eq!(std::fs::read_to_string(store.join(source)).unwrap(), "first");

    // Another content lies beside the old one, which undo finds again.
    estate.file("reader.deb", "second content");
    let refused = estate.run(&format!("pkg upload Reader {file} --source {source}")).await;
    assert!(refused.exit == 5 && refused.err.contains("PKG-0006"), "{}", refused.err);
    done(&estate, &format!("pkg upload Reader {file} --source r/reader_9.1.deb")).await;
    assert_eq!(json_of(&estate, "pkg show Reader").await["size"], 14);
    let last = json_of(&estate, "log --limit 1").await;
    assert_eq!(last[0]["verb"], "pkg.edit");
    done(&estate, &format!("undo {}", last[0]["id"])).await;
    assert_eq!(json_of(&estate, "pkg show Reader").await["checksum"], digest);
    assert_eq!(std::fs::read_to_string(store.join(source)).unwrap(), "first");

    for (line, code) in [
        (format!("pkg upload Reader {file} --source ../../x.deb"), "PKG-0006"),
        (format!("pkg upload Reader {file}.gone"), "FILE-0001"),
        (format!("pkg upload Writer {file}"), "CORE-0004"),
        ("pkg edit Reader --checksum abc".to_owned(), "CORE-0007"),
    ] {
        let ran = estate.run(&line).await;
        assert!(ran.exit != 0 && ran.err.contains(code), "{line}: {}", ran.err);
    }
    assert_eq!(estate.run_as("mia", &format!("pkg upload Reader {file}"), b"").await.exit, 3);
}

#[tokio::test]
async fn cmf_44_an_installation_begins_with_a_master_and_three_points() {
    let estate = Estate::new().await;
    let steps = |value: &Value| -> Vec<(String, bool)> {
        let steps = value["steps"].as_array().unwrap().iter();
        steps.map(|step| (step["object"].as_str().unwrap().to_owned(), step["creates"].as_bool().unwrap())).collect()
    };
    let expected = |creates: bool| -> Vec<(String, bool)> {
        let objects = [("data", false), ("nss", creates), ("dp", creates), ("dp", creates), ("dp", creates)];
        objects.map(|(object, creates)| (object.to_owned(), creates)).into()
    };
    let preview = json_of(&estate, "init --dry-run").await;
    assert_eq!(steps(&preview), expected(true));
    assert_eq!(json_of(&estate, "nss list").await, json!([]));
    assert_eq!(steps(&json_of(&estate, "init").await), expected(true));
    assert_eq!(json_of(&estate, "nss list").await[0]["name"], "NICE");
    let names: Vec<_> =
        json_of(&estate, "dp check").await.as_array().unwrap().iter().map(|point| point["ok"].clone()).collect();
    assert_eq!(names, [true, true, true]);
    // Again, it changes nothing and says so.
    assert_eq!(steps(&json_of(&estate, "init --master OTHER").await), expected(false));
    assert_eq!(json_of(&estate, "nss list").await.as_array().unwrap().len(), 1);
    // What was removed on purpose stays so, unless it is asked for.
    done(&estate, "dp remove dp2").await;
    let again = done(&estate, "init").await.out;
    assert!(!again.contains("creates") && again.contains("bailiwick dp add dp2 file://"), "{again}");
    let names =
        |listed: Value| -> Vec<Value> { listed.as_array().unwrap().iter().map(|row| row["name"].clone()).collect() };
    assert_eq!(names(json_of(&estate, "dp list").await), ["dp1", "dp3"]);
    done(&estate, &format!("init --points none,{}", folder(&estate, "other"))).await;
    assert_eq!(names(json_of(&estate, "dp list").await), ["dp1", "dp3"], "dp1 is there, whatever its address");
}

#[tokio::test]
async fn an_installation_that_was_cut_off_is_completed() {
    let estate = Estate::new().await;
    done(&estate, "init --points none").await;
    let again = done(&estate, "init").await.out;
    assert_eq!(again.lines().filter(|line| line.starts_with("creates")).count(), 3, "{again}");
}

#[tokio::test]
async fn a_package_that_gets_another_file_never_keeps_the_old_digest() {
    let estate = sets().await;
    done(&estate, "pkg create Reader --nss NICE --version 9.0 --kind application").await;
    let upload =
        |name: &str, content: &str| format!("pkg upload Reader {} --source {name}", estate.file(name, content));
    done(&estate, &upload("old.deb", "old")).await;
    let old = json_of(&estate, "pkg show Reader").await;
    done(&estate, &upload("new.deb", "newer")).await;
    let new = json_of(&estate, "pkg show Reader").await;
    assert_ne!(old["checksum"], new["checksum"]);

    // What the store has is measured, and the preview says so.
    let preview = done(&estate, "pkg edit Reader --source old.deb --dry-run").await.out;
    assert!(preview.contains(old["checksum"].as_str().unwrap()), "{preview}");
    done(&estate, "pkg edit Reader --source old.deb").await;
    let edited = json_of(&estate, "pkg show Reader").await;
    assert_eq!((&edited["checksum"], &edited["size"]), (&old["checksum"], &json!(3)));
    // What it does not have is refused, unless it is told which file it will be.
    let refused = estate.run("pkg edit Reader --source gone.deb --json").await;
    assert_eq!((refused.exit, &refused.error()["code"]), (5, &json!("PKG-0006")), "{}", refused.err);
    let checksum = new["checksum"].as_str().unwrap();
    for wrong in
        [format!("--checksum {checksum}"), format!("--source old.deb --checksum {checksum}"), "--size 7".into()]
    {
        let refused = estate.run(&format!("pkg edit Reader {wrong} --json")).await;
        assert_eq!((refused.exit, &refused.error()["code"]), (5, &json!("PKG-0006")), "{wrong}: {}", refused.err);
    }
    assert_eq!(json_of(&estate, "pkg show Reader").await["checksum"], old["checksum"], "nothing was written");
    done(&estate, &format!("pkg edit Reader --source gone.deb --checksum {checksum} --size 5")).await;
    done(&estate, "pkg edit Reader --source=").await;
    let none = json_of(&estate, "pkg show Reader").await;
    assert_eq!((&none["checksum"], &none["size"]), (&json!(""), &json!(0)));
    // A new package takes the digest of a stored file.
    done(&estate, "pkg create Writer --nss NICE --version 1 --kind application --source new.deb").await;
    assert_eq!(json_of(&estate, "pkg show Writer").await["checksum"], new["checksum"]);
}

#[tokio::test]
async fn an_installation_takes_the_points_that_it_is_told() {
    let estate = Estate::new().await;
    let (one, two) = (folder(&estate, "one"), folder(&estate, "two"));
    done(&estate, &format!("init --master CERN --points {one},{two}")).await;
    let listed = json_of(&estate, "dp list").await;
    let found: Vec<_> = listed.as_array().unwrap().iter().map(|row| (&row["name"], &row["url"])).collect();
    assert_eq!(found, [(&json!("dp1"), &json!(one)), (&json!("dp2"), &json!(two))]);
    let none = Estate::new().await;
    done(&none, "init --points none").await;
    assert_eq!(json_of(&none, "dp list").await, json!([]));
}
