//! Refused credentials for hosts.

use super::World;
use super::samples::{at, entry};
use crate::model::host::{Breaker, FaultClass};
use crate::model::operation::Change;
use crate::port::{AdminStore as _, HostBreakers as _, LogQuery, StoreError};

fn breaker(account: &str, minute: i64) -> Breaker {
    Breaker {
        account: account.into(),
        class: FaultClass::BadCredentials,
        code: "HTTP 401".into(),
        address: std::net::IpAddr::from([10, 0, 0, 9]),
        tripped_at: at(minute),
    }
}

pub(super) async fn a_refused_credential_stays_until_somebody_clears_it(world: World) {
    let first = breaker("CORP\\reader", 1);
    world.admin.trip(&first).await.unwrap();
    world.admin.trip(&breaker("corp\\READER", 2)).await.unwrap();
    let other = world.second().await;
    assert_eq!(other.breakers().await.unwrap(), std::slice::from_ref(&first), "the first refusal, for every process");

    let stale = Change::ClearBreaker { before: breaker("CORP\\reader", 2) };
    let refused = other.apply(&stale, &entry()).await;
    assert!(matches!(refused, Err(StoreError::Changed { kind: "breaker", .. })), "{refused:?}");
    other.apply(&Change::ClearBreaker { before: first }, &entry()).await.unwrap();
    assert_eq!(world.admin.breakers().await.unwrap(), []);
    let log = world.admin.operations(&LogQuery { limit: 10, ..LogQuery::default() }).await.unwrap();
    assert_eq!((log.len(), log[0].object.kind.as_str(), log[0].object.name.as_str()), (1, "breaker", "CORP\\reader"));
    assert!(log[0].before.is_some() && log[0].after.is_none() && !log[0].reversible);
}
