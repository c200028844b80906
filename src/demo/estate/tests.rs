//! The generator's promises, and the whole chain on what it generates: sighting, evidence, decision, status.

use super::*;
use crate::demo::Zone;
use crate::model::cmdb::{CmdbRow, CmdbTable};
use crate::model::evidence::{
    AddressRow, DnsAnswer, DnsName, Evidence, Forward, Gathered, HostAnswer, PolicyEvidence, UuidRow, UuidRows,
};
use crate::model::hello::ReceivedHello;
use crate::model::id::ProfileId;
use crate::model::key::{Pid, Pps};
use crate::model::profile::ProfileRef;
use crate::model::system::{AmtSystem, Status};
use crate::model::trace::Trace;
use crate::rules::identity::{decide, status_after};
use crate::rules::sighting::fold;
use chrono::TimeDelta;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::net::IpAddr;
use uuid::Uuid;

fn estate(machines: u32, devices: u32, seed: u64) -> Estate {
    let as_of = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    Estate::generate(EstateSettings { machines, devices, seed, as_of })
}

/// The whole estate as text: four inventory files, the keys, and the truth.
fn written_out(estate: &Estate) -> String {
    let mut text = String::new();
    for table in CmdbTable::ALL {
        CsvRows::new(estate, table, 0..estate.machines()).read_to_string(&mut text).unwrap();
    }
    text.push_str(&estate.key_file());
    text.push_str(&serde_json::to_string(&estate.ground_truth().collect::<Vec<_>>()).unwrap());
    text
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = written_out(&estate(2_000, 200, 7));
    assert!(first == written_out(&estate(2_000, 200, 7)));
    assert!(first != written_out(&estate(2_000, 200, 8)));
}

#[test]
fn names_cards_identities_and_addresses_are_never_used_twice() {
    let estate = estate(30_000, 1_000, 7);
    let machines: Vec<_> = (0..31_000).map(|index| estate.machine(index)).collect();
    fn distinct<T: Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> usize {
        values.collect::<HashSet<_>>().len()
    }
    assert_eq!(distinct(machines.iter().map(|m| m.name.clone())), 31_000, "one name per MAC, retired ones too");
    assert_eq!(distinct(machines.iter().map(|m| m.mac)), 31_000);
    assert_eq!(distinct(machines.iter().flat_map(|m| [m.uuid, m.resource])), 62_000);
    assert_eq!(distinct(machines[..30_000].iter().map(|m| m.address)), 30_000);
}

#[test]
fn machines_fit_netbios_the_address_plan_and_the_tree() {
    for count in [100, 9_973, Estate::MAX_MACHINES] {
        let estate = estate(count, 60, 7);
        for index in (0..count).step_by(97).chain([count - 1]) {
            let machine = estate.machine(index);
            assert!(machine.name.len() <= 15, "{}", machine.name);
            assert!(machine.fqdn.ends_with(".corp.example"));
            assert!(matches!(machine.address, IpAddr::V4(a) if a.octets()[0] == 127 && a.octets()[1] & 0xF0 == 16));
            assert!(SETS.iter().any(|set| set.name == machine.set), "{}", machine.set);
        }
    }
}

#[test]
fn cmf_01_the_tree_has_one_master_and_parents_come_first() {
    assert_eq!(SETS.iter().filter(|set| set.parent.is_none()).map(|set| set.name).collect::<Vec<_>>(), ["NICE"]);
    for (at, set) in SETS.iter().enumerate().skip(1) {
        assert!(SETS[..at].iter().any(|above| Some(above.name) == set.parent), "{}", set.name);
        assert!(SETS[..at].iter().all(|other| other.name != set.name), "{}", set.name);
    }
}

