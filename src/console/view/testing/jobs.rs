//! Hand-made publishing: changes on their way, distribution points of which one fails, jobs, runs, clients.

use super::{ago, now};
use crate::core::change::{Effect as Follows, Plan};
use crate::core::distribution_point::PointCheck;
use crate::core::job::{JobRow, JobState, Next};
use crate::core::publication::{
    ClientQuery, ClientRow, Clients, Passage, Pipeline, PointStatus, Progress, Published, Runner, Stage, Status, Step,
    Wait,
};
use crate::model::id::{OperationId, PointId};
use crate::model::job::{Job, JobRun};
use crate::model::operation::ObjectRef;
use crate::model::permission::Verb;
use crate::model::point::Point;
use crate::model::report::CheckIn;
use crate::port::{Backlog, JobWish};
use chrono::{DateTime, TimeDelta, Utc};

fn point(id: i64, name: &str) -> PointStatus {
    PointStatus {
        id: PointId(id),
        name: name.into(),
        url: format!("https://{name}.cern.ch/cmf"),
        generation: 48_213,
        behind: 0,
        behind_since: None,
        complete_at: Some(ago(13)),
        tried_at: Some(ago(13)),
        failing_since: None,
        problem: String::new(),
        sent_bytes: 734_003_200,
    }
}

/// Everything is everywhere.
pub(crate) fn well() -> Status {
    Status {
        at: now(),
        generation: Some(Published { number: 48_213, high_water: OperationId(918_201), made_at: ago(13), files: 3 }),
        backlog: Backlog::default(),
        late_at: None,
        points: vec![point(1, "dp1"), point(2, "dp2"), point(3, "dp3")],
        runner: Some(Runner { role: "serve".into(), host: "amt01".into(), pid: 4711, since: ago(600) }),
        asked: Vec::new(),
        last_run: Some(77),
    }
}

/// Since 47 minutes a full distribution point keeps changes from being acknowledged.
pub(crate) fn stuck() -> Status {
    let mut status = well();
    status.backlog = Backlog { count: 118, oldest: Some((OperationId(918_084), ago(47))) };
    status.late_at = Some(ago(32));
    status.points[1] = PointStatus {
        generation: 48_177,
        behind: 36,
        behind_since: Some(ago(47)),
        complete_at: Some(ago(48)),
        tried_at: Some(ago(1)),
        failing_since: Some(ago(46)),
        problem: "no space left on the server".into(),
        ..status.points[1].clone()
    };
    status.asked = vec![JobWish { job: Job::ScanReports, asked_at: ago(2), asked_by: "otto".into() }];
    status.last_run = Some(78);
    status
}

fn stage(step: Step, progress: Progress, at: Option<DateTime<Utc>>, waits_for: Option<Wait>) -> Stage {
    Stage { step, progress, at, waits_for }
}

fn on(point: &str) -> Step {
    Step::Point { point: point.into() }
}

fn passage(id: i64, minutes: i64, verb: Verb, kind: &str, name: &str, stages: Vec<Stage>) -> Passage {
    Passage {
        operation: OperationId(id),
        at: ago(minutes),
        actor: "jdoe".into(),
        verb,
        object: ObjectRef { kind: kind.into(), name: name.into() },
        reason: Some("SUP-771".into()),
        generation: Some(48_213).filter(|_| stages[1].progress == Progress::Done),
        reached: 412,
        stages,
    }
}

/// A change that the publisher has not come to, one that a full point holds up, one without files, one that arrived.
pub(crate) fn pipeline() -> Pipeline {
    use Progress::{Ahead, Done, Failing, Unneeded, Waiting};
    let done = |step, minutes| stage(step, Done, Some(ago(minutes)), None);
    let ahead = |step| stage(step, Ahead, None, None);
    let idle = |step| stage(step, Unneeded, None, None);
    let points = ["dp1", "dp2", "dp3"];
    let full = Wait::PointFails { point: "dp2".into(), reason: "no space left on the server".into() };
    let mut new = vec![done(Step::Saved, 1), stage(Step::Published, Waiting, None, Some(Wait::Publisher {}))];
    new.extend(points.map(on).into_iter().chain([Step::Acknowledged, Step::FirstClient, Step::MostClients]).map(ahead));
    let held = vec![
        done(Step::Saved, 14),
        done(Step::Published, 13),
        done(on("dp1"), 13),
        stage(on("dp2"), Failing, None, Some(full)),
        done(on("dp3"), 13),
        stage(Step::Acknowledged, Waiting, None, Some(Wait::Points { count: 1 })),
        done(Step::FirstClient, 12),
        stage(Step::MostClients, Waiting, None, Some(Wait::Clients { have: 412, of: 9_998 })),
    ];
    let mut quiet = vec![done(Step::Saved, 43), idle(Step::Published)];
    quiet.extend(points.map(on).map(idle));
    quiet.extend([done(Step::Acknowledged, 43), idle(Step::FirstClient), idle(Step::MostClients)]);
    let mut old = vec![done(Step::Saved, 300), done(Step::Published, 300)];
    old.extend(points.map(|point| stage(on(point), Done, None, None)));
    old.extend([done(Step::Acknowledged, 299), done(Step::FirstClient, 298), done(Step::MostClients, 240)]);
    let changes = vec![
        passage(918_201, 1, Verb::PkgAssignApply, "assignment", "Security bundle 2026-09", new),
        passage(918_200, 14, Verb::PkgPublish, "pkg", "Security bundle 2026-09", held),
        passage(918_083, 43, Verb::AmtPolicyEdit, "policy", "synchronization", quiet),
        passage(918_070, 300, Verb::NscMemberComputerAdd, "nsc", "Control Room Consoles", old),
    ];
    Pipeline { at: now(), clients: 9_998, changes }
}

