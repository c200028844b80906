//! The host step's own cases: what its trace says, which attempt speaks, and that old evidence stays readable.

use super::table::{A, alias, bare, fault, now, record, told, wmi};
use super::{decide, status_after};
use crate::model::evidence::{DnsAnswer, Evidence, Forward, HostAnswer};
use crate::model::host::{Carrier, FaultClass, HostAttempt, HostFault, HostFindings, Stage};
use crate::model::system::Status;
use crate::model::trace::{Note, Outcome, StepResult, Trace, Warning};
use uuid::Uuid;

const C: &str = "pc-c.corp.example";

fn asked(findings: HostFindings) -> Evidence {
    let mut evidence = bare();
    evidence.host.answer = HostAnswer::Asked { findings: Box::new(findings) };
    evidence
}

fn decided(findings: HostFindings) -> Trace {
    decide(&asked(findings), 2, now())
}

fn names(evidence: &mut Evidence, name: &str) {
    evidence.dns.answer = DnsAnswer::Names { names: vec![alias(name, Forward::Confirmed)] };
}

#[test]
fn d_03_another_uuid_discards_the_name_marks_the_address_stale_and_says_both_uuids() {
    let theirs = Uuid::from_u128(2);
    let findings = HostFindings { wmi: Some(wmi(Some(theirs), "corp.example", true)), ..HostFindings::default() };
    let mut evidence = asked(findings);
    names(&mut evidence, C);
    let trace = decide(&evidence, 2, now());
    assert_eq!((trace.outcome, trace.tentative.as_deref()), (Outcome::Unresolved, None), "DNS must not bring it back");
    assert_eq!(trace.steps[3].note, Note::HostOther { fqdn: C.into(), uuid: theirs, hello: evidence.uuid });
    assert_eq!(trace.steps[4].note, Note::DnsOtherMachine { names: vec![C.into()] });
    assert!(trace.warnings.contains(&Warning::AddressTaken { fqdn: C.into(), uuid: theirs, hello: evidence.uuid }));
    assert_eq!(status_after(&trace), Status::StaleAddress);
    let [attempt] = &trace.steps[3].attempts[..] else { panic!("one attempt") };
    assert_eq!((attempt.class, attempt.verified), (Some(FaultClass::UuidMismatch), false));
}

#[test]
fn amt_33_a_challenge_is_tentative_until_dns_confirms_it() {
    let findings = HostFindings { told: told("PC-C.corp.example"), ..HostFindings::default() };
    let mut evidence = asked(findings);
    let silent = decide(&evidence, 2, now());
    assert_eq!((silent.outcome, silent.tentative.as_deref()), (Outcome::Unverified, Some(C)));
    assert_eq!(silent.steps[3].result, StepResult::Miss);
    assert_eq!(silent.steps[3].note, Note::HostNamed { fqdn: C.into(), carrier: Carrier::Smb });
    names(&mut evidence, C);
    let confirmed = decide(&evidence, 2, now());
    assert_eq!((confirmed.outcome, confirmed.fqdn.as_deref()), (Outcome::Resolved, Some(C)));
    names(&mut evidence, A);
    let other = decide(&evidence, 2, now());
    assert_eq!(other.fqdn.as_deref(), Some(A));
    assert!(other.warnings.contains(&Warning::HostContradicted { told: C.into(), dns: vec![A.into()] }));
    evidence.cmdb_ip.answer = vec![record(Some(A), 1)];
    names(&mut evidence, C);
    let newer = decide(&evidence, 2, now());
    assert_eq!(newer.fqdn.as_deref(), Some(C));
    assert!(newer.warnings.iter().any(|w| matches!(w, Warning::StaleAddress { record, .. } if record == A)));
}

#[test]
fn amt_33_the_trace_says_carrier_account_timing_and_what_was_verified() {
    let findings = HostFindings {
        told: told(C),
        wmi: Some(wmi(Some(Uuid::from_u128(1)), "corp.example", true)),
        faults: vec![fault(Carrier::Smb, Stage::Connect, FaultClass::UnreachableClosed)],
        account: Some("CORP\\reader".into()),
    };
    let trace = decided(findings);
    assert_eq!((trace.outcome, trace.fqdn.as_deref()), (Outcome::Resolved, Some(C)));
    let shown: Vec<_> = trace.steps[3].attempts.iter().map(|a| (a.carrier, a.stage, a.class, a.verified)).collect();
    assert_eq!(
        shown,
        [
            (Carrier::Smb, Stage::Connect, Some(FaultClass::UnreachableClosed), false),
            (Carrier::Smb, Stage::Challenge, None, false),
            (Carrier::Wmi, Stage::Verify, None, true),
        ]
    );
    let accounts: Vec<_> = trace.steps[3].attempts.iter().map(|a| a.account.as_deref()).collect();
    assert_eq!(accounts, [None, None, Some("CORP\\reader")]);
}

