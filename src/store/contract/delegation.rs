//! Sets, packages and rights, with the log that holds their edits.

use super::World;
use super::objects::{administrator, assignment, change, create, grant, make, nsc, nss, one_of_each, package};
use super::samples::{at, entry};
use crate::model::assignment::AssignAction;
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::directory::{DirectoryEdit, EditOutcome, MemberKind, RefusedMember};
use crate::model::id::OperationId;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::{DirectoryState, Entry};
use crate::model::permission::Verb;
use crate::model::system_set::SystemSet;
use crate::port::{AdminStore as _, ConfigurationRead, DirectoryClaim, LogQuery, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use uuid::Uuid;

/// What making these edits in memory gives.
fn expected(edits: &[Edit]) -> Configuration {
    let mut configuration = Configuration { numbers: [(ObjectKind::SystemSet, 1)].into(), ..Configuration::default() };
    configuration.apply_all(edits);
    configuration
}

async fn read(world: &World) -> ConfigurationRead {
    world.admin.configuration().await.unwrap()
}

pub(super) async fn every_kind_comes_back_as_it_was_stored(world: World) {
    let mut edits = create(one_of_each());
    let id = make(&world.admin, edits.clone()).await.unwrap();
    assert_eq!(read(&world).await, ConfigurationRead { configuration: expected(&edits), operation: id });

    let renamed = nsc(2, 2, "Desktops");
    let before = one_of_each().into_iter().find(|o| (o.kind(), o.id()) == (ObjectKind::ComputerSet, 2)).unwrap();
    let changes = vec![Edit::change(before, renamed)];
    make(&world.admin, changes.clone()).await.unwrap();
    edits.extend(changes);
    assert_eq!(read(&world).await.configuration, expected(&edits));

    // Everything again in the opposite order: what others refer to goes last.
    let (back, _) = ChangeSet::inverse(&edits, &[]);
    make(&world.admin, back.clone()).await.unwrap();
    edits.extend(back);
    let left = read(&world).await.configuration;
    assert_eq!(left, expected(&edits));
    assert!(left.system_sets.is_empty() && left.assignments.is_empty());
}

pub(super) async fn cmf_01_a_second_master_is_refused(world: World) {
    make(&world.admin, create([nss(1, "Master", None).into()])).await.unwrap();
    let second = make(&world.admin, create([nss(2, "Usurper", None).into()])).await;
    assert!(matches!(second, Err(StoreError::SecondMaster)), "{second:?}");
    assert_eq!(read(&world).await.configuration.system_sets.len(), 1);
}

pub(super) async fn names_are_unique_without_case(world: World) {
    make(&world.admin, create(one_of_each())).await.unwrap();
    let twice = [
        (Edit::create(nss(3, "vACUUM", Some(1))), "nss", "vACUUM"),
        (Edit::create(nsc(3, 1, "PUMPS")), "nsc", "PUMPS"),
        (Edit::create(package(3, 1, "éTÉ")), "pkg", "éTÉ 1.0b"),
        (Edit::create(grant(3, 2, Verb::NscEdit, Reach::Nss)), "grant", "nsc.edit"),
        (
            Edit::create(administrator(3, 2, "group:VACUUM operators", Reach::Pkg(crate::model::id::PackageId(1)))),
            "administrator",
            "group:VACUUM operators",
        ),
        (Edit::create(assignment(3, 1, 1, AssignAction::Apply)), "assignment", "3"),
    ];
    for (edit, kind, name) in twice {
        match make(&world.admin, vec![edit]).await {
            Err(StoreError::Exists { kind: found, name: named }) => assert_eq!((found, named.as_str()), (kind, name)),
            other => panic!("{kind}: {other:?}"),
        }
    }
    make(&world.admin, create([assignment(3, 1, 1, AssignAction::Deny).into()])).await.unwrap();
}

pub(super) async fn cmf_81_numbers_are_never_used_again(world: World) {
    make(&world.admin, create(one_of_each())).await.unwrap();
    make(&world.admin, create([nsc(5, 2, "Gauges").into()])).await.unwrap();
    let gone = make(&world.admin, vec![Edit::delete(nsc(5, 2, "Gauges"))]).await.unwrap();
    assert_eq!(read(&world).await.configuration.next(ObjectKind::ComputerSet), 6);
    for number in [4, 5] {
        let again = make(&world.admin, create([nsc(number, 2, "Valves").into()])).await;
        assert!(matches!(again, Err(StoreError::Changed { kind: "nsc", .. })), "{again:?}");
    }
    let undo = ChangeSet { undoes: Some(gone), ..change(create([nsc(5, 2, "Gauges").into()])) };
    let undone = world.admin.configure(&undo, &entry(), gone).await.unwrap().unwrap();
    let records = world.admin.operations(&LogQuery { limit: 2, ..LogQuery::default() }).await.unwrap();
    assert_eq!((records[0].id, records[0].undoes, records[0].reversible), (undone, Some(gone), true));
    assert_eq!((records[1].id, records[1].undone_by, records[1].reversible), (gone, Some(undone), false));
    let twice = world.admin.configure(&undo, &entry(), undone).await;
    assert!(twice.is_err(), "{twice:?}");
    assert_eq!(read(&world).await.configuration.next(ObjectKind::ComputerSet), 6);
}

pub(super) async fn a_log_that_has_moved_on_stops_a_change(world: World) {
    let first = make(&world.admin, create([nss(1, "Master", None).into()])).await.unwrap();
    let late = change(create([nss(2, "Late", Some(1)).into()]));
    assert_eq!(world.admin.configure(&late, &entry(), OperationId(0)).await.unwrap(), None);
    assert_eq!(read(&world).await.operation, first);
    assert!(world.admin.configure(&late, &entry(), first).await.unwrap().is_some());
}

pub(super) async fn what_is_not_as_it_was_is_not_changed(world: World) {
    make(&world.admin, create(one_of_each())).await.unwrap();
    let sound = read(&world).await;
    let seen = SystemSet { link_person: "somebody else".into(), ..nss(2, "Vacuum", Some(1)) };
    let misfits = [
        Edit::change(seen.clone(), nss(2, "Vacuum 2", Some(1))),
        Edit::change(nss(9, "Ghost", Some(1)), nss(9, "Ghost 2", Some(1))),
        Edit::delete(grant(1, 2, Verb::NscEdit, Reach::Nsc(crate::model::id::ComputerSetId(1)))),
    ];
    for edit in misfits {
        let kind = edit.object().unwrap().kind().name();
        match make(&world.admin, vec![edit]).await {
            Err(StoreError::Changed { kind: found, .. }) => assert_eq!(found, kind),
            other => panic!("{kind}: {other:?}"),
        }
    }
    assert_eq!(read(&world).await, sound);
}

pub(super) async fn cmf_59_a_change_happens_as_a_whole_or_not_at_all(world: World) {
    make(&world.admin, create(one_of_each())).await.unwrap();
    let (sound, revision) = (read(&world).await, world.admin.revision().await.unwrap());
    let dangling = nsc(3, 77, "Nowhere");
    for last in
        [Edit::create(nss(4, "VACUUM", Some(1))), Edit::create(dangling), Edit::delete(nss(2, "Vacuum", Some(1)))]
    {
        let edits =
            vec![Edit::create(nss(3, "Cryo", Some(1))), Edit::change(nsc(1, 2, "Pumps"), nsc(1, 3, "Pumps")), last];
        let failed = make(&world.admin, edits).await;
        assert!(failed.is_err(), "{failed:?}");
        assert_eq!(read(&world).await, sound);
        assert_eq!(world.admin.revision().await.unwrap(), revision);
    }
    // The numbers were not spent either.
    make(&world.admin, create([nss(3, "Cryo", Some(1)).into()])).await.unwrap();
}

pub(super) async fn edits_follow_the_log_and_go_back_in_time(world: World) {
    let first = make(&world.admin, create([nss(1, "Master", None).into()])).await.unwrap();
    world.admin.apply(&super::samples::set("Corp"), &Entry { at: at(50), ..entry() }).await.unwrap();
    let rename = vec![Edit::change(nss(1, "Master", None), nss(1, "Root", None))];
    let late = Entry { at: at(100), ..entry() };
    let newest = OperationId(world.admin.revision().await.unwrap().operations);
    let last = world.admin.configure(&change(rename.clone()), &late, newest).await.unwrap().unwrap();

    let behind = world.admin.edits_behind(first, 9).await.unwrap();
    assert_eq!(behind.iter().map(|o| o.edits.as_slice()).collect::<Vec<_>>(), [&[][..], &rename]);
    assert_eq!((behind[1].id, behind[1].at), (last, at(100)));
    assert_eq!(world.admin.edits_behind(OperationId(0), 1).await.unwrap().len(), 1);
    assert!(world.admin.edits_behind(last, 9).await.unwrap().is_empty());

    let later = world.admin.edits_later_than(at(50)).await.unwrap();
    assert_eq!(later.iter().map(|o| o.id).collect::<Vec<_>>(), [last]);
    assert!(world.admin.edits_later_than(at(100)).await.unwrap().is_empty());
    let all = world.admin.edits_later_than(at(-1)).await.unwrap();
    assert_eq!(all.iter().map(|o| o.id).collect::<Vec<_>>(), [last, first], "newest first");

    let (operation, edits) = world.admin.operation(last).await.unwrap().unwrap();
    assert_eq!((operation.id, edits.edits), (last, rename));
    assert_eq!(operation.after.unwrap()["name"], "Vacuum");
    assert_eq!(world.admin.operation(OperationId(999)).await.unwrap(), None);
}

pub(super) async fn the_directorys_part_is_pending_until_done(world: World) {
    let add =
        DirectoryEdit::Add { group: "CMF_NSC_1".into(), members: MemberKind::Computer, names: vec!["PC1".into()] };
    let mut ids = Vec::new();
    for number in [1, 2] {
        let edits = create([nss(number, &format!("S{number}"), (number > 1).then_some(1)).into()]);
        let with = ChangeSet { directory: vec![add.clone()], ..change(edits) };
        let newest = OperationId(world.admin.revision().await.unwrap().operations);
        ids.push(world.admin.configure(&with, &entry(), newest).await.unwrap().unwrap());
    }
    let state = async |place: usize| world.admin.operation(ids[place]).await.unwrap().unwrap().0.directory;
    let work = world.admin.directory_work(9).await.unwrap();
    assert_eq!(work.iter().map(|w| w.id).collect::<Vec<_>>(), ids);
    assert_eq!(work[0].edits, [add]);
    assert_eq!(world.admin.directory_work(1).await.unwrap().len(), 1);
    assert_eq!(state(0).await, Some(DirectoryState::Pending));

    let refused = RefusedMember { group: "CMF_NSC_1".into(), name: "PC1".into(), reason: "unknown".into() };
    let outcome = EditOutcome { refused: vec![refused] };
    world.admin.directory_done(ids[0], &outcome).await.unwrap();
    world.admin.directory_done(ids[0], &EditOutcome::default()).await.unwrap();
    assert_eq!(state(0).await, Some(DirectoryState::Done(outcome)), "the first outcome stays");
    assert_eq!(world.admin.directory_work(9).await.unwrap().iter().map(|w| w.id).collect::<Vec<_>>(), ids[1..]);
}

fn claim(holder: u128, now: i64) -> DirectoryClaim {
    DirectoryClaim { holder: Uuid::from_u128(holder), now: at(now), expires_at: at(now + 10) }
}

pub(super) async fn of_those_who_claim_the_directorys_work_one_has_it(world: World) {
    let other = world.second().await;
    let (working, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let workers: Vec<_> = (1..=8_u128)
        .map(|n| {
            let admin = if n % 2 == 0 { world.admin.clone() } else { other.clone() };
            let (working, most) = (Arc::clone(&working), Arc::clone(&most));
            tokio::spawn(async move {
                while !admin.claim_directory(&claim(n, 0)).await.unwrap() {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                most.fetch_max(working.fetch_add(1, SeqCst) + 1, SeqCst);
                tokio::time::sleep(Duration::from_millis(3)).await;
                working.fetch_sub(1, SeqCst);
                admin.release_directory(Uuid::from_u128(n)).await.unwrap();
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(most.load(SeqCst), 1);
}

pub(super) async fn a_claim_on_the_directorys_work_expires(world: World) {
    let other = world.second().await;
    assert!(world.admin.claim_directory(&claim(1, 0)).await.unwrap());
    assert!(!other.claim_directory(&claim(2, 5)).await.unwrap());
    assert!(world.admin.claim_directory(&claim(1, 6)).await.unwrap(), "renewed");
    assert!(!other.claim_directory(&claim(2, 15)).await.unwrap());
    assert!(other.claim_directory(&claim(2, 16)).await.unwrap(), "its holder is gone");
    world.admin.release_directory(Uuid::from_u128(1)).await.unwrap();
    assert!(!world.admin.claim_directory(&claim(1, 17)).await.unwrap(), "only the holder gives it back");
    other.release_directory(Uuid::from_u128(2)).await.unwrap();
    assert!(world.admin.claim_directory(&claim(1, 17)).await.unwrap());
}

pub(super) async fn inbox_items_stay_read(world: World) {
    let items: Vec<String> = (0..300).map(|n| format!("request:{n:03}")).collect();
    world.admin.note_read("Anna", &items, at(1)).await.unwrap();
    world.admin.note_read("anna", &items[..2], at(2)).await.unwrap();
    assert_eq!(world.admin.items_read("ANNA").await.unwrap(), items);
    assert!(world.admin.items_read("bert").await.unwrap().is_empty());
}

pub(super) async fn thousands_of_edits_fit_in_one_change(world: World) {
    let sets = (1..=100).map(|n| nsc(n, 1, &format!("NSC {n}")).into());
    let packages = (1..=50).map(|n| package(n, 1, &format!("Package {n}")).into());
    let assignments = (0..3000).map(|n| assignment(n + 1, n % 100 + 1, n / 100 + 1, AssignAction::Apply).into());
    let first = std::iter::once(nss(1, "Master", None).into());
    let edits = create(first.chain(sets).chain(packages).chain(assignments));
    let id = make(&world.admin, edits.clone()).await.unwrap();
    assert_eq!(read(&world).await, ConfigurationRead { configuration: expected(&edits), operation: id });
}