#[test]
fn the_shares_are_those_of_the_requirements() {
    assert_eq!(Case::ALL.iter().map(|case| case.share()).sum::<u32>(), 10_000);
    let estate = estate(10_000, 10_000, 7);
    let mut counts: HashMap<Case, u32> = HashMap::new();
    for case in estate.cases.iter() {
        *counts.entry(*case).or_default() += 1;
    }
    let percent = |cases: &[Case]| cases.iter().map(|case| f64::from(counts[case])).sum::<f64>() / 100.0;
    let near = |cases: &[Case], wanted: f64| {
        let got = percent(cases);
        assert!((got - wanted).abs() <= 0.5, "{cases:?}: {got} %, {wanted} % wanted");
    };
    near(&[Case::AgentBased, Case::DnsDisagrees], 46.0 + 1.0);
    near(&[Case::Reprovisioned], 12.0);
    near(&[Case::AddressConfirmed], 11.0);
    near(&[Case::AddressStale, Case::AddressMoved], 5.0);
    near(&[Case::AliasAmongSeveral], 4.0);
    near(&[Case::AddressUnconfirmed, Case::DnsServerFails, Case::DnsDropsAnswer], 3.0);
    near(&[Case::NameFromDns, Case::FourAliases, Case::PtrWithoutForward, Case::NamelessInventory], 15.0);
    near(&[Case::NothingResolves, Case::ByteOrder], 2.0);
    near(&[Case::DuplicateUuid], 0.6);
    near(&[Case::UnknownPid, Case::Malformed], 0.4);
}

#[test]
fn the_smallest_estate_has_every_case_and_shows_them_first() {
    let estate = estate(1, 1, 7);
    assert_eq!((estate.machines(), estate.devices()), (Estate::MIN_MACHINES, Estate::MIN_DEVICES));
    let early: HashSet<Case> = estate.cases.iter().take(50).copied().collect();
    assert_eq!(early.len(), Case::ALL.len());
}

#[test]
fn a_file_holds_exactly_the_rows_of_its_table() {
    let estate = estate(1_000, 100, 7);
    for table in CmdbTable::ALL {
        let mut text = String::new();
        CsvRows::new(&estate, table, 0..1_000).read_to_string(&mut text).unwrap();
        let rows: Vec<CmdbRow> = estate.rows(table, 0..1_000).collect();
        assert_eq!(text.lines().count(), rows.len() + 1, "{}", table.name());
        for (line, row) in text.lines().skip(1).zip(&rows) {
            assert!(line.starts_with(&row.resource.to_string()));
        }
    }
}

#[test]
fn amt_12_every_key_is_valid_and_unknown_ones_are_not_in_the_file() {
    let estate = estate(2_000, 2_000, 7);
    let file = estate.key_file();
    let mut known = HashSet::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let (pid, pps) = line.split_once(' ').unwrap();
        pps.parse::<Pps>().unwrap();
        assert!(known.insert(pid.parse::<Pid>().unwrap()));
    }
    for device in (0..2_000).filter_map(|index| estate.device(index)) {
        assert_eq!(device.pid.is_some_and(|pid| !known.contains(&pid)), device.case == Case::UnknownPid);
    }
}

/// The inventory and the zone of an estate, looked up as the adapters do it.
struct World {
    estate: Estate,
    by_uuid: HashMap<Uuid, Vec<UuidRow>>,
    by_address: HashMap<IpAddr, Vec<AddressRow>>,
    zone: Zone,
    keys: HashSet<Pid>,
}

impl World {
    fn new(estate: Estate) -> Self {
        let all = 0..estate.machines();
        let mut by_uuid: HashMap<Uuid, Vec<UuidRow>> = HashMap::new();
        for table in [CmdbTable::AmtComputerSystem, CmdbTable::OobCapability] {
            for CmdbRow { resource, uuid, fqdn, source, collected, .. } in estate.rows(table, all.clone()) {
                let row = UuidRow { table, resource, fqdn, source, collected };
                by_uuid.entry(uuid.unwrap()).or_default().push(row);
            }
        }
        let names: HashMap<Uuid, Option<String>> =
            estate.rows(CmdbTable::Location, all.clone()).map(|row| (row.resource, row.fqdn)).collect();
        let mut by_address: HashMap<IpAddr, Vec<AddressRow>> = HashMap::new();
        for CmdbRow { resource, address, source, collected, .. } in estate.rows(CmdbTable::Tcpip, all) {
            let row = AddressRow { resource, fqdn: names.get(&resource).cloned().flatten(), source, collected };
            by_address.entry(address.unwrap()).or_default().push(row);
        }
        let keys = estate.key_file().lines().filter_map(|line| line.split(' ').next()?.parse().ok()).collect();
        Self { zone: estate.zone(), by_uuid, by_address, keys, estate }
    }

