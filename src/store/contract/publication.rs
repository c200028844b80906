//! Publishing: generations, stamps, distribution points, acknowledgements, wishes for jobs.

use super::World;
use super::samples::{at, entry, set};
use crate::model::id::{ComputerSetId, OperationId, PointId};
use crate::model::job::Job;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::point::{Point, PointState};
use crate::model::publication::{Digest, FlatFile, Generation, Stamp};
use crate::port::{AdminStore as _, Backlog, JobWish, LogQuery, PublicationStore as _};

fn generation(number: i64, changed: &[FlatFile]) -> Generation {
    Generation { number, high_water: OperationId(number * 10), made_at: at(number), changed: changed.to_vec() }
}

fn stamp(file: FlatFile, generation: i64) -> Stamp {
    Stamp {
        file,
        generation,
        high_water: OperationId(generation * 10),
        body: Digest([generation as u8; 32]),
        digest: Digest([200; 32]),
        size: 1 << 40,
    }
}

async fn records(world: &World, count: usize) -> Vec<OperationId> {
    let mut made = Vec::new();
    for n in 0..count {
        made.push(world.admin.apply(&set(&format!("Profile {n}")), &entry()).await.unwrap().0);
    }
    made
}

async fn points(world: &World, edits: Vec<Edit>) {
    let change = ChangeSet {
        verb: Verb::DpEdit,
        target: Target::ESTATE,
        object: ObjectRef { kind: "dp".into(), name: "dp1".into() },
        before: None,
        after: None,
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    let newest = world.admin.configuration().await.unwrap().operation;
    assert!(world.admin.configure(&change, &entry(), newest).await.unwrap().is_some());
}

fn point(id: i64) -> Point {
    Point {
        id: PointId(id),
        name: format!("dp{id}"),
        url: format!("file:///srv/dp{id}"),
        credential: String::new(),
        added_at: at(0),
        added_by: "anna".into(),
    }
}

fn state(id: i64) -> PointState {
    PointState {
        point: PointId(id),
        generation: 7,
        complete_at: None,
        tried_at: at(3),
        failing_since: Some(at(2)),
        problem: "no space \u{e9}".into(),
        sent_bytes: 1 << 40,
    }
}

pub(super) async fn cmf_52_a_generation_is_noted_with_its_files_or_not_at_all(world: World) {
    let (packages, sets) = (FlatFile::Packages, FlatFile::ComputerSets);
    let bucket = FlatFile::Computers(0x0f);
    let admin = &world.admin;
    assert!(admin.generations(9).await.unwrap().is_empty() && admin.published().await.unwrap().is_empty());
    let first = generation(1, &[packages, sets, bucket]);
    let stamps = [stamp(packages, 1), stamp(sets, 1), stamp(bucket, 1)];
    assert!(admin.publish(&first, &stamps, &[]).await.unwrap());
    // Somebody else was faster, or a number is left out: nothing of it is kept.
    for number in [1, 3] {
        assert!(!admin.publish(&generation(number, &[]), &[stamp(packages, number)], &[sets]).await.unwrap());
    }
    assert_eq!(admin.published().await.unwrap(), [stamp(bucket, 1), stamp(sets, 1), stamp(packages, 1)]);
    let second = generation(2, &[packages, bucket]);
    assert!(admin.publish(&second, &[stamp(packages, 2)], &[bucket]).await.unwrap());
    assert_eq!(admin.published().await.unwrap(), [stamp(sets, 1), stamp(packages, 2)]);
    assert_eq!(admin.generations(9).await.unwrap(), [second.clone(), first]);
    assert_eq!(admin.generations(1).await.unwrap(), [second]);
}

pub(super) async fn cmf_52_thousands_of_files_fit_in_one_generation(world: World) {
    let files: Vec<_> = (1..=3000).map(|nsc| FlatFile::Assignments(ComputerSetId(nsc))).collect();
    let stamps: Vec<_> = files.iter().map(|file| stamp(*file, 1)).collect();
    assert!(world.admin.publish(&generation(1, &files), &stamps, &[]).await.unwrap());
    assert_eq!(world.admin.published().await.unwrap().len(), 3000);
    assert!(world.admin.publish(&generation(2, &files), &[], &files).await.unwrap());
    assert!(world.admin.published().await.unwrap().is_empty());
}

pub(super) async fn cmf_62_of_many_publishers_one_wins(world: World) {
    let other = world.second().await;
    let (mine, theirs) = (generation(1, &[]), generation(1, &[FlatFile::Packages]));
    let (a, b) = tokio::join!(world.admin.publish(&mine, &[], &[]), other.publish(&theirs, &[], &[]));
    assert_ne!(a.unwrap(), b.unwrap(), "exactly one");
    assert_eq!(world.admin.generations(9).await.unwrap().len(), 1);
}

pub(super) async fn cmf_77_what_was_seen_of_a_point_goes_with_it(world: World) {
    points(&world, vec![Edit::create(point(1)), Edit::create(point(2))]).await;
    assert_eq!(world.admin.points().await.unwrap(), [point(1), point(2)]);
    for id in [1, 2, 3] {
        world.admin.put_point_state(&state(id)).await.unwrap();
    }
    assert_eq!(world.admin.point_states().await.unwrap(), [state(1), state(2)], "there is no third");
    let well =
        PointState { generation: 8, complete_at: Some(at(9)), failing_since: None, problem: String::new(), ..state(1) };
    world.admin.put_point_state(&well).await.unwrap();
    assert_eq!(world.admin.point_states().await.unwrap(), [well.clone(), state(2)]);
    points(&world, vec![Edit::delete(point(2))]).await;
    assert_eq!(world.admin.points().await.unwrap(), [point(1)]);
    assert_eq!(world.admin.point_states().await.unwrap(), [well]);
}

pub(super) async fn cmf_61_records_are_acknowledged_once(world: World) {
    let made = records(&world, 5).await;
    let backlog = world.admin.backlog().await.unwrap();
    assert_eq!(backlog, Backlog { count: 5, oldest: Some((made[0], entry().at)) });
    assert_eq!(world.admin.acknowledge(made[2], &[made[1]], at(50)).await.unwrap(), 2);
    assert_eq!(world.admin.acknowledge(made[2], &[made[1]], at(60)).await.unwrap(), 0, "not twice");
    assert_eq!(world.admin.backlog().await.unwrap(), Backlog { count: 3, oldest: Some((made[1], entry().at)) });
    assert_eq!(world.admin.acknowledge(made[4], &[], at(70)).await.unwrap(), 3);
    assert_eq!(world.admin.backlog().await.unwrap(), Backlog::default());
    let acks: Vec<_> = world.admin.operations(&LogQuery { limit: 9, ..LogQuery::default() }).await.unwrap();
    let acks: Vec<_> = acks.into_iter().rev().map(|record| record.server_ack).collect();
    assert_eq!(acks, [50, 70, 50, 70, 70].map(|second| Some(at(second))));
}

pub(super) async fn cmf_57_a_wish_stays_until_a_run_takes_it(world: World) {
    let wish = |job, by: &str, second| JobWish { job, asked_at: at(second), asked_by: by.into() };
    let admin = &world.admin;
    assert!(admin.job_wishes().await.unwrap().is_empty());
    let (first, second) = (wish(Job::ScanReports, "anna", 1), wish(Job::Publish, "otto", 2));
    for wish in [&first, &second, &wish(Job::ScanReports, "mia", 3)] {
        admin.wish_job(wish).await.unwrap();
    }
    assert_eq!(admin.job_wishes().await.unwrap(), [first, second.clone()], "who asked first stays");
    assert!(admin.take_wish(Job::ScanReports).await.unwrap());
    assert!(!admin.take_wish(Job::ScanReports).await.unwrap(), "only one run takes it");
    assert_eq!(admin.job_wishes().await.unwrap(), [second]);
}
