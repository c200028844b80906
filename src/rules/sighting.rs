//! Which system a hello belongs to: grouping by UUID, and when a UUID does not identify (AMT-16, AMTX-07).
//!
//! One device never sends two hellos less than a minute apart. So the same UUID from two addresses within
//! [`SIMULTANEOUS`], or from an address that another one has replaced since, means two devices. A single move from one
//! address to another is a new lease. Devices that share a UUID are kept apart by address and never merged.

use crate::model::hello::ReceivedHello;
use crate::model::id::SystemId;
use crate::model::system::{AddressSeen, AmtSystem, Status};
use crate::model::trace::Warning;
use crate::rules::schedule::LAST_RETRY;
use chrono::TimeDelta;
use std::sync::Arc;
use uuid::Uuid;

/// Hellos of one UUID from two addresses closer together than this come from two devices. The shortest pause between
/// two hellos of one device is a minute.
pub const SIMULTANEOUS: TimeDelta = TimeDelta::seconds(45);

/// How far back an address counts when a UUID returns to it.
pub const RETURN_MEMORY: TimeDelta = TimeDelta::hours(24);

/// How many addresses of a system are remembered.
pub const ADDRESSES_KEPT: usize = 16;

/// Manufacturers' placeholders that stand in the SMBIOS of many boards.
const PLACEHOLDERS: [Uuid; 1] = [Uuid::from_u128(0x03000200_0400_0500_0006_000700080009)];

/// Whether a UUID cannot identify a device: all zero, all F, or a known placeholder.
pub fn is_no_identity(uuid: Uuid) -> bool {
    uuid.is_nil() || uuid.is_max() || PLACEHOLDERS.contains(&uuid)
}

/// What folding a hello did to a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folded {
    /// Index of the system that the hello belongs to.
    pub index: usize,
    /// Index of another system that it changed: the one that turned out to share its UUID.
    pub other: Option<usize>,
    /// Whether the system is to be resolved.
    pub due: bool,
    /// Whether its status was set.
    pub status_set: bool,
}

/// Folds a hello into the systems of its UUID, adding one where needed. `key_known` tells whether the key store has
/// the hello's PID; it is not looked at for PKI hellos.
pub fn fold(systems: &mut Vec<AmtSystem>, hello: &ReceivedHello, key_known: bool) -> Folded {
    let uuid = hello.hello.uuid;
    let (index, other) = if is_no_identity(uuid) {
        (find_split(systems, hello).unwrap_or_else(|| add(systems, hello, true)), None)
    } else {
        place(systems, hello)
    };
    let is_new = systems[index].count == 0;
    let moved = update(&mut systems[index], hello);

    let system = &mut systems[index];
    let forced = if is_no_identity(uuid) {
        Some(Status::InvalidUuid)
    } else if system.split_by.is_some() {
        Some(Status::DuplicateUuid)
    } else if hello.hello.pid.is_some() && !key_known {
        Some(Status::NoKey)
    } else {
        None
    };
    if let Some(status) = forced {
        let status_set = is_new || system.status != status || other.is_some();
        system.status = status;
        if let Some(other) = other {
            systems[other].status = status;
        }
        return Folded { index, other, due: false, status_set };
    }
    // What blocked it before no longer does.
    let freed = matches!(system.status, Status::NoKey);
    if is_new || freed || (moved && !matches!(system.status, Status::Provisioned)) {
        system.status = Status::HelloReceived;
    }
    let waits = system.status.needs_person() || system.status == Status::HelloReceived;
    Folded { index, other, due: is_new || freed || moved || waits, status_set: is_new || freed || moved }
}

