//! Overrides.

use super::World;
use super::samples::{address, arrive, at, batch, entry, only_due, profile, resolution, stored, update, uuid};
use crate::model::id::SystemId;
use crate::model::mapping::{Mapping, Origin};
use crate::model::operation::Change;
use crate::model::profile::ProfileRef;
use crate::model::system::Status;
use crate::model::trace::Outcome;
use crate::port::{AdminStore as _, LogQuery, StoreError};

fn override_of(system: SystemId, before: Option<Mapping>, fqdn: &str, profile: &ProfileRef) -> Change {
    Change::OverrideMapping { system, uuid: uuid(1), before, fqdn: fqdn.into(), profile: profile.clone() }
}

pub(super) async fn an_override_stands_against_the_resolver(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, [1]).await;
    let early = only_due(&world.admin).await;
    let id = stored(&world.admin, 1).await.id;
    let before = world.admin.revision().await.unwrap();
    world.admin.apply(&override_of(id, None, "chosen.corp.test", &desk), &entry()).await.unwrap();
    let after = world.admin.revision().await.unwrap();
    assert_eq!((after.hellos, after.operations), (before.hellos + 1, before.operations + 1));
    let found = stored(&world.admin, 1).await;
    assert_eq!((found.status, found.fqdn.as_deref()), (Status::Queued, Some("chosen.corp.test")));

    for (fqdn, status) in [(Some("other.corp.test"), Status::Queued), (None, Status::Unresolved)] {
        let verdict = resolution(early.clone(), status, fqdn, &desk);
        world.admin.store_resolutions(&[verdict]).await.unwrap();
        let found = stored(&world.admin, 1).await;
        assert_eq!((found.status, found.fqdn.as_deref()), (Status::Queued, Some("chosen.corp.test")));
    }
    assert_eq!(stored(&world.admin, 1).await.outcome, Some(Outcome::Unresolved));
    let mapping = world.admin.mapping(uuid(1)).await.unwrap().unwrap();
    assert_eq!((mapping.origin, mapping.set_by.as_str(), mapping.set_at), (Origin::Override, "anna", at(0)));

    let again = override_of(id, Some(mapping), "better.corp.test", &desk);
    world.admin.apply(&again, &entry()).await.unwrap();
    let log = world.admin.operations(&LogQuery { limit: 1, ..LogQuery::default() }).await.unwrap();
    assert_eq!(log[0].before.as_ref().unwrap()["fqdn"], "chosen.corp.test");
    assert_eq!(log[0].after.as_ref().unwrap()["fqdn"], "better.corp.test");
    assert_eq!(log[0].object.name, uuid(1).to_string());
}

pub(super) async fn an_override_needs_an_identity_and_the_mapping_it_saw(world: World) {
    let desk = profile(&world.admin, "Desk").await;
    arrive(&world.admin, [1, 2]).await;
    let (id, other) = (stored(&world.admin, 1).await.id, stored(&world.admin, 2).await.id);
    let apply = async |change: Change| world.admin.apply(&change, &entry()).await;

    assert!(matches!(apply(override_of(other, None, "pc", &desk)).await, Err(StoreError::Changed { .. })));
    let ghost = ProfileRef { id: crate::model::id::ProfileId(99), name: "Ghost".into() };
    assert!(matches!(apply(override_of(id, None, "pc", &ghost)).await, Err(StoreError::Missing { .. })));
    apply(override_of(id, None, "pc", &desk)).await.unwrap();
    assert!(matches!(apply(override_of(id, None, "pc", &desk)).await, Err(StoreError::Changed { .. })));

    let mapping = world.admin.mapping(uuid(1)).await.unwrap();
    let mut split = update(stored(&world.admin, 1).await);
    split.system.split_by = Some(address(1));
    world.admin.store_hellos(&batch(vec![split])).await.unwrap();
    assert_eq!(stored(&world.admin, 1).await.fqdn, None, "a shared UUID gives no name");
    assert!(matches!(apply(override_of(id, mapping, "pc", &desk)).await, Err(StoreError::Changed { .. })));
}
