//! What holds for any evidence whatever.

use super::table::{A, B, alias, bare, fault, now, record, row, told, wmi};
use super::{decide, normal_name};
use crate::model::cmdb::CmdbTable;
use crate::model::evidence::*;
use crate::model::host::{Carrier, FaultClass, HostFindings, Stage};
use crate::model::trace::{Outcome, StepName, StepResult, Warning};
use proptest::prelude::*;
use std::net::IpAddr;
use uuid::Uuid;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(A.to_owned()),
        Just(B.to_owned()),
        Just("PC-A.Corp.Example.".to_owned()),
        "[a-z]{1,6}\\.corp\\.example",
        "\\PC{0,20}",
    ]
}

fn forward() -> impl Strategy<Value = Forward> {
    prop_oneof![
        Just(Forward::Confirmed),
        Just(Forward::NoAddress),
        Just(Forward::Failed),
        Just(Forward::NotChecked),
        Just(Forward::Elsewhere { addresses: vec![IpAddr::from([10, 9, 9, 9])] }),
    ]
}

fn dns() -> impl Strategy<Value = DnsAnswer> {
    prop_oneof![
        Just(DnsAnswer::NxDomain),
        Just(DnsAnswer::Empty),
        Just(DnsAnswer::ServFail),
        Just(DnsAnswer::Timeout),
        Just(DnsAnswer::NotConfigured),
        prop::collection::vec((name(), forward()), 0..5).prop_map(|names| DnsAnswer::Names {
            names: names.iter().map(|(name, forward)| alias(name, forward.clone())).collect()
        }),
    ]
}

fn host() -> impl Strategy<Value = HostAnswer> {
    prop_oneof![
        Just(HostAnswer::NotConfigured),
        Just(HostAnswer::Timeout),
        Just(HostAnswer::AccessDenied),
        (name(), prop::option::of(1..3_u128))
            .prop_map(|(fqdn, uuid)| HostAnswer::Answered { fqdn, uuid: uuid.map(Uuid::from_u128) }),
        (prop::option::of(name()), prop::option::of((prop::option::of(1..3_u128), any::<bool>()))).prop_map(
            |(named, wmi_said)| {
                let told = named.and_then(|name| told(&name));
                let wmi = wmi_said.map(|(uuid, joined)| wmi(uuid.map(Uuid::from_u128), "corp.example", joined));
                let faults = vec![fault(Carrier::Rpc, Stage::Connect, FaultClass::Reset)];
                HostAnswer::Asked { findings: Box::new(HostFindings { told, wmi, faults, account: None }) }
            }
        ),
    ]
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let rows = prop::collection::vec((prop::option::of(name()), 1..4_u128), 0..4);
    let records = prop::collection::vec((prop::option::of(name()), 0..200_i64), 0..4);
    (rows, records, host(), dns(), any::<bool>(), any::<bool>()).prop_map(
        |(rows, records, host, dns, assigned, enabled)| {
            let mut evidence = bare();
            let rows =
                rows.iter().map(|(name, resource)| row(CmdbTable::OobCapability, name.as_deref(), *resource)).collect();
            evidence.cmdb_uuid.answer = UuidRows::Read { rows, near: vec![], empty_tables: vec![] };
            evidence.cmdb_ip.answer = records.iter().map(|(name, age)| record(name.as_deref(), *age)).collect();
            evidence.host.answer = host;
            evidence.dns.answer = dns;
            evidence.policy.enabled = enabled;
            if !assigned {
                evidence.policy.profile = None;
            }
            evidence
        },
    )
}

fn aliases(evidence: &Evidence) -> Vec<String> {
    match &evidence.dns.answer {
        DnsAnswer::Names { names } => names.iter().filter_map(|n| normal_name(&n.name)).collect(),
        _ => Vec::new(),
    }
}