/// Finds the system of a UUID that does identify, or detects that it does not.
fn place(systems: &mut Vec<AmtSystem>, hello: &ReceivedHello) -> (usize, Option<usize>) {
    if let Some(index) = find_split(systems, hello) {
        return (index, None);
    }
    if systems.iter().any(|s| s.split_by.is_some()) {
        return (add(systems, hello, true), None);
    }
    let Some(index) = systems.iter().position(|s| s.split_by.is_none()) else {
        return (add(systems, hello, false), None);
    };
    let known = &systems[index];
    if known.address == hello.address {
        return (index, None);
    }
    let too_soon = (hello.received_at - known.last_seen).abs() < SIMULTANEOUS;
    let came_back = known
        .addresses
        .iter()
        .any(|seen| seen.address == hello.address && hello.received_at - seen.last_seen < RETURN_MEMORY);
    if !too_soon && !came_back {
        return (index, None);
    }
    systems[index].split_by = Some(systems[index].address);
    (add(systems, hello, true), Some(index))
}

fn find_split(systems: &[AmtSystem], hello: &ReceivedHello) -> Option<usize> {
    systems.iter().position(|s| s.split_by == Some(hello.address))
}

fn add(systems: &mut Vec<AmtSystem>, hello: &ReceivedHello, split: bool) -> usize {
    systems.push(AmtSystem {
        id: SystemId(0),
        uuid: hello.hello.uuid,
        split_by: split.then_some(hello.address),
        address: hello.address,
        interface: hello.hello.interface,
        admin_credentials_set: false,
        pid: None,
        certificate_hashes: Arc::default(),
        first_seen: hello.received_at,
        last_seen: hello.received_at,
        count: 0,
        retry: 0,
        trailing_bytes: 0,
        addresses: Vec::new(),
        status: Status::HelloReceived,
        outcome: None,
        scenario: None,
        fqdn: None,
        profile: None,
        warnings: Vec::new(),
        trace: None,
        resolved_at: None,
    });
    systems.len() - 1
}

/// Takes over what the hello tells. Returns whether the address is another one than before.
fn update(system: &mut AmtSystem, received: &ReceivedHello) -> bool {
    let hello = &received.hello;
    let moved = system.count > 0 && system.address != received.address;
    system.count += 1;
    system.address = received.address;
    system.interface = hello.interface;
    system.admin_credentials_set = hello.admin_credentials_set;
    system.pid = hello.pid;
    if *system.certificate_hashes != hello.certificate_hashes {
        system.certificate_hashes = hello.certificate_hashes.as_slice().into();
    }
    system.retry = hello.retry;
    system.trailing_bytes = hello.trailing_bytes;
    system.first_seen = system.first_seen.min(received.received_at);
    system.last_seen = system.last_seen.max(received.received_at);
    match system.addresses.iter().position(|seen| seen.address == received.address) {
        Some(at) => {
            let mut seen = system.addresses.remove(at);
            seen.last_seen = seen.last_seen.max(received.received_at);
            seen.count += 1;
            system.addresses.insert(0, seen);
        }
        None => system.addresses.insert(
            0,
            AddressSeen {
                address: received.address,
                first_seen: received.received_at,
                last_seen: received.received_at,
                count: 1,
            },
        ),
    }
    system.addresses.truncate(ADDRESSES_KEPT);
    moved
}

