//! Values for the contract's cases.

use crate::model::evidence::{DnsAnswer, Evidence, Gathered, HostAnswer, PolicyEvidence, UuidRows};
use crate::model::hello::{Hello, Interface, Malformed, ReceivedHello, RejectedHello};
use crate::model::id::{ProfileId, SystemId};
use crate::model::mapping::{Mapping, Origin};
use crate::model::operation::{Change, Created, Entry};
use crate::model::profile::{Functions, ProfileRef};
use crate::model::system::{AddressSeen, AmtSystem, Status};
use crate::model::trace::{Outcome, Scenario, Trace};
use crate::port::{AdminStore as _, DueSystem, IntakeBatch, Resolution, SystemUpdate};
use crate::store::AdminDb;
use chrono::{DateTime, TimeDelta, Utc};
use std::net::{IpAddr, Ipv4Addr};
use uuid::Uuid;

pub(super) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds) + TimeDelta::microseconds(7)
}

pub(super) fn uuid(number: u32) -> Uuid {
    Uuid::from_u128(0xA000_0000_0000_0000_0000_0000_0000_0000 | u128::from(number))
}

pub(super) fn address(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0A00_0000 | number))
}

pub(super) fn entry() -> Entry {
    Entry {
        actor: "anna".into(),
        reason: Some("because".into()),
        command: "bailiwick test".into(),
        trace_id: Uuid::from_u128(99),
        at: at(0),
        undoes: None,
    }
}

pub(super) fn set(name: &str) -> Change {
    Change::CreateProfile {
        name: name.into(),
        description: "what for".into(),
        access_rights: Vec::new(),
        functions: Functions::default(),
    }
}

pub(super) async fn profile(admin: &AdminDb, name: &str) -> ProfileRef {
    let change = Change::CreateProfile {
        name: name.into(),
        description: String::new(),
        access_rights: Vec::new(),
        functions: Functions::default(),
    };
    match admin.apply(&change, &entry()).await.expect("a profile is made").1 {
        Created::Profile(id) => ProfileRef { id, name: name.into() },
        other => panic!("{other:?} instead of a profile"),
    }
}

pub(super) fn hello(number: u32, seconds: i64) -> ReceivedHello {
    ReceivedHello {
        hello: Hello {
            interface: Interface::Pki,
            admin_credentials_set: false,
            retry: 3,
            uuid: uuid(number),
            pid: None,
            certificate_hashes: Vec::new(),
            trailing_bytes: 0,
        },
        address: address(number),
        received_at: at(seconds),
        raw: vec![1, 2, 3],
    }
}

pub(super) fn rejected(number: u32, seconds: i64) -> RejectedHello {
    RejectedHello {
        address: address(number),
        received_at: at(seconds),
        reason: Malformed::Short { got: 3, need: 28 },
        raw: vec![0, 255],
    }
}

/// A new system after its first hello.
pub(super) fn system(number: u32, seconds: i64) -> AmtSystem {
    AmtSystem {
        id: SystemId(0),
        uuid: uuid(number),
        split_by: None,
        address: address(number),
        interface: Interface::Pki,
        admin_credentials_set: false,
        pid: None,
        certificate_hashes: <_>::default(),
        first_seen: at(seconds),
        last_seen: at(seconds),
        count: 1,
        retry: 3,
        trailing_bytes: 0,
        addresses: vec![AddressSeen {
            address: address(number),
            first_seen: at(seconds),
            last_seen: at(seconds),
            count: 1,
        }],
        status: Status::HelloReceived,
        outcome: None,
        scenario: None,
        fqdn: None,
        profile: None,
        warnings: Vec::new(),
        trace: None,
        resolved_at: None,
    }
}

pub(super) fn update(system: AmtSystem) -> SystemUpdate {
    SystemUpdate { system, set_status: true, due: true }
}

pub(super) fn batch(systems: Vec<SystemUpdate>) -> IntakeBatch {
    IntakeBatch { hellos: Vec::new(), rejected: Vec::new(), systems }
}

/// Stores new systems with these numbers; all are due.
pub(super) async fn arrive(admin: &AdminDb, numbers: impl IntoIterator<Item = u32>) {
    let systems = numbers.into_iter().map(|n| update(system(n, i64::from(n)))).collect();
    admin.store_hellos(&batch(systems)).await.expect("hellos are stored");
}

/// Returns the system with this number.
pub(super) async fn stored(admin: &AdminDb, number: u32) -> AmtSystem {
    let mut systems = admin.systems_of(&[uuid(number)]).await.expect("systems are read");
    assert_eq!(systems.len(), 1, "one system");
    systems.remove(0)
}

pub(super) fn resolution(system: DueSystem, status: Status, fqdn: Option<&str>, profile: &ProfileRef) -> Resolution {
    let trace = Trace {
        id: None,
        uuid: system.uuid,
        address: system.address,
        decided_at: at(500),
        outcome: if fqdn.is_some() { Outcome::Resolved } else { Outcome::Unresolved },
        fqdn: fqdn.map(Into::into),
        tentative: None,
        profile: Some(profile.clone()),
        scenario: Some(Scenario::AgentBased),
        warnings: Vec::new(),
        steps: Vec::new(),
    };
    let evidence = Evidence {
        uuid: system.uuid,
        address: system.address,
        gathered_at: at(499),
        policy: PolicyEvidence { profile: Some(profile.clone()), enabled: true },
        cmdb_uuid: Gathered::free(UuidRows::Failed { reason: "a \u{0} byte".into() }),
        cmdb_ip: Gathered::free(Vec::new()),
        host: Gathered::free(HostAnswer::NotConfigured),
        dns: Gathered::free(DnsAnswer::NotConfigured),
    };
    let mapping = fqdn.map(|fqdn| Mapping {
        uuid: system.uuid,
        profile: ProfileRef { id: ProfileId(profile.id.0), name: profile.name.clone() },
        fqdn: fqdn.into(),
        origin: Origin::Resolved,
        trace: None,
        set_by: "resolver".into(),
        set_at: at(500),
        reason: None,
    });
    Resolution { system, trace, evidence, status, mapping }
}

/// Returns the one system that is due.
pub(super) async fn only_due(admin: &AdminDb) -> DueSystem {
    let mut due = admin.due(10, &[]).await.expect("due systems are read");
    assert_eq!(due.len(), 1, "one system is due");
    due.remove(0)
}