#[test]
fn amt_40_a_uuid_in_the_old_byte_order_counts_and_the_trace_says_so() {
    let hello = Uuid::from_u128(0x00112233_4455_6677_8899_aabbccddeeff);
    let swapped = Uuid::from_u128(0x33221100_5544_7766_8899_aabbccddeeff);
    let wmi = Some(wmi(Some(swapped), "corp.example", true));
    let evidence = Evidence { uuid: hello, ..asked(HostFindings { wmi, ..HostFindings::default() }) };
    let trace = decide(&evidence, 2, now());
    assert_eq!(trace.outcome, Outcome::Resolved);
    assert!(matches!(&trace.steps[3].attempts[..], [HostAttempt { code, .. }] if code == "uuid_byte_order=be"));
}

#[test]
fn amt_33_a_workgroup_is_no_domain() {
    let findings =
        HostFindings { wmi: Some(wmi(Some(Uuid::from_u128(1)), "WORKGROUP", false)), ..HostFindings::default() };
    let trace = decided(findings);
    assert_eq!((trace.outcome, trace.tentative.as_deref()), (Outcome::Unresolved, None));
    let note = Note::HostFault { class: FaultClass::NotDomainJoined, carrier: Carrier::Wmi, code: String::new() };
    assert_eq!(trace.steps[3].note, note);
}

#[test]
fn amt_33_where_domain_and_suffix_differ_dns_tells_which_is_in_use() {
    let findings = HostFindings {
        told: told("pc-c.sites.example"),
        wmi: Some(wmi(Some(Uuid::from_u128(1)), "corp.example", true)),
        ..HostFindings::default()
    };
    let mut evidence = asked(findings);
    assert_eq!(decide(&evidence, 2, now()).fqdn.as_deref(), Some(C));
    names(&mut evidence, "pc-c.sites.example");
    let trace = decide(&evidence, 2, now());
    assert_eq!(trace.fqdn.as_deref(), Some("pc-c.sites.example"));
    let both = Warning::HostSuffixes { chosen: "pc-c.sites.example".into(), other: C.into() };
    assert!(trace.warnings.contains(&both));
}

#[test]
fn amt_33_the_attempt_that_got_furthest_speaks() {
    let speaks =
        |faults: Vec<HostFault>| match decided(HostFindings { faults, ..HostFindings::default() }).steps[3].note {
            Note::HostFault { class, .. } => class,
            ref other => panic!("{other:?}"),
        };
    let closed = fault(Carrier::Smb, Stage::Connect, FaultClass::UnreachableClosed);
    let filtered = fault(Carrier::Rpc, Stage::Connect, FaultClass::UnreachableFiltered);
    let wrong = fault(Carrier::Winrm, Stage::Challenge, FaultClass::WrongService);
    let refused = fault(Carrier::Wmi, Stage::Auth, FaultClass::BadCredentials);
    let outside = fault(Carrier::Wmi, Stage::Connect, FaultClass::NotAllowed);
    assert_eq!(speaks(vec![closed.clone(), filtered.clone()]), FaultClass::UnreachableClosed, "the first of equals");
    assert_eq!(speaks(vec![closed.clone(), wrong.clone()]), FaultClass::WrongService);
    assert_eq!(speaks(vec![closed, wrong, refused]), FaultClass::BadCredentials);
    assert_eq!(speaks(vec![filtered, outside]), FaultClass::UnreachableFiltered);
}

#[test]
fn evidence_stored_before_hosts_were_asked_is_still_read() {
    let old = [
        r#"{"kind":"not_configured"}"#,
        r#"{"kind":"answered","fqdn":"pc-c.corp.example","uuid":null}"#,
        r#"{"kind":"unreachable","reason":"x"}"#,
        r#"{"kind":"access_denied"}"#,
        r#"{"kind":"timeout"}"#,
        r#"{"kind":"asked","findings":{}}"#,
    ];
    for text in old {
        let mut evidence = bare();
        evidence.host.answer = serde_json::from_str(text).unwrap();
        assert_eq!(decide(&evidence, 2, now()).steps.len(), 5, "{text}");
    }
    let step = r#"{"step":"host","result":"skipped","note":{"kind":"host_not_configured"},"source":null,"age_s":null,
        "duration_ms":null}"#;
    let step: crate::model::trace::Step = serde_json::from_str(step).unwrap();
    assert_eq!(step.attempts, []);
}