/// Returns the warnings that the latest hello itself gives, whatever its resolution says.
pub fn hello_warnings(system: &AmtSystem) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if system.trailing_bytes > 0 {
        warnings.push(Warning::TrailingBytes { count: system.trailing_bytes });
    }
    if system.interface == crate::model::hello::Interface::Pki && system.certificate_hashes.is_empty() {
        warnings.push(Warning::NoCertificateHashes);
    }
    if system.retry > LAST_RETRY {
        warnings.push(Warning::RetryOutOfRange { retry: system.retry });
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hello::{Hello, Interface};
    use chrono::{DateTime, Utc};
    use std::net::IpAddr;

    const A: [u8; 4] = [10, 0, 0, 1];
    const B: [u8; 4] = [10, 0, 0, 2];

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(9000) + TimeDelta::seconds(seconds)
    }

    fn hello(uuid: u128, address: [u8; 4], seconds: i64, retry: u32) -> ReceivedHello {
        ReceivedHello {
            hello: Hello {
                interface: Interface::Pki,
                admin_credentials_set: false,
                retry,
                uuid: Uuid::from_u128(uuid),
                pid: None,
                certificate_hashes: Vec::new(),
                trailing_bytes: 0,
            },
            address: IpAddr::from(address),
            received_at: at(seconds),
            raw: Vec::new(),
        }
    }

    fn fold_all(hellos: &[ReceivedHello]) -> Vec<AmtSystem> {
        let mut systems = Vec::new();
        for hello in hellos {
            fold(&mut systems, hello, true);
        }
        systems
    }

    #[test]
    fn amt_16_hellos_of_one_uuid_are_one_system() {
        let systems = fold_all(&[hello(7, A, 0, 0), hello(7, A, 60, 1), hello(7, A, 120, 2)]);
        assert_eq!(systems.len(), 1);
        assert_eq!((systems[0].count, systems[0].retry), (3, 2));
        assert_eq!((systems[0].first_seen, systems[0].last_seen), (at(0), at(120)));
    }

    #[test]
    fn a_single_move_is_a_new_lease_and_is_resolved_again() {
        let mut systems = fold_all(&[hello(7, A, 0, 0)]);
        systems[0].status = Status::Queued;
        let folded = fold(&mut systems, &hello(7, B, 60, 1), true);
        assert!(folded.due);
        assert_eq!(systems.len(), 1);
        assert_eq!(systems[0].status, Status::HelloReceived);
        assert_eq!(systems[0].addresses.len(), 2);
    }

    #[test]
    fn amt_16_two_addresses_at_the_same_time_are_two_devices() {
        let systems = fold_all(&[hello(7, A, 0, 0), hello(7, B, 5, 0)]);
        assert_eq!(systems.len(), 2);
        assert!(systems.iter().all(|s| s.status == Status::DuplicateUuid && s.count == 1));
    }

    #[test]
    fn amt_16_an_address_that_comes_back_means_two_devices() {
        let systems = fold_all(&[hello(7, A, 0, 0), hello(7, B, 600, 0), hello(7, A, 1200, 3)]);
        assert_eq!(systems.len(), 2);
        assert!(systems.iter().all(|s| s.status == Status::DuplicateUuid));
    }

    #[test]
    fn amtx_07_a_third_device_with_the_same_uuid_is_kept_apart_too() {
        let systems = fold_all(&[hello(7, A, 0, 0), hello(7, B, 5, 0), hello(7, [10, 0, 0, 3], 9000, 0)]);
        assert_eq!(systems.len(), 3);
        assert!(systems.iter().all(|s| s.status == Status::DuplicateUuid));
    }

    #[test]
    fn placeholder_uuids_are_never_merged() {
        for uuid in [0, u128::MAX, 0x03000200_0400_0500_0006_000700080009] {
            let systems = fold_all(&[hello(uuid, A, 0, 0), hello(uuid, B, 90_000, 0), hello(uuid, A, 90_001, 0)]);
            assert_eq!(systems.len(), 2);
            assert!(systems.iter().all(|s| s.status == Status::InvalidUuid));
        }
    }

    #[test]
    fn amt_12_an_unknown_pid_blocks_until_the_key_is_there() {
        let mut psk = hello(7, A, 0, 0);
        psk.hello.interface = Interface::Psk;
        psk.hello.pid = "0000-037M".parse().ok();
        let mut systems = Vec::new();
        assert!(!fold(&mut systems, &psk, false).due);
        assert_eq!(systems[0].status, Status::NoKey);
        assert!(fold(&mut systems, &psk, true).due);
        assert_eq!(systems[0].status, Status::HelloReceived);
    }

    #[test]
    fn a_resolved_system_that_repeats_itself_is_left_alone() {
        let mut systems = fold_all(&[hello(7, A, 0, 0)]);
        systems[0].status = Status::Queued;
        let folded = fold(&mut systems, &hello(7, A, 60, 1), true);
        assert!(!folded.due && !folded.status_set);
        assert_eq!(systems[0].status, Status::Queued);
    }

    #[test]
    fn the_number_of_addresses_is_bounded() {
        let hellos: Vec<_> = (0..100_u8).map(|n| hello(7, [10, 0, 1, n], i64::from(n) * 100_000, 0)).collect();
        assert_eq!(fold_all(&hellos)[0].addresses.len(), ADDRESSES_KEPT);
    }
}
