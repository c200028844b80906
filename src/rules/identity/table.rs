//! Every combination of evidence against the requirements, restated as a table that knows nothing of the code.

use super::{decide, status_after};
use crate::model::cmdb::{CmdbTable, Source};
use crate::model::evidence::*;
use crate::model::host::{Carrier, FaultClass, HostFault, HostFindings, Stage, ToldByWmi, ToldName, WmiIdentity};
use crate::model::id::ProfileId;
use crate::model::profile::ProfileRef;
use crate::model::system::Status;
use crate::model::trace::{Note, Outcome, Scenario, StepName, StepResult, Trace, Warning};
use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;
use uuid::Uuid;

pub(super) const A: &str = "pc-a.corp.example";
pub(super) const B: &str = "pc-b.corp.example";
const C: &str = "pc-c.corp.example";

pub(super) fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Policy {
    None,
    BoxOff,
    On,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum ByUuid {
    Miss,
    NoName,
    HitA,
    BothA,
    Conflict,
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum ByIp {
    Miss,
    NoName,
    HitA,
    NewestBThenA,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Host {
    NotConfigured,
    SameUuidC,
    OtherUuid,
    NoUuidC,
    Timeout,
    /// A challenge named C.
    ToldC,
    /// WMI named C with the hello's UUID.
    WmiC,
    /// WMI named C with another machine's UUID, and a challenge did too.
    WmiOther,
    /// WMI named C and gave no UUID.
    WmiNoUuidC,
    /// WMI named C and gave a UUID that many boards have.
    WmiPlaceholderC,
    /// WMI proved the box, which is in a workgroup.
    WmiWorkgroup,
    /// A challenge named C, and the credential was refused.
    ToldCRefused,
    /// Nothing answered.
    Faults,
}

const HOSTS: [Host; 13] = [
    Host::NotConfigured,
    Host::SameUuidC,
    Host::OtherUuid,
    Host::NoUuidC,
    Host::Timeout,
    Host::ToldC,
    Host::WmiC,
    Host::WmiOther,
    Host::WmiNoUuidC,
    Host::WmiPlaceholderC,
    Host::WmiWorkgroup,
    Host::ToldCRefused,
    Host::Faults,
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Dns {
    Nothing(u8),
    A,
    B,
    AandB,
    BandC,
    AMoved,
    C,
}

const DNS: [Dns; 13] = [
    Dns::Nothing(0),
    Dns::Nothing(1),
    Dns::Nothing(2),
    Dns::Nothing(3),
    Dns::Nothing(4),
    Dns::Nothing(5),
    Dns::Nothing(6),
    Dns::A,
    Dns::B,
    Dns::AandB,
    Dns::BandC,
    Dns::AMoved,
    Dns::C,
];

pub(super) fn alias(name: &str, forward: Forward) -> DnsName {
    DnsName { name: name.into(), forward }
}

pub(super) fn row(table: CmdbTable, fqdn: Option<&str>, resource: u128) -> UuidRow {
    UuidRow {
        table,
        resource: Uuid::from_u128(resource),
        fqdn: fqdn.map(Into::into),
        source: Some(Source::Agent),
        collected: Some(now() - TimeDelta::hours(3)),
    }
}

pub(super) fn record(fqdn: Option<&str>, age_h: i64) -> AddressRow {
    AddressRow {
        resource: Uuid::from_u128(7),
        fqdn: fqdn.map(Into::into),
        source: Some(Source::NetworkDiscovery),
        collected: Some(now() - TimeDelta::hours(age_h)),
    }
}

/// Evidence under a good policy and nothing else.
pub(super) fn bare() -> Evidence {
    Evidence {
        uuid: Uuid::from_u128(1),
        address: IpAddr::from([10, 0, 0, 10]),
        gathered_at: now(),
        policy: PolicyEvidence {
            profile: Some(ProfileRef { id: ProfileId(3), name: "Enterprise".into() }),
            enabled: true,
        },
        cmdb_uuid: Gathered::free(UuidRows::Read { rows: vec![], near: vec![], empty_tables: vec![] }),
        cmdb_ip: Gathered::free(vec![]),
        host: Gathered::free(HostAnswer::NotConfigured),
        dns: Gathered::free(DnsAnswer::NxDomain),
    }
}

/// What WMI says of a machine called C.
pub(super) fn wmi(uuid: Option<Uuid>, domain: &str, part_of_domain: bool) -> ToldByWmi {
    let identity = WmiIdentity { dns_host_name: "PC-C".into(), domain: domain.into(), part_of_domain, uuid };
    ToldByWmi { carrier: Carrier::Wmi, identity, elapsed_ms: 90.0 }
}

pub(super) fn fault(carrier: Carrier, stage: Stage, class: FaultClass) -> HostFault {
    HostFault { carrier, stage, class, code: String::new(), elapsed_ms: 3.0 }
}

pub(super) fn told(fqdn: &str) -> Option<ToldName> {
    Some(ToldName { carrier: Carrier::Smb, fqdn: fqdn.into(), elapsed_ms: 6.0 })
}

fn answer(host: Host) -> HostAnswer {
    let hello = Uuid::from_u128(1);
    let mut findings = HostFindings::default();
    match host {
        Host::NotConfigured => return HostAnswer::NotConfigured,
        Host::SameUuidC => return HostAnswer::Answered { fqdn: C.into(), uuid: Some(hello) },
        Host::OtherUuid => return HostAnswer::Answered { fqdn: C.into(), uuid: Some(Uuid::from_u128(2)) },
        Host::NoUuidC => return HostAnswer::Answered { fqdn: C.into(), uuid: None },
        Host::Timeout => return HostAnswer::Timeout,
        Host::ToldC => findings.told = told(C),
        Host::WmiC => {
            // The challenge may say anything: the box is proved.
            findings.told = told("somebody.else.example");
            findings.wmi = Some(wmi(Some(hello), "Corp.Example", true));
        }
        Host::WmiOther => {
            findings.told = told(C);
            findings.wmi = Some(wmi(Some(Uuid::from_u128(2)), "corp.example", true));
        }
        Host::WmiNoUuidC => findings.wmi = Some(wmi(None, "corp.example", true)),
        Host::WmiPlaceholderC => findings.wmi = Some(wmi(Some(Uuid::max()), "corp.example", true)),
        Host::WmiWorkgroup => findings.wmi = Some(wmi(Some(hello), "WORKGROUP", false)),
        Host::ToldCRefused => {
            findings.told = told(C);
            findings.faults = vec![fault(Carrier::Wmi, Stage::Auth, FaultClass::BadCredentials)];
        }
        Host::Faults => {
            findings.faults = vec![fault(Carrier::Smb, Stage::Connect, FaultClass::UnreachableFiltered)];
        }
    }
    HostAnswer::Asked { findings: Box::new(findings) }
}

fn evidence(policy: Policy, uuid: ByUuid, ip: ByIp, host: Host, dns: Dns) -> Evidence {
    let mut evidence = bare();
    match policy {
        Policy::None => evidence.policy.profile = None,
        Policy::BoxOff => evidence.policy.enabled = false,
        Policy::On => {}
    }
    let (amt, oob) = (CmdbTable::AmtComputerSystem, CmdbTable::OobCapability);
    let rows = match uuid {
        ByUuid::Miss | ByUuid::Failed => vec![],
        ByUuid::NoName => vec![row(amt, None, 1)],
        // Case and the trailing dot do not make another computer (AMT-36).
        ByUuid::HitA => vec![row(oob, Some("PC-A.corp.example."), 1)],
        ByUuid::BothA => vec![row(oob, Some(A), 1), row(amt, Some("pc-a.CORP.example"), 1)],
        ByUuid::Conflict => vec![row(oob, Some(A), 1), row(amt, Some(B), 2)],
    };
    evidence.cmdb_uuid.answer = match uuid {
        ByUuid::Failed => UuidRows::Failed { reason: "down".into() },
        _ => UuidRows::Read { rows, near: vec![], empty_tables: vec![] },
    };
    evidence.cmdb_ip.answer = match ip {
        ByIp::Miss => vec![],
        ByIp::NoName => vec![record(None, 1)],
        ByIp::HitA => vec![record(Some("Pc-A.corp.example"), 1)],
        ByIp::NewestBThenA => vec![record(Some(A), 9), record(Some(B), 1)],
    };
    evidence.host.answer = answer(host);
    let ok = Forward::Confirmed;
    let names = |names: Vec<DnsName>| DnsAnswer::Names { names };
    evidence.dns.answer = match dns {
        Dns::Nothing(0) => DnsAnswer::NxDomain,
        Dns::Nothing(1) => DnsAnswer::Empty,
        Dns::Nothing(2) => DnsAnswer::ServFail,
        Dns::Nothing(3) => DnsAnswer::Refused,
        Dns::Nothing(4) => DnsAnswer::Timeout,
        Dns::Nothing(5) => DnsAnswer::Failed { reason: "x".into() },
        Dns::Nothing(_) => DnsAnswer::NotConfigured,
        Dns::A => names(vec![alias("pc-A.corp.example.", ok)]),
        Dns::B => names(vec![alias(B, ok)]),
        Dns::AandB => names(vec![alias(B, ok.clone()), alias(A, ok)]),
        Dns::BandC => names(vec![alias(C, ok.clone()), alias(B, ok)]),
        Dns::C => names(vec![alias(C, ok)]),
        Dns::AMoved => names(vec![alias(A, Forward::Elsewhere { addresses: vec![IpAddr::from([10, 0, 0, 20])] })]),
    };
    evidence
}

/// The requirements: outcome and trusted name.
fn expected(policy: Policy, uuid: ByUuid, ip: ByIp, host: Host, dns: Dns) -> (Outcome, Option<&'static str>) {
    use Outcome::*;
    match (policy, uuid) {
        (Policy::None, _) => return (NoProfile, None),                   // AMT-23
        (Policy::BoxOff, _) => return (SyncDisabled, None),              // AMT-24
        (_, ByUuid::Conflict) => return (Conflict, None),                // D-10
        (_, ByUuid::HitA | ByUuid::BothA) => return (Resolved, Some(A)), // D-03, D-04
        _ => {}
    }
    if matches!(host, Host::SameUuidC | Host::WmiC) {
        return (Resolved, Some(C)); // D-03
    }
    let taken = matches!(host, Host::OtherUuid | Host::WmiOther);
    let by_ip = if taken { ByIp::Miss } else { ip }; // D-03: the lease is stale
    let mut candidates: Vec<&str> = match by_ip {
        ByIp::Miss | ByIp::NoName => vec![],
        ByIp::HitA => vec![A],
        ByIp::NewestBThenA => vec![B, A],
    };
    use Host::{NoUuidC, ToldC, ToldCRefused, WmiNoUuidC, WmiPlaceholderC};
    if matches!(host, NoUuidC | ToldC | ToldCRefused | WmiNoUuidC | WmiPlaceholderC) {
        candidates.push(C); // unproved: DNS must confirm it, and the inventory's names go before it
    }
    let aliases: &[&'static str] = match dns {
        Dns::Nothing(_) => &[],
        Dns::A | Dns::AMoved => &[A],
        Dns::B => &[B],
        Dns::AandB => &[A, B],
        Dns::BandC => &[B, C],
        // The name of the machine that took the address is not the name of the one that said hello.
        Dns::C if taken => &[],
        Dns::C => &[C],
    };
    let answer = if aliases.is_empty() {
        (if candidates.is_empty() { Unresolved } else { Unverified }, None) // D-05
    } else if dns == Dns::AMoved && candidates.contains(&A) {
        (Unverified, None) // listed, but moved away
    } else {
        let agreed = candidates.iter().find_map(|c| aliases.iter().find(|a| *a == c)); // AMT-36
        (Resolved, Some(*agreed.unwrap_or(&aliases[0]))) // AMT-38, AMT-39
    };
    match (uuid, answer) {
        // An inventory that could not be read may have named the UUID.
        (ByUuid::Failed, (Resolved, _)) => (Unverified, None),
        (_, answer) => answer,
    }
}

fn all(mut check: impl FnMut(Policy, ByUuid, ByIp, Host, Dns)) {
    for policy in [Policy::None, Policy::BoxOff, Policy::On] {
        for uuid in [ByUuid::Miss, ByUuid::NoName, ByUuid::HitA, ByUuid::BothA, ByUuid::Conflict, ByUuid::Failed] {
            for ip in [ByIp::Miss, ByIp::NoName, ByIp::HitA, ByIp::NewestBThenA] {
                for host in HOSTS {
                    for dns in DNS {
                        check(policy, uuid, ip, host, dns);
                    }
                }
            }
        }
    }
}

fn step(trace: &Trace, name: StepName) -> (StepResult, Note) {
    let step = trace.steps.iter().find(|step| step.step == name).unwrap();
    (step.result, step.note.clone())
}

#[test]
fn amt_34_every_combination_of_evidence_gives_what_the_requirements_say() {
    let mut combinations = 0;
    all(|policy, uuid, ip, host, dns| {
        let trace = decide(&evidence(policy, uuid, ip, host, dns), 2, now());
        let (outcome, name) = expected(policy, uuid, ip, host, dns);
        let case = format!("{policy:?} {uuid:?} {ip:?} {host:?} {dns:?}");
        assert_eq!((trace.outcome, trace.fqdn.as_deref()), (outcome, name), "{case}");
        let order: Vec<_> = trace.steps.iter().map(|s| s.step).collect();
        use StepName::*;
        assert_eq!(order, [Policy, CmdbUuid, CmdbIp, Host, Dns], "{case}");
        combinations += 1;
    });
    assert_eq!(combinations, 3 * 6 * 4 * 13 * 13);
}

#[test]
fn amt_23_and_24_no_later_step_runs_when_the_policy_stops_the_chain() {
    for (policy, status) in [(Policy::None, Status::NoProfile), (Policy::BoxOff, Status::SyncDisabled)] {
        let trace = decide(&evidence(policy, ByUuid::HitA, ByIp::HitA, Host::SameUuidC, Dns::A), 2, now());
        assert_eq!(status_after(&trace), status);
        assert_eq!(trace.scenario, None);
        for late in &trace.steps[1..] {
            assert_eq!((late.result, &late.note), (StepResult::Skipped, &Note::NotReached));
        }
    }
}

#[test]
fn amt_28_a_stale_address_is_never_used_unchecked_and_is_named_in_a_warning() {
    let trace = decide(&evidence(Policy::On, ByUuid::Miss, ByIp::HitA, Host::NotConfigured, Dns::B), 2, now());
    assert_eq!(trace.fqdn.as_deref(), Some(B));
    assert!(trace.warnings.iter().any(|w| matches!(w, Warning::StaleAddress { record, collected: Some(_), dns }
        if record == A && dns == &[B])));
    assert_eq!(status_after(&trace), Status::Queued);
    let moved = decide(&evidence(Policy::On, ByUuid::Miss, ByIp::HitA, Host::NotConfigured, Dns::AMoved), 2, now());
    assert_eq!(status_after(&moved), Status::StaleAddress);
}

#[test]
fn d_03_a_host_with_another_uuid_drops_the_tentative_name() {
    let trace = decide(&evidence(Policy::On, ByUuid::Miss, ByIp::HitA, Host::OtherUuid, Dns::Nothing(0)), 2, now());
    assert_eq!((trace.outcome, trace.tentative.as_deref()), (Outcome::Unresolved, None));
    assert_eq!(status_after(&trace), Status::StaleAddress);
}

#[test]
fn d_04_dns_only_advises_on_a_uuid_match() {
    let trace = decide(&evidence(Policy::On, ByUuid::HitA, ByIp::HitA, Host::NotConfigured, Dns::B), 2, now());
    assert_eq!(
        (trace.outcome, trace.fqdn.as_deref(), trace.scenario),
        (Outcome::Resolved, Some(A), Some(Scenario::AgentBased))
    );
    assert!(trace.warnings.iter().any(|w| matches!(w, Warning::DnsDisagrees { .. })));
    assert_eq!(step(&trace, StepName::CmdbIp), (StepResult::Skipped, Note::NotNeededUuidMatched));
}

#[test]
fn d_05_a_tentative_name_that_dns_does_not_confirm_is_offered_and_not_used() {
    let trace = decide(&evidence(Policy::On, ByUuid::Miss, ByIp::HitA, Host::NotConfigured, Dns::Nothing(4)), 2, now());
    assert_eq!((trace.fqdn, trace.tentative.as_deref()), (None, Some(A)));
    assert_eq!(trace.steps[4].result, StepResult::Error, "a time-out is not a no");
}

#[test]
fn amt_33_the_host_step_says_that_it_is_not_configured() {
    let trace = decide(&bare(), 2, now());
    assert_eq!(step(&trace, StepName::Host), (StepResult::Skipped, Note::HostNotConfigured));
    assert_eq!((trace.outcome, trace.scenario), (Outcome::Unresolved, Some(Scenario::NoAgent)));
}

#[test]
fn amt_40_the_other_byte_order_is_reported_and_not_used() {
    let mut evidence = bare();
    let near = vec![row(CmdbTable::OobCapability, Some(A), 9)];
    evidence.cmdb_uuid.answer = UuidRows::Read { rows: vec![], near, empty_tables: vec![] };
    let trace = decide(&evidence, 2, now());
    assert_eq!(trace.outcome, Outcome::Unresolved);
    assert!(matches!(&trace.warnings[..], [Warning::ByteOrder { fqdn: Some(name), .. }] if name == A));
}

#[test]
fn amt_26_a_miss_says_when_nobody_has_reported_anything() {
    let mut evidence = bare();
    let empty_tables = vec![CmdbTable::AmtComputerSystem, CmdbTable::OobCapability];
    evidence.cmdb_uuid.answer = UuidRows::Read { rows: vec![], near: vec![], empty_tables };
    assert_eq!(step(&decide(&evidence, 2, now()), StepName::CmdbUuid).1, Note::UuidTablesEmpty);
}

#[test]
fn amt_29_the_age_of_basic_inventory_stands_beside_the_match() {
    let mut evidence = bare();
    evidence.cmdb_ip.answer = vec![record(Some(A), 72)];
    let trace = decide(&evidence, 2, now());
    assert_eq!(trace.steps[2].age_s, Some(72 * 3600));
    assert!(trace.warnings.iter().any(|w| matches!(w, Warning::OldInventory { .. })));
}

#[test]
fn amt_35_among_several_names_the_one_that_the_forward_lookup_supports_is_taken() {
    let mut evidence = bare();
    let names = vec![alias("aa.corp.example", Forward::NoAddress), alias("zz.corp.example", Forward::Confirmed)];
    evidence.dns.answer = DnsAnswer::Names { names };
    let trace = decide(&evidence, 2, now());
    assert_eq!(trace.fqdn.as_deref(), Some("zz.corp.example"));
    assert_eq!(trace.warnings, []);
}
