//! Sets, profiles, the policy and keys.

use super::World;
use super::samples::{arrive, batch, entry, only_due, profile, resolution, stored, system, update, uuid};
use crate::model::key::{Pid, SealedPps};
use crate::model::operation::{Change, Created};
use crate::model::policy::SyncPolicy;
use crate::model::profile::{AccessRight, Functions, ProfileRef, Realm};
use crate::model::system::Status;
use crate::port::{AdminStore as _, StoreError};

pub(super) async fn profiles_keep_what_they_were_given(world: World) {
    let rights = vec![AccessRight { account: "CORP\\helpdesk".into(), realms: vec![Realm::RemoteControl] }];
    let functions = Functions { kvm: true, ..Functions::default() };
    let change = Change::CreateProfile {
        name: "Desk".into(),
        description: "desks".into(),
        access_rights: rights.clone(),
        functions,
    };
    let (_, created) = world.admin.apply(&change, &entry()).await.unwrap();
    let found = world.admin.profile("dESK").await.unwrap().unwrap();
    assert_eq!(created, Created::Profile(found.id));
    assert_eq!((found.access_rights.clone(), found.functions), (rights, functions));
    assert_eq!(world.admin.profiles().await.unwrap(), [found]);
    let again = world.admin.apply(&change, &entry()).await;
    assert!(matches!(again, Err(StoreError::Exists { kind: "profile", .. })), "{again:?}");
}

pub(super) async fn setting_the_policy_wakes_the_systems_that_wait_for_it(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    assert_eq!(world.admin.sync_policy().await.unwrap(), SyncPolicy::default());
    arrive(&world.admin, [1]).await;
    let due = only_due(&world.admin).await;
    let none = resolution(due, Status::NoProfile, None, &desk);
    world.admin.store_resolutions(&[none]).await.unwrap();
    assert!(world.admin.due(9, &[]).await.unwrap().is_empty());

    let change = |before, profile| Change::SetSyncPolicy { before, profile, enabled: true };
    world.admin.apply(&change(SyncPolicy::default(), Some(desk.clone())), &entry()).await.unwrap();
    assert_eq!(only_due(&world.admin).await.uuid, uuid(1));
    let policy = world.admin.sync_policy().await.unwrap();
    assert_eq!((policy.profile.clone(), policy.enabled), (Some(desk.clone()), true));
    assert_eq!((policy.changed_by.as_deref(), policy.changed_at), (Some("anna"), Some(entry().at)));

    let late = world.admin.apply(&change(SyncPolicy::default(), None), &entry()).await;
    assert!(matches!(late, Err(StoreError::Changed { kind: "policy", .. })), "{late:?}");
    let ghost = ProfileRef { id: crate::model::id::ProfileId(99), name: "Ghost".into() };
    let missing = world.admin.apply(&change(policy, Some(ghost)), &entry()).await;
    assert!(matches!(missing, Err(StoreError::Missing { kind: "profile", .. })), "{missing:?}");
}

pub(super) async fn keys_are_kept_sealed_and_wake_their_systems(world: World) {
    let pids: Vec<Pid> =
        (0..300).map(|n: u32| Pid::with_checksum(format!("{n:07}").as_bytes().try_into().unwrap()).unwrap()).collect();
    let mut waiting = update(system(1, 1));
    waiting.system.pid = Some(pids[7]);
    waiting.system.status = Status::NoKey;
    waiting.due = false;
    world.admin.store_hellos(&batch(vec![waiting])).await.unwrap();
    assert!(world.admin.due(9, &[]).await.unwrap().is_empty());

    let mut keys: Vec<_> = pids.iter().map(|pid| (*pid, SealedPps(vec![1; 40]))).collect();
    keys.push((pids[7], SealedPps(vec![2; 40])));
    world.admin.apply(&Change::ImportKeys { keys }, &entry()).await.unwrap();
    assert_eq!(world.admin.sealed_pps(pids[7]).await.unwrap(), Some(SealedPps(vec![2; 40])));
    assert_eq!(only_due(&world.admin).await.uuid, uuid(1));
    assert_eq!(stored(&world.admin, 1).await.status, Status::HelloReceived);

    let unknown = Pid::with_checksum(*b"ZZZZZZZ").unwrap();
    let mut known = world.admin.known_pids(&[pids.as_slice(), &[unknown]].concat()).await.unwrap();
    known.sort();
    assert_eq!(known, pids);
    assert_eq!(world.admin.sealed_pps(unknown).await.unwrap(), None);
}
