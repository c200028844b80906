//! Changes on their way.

use super::*;
use crate::core::publication::Runner;
use crate::model::id::PointId;
use crate::port::Backlog;
use chrono::TimeDelta;
use uuid::Uuid;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn record(id: i64, ack: Option<i64>) -> Operation {
    Operation {
        id: OperationId(id),
        at: at(id),
        actor: "anna".into(),
        verb: Verb::PkgEdit,
        object: ObjectRef { kind: "pkg".into(), name: "Office".into() },
        before: None,
        after: None,
        reason: None,
        command: String::new(),
        trace_id: Uuid::nil(),
        server_ack: ack.map(at),
        reversible: true,
        undoes: None,
        undone_by: None,
        directory: None,
    }
}

fn made(number: i64, high_water: i64, seconds: i64) -> Generation {
    Generation { number, high_water: OperationId(high_water), made_at: at(seconds), changed: Vec::new() }
}

fn point(name: &str, generation: i64, failing: bool) -> PointStatus {
    PointStatus {
        id: PointId(1),
        name: name.into(),
        url: "file:///here".into(),
        generation,
        behind: 0,
        behind_since: None,
        complete_at: Some(at(500)),
        tried_at: Some(at(600)),
        failing_since: failing.then(|| at(400)),
        problem: if failing { "full".into() } else { String::new() },
        sent_bytes: 0,
    }
}

fn status(points: Vec<PointStatus>) -> Status {
    let runner = Runner { role: "serve".into(), host: "amt01".into(), pid: 1, since: at(0) };
    Status {
        at: at(1000),
        generation: None,
        backlog: Backlog::default(),
        late_at: None,
        points,
        runner: Some(runner),
        asked: Vec::new(),
        last_run: None,
    }
}

fn follow(status: &Status, made: &[Generation], reach: &[Reached], clients: u64, record: Operation) -> Passage {
    let counts = made.iter().map(|made| (made.number, clients / 4)).collect();
    Known { made, reach, status, clients, counts }.passage(record)
}

fn way(passage: &Passage) -> String {
    let sign = |stage: &Stage| match stage.progress {
        Progress::Done => 'x',
        Progress::Waiting => '?',
        Progress::Failing => '!',
        Progress::Ahead => '.',
        Progress::Unneeded => '-',
    };
    passage.stages.iter().map(sign).collect()
}

#[test]
fn cmf_61_a_change_is_followed_from_the_database_to_the_clients() {
    let status = status(vec![point("dp1", 4, false), point("dp2", 2, true), point("dp3", 3, false)]);
    let generations = [made(2, 20, 100), made(3, 30, 110), made(4, 40, 120)];
    let reach = [
        Reached { generation: 4, first_at: at(130), most_at: None },
        Reached { generation: 2, first_at: at(105), most_at: Some(at(108)) },
    ];
    let see = |record| follow(&status, &generations, &reach, 100, record);

    let done = see(record(15, Some(102)));
    assert_eq!((done.generation, way(&done).as_str(), done.open()), (Some(2), "xxxxxxxx", None));
    assert_eq!(
        done.stages.iter().filter_map(|stage| stage.at).map(|at| at.timestamp()).collect::<Vec<_>>(),
        [15, 100, 500, 102, 105, 108]
    );

    let stuck = see(record(21, None));
    assert_eq!((stuck.generation, way(&stuck).as_str()), (Some(3), "xxx!x?x?"));
    let open = stuck.open().map(|stage| stage.waits_for.clone());
    assert_eq!(open, Some(Some(Wait::PointFails { point: "dp2".into(), reason: "full".into() })));
    assert_eq!(stuck.stages[5].waits_for, Some(Wait::Points { count: 1 }));
    assert_eq!(stuck.stages[6].at, Some(at(130)), "whoever has a later generation has this one");
    assert_eq!(stuck.stages[7].waits_for, Some(Wait::Clients { have: 25, of: 100 }));

    let new = see(record(41, None));
    assert_eq!((new.generation, way(&new).as_str()), (None, "x?......"));
    assert_eq!(new.stages[1].waits_for, Some(Wait::Publisher {}));
}

#[test]
fn cmf_61_a_record_that_was_acknowledged_before_the_next_generation_changed_no_file() {
    let status = status(vec![point("dp1", 4, false)]);
    let generations = [made(4, 40, 120)];
    let quiet = follow(&status, &generations, &[], 0, record(35, Some(60)));
    assert_eq!((quiet.generation, way(&quiet).as_str()), (None, "x--x--"));
    assert!(quiet.changes_no_file() && quiet.open().is_none());
    let later = follow(&status, &generations, &[], 0, record(35, Some(120)));
    assert_eq!((later.generation, way(&later).as_str()), (Some(4), "xxxx??"));
    assert_eq!(later.stages[4].waits_for, Some(Wait::NoClient {}));
    let after = follow(&status, &generations, &[], 0, record(41, Some(130)));
    assert!(after.changes_no_file());
}

#[test]
fn cmf_62_it_is_said_what_a_change_waits_for() {
    let waits = |status: &Status, record: Operation| {
        let passage = follow(status, &[made(4, 40, 120)], &[], 0, record);
        passage.open().and_then(|stage| stage.waits_for.clone())
    };
    let well = status(vec![point("dp1", 4, false)]);
    let pending = Operation { directory: Some(DirectoryState::Pending), ..record(39, None) };
    assert_eq!(waits(&well, pending), Some(Wait::Directory {}));
    let nobody = Status { runner: None, ..well };
    assert_eq!(waits(&nobody, record(41, None)), Some(Wait::Runner {}));
    let pointless = status(Vec::new());
    assert_eq!(waits(&pointless, record(41, None)), Some(Wait::NoPoint {}));
    assert_eq!(waits(&pointless, record(40, None)), Some(Wait::NoPoint {}));
    let behind = status(vec![point("dp1", 3, false)]);
    assert_eq!(waits(&behind, record(40, None)), Some(Wait::Point { point: "dp1".into() }));
}
