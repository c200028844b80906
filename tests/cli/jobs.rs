//! `publish` and `job`: what waits, where it is, and asking for a run.

use crate::estate::{Estate, now};
use crate::pkg::{done, json_of};
use bailiwick::model::id::{OperationId, PointId};
use bailiwick::model::job::{Job, JobRun};
use bailiwick::model::point::{Point, PointState};
use bailiwick::model::publication::{FlatFile, Generation};
use bailiwick::model::report::CheckIn;
use bailiwick::port::{JobStore as _, PublicationStore as _, Reached};
use bailiwick::store::open_sqlite;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn point(id: i64) -> Point {
    Point {
        id: PointId(id),
        name: format!("dp{id}"),
        url: format!("file:///srv/dp{id}"),
        credential: String::new(),
        added_at: now(),
        added_by: "anna".into(),
    }
}

/// An estate with two points, of which the second fails, and a generation that the first has.
async fn half_published() -> Estate {
    let estate = Estate::new().await;
    estate.put([point(1).into(), point(2).into()]).await;
    let (admin, report) = open_sqlite(&estate.directory.path().join("data")).await.unwrap();
    let made = Generation { number: 1, high_water: OperationId(1), made_at: now(), changed: vec![FlatFile::Packages] };
    assert!(admin.publish(&made, &[], &[]).await.unwrap());
    let state = |id, generation, failing: Option<&str>| PointState {
        point: PointId(id),
        generation,
        complete_at: (generation > 0).then(now),
        tried_at: now(),
        failing_since: failing.map(|_| now()),
        problem: failing.unwrap_or_default().into(),
        sent_bytes: 42,
    };
    admin.put_point_state(&state(1, 1, None)).await.unwrap();
    admin.put_point_state(&state(2, 0, Some("no space left"))).await.unwrap();
    let check_in = |machine: &str, generation| CheckIn {
        machine: machine.into(),
        point: "dp1".into(),
        generation,
        checked_at: now(),
        reported_at: now(),
        read_at: now(),
        agent_version: "1.0.0".into(),
        packages_ok: 2,
        packages: 2,
        packages_failed: 0,
        reboot_pending: None,
    };
    report.put_check_ins(&[check_in("PC1", 1), check_in("PC2", 0)]).await.unwrap();
    report.put_reach(&[Reached { generation: 1, first_at: now(), most_at: None }]).await.unwrap();
    let run = JobRun {
        id: 0,
        job: Job::Publish,
        started_at: now(),
        ended_at: now() + TimeDelta::milliseconds(812),
        counts: vec![("files".into(), 1)],
        problem: "dp2: no space left".into(),
    };
    report.put_job_run(&run).await.unwrap();
    estate
}

fn check<'a>(doctor: &'a Value, name: &str) -> &'a Value {
    let checks = doctor["checks"].as_array().unwrap();
    checks.iter().find(|check| check["check"] == name).unwrap_or_else(|| panic!("no {name}: {doctor}"))
}

#[tokio::test]
async fn cmf_61_status_says_what_waits_for_what() {
    let estate = half_published().await;
    let status = json_of(&estate, "publish status").await;
    assert_eq!((&status["generation"]["number"], &status["backlog"]["count"]), (&json!(1), &json!(1)));
    assert_eq!((&status["late"], &status["runner"]), (&json!(false), &Value::Null));
    let second = &status["points"][1];
    assert_eq!(
        (&second["name"], &second["behind"], &second["problem"]),
        (&json!("dp2"), &json!(1), &json!("no space left"))
    );
    let change = &status["changes"][0];
    assert_eq!(change["message"], "dp2 takes no files: no space left");
    let stages: Vec<_> =
        change["stages"].as_array().unwrap().iter().map(|stage| stage["progress"].as_str().unwrap()).collect();
    assert_eq!(stages, ["done", "done", "done", "failing", "waiting", "done", "waiting"]);
    assert_eq!(change["stages"][6]["message"], "1 of 2 clients have it");
    insta::assert_snapshot!("status", done(&estate, "publish status").await.out);

    estate.pass(TimeDelta::minutes(20));
    assert_eq!(json_of(&estate, "publish status").await["late"], true);
    let doctor: Value = serde_json::from_str(&estate.run("doctor --json").await.out).unwrap();
    let publishing = check(&doctor, "publishing");
    assert_eq!(publishing["state"], "warning");
    let detail = publishing["detail"].as_str().unwrap();
    assert!(detail.contains("20 min") && detail.contains("dp2: no space left"), "{detail}");
}