fn uuid_names(evidence: &Evidence) -> Vec<String> {
    match &evidence.cmdb_uuid.answer {
        UuidRows::Read { rows, .. } => rows.iter().filter_map(|r| normal_name(r.fqdn.as_deref()?)).collect(),
        UuidRows::Failed { .. } => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn amt_38_an_address_match_that_dns_contradicts_never_wins(evidence in evidence()) {
        let trace = decide(&evidence, 2, now());
        if let Some(fqdn) = &trace.fqdn {
            let by_uuid = uuid_names(&evidence).contains(fqdn);
            let by_host = matches!(&evidence.host.answer, HostAnswer::Answered { fqdn: name, uuid: Some(uuid) }
                if *uuid == evidence.uuid && normal_name(name).as_ref() == Some(fqdn))
                || matches!(&evidence.host.answer, HostAnswer::Asked { findings }
                    if findings.wmi.as_ref().is_some_and(|wmi| wmi.identity.uuid == Some(evidence.uuid))
                        && fqdn == "pc-c.corp.example");
            prop_assert!(by_uuid || by_host || aliases(&evidence).contains(fqdn), "{fqdn} rests on an address alone");
        }
    }

    #[test]
    fn a_name_is_given_exactly_when_the_outcome_is_resolved(evidence in evidence()) {
        let trace = decide(&evidence, 2, now());
        prop_assert_eq!(trace.fqdn.is_some(), trace.outcome == Outcome::Resolved);
        prop_assert_eq!(trace.steps.len(), 5);
        prop_assert!(trace.fqdn.iter().chain(&trace.tentative).all(|name| normal_name(name).as_ref() == Some(name)));
    }

    #[test]
    fn amt_24_nothing_resolves_without_a_profile_and_its_box(evidence in evidence()) {
        let trace = decide(&evidence, 2, now());
        if evidence.policy.profile.is_none() || !evidence.policy.enabled {
            prop_assert!(matches!(trace.outcome, Outcome::NoProfile | Outcome::SyncDisabled));
            prop_assert!(trace.steps[1..].iter().all(|step| step.result == StepResult::Skipped));
        }
    }

    #[test]
    fn d_04_dns_never_changes_a_uuid_match(evidence in evidence(), other in dns()) {
        let before = decide(&evidence, 2, now());
        if uuid_names(&evidence).is_empty() {
            return Ok(());
        }
        let mut edited = evidence;
        edited.dns.answer = other;
        let after = decide(&edited, 2, now());
        prop_assert_eq!((before.outcome, before.fqdn), (after.outcome, after.fqdn));
    }

    #[test]
    fn d_10_tables_that_name_different_computers_give_no_name(evidence in evidence()) {
        let mut names = uuid_names(&evidence);
        names.sort();
        names.dedup();
        let trace = decide(&evidence, 2, now());
        let allowed = evidence.policy.profile.is_some() && evidence.policy.enabled;
        prop_assert_eq!(allowed && names.len() > 1, trace.outcome == Outcome::Conflict);
    }

    #[test]
    fn amt_35_the_order_of_an_answer_does_not_matter(evidence in evidence()) {
        let mut turned = evidence.clone();
        if let DnsAnswer::Names { names } = &mut turned.dns.answer {
            let mut seen = std::collections::HashSet::new();
            // Of a name given twice with different forwards the first counts; keep that one first.
            names.retain(|n| seen.insert(normal_name(&n.name)));
            let mut same = evidence.clone();
            same.dns.answer = DnsAnswer::Names { names: names.clone() };
            names.reverse();
            let (one, two) = (decide(&same, 2, now()), decide(&turned, 2, now()));
            prop_assert_eq!((one.outcome, one.fqdn), (two.outcome, two.fqdn));
        }
    }

    #[test]
    fn amt_28_whatever_replaces_an_inventory_name_is_accompanied_by_a_warning(evidence in evidence()) {
        let trace = decide(&evidence, 2, now());
        let dns_decided = trace.steps[4].step == StepName::Dns && trace.steps[4].result == StepResult::Hit;
        if let (Outcome::Resolved, Some(fqdn), true) = (trace.outcome, &trace.fqdn, dns_decided) {
            let newest = evidence.cmdb_ip.answer.iter().filter(|r| r.fqdn.as_deref().and_then(normal_name).is_some())
                .max_by_key(|r| r.collected).and_then(|r| normal_name(r.fqdn.as_deref()?));
            if uuid_names(&evidence).is_empty() && newest.is_some_and(|name| name != *fqdn) {
                let stale = trace.warnings.iter().any(|w| matches!(w, Warning::StaleAddress { .. }));
                let shared = trace.warnings.iter().any(|w| matches!(w, Warning::SharedAddress { .. }));
                prop_assert!(stale || shared);
            }
        }
    }

    #[test]
    fn stored_evidence_gives_the_same_verdict_again(evidence in evidence()) {
        let text = serde_json::to_string(&evidence).unwrap();
        let again: Evidence = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(decide(&evidence, 2, now()), decide(&again, 2, now()));
    }
}
