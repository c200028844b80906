//! The field names and values that scripts rely on.

use super::*;
use crate::model::evidence::{DnsAnswer, DnsName, Evidence, Forward, Gathered, HostAnswer, PolicyEvidence, UuidRows};
use crate::model::hello::{CertificateHash, Interface};
use crate::model::id::{ProfileId, SystemId};
use crate::rules::identity::decide;
use chrono::DateTime;
use uuid::Uuid;

fn locale() -> Locale {
    Locale::load("en", None).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn assert_has(value: &Value, names: &str) {
    for name in names.split_whitespace() {
        assert!(value.get(name).is_some(), "{name} is missing in {:?}", keys(value));
    }
}

fn sample(status: Status) -> AmtSystem {
    let at = DateTime::from_timestamp(1_700_000_000, 123_000_000).unwrap();
    AmtSystem {
        id: SystemId(3),
        uuid: Uuid::from_u128(7),
        split_by: None,
        address: "10.0.0.7".parse().unwrap(),
        interface: Interface::Pki,
        admin_credentials_set: false,
        pid: None,
        certificate_hashes: [CertificateHash::from_hex(&"ab".repeat(20)).unwrap()].into(),
        first_seen: at,
        last_seen: at,
        count: 1,
        retry: 0,
        trailing_bytes: 0,
        addresses: Vec::new(),
        status,
        outcome: None,
        scenario: None,
        fqdn: Some("pc1.example.org".into()),
        profile: Some(ProfileRef { id: ProfileId(1), name: "Office".into() }),
        warnings: vec![Warning::TrailingBytes { count: 4 }],
        trace: None,
        resolved_at: None,
    }
}

fn decided() -> Trace {
    let gathered_at = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let evidence = Evidence {
        uuid: Uuid::from_u128(7),
        address: "10.0.0.7".parse().unwrap(),
        gathered_at,
        policy: PolicyEvidence { profile: Some(ProfileRef { id: ProfileId(1), name: "Office".into() }), enabled: true },
        cmdb_uuid: Gathered::free(UuidRows::Read { rows: vec![], near: vec![], empty_tables: vec![] }),
        cmdb_ip: Gathered::free(vec![]),
        host: Gathered::free(HostAnswer::NotConfigured),
        dns: Gathered::free(DnsAnswer::Names {
            names: vec![DnsName { name: "pc1.example.org".into(), forward: Forward::Confirmed }],
        }),
    };
    decide(&evidence, 2, gathered_at)
}

#[test]
fn a_system_has_the_fields_of_the_contract() {
    let value = system(&sample(Status::Unresolved), &locale());
    assert_has(
        &value,
        "uuid address interface pid certificate_hashes first_seen last_seen count retry status reason fqdn profile \
         profile_id warnings addresses outcome scenario next_expected window_closes split_by resolved_at",
    );
    assert_eq!(value["interface"], "pki");
    assert_eq!(value["profile"], "Office");
    assert_eq!(value["first_seen"], "2023-11-14T22:13:20.123Z");
    assert_eq!(value["certificate_hashes"][0], "ab".repeat(20));
    assert_eq!(value["next_expected"], "2023-11-14T22:14:20.123Z");
    assert_eq!(value["warnings"][0]["code"], "trailing_bytes");
    assert_eq!(value["warnings"][0]["count"], 4);
    assert_eq!(value["warnings"][0]["message"], "4 bytes behind the hello");
}

#[test]
fn a_reason_is_the_code_and_the_sentence_unless_all_is_well() {
    let reason = |status| system(&sample(status), &locale())["reason"].clone();
    assert_eq!(reason(Status::Queued), Value::Null);
    assert_eq!(reason(Status::Provisioned), Value::Null);
    assert_eq!(reason(Status::NoProfile), "no_profile: The synchronization policy assigns no profile. Assign one.");
}

#[test]
fn a_trace_has_the_five_steps_in_their_order() {
    let value = trace(&decided(), &locale());
    assert_has(&value, "id uuid address outcome fqdn tentative profile profile_id scenario warnings steps decided_at");
    let steps = value["steps"].as_array().unwrap();
    let names: Vec<_> = steps.iter().map(|s| s["step"].as_str().unwrap()).collect();
    assert_eq!(names, ["policy", "cmdb_uuid", "cmdb_ip", "host", "dns"]);
    for step in steps {
        assert_has(step, "step result detail source age_s duration_ms note");
        assert!(["hit", "miss", "skipped", "error"].contains(&step["result"].as_str().unwrap()));
        assert!(!step["detail"].as_str().unwrap().is_empty());
    }
    assert_eq!((&value["outcome"], &value["fqdn"]), (&json!("resolved"), &json!("pc1.example.org")));
    assert_eq!(steps[3]["result"], "skipped");
    assert_eq!(steps[3]["detail"], "not configured");
}

#[test]
fn a_decoded_hello_has_exactly_the_fields_of_the_contract() {
    let decoded = Hello {
        interface: Interface::Psk,
        admin_credentials_set: true,
        retry: 2,
        uuid: Uuid::from_u128(7),
        pid: Some("0000-037M".parse().unwrap()),
        certificate_hashes: Vec::new(),
        trailing_bytes: 3,
    };
    let value = hello(&decoded);
    let mut found = keys(&value);
    found.sort_unstable();
    assert_eq!(
        found,
        ["admin_credentials_set", "certificate_hashes", "interface", "pid", "retry", "trailing_bytes", "uuid"]
    );
    assert_eq!((&value["interface"], &value["pid"]), (&json!("psk"), &json!("0000-037M")));
}