#[tokio::test]
async fn an_estate_without_points_says_that_nothing_is_acknowledged() {
    let estate = Estate::with_policy().await;
    let text = done(&estate, "publish status").await.out;
    assert!(text.contains("there is no distribution point"), "{text}");
    let change = json_of(&estate, "publish status --limit 1").await["changes"][0].clone();
    assert_eq!(change["stages"][1]["waits_for"]["kind"], "runner");
}

#[tokio::test]
async fn cmf_79_clients_are_listed_by_their_last_check() {
    let estate = half_published().await;
    let names = |rows: Value| rows.as_array().unwrap().iter().map(|row| row["machine"].clone()).collect::<Vec<_>>();
    assert_eq!(names(json_of(&estate, "publish clients").await), ["PC1", "PC2"]);
    assert_eq!(names(json_of(&estate, "publish clients --behind").await), ["PC2"]);
    assert_eq!(names(json_of(&estate, "publish clients c1 --point DP1").await), ["PC1"]);
    assert!(names(json_of(&estate, "publish clients --point dp2").await).is_empty());
    assert!(done(&estate, "publish clients").await.err.contains("1 of 2 clients have generation 1"));
}

#[tokio::test]
async fn cmf_57_four_jobs_are_listed_and_a_run_is_asked_for() {
    let estate = half_published().await;
    let jobs = json_of(&estate, "job list").await;
    let states: Vec<_> =
        jobs.as_array().unwrap().iter().map(|job| (job["job"].clone(), job["state"].clone())).collect();
    let expected = [
        ("CMFSRV", "stopped"),
        ("CMFGPO", "not_built"),
        ("CMFReportSrv", "stopped"),
        ("CMFReportingCMD2", "not_built"),
    ];
    assert_eq!(states, expected.map(|(job, state)| (json!(job), json!(state))));
    assert!(done(&estate, "job list").await.out.contains("not part of this version"));

    let shown = json_of(&estate, "job run cmfsrv --dry-run").await;
    assert_eq!((&shown["effects"][0]["kind"], &shown["reversible"]), (&json!("runs_job_later"), &json!(false)));
    let ran = json_of(&estate, "job run cmfsrv --reason why").await;
    let record = &json_of(&estate, "log --limit 1").await[0];
    assert_eq!(
        (&record["id"], &record["verb"], &record["reason"]),
        (&ran["operation"], &json!("job.run"), &json!("why"))
    );
    assert_eq!(record["object"], json!({ "kind": "job", "name": "CMFSRV" }));
    assert_eq!(json_of(&estate, "job list").await[0]["asked"]["asked_by"], "anna");
    let again = json_of(&estate, "job run CMFSRV --dry-run").await;
    assert_eq!(again["effects"][1]["kind"], "run_asked_already");

    for (line, code) in [("job run CMFGPO", "JOB-0001"), ("job run x", "CORE-0004"), ("job log CMFGPO", "JOB-0001")] {
        assert_eq!(estate.run(&format!("{line} --json")).await.error()["code"], code, "{line}");
    }
    assert_eq!(estate.run_as("mia", "job run CMFSRV --json", b"").await.error()["code"], "CORE-0001");
    let log = json_of(&estate, "job log CMFSRV").await;
    assert_eq!((&log[0]["problem"], &log[0]["counts"]["files"]), (&json!("dp2: no space left"), &json!(1)));
    // CMF-76: where all of it is, in files.
    let told = done(&estate, "job log CMFSRV").await;
    let file = jobs[0]["log"].as_str().unwrap();
    assert!(file.ends_with("SrvLogs/Reporting/CMFSRV.log") && told.err.contains(file), "{}", told.err);
    assert_eq!(jobs[1]["log"], Value::Null);
}
