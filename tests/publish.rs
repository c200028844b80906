//! From a saved change to three distribution points, through the real program: `serve` as a process of its own, changes
//! by the command line, files in folders; and what happens when any of it breaks.
#![cfg(test)]

#[expect(dead_code, reason = "other tests use the rest")]
#[path = "support/program.rs"]
mod program;
#[path = "publish/stage.rs"]
mod stage;

use bailiwick::model::publication;
use serde_json::Value;
use stage::{Stage, names};
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn cmf_51_60_61_a_change_rewrites_the_files_concerned_on_every_point_and_is_acknowledged() {
    let stage = Stage::new();
    let _server = stage.estate.serve();
    stage.publish();
    let before: Vec<_> = stage.points().map(|point| stage.files(point)).collect();
    assert!(before.iter().all(|files| files == &before[0]), "every point holds the same");

    stage.run(&["pkg", "create", "Reader", "--version", "2.0", "--kind", "application", "--nss", "VSC"]);
    let last = stage.newest_operation();
    stage.estate.wait_for(&["log"], |log| stage::acknowledged(log, last));
    for (point, before) in stage.points().zip(&before) {
        let after = stage.files(point);
        let changed: Vec<_> = after.iter().filter(|(name, bytes)| before.get(*name) != Some(*bytes)).collect();
        assert_eq!(names(&changed), ["config/CMFINDEX.TXT", "config/CMFPKGs.TXT"], "{point}");
        assert!(String::from_utf8_lossy(&after["config/CMFPKGs.TXT"]).contains("Reader"));
    }
    // Who is in a set is told in one file, and one part of the index tells of that.
    let before = stage.files("north");
    stage.run(&["directory", "computer", "add", "PC3"]);
    stage.run(&["nsc", "member", "add", "Consoles", "PC3"]);
    stage.publish();
    let after = stage.files("north");
    let changed: Vec<_> = after.iter().filter(|(name, bytes)| before.get(*name) != Some(*bytes)).collect();
    let bucket = publication::bucket("pc3");
    let (file, part) =
        (format!("config/CMFCOMs/{bucket:02x}.TXT"), format!("config/CMFINDEX/CMFCOMs-{}.TXT", bucket >> 5));
    assert_eq!(names(&changed), [file.as_str(), "config/CMFINDEX.TXT", &part]);
    let index: usize = [&part, "config/CMFINDEX.TXT"].map(|name| after[name].len()).iter().sum();
    assert!(after["config/CMFINDEX.TXT"].len() <= 4_000 && index <= 10_000, "{index} bytes of index");
    assert_eq!(stage.estate.json(&["publish", "rebuild"])["identical"], true);
}

