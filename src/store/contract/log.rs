//! The action log.

use super::World;
use super::samples::{at, entry, set};
use crate::model::cmdb::{CmdbTable, ImportReport};
use crate::model::key::{Pid, SealedPps};
use crate::model::operation::{Change, Entry, Operation};
use crate::model::permission::Verb;
use crate::model::policy::SyncPolicy;
use crate::port::{AdminStore as _, LogQuery};

async fn all(world: &World) -> Vec<Operation> {
    world.admin.operations(&LogQuery { limit: 100, ..LogQuery::default() }).await.unwrap()
}

pub(super) async fn cmf_59_every_change_has_one_record(world: World) {
    let changes = [
        set("Corp"),
        Change::ImportCmdb { table: CmdbTable::Tcpip, file: "a.csv".into() },
        Change::ImportCmdbDone { table: CmdbTable::Tcpip, file: "a.csv".into(), report: ImportReport::default() },
    ];
    for (count, change) in (1..).zip(&changes) {
        let (id, _) = world.admin.apply(change, &entry()).await.unwrap();
        let records = all(&world).await;
        assert_eq!(records.len(), count);
        assert_eq!((records[0].id, records[0].verb), (id, change.verb()));
        assert_eq!(world.admin.revision().await.unwrap().operations, id.0);
    }
    let first = all(&world).await.pop().unwrap();
    assert_eq!((first.actor.as_str(), first.reason.as_deref()), ("anna", Some("because")));
    assert_eq!((first.at, first.trace_id, first.server_ack), (at(0), entry().trace_id, None));
    assert_eq!(first.before, None);
    assert_eq!(first.after.unwrap()["name"], "Corp");
}

pub(super) async fn cmf_59_a_change_that_fails_leaves_no_record(world: World) {
    world.admin.apply(&set("Corp"), &entry()).await.unwrap();
    let revision = world.admin.revision().await.unwrap();
    assert!(world.admin.apply(&set("Corp"), &entry()).await.is_err());
    let before = SyncPolicy { enabled: true, ..SyncPolicy::default() };
    let stale = Change::SetSyncPolicy { before, profile: None, enabled: true };
    assert!(world.admin.apply(&stale, &entry()).await.is_err());
    assert!(world.admin.apply(&Change::ImportKeys { keys: Vec::new() }, &entry()).await.is_err());
    assert_eq!(all(&world).await.len(), 1);
    assert_eq!(world.admin.revision().await.unwrap(), revision);
    assert_eq!(world.admin.profiles().await.unwrap().len(), 1);
}

pub(super) async fn records_are_found_by_object_time_and_number(world: World) {
    world.admin.apply(&set("Corp"), &entry()).await.unwrap();
    let late = Entry { at: at(100), ..entry() };
    world.admin.apply(&set("East"), &late).await.unwrap();
    world.admin.apply(&Change::ImportCmdb { table: CmdbTable::Tcpip, file: String::new() }, &late).await.unwrap();

    let find = async |query: LogQuery| {
        let found = world.admin.operations(&LogQuery { limit: 9, ..query }).await.unwrap();
        found.into_iter().map(|o| o.object.name).collect::<Vec<_>>()
    };
    let object = |name: &str| LogQuery { object: Some(name.into()), ..LogQuery::default() };
    assert_eq!(find(object("eAST")).await, ["East"]);
    assert_eq!(find(object("profile:CORP")).await, ["Corp"]);
    assert_eq!(find(object("nss:corp")).await, [""; 0]);
    assert_eq!(find(LogQuery { since: Some(at(100)), ..LogQuery::default() }).await, ["Inv_AeX_AC_TCPIP", "East"]);
    let newest = all(&world).await[0].id;
    assert_eq!(find(LogQuery { before: Some(newest), ..LogQuery::default() }).await, ["East", "Corp"]);
    assert_eq!(world.admin.operations(&LogQuery { limit: 1, ..LogQuery::default() }).await.unwrap().len(), 1);
}

pub(super) async fn secrets_are_not_in_the_log(world: World) {
    let pid = Pid::with_checksum(*b"0000037").unwrap();
    for sealed in [vec![77, 78, 79], vec![80, 81, 82]] {
        let keys = vec![(pid, SealedPps(sealed))];
        world.admin.apply(&Change::ImportKeys { keys }, &entry()).await.unwrap();
    }
    let records = all(&world).await;
    assert_eq!((records[0].verb, records[0].object.name.as_str()), (Verb::AmtKeyManage, &*pid.to_string()));
    for record in records {
        let text = format!("{:?} {:?}", record.before, record.after);
        assert!(!text.contains("77") && !text.contains("80") && !text.contains("sealed"), "{text}");
    }
}