fn run(id: i64, job: Job, minutes: i64, counts: &[(&str, u64)], problem: &str) -> JobRun {
    JobRun {
        id,
        job,
        started_at: ago(minutes),
        ended_at: ago(minutes) + TimeDelta::milliseconds(812),
        counts: counts.iter().map(|(what, count)| ((*what).to_owned(), *count)).collect(),
        problem: problem.into(),
    }
}

/// The latest runs.
pub(crate) fn runs() -> Vec<JobRun> {
    vec![
        run(78, Job::Publish, 1, &[("files", 0)], "dp2: no space left on the server"),
        run(77, Job::Publish, 13, &[("files", 3), ("bytes", 48_211)], ""),
        run(76, Job::ScanReports, 20, &[("reports", 1_204)], ""),
    ]
}

/// The four jobs.
pub(crate) fn jobs() -> Vec<JobRow> {
    let runs = runs();
    let row = |job, state, last: Option<&JobRun>, next, backlog| JobRow {
        job,
        state,
        last: last.cloned(),
        next,
        backlog,
        asked: stuck().asked.into_iter().find(|wish| wish.job == job),
        log: job.is_built().then(|| format!("/srv/SrvLogs/Reporting/{}.log", job.name())),
    };
    vec![
        row(Job::Publish, JobState::Failing, runs.first(), Next::OnChange, Some(118)),
        row(Job::GroupPolicy, JobState::NotBuilt, None, Next::Never, None),
        row(Job::ScanReports, JobState::Asked, runs.get(2), Next::Steadily, None),
        row(Job::Inventory, JobState::NotBuilt, None, Next::Never, None),
    ]
}

/// Clients as the query wants them.
pub(crate) fn clients(query: &ClientQuery) -> Clients {
    let row = |machine: &str, point: &str, lag: i64, minutes, failed| ClientRow {
        check_in: CheckIn {
            machine: machine.into(),
            point: point.into(),
            generation: 48_213 - lag,
            checked_at: ago(minutes),
            reported_at: ago(minutes),
            read_at: ago(minutes - 1),
            agent_version: "1.0.0".into(),
            packages_ok: 41 - failed,
            packages: 41,
            packages_failed: failed,
            reboot_pending: (failed > 0).then(|| ago(3000)),
        },
        lag,
    };
    let all = [
        row("PCCCR017", "dp2", 36, 9_000, 0),
        row("PCCCR002", "dp2", 36, 58, 1),
        row("PCITIS042", "dp1", 0, 4, 0),
        row("PCCCR001", "dp3", 0, 2, 0),
    ];
    let contains = query.contains.as_deref().unwrap_or_default().to_lowercase();
    let fits = |row: &ClientRow| {
        row.check_in.machine.to_lowercase().contains(&contains)
            && query.point.as_ref().is_none_or(|point| *point == row.check_in.point)
            && (!query.behind || row.lag > 0)
    };
    Clients { at: now(), generation: 48_213, known: 9_998, current: 412, rows: all.into_iter().filter(fits).collect() }
}

/// What trying a distribution point comes to.
pub(crate) fn check(name: &str) -> PointCheck {
    let well = name != "dp2";
    let point = Point {
        id: PointId(1),
        name: name.into(),
        url: String::new(),
        credential: String::new(),
        added_at: ago(9000),
        added_by: "anna".into(),
    };
    PointCheck {
        point,
        write_ms: well.then_some(12.0),
        read_ms: well.then_some(3.0),
        generation: well.then_some(48_213),
        problem: if well { String::new() } else { "no space left on the server".into() },
    }
}

/// A plan that has the publisher run.
pub(crate) fn plan(job: Job) -> Plan {
    let mut plan = super::plan(0);
    plan.preview.object = ObjectRef { kind: "job".into(), name: job.name().into() };
    (plan.preview.before, plan.preview.after, plan.preview.reversible) = (None, None, false);
    plan.preview.command = format!("bailiwick job run {}", job.name());
    plan.preview.effects = vec![Follows::RunsJob { job: job.name().into(), host: "amt01".into() }];
    plan
}