#[test]
fn cmf_59_a_dry_run_shows_the_lines_and_writes_nothing() {
    let stage = Stage::new();
    stage.publish();
    stage.run(&["nsc", "edit", "Consoles", "--description", "in the control room"]);
    let before = stage.generation();
    let outlook = stage.estate.json(&["publish", "--dry-run"]);
    let files = outlook["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{outlook:#}");
    assert_eq!((&files[0]["file"], &files[0]["kind"]), (&Value::from("CMFNSCs.TXT"), &Value::from("changed")));
    assert_eq!((&files[0]["removed_count"], &files[0]["added_count"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(files[0]["is_known"], true);
    assert!(files[0]["added"][0].as_str().unwrap().contains("in the control room"));
    assert_eq!(stage.generation(), before);
    stage.publish();
    assert_eq!(stage.generation(), before + 1);
    assert_eq!(stage.estate.json(&["publish", "--dry-run"])["files"], Value::Array(Vec::new()));
}

#[test]
fn cmf_61_62_a_dead_point_holds_up_the_acknowledgement_alone_and_is_caught_up() {
    let stage = Stage::new();
    let _server = stage.estate.serve();
    stage.publish();
    stage.break_point("south");
    stage.run(&["pkg", "create", "Reader", "--version", "2.0", "--kind", "application", "--nss", "VSC"]);
    let last = stage.newest_operation();
    let flagged = |status: &Value| {
        let point = |name: &str| {
            status["points"].as_array().unwrap().iter().find(|point| point["name"] == name).cloned().unwrap()
        };
        let newest = &status["generation"]["number"];
        !point("south")["failing_since"].is_null()
            && ["north", "west"].iter().all(|name| &point(name)["generation"] == newest)
            && newest.as_i64() > Some(1)
    };
    stage.estate.wait_for(&["publish", "status"], flagged);
    assert!(String::from_utf8_lossy(&stage.files("north")["config/CMFPKGs.TXT"]).contains("Reader"));
    assert!(!stage::acknowledged(&stage.estate.json(&["log"]), last), "it is not everywhere");
    let refused = stage.estate.run(&["publish", "run", "--timeout", "1", "--json"]);
    let problem: Value =
        serde_json::from_slice(refused.stderr.split(|b| *b == b'\n').rfind(|l| !l.is_empty()).unwrap()).unwrap();
    assert_eq!(problem["error"]["code"], "PUB-0002", "{problem:#}");

    stage.mend_point("south");
    stage.publish();
    assert_eq!(stage.files("south"), stage.files("north"));
    assert!(stage::acknowledged(&stage.estate.json(&["log"]), last));
}

#[test]
fn cmf_51_what_was_damaged_on_a_point_is_repaired() {
    let stage = Stage::new();
    let _server = stage.estate.serve();
    stage.publish();
    let whole = stage.files("north");
    let path = stage.folder("north").join("config/CMFPKGs.TXT");
    let mut bytes = fs::read(&path).unwrap();
    bytes.iter_mut().for_each(|byte| *byte ^= 1);
    fs::write(&path, bytes).unwrap();
    fs::write(stage.folder("south").join("config/CMFINDEX.TXT"), "forged").unwrap();
    fs::remove_file(stage.folder("west").join("config/CMFNSCs.TXT")).unwrap();
    fs::remove_file(stage.folder("west").join("config/CMFINDEX/CMFUSRs-7.TXT")).unwrap();
    let part = stage.folder("north").join("config/CMFINDEX/CMFCOMs-0.TXT");
    let mut bytes = fs::read(&part).unwrap();
    bytes.swap(30, 60);
    fs::write(&part, bytes).unwrap();
    fs::write(stage.folder("north").join("config/CMFINDEX/CMFASGs-f.TXT"), "not part of it").unwrap();
    let found = stage.estate.run(&["publish", "rebuild", "--json"]);
    assert_eq!(found.status.code(), Some(1));
    stage.publish();
    for point in stage.points() {
        assert_eq!(stage.files(point), whole, "{point}");
    }
    assert_eq!(stage.generation(), 1, "nothing new was published for that");
}

/// Rounds of the test below, and what lies between two moments at which a publisher is killed.
const ROUNDS: u64 = 16;
const SLICE: u64 = 10;

#[test]
fn cmf_61_a_package_that_cannot_be_had_is_told_and_its_records_wait_while_the_others_go_on() {
    let stage = Stage::new();
    let _server = stage.estate.serve();
    let file = stage.file("reader.deb", b"the file");
    stage.run(&["pkg", "create", "Reader", "--version", "2.0", "--kind", "application", "--nss", "VSC"]);
    stage.run(&["pkg", "upload", "Reader", &file, "--source", "reader.deb"]);
    stage.publish();
    // Before it was ever sent, somebody damages the file on the server: its size stays the same.
    let stored = stage.stored("reader.deb");
    fs::write(&stored, b"the wile").unwrap();
    stage.run(&["pkg", "publish", "Reader"]);
    let published = stage.newest_operation();
    stage.run(&["nsc", "edit", "Consoles", "--description", "in the control room"]);
    let other = stage.newest_operation();
    stage.run(&["pkg", "assign", "Reader", "Consoles", "--action", "apply"]);
    let assigned = stage.newest_operation();
    let log = stage.estate.wait_for(&["log"], |log| stage::acknowledged(log, other));
    assert!(!stage::acknowledged(&log, published) && !stage::acknowledged(&log, assigned), "{log:#}");
    assert!(stage.points().all(|point| !stage.folder(point).join("packages/reader.deb").exists()));
    let told = |status: &Value| {
        let points = status["points"].as_array().unwrap();
        points
            .iter()
            .all(|point| point["problem"].as_str().unwrap().starts_with("Reader 2.0 (packages/reader.deb): its"))
    };
    let held = |status: &Value| {
        let stages = status["changes"][0]["stages"].as_array().unwrap();
        let held = stages.iter().find(|stage| stage["stage"] == "acknowledged").unwrap();
        held["progress"] == "failing" && held["waits_for"]["kind"] == "package_file"
    };
    stage.estate.wait_for(&["publish", "status"], |status| told(status) && held(status));
    let refused = stage.estate.run(&["publish", "run", "--timeout", "1"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Reader 2.0"), "{refused:?}");

    fs::remove_file(&stored).unwrap();
    stage.estate.wait_for(&["publish", "status"], |status| {
        status["points"][0]["problem"].as_str().unwrap().contains("it is not in the package store")
    });
    // As soon as the right file is there, everything goes on by itself.
    fs::write(&stored, b"the file").unwrap();
    stage.estate.wait_for(&["log"], |log| [published, assigned].iter().all(|id| stage::acknowledged(log, *id)));
    for point in stage.points() {
        assert_eq!(fs::read(stage.folder(point).join("packages/reader.deb")).unwrap(), b"the file");
    }
    stage.publish();
}

#[test]
fn cmf_62_killed_at_any_moment_the_publisher_loses_nothing_and_doubles_nothing() {
    let stage = Stage::new();
    stage.publish();
    // Each round has a slice of the time of its own, so that no part of the work is left out by chance.
    let mut moments: Vec<u64> = (0..ROUNDS).collect();
    fastrand::Rng::with_seed(7).shuffle(&mut moments);
    let mut acknowledged = 0;
    for (round, moment) in moments.into_iter().enumerate() {
        // The change comes while the server starts: sometimes it finds a publisher, sometimes one finds it.
        let description = format!("round {round}");
        let mut server = std::thread::scope(|scope| {
            let server = scope.spawn(|| stage.estate.serve());
            stage.run(&["nsc", "edit", "Consoles", "--description", &description]);
            server.join().unwrap()
        });
        std::thread::sleep(Duration::from_millis(moment * SLICE + fastrand::u64(0..SLICE)));
        server.kill();
        // What is acknowledged is on every point.
        let log = stage.estate.json(&["log", "--limit", "1"]);
        if stage::acknowledged(&log, log[0]["id"].as_i64().unwrap()) {
            acknowledged += 1;
            for point in stage.points() {
                let sets = stage.files(point)["config/CMFNSCs.TXT"].clone();
                assert!(String::from_utf8_lossy(&sets).contains(&description), "{point}, round {round}");
            }
        }
    }
    println!("{acknowledged} of {ROUNDS} changes were acknowledged before the kill");
    stage.publish();
    let generation = stage.generation();
    let most = i64::try_from(ROUNDS).unwrap() + 1;
    assert!((2..=most).contains(&generation), "at most one generation for each change: {generation}");
    assert_eq!(stage.estate.json(&["publish", "status"])["backlog"]["count"], 0);
    assert_eq!(stage.estate.json(&["publish", "rebuild"])["identical"], true);
    assert!(stage.points().all(|point| stage.files(point) == stage.files("north")));
}

#[test]
fn without_a_backend_the_command_publishes_itself() {
    let stage = Stage::new();
    let started = Instant::now();
    let published = stage.publish();
    assert_eq!(published["generation"], 1);
    assert_eq!(published["points"].as_array().unwrap().len(), 3);
    assert!(published["acknowledged"].as_i64().unwrap() > 3);
    assert!(started.elapsed() < Duration::from_secs(60));
    let log = fs::read_to_string(stage.estate.data().join("SrvLogs/Reporting/CMFSRV.log")).unwrap();
    let runs = stage.estate.json(&["job", "log", "CMFSRV"]);
    assert_eq!(log.lines().count(), runs.as_array().unwrap().len(), "CMF-76: {log}");
    assert!(log.contains(&format!("CMFSRV run={} ", runs[0]["id"])) && log.contains(" ok\n"), "{log}");
    let again = stage.publish();
    assert_eq!((&again["generation"], &again["files"]), (&Value::from(1), &Value::Array(Vec::new())));
}