    fn dns(&self, address: IpAddr) -> DnsAnswer {
        let Some(node) = self.zone.get(&crate::demo::dns_zone::reverse_name(address)) else {
            return DnsAnswer::NxDomain;
        };
        match node.fault {
            Some(crate::demo::ZoneFault::ServFail) => return DnsAnswer::ServFail,
            Some(_) => return DnsAnswer::Timeout,
            None => {}
        }
        let confirm = |name: &str| match self.zone.get(name).map(|node| node.addresses.clone()) {
            None => Forward::NoAddress,
            Some(addresses) if addresses.contains(&address) => Forward::Confirmed,
            Some(addresses) => Forward::Elsewhere { addresses },
        };
        let names = node.names.iter().map(|name| DnsName { name: name.to_string(), forward: confirm(name) });
        DnsAnswer::Names { names: names.collect() }
    }

    fn evidence(&self, uuid: Uuid, address: IpAddr) -> Evidence {
        let rows = |uuid| self.by_uuid.get(&uuid).cloned().unwrap_or_default();
        let near = rows(Uuid::from_bytes(uuid.to_bytes_le()));
        let cmdb_uuid = UuidRows::Read { rows: rows(uuid), near, empty_tables: Vec::new() };
        let profile = ProfileRef { id: ProfileId(1), name: "Enterprise-TLS".into() };
        Evidence {
            uuid,
            address,
            gathered_at: self.estate.settings().as_of,
            policy: PolicyEvidence { profile: Some(profile), enabled: true },
            cmdb_uuid: Gathered::free(cmdb_uuid),
            cmdb_ip: Gathered::free(self.by_address.get(&address).cloned().unwrap_or_default()),
            host: Gathered::free(HostAnswer::NotConfigured),
            dns: Gathered::free(self.dns(address)),
        }
    }

    /// Lets every device say its first hello, one a second, and returns where each address stands, with its verdict.
    fn run(&self) -> HashMap<IpAddr, (Status, Option<Trace>)> {
        let as_of = self.estate.settings().as_of;
        let mut systems: HashMap<Uuid, Vec<AmtSystem>> = HashMap::new();
        for device in (0..self.estate.devices()).filter_map(|index| self.estate.device(index)) {
            if device.case == Case::Malformed {
                continue;
            }
            let received = ReceivedHello {
                hello: device.hello(0),
                address: device.machine.address,
                received_at: as_of + TimeDelta::seconds(i64::from(device.machine.index)),
                raw: Vec::new(),
            };
            let known = device.pid.is_some_and(|pid| self.keys.contains(&pid));
            fold(systems.entry(device.uuid).or_default(), &received, known);
        }
        let verdict = |system: AmtSystem| {
            if system.status != Status::HelloReceived {
                return (system.address, (system.status, None));
            }
            let evidence = self.evidence(system.uuid, system.address);
            let trace = decide(&evidence, 2, evidence.gathered_at);
            (system.address, (status_after(&trace), Some(trace)))
        };
        systems.into_values().flatten().map(verdict).collect()
    }
}

/// The strongest promise: on the generated rows, zone and keys, the rules find every planted anomaly, and nothing
/// where none was planted.
#[test]
fn every_device_gets_exactly_what_its_ground_truth_says() {
    for seed in [7, 8, 9] {
        let world = World::new(estate(6_000, 3_000, seed));
        let found = world.run();
        let mut judged = 0;
        for truth in world.estate.ground_truth() {
            let Some(wanted) = truth.status else {
                assert!(!found.contains_key(&truth.address), "{truth:?}");
                continue;
            };
            let (status, trace) = &found[&truth.address];
            assert_eq!(*status, wanted, "{truth:?} {trace:?}");
            let get = |field: fn(&Trace) -> Option<String>| trace.as_ref().and_then(field);
            assert_eq!(trace.as_ref().map(|t| t.outcome), truth.outcome, "{truth:?} {trace:?}");
            assert_eq!(get(|t| t.fqdn.clone()), truth.fqdn, "{truth:?} {trace:?}");
            assert_eq!(get(|t| t.tentative.clone()), truth.tentative, "{truth:?} {trace:?}");
            let serious = ["stale_address", "no_forward_record", "dns_disagrees", "byte_order", "several_names"];
            let raised: Vec<_> = trace.iter().flat_map(|t| &t.warnings).map(code).collect();
            for warning in serious {
                let wanted = truth.warning == Some(warning);
                assert_eq!(raised.iter().any(|code| code == warning), wanted, "{warning} {truth:?} {trace:?}");
            }
            judged += 1;
        }
        assert_eq!(found.len(), judged, "no system that no device is");
    }
}

fn code(warning: &crate::model::trace::Warning) -> String {
    serde_json::to_value(warning).unwrap()["code"].as_str().unwrap().to_owned()
}
