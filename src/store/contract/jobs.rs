//! Runs of jobs, what clients told, and how far generations have come.

use super::World;
use super::samples::at;
use crate::model::job::{Job, JobRun};
use crate::model::report::CheckIn;
use crate::port::{CheckInQuery, JobStore as _, Reached};

fn run(job: Job, second: i64, problem: &str) -> JobRun {
    JobRun {
        id: 0,
        job,
        started_at: at(second),
        ended_at: at(second + 1),
        counts: vec![("files".into(), 3), ("bytes".into(), 1 << 40)],
        problem: problem.into(),
    }
}

fn check_in(machine: &str, point: &str, generation: i64, second: i64) -> CheckIn {
    CheckIn {
        machine: machine.into(),
        point: point.into(),
        generation,
        checked_at: at(second),
        reported_at: at(second),
        read_at: at(second + 5),
        agent_version: "1.0".into(),
        packages_ok: 40,
        packages: 42,
        packages_failed: 1,
        reboot_pending: Some(at(1)),
    }
}

pub(super) async fn cmf_76_runs_come_newest_first_by_job_and_page(world: World) {
    let report = &world.report;
    let jobs = [Job::Publish, Job::ScanReports, Job::Publish];
    let mut ids = Vec::new();
    for (second, job) in (0..).zip(jobs) {
        ids.push(report.put_job_run(&run(job, second, if second == 2 { "full" } else { "" })).await.unwrap());
    }
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    let all = report.job_runs(None, None, 9).await.unwrap();
    assert_eq!(all.iter().map(|run| run.id).rev().collect::<Vec<_>>(), ids);
    assert_eq!(all[0], JobRun { id: ids[2], ..run(Job::Publish, 2, "full") });
    let of = report.job_runs(Some(Job::Publish), None, 9).await.unwrap();
    assert_eq!(of.iter().map(|run| run.id).collect::<Vec<_>>(), [ids[2], ids[0]]);
    let older = report.job_runs(Some(Job::Publish), Some(ids[2]), 1).await.unwrap();
    assert_eq!(older.iter().map(|run| run.id).collect::<Vec<_>>(), [ids[0]]);
    assert!(report.job_runs(Some(Job::Inventory), None, 9).await.unwrap().is_empty());
}

pub(super) async fn cmf_79_of_what_a_machine_told_the_newest_stays(world: World) {
    let report = &world.report;
    let newest = check_in("PC1", "dp1", 8, 20);
    let told = [check_in("pc1", "dp2", 7, 10), newest.clone(), check_in("PC2", "dp2", 7, 15)];
    assert_eq!(report.put_check_ins(&told).await.unwrap(), 2);
    assert_eq!(report.put_check_ins(&told).await.unwrap(), 0, "the same again is nothing new");
    assert_eq!(report.put_check_ins(&[check_in("Pc1", "dp3", 6, 19)]).await.unwrap(), 0, "older");
    assert_eq!(report.check_in("pC1").await.unwrap(), Some(newest));
    assert_eq!(report.check_in("PC3").await.unwrap(), None);
    let again = CheckIn { reboot_pending: None, ..check_in("pc1", "dp2", 9, 30) };
    assert_eq!(report.put_check_ins(std::slice::from_ref(&again)).await.unwrap(), 1);
    assert_eq!(report.check_in("PC1").await.unwrap(), Some(again));
}

pub(super) async fn cmf_79_clients_are_found_by_name_point_and_generation(world: World) {
    let report = &world.report;
    let told = [
        check_in("PC_1", "dp1", 8, 30),
        check_in("PC21", "DP2", 7, 10),
        check_in("PCA1", "dp2", 8, 10),
        check_in("LAB%9", "dp1", 5, 20),
    ];
    report.put_check_ins(&told).await.unwrap();
    let find = async |query: CheckInQuery| {
        let found = report.check_ins(&CheckInQuery { limit: query.limit.max(1), ..query }).await.unwrap();
        found.into_iter().map(|it| it.machine).collect::<Vec<_>>()
    };
    let nine = || CheckInQuery { limit: 9, ..CheckInQuery::default() };
    assert_eq!(find(nine()).await, ["PC21", "PCA1", "LAB%9", "PC_1"], "who checked longest ago first");
    assert_eq!(find(CheckInQuery { limit: 2, ..nine() }).await, ["PC21", "PCA1"]);
    assert_eq!(find(CheckInQuery { point: Some("Dp2".into()), ..nine() }).await, ["PC21", "PCA1"]);
    assert_eq!(find(CheckInQuery { behind: Some(8), ..nine() }).await, ["PC21", "LAB%9"]);
    for (text, expected) in [("c_", vec!["PC_1"]), ("b%", vec!["LAB%9"]), ("pC2", vec!["PC21"])] {
        assert_eq!(find(CheckInQuery { contains: Some(text.into()), ..nine() }).await, expected, "{text}");
    }
}

pub(super) async fn who_has_a_generation_is_counted(world: World) {
    let report = &world.report;
    assert_eq!(report.generation_counts(&[1]).await.unwrap(), (0, vec![0]));
    let told: Vec<_> = (0..2500).map(|n| check_in(&format!("PC{n}"), "dp1", n % 5, n)).collect();
    assert_eq!(report.put_check_ins(&told).await.unwrap(), 2500);
    assert_eq!(report.generation_counts(&[4, 0, 9, 2]).await.unwrap(), (2500, vec![500, 2500, 0, 1500]));
}

pub(super) async fn what_was_reached_stays_reached(world: World) {
    let report = &world.report;
    let reached =
        |generation, first, most: Option<i64>| Reached { generation, first_at: at(first), most_at: most.map(at) };
    report.put_reach(&[reached(1, 10, None), reached(2, 20, None)]).await.unwrap();
    report.put_reach(&[reached(1, 99, Some(30)), reached(3, 40, Some(41))]).await.unwrap();
    report.put_reach(&[reached(1, 5, Some(98))]).await.unwrap();
    assert_eq!(
        report.reach(9).await.unwrap(),
        [reached(3, 40, Some(41)), reached(2, 20, None), reached(1, 10, Some(30))]
    );
    assert_eq!(report.reach(1).await.unwrap(), [reached(3, 40, Some(41))]);
}
