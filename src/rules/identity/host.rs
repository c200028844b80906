//! What a host's answers mean: proof by UUID, a name without proof, another machine at the address, or nothing (D-03).
//!
//! Whoever answers at an address chooses what it tells. So a name from a challenge is treated like a name that the
//! inventory found by address: DNS must confirm it. Only WMI tells the UUID, and only an equal UUID proves the name.

use super::normal_name;
use crate::model::evidence::{DnsAnswer, Evidence, Gathered, HostAnswer};
use crate::model::host::{FaultClass, HostAttempt, HostFault, HostFindings, Stage, ToldByWmi, WmiIdentity};
use crate::model::trace::{Note, Step, StepName, StepResult, Warning};
use crate::rules::sighting::is_no_identity;
use uuid::Uuid;

/// What the host's answer means for the chain.
pub(super) enum Host {
    /// Same UUID: the name holds and the chain ends.
    Proved(String),
    /// Another UUID: the lease is stale. With the names that the other machine has.
    Other(Vec<String>),
    /// A name without proof.
    Named(String),
    /// Nothing.
    Silent,
}

/// The answer with what the trace says of it.
pub(super) struct Judged {
    pub(super) host: Host,
    pub(super) result: StepResult,
    pub(super) note: Note,
    pub(super) attempts: Vec<HostAttempt>,
    pub(super) warnings: Vec<Warning>,
}

impl Judged {
    fn new(host: Host, result: StepResult, note: Note) -> Self {
        Self { host, result, note, attempts: Vec::new(), warnings: Vec::new() }
    }
}

/// Judges the host's answer.
pub(super) fn judge(evidence: &Evidence) -> Judged {
    let silent = |result, note| Judged::new(Host::Silent, result, note);
    match &evidence.host.answer {
        HostAnswer::NotConfigured => silent(StepResult::Skipped, Note::HostNotConfigured),
        HostAnswer::Crowded => silent(StepResult::Skipped, Note::HostCrowded),
        HostAnswer::NotNeeded => silent(StepResult::Skipped, Note::NotNeededUuidMatched),
        HostAnswer::Asked { findings } => found(Some(evidence.uuid), &evidence.dns.answer, findings),
        HostAnswer::Unreachable { reason } => {
            silent(StepResult::Error, Note::HostUnreachable { reason: reason.clone() })
        }
        HostAnswer::AccessDenied => silent(StepResult::Error, Note::HostAccessDenied),
        HostAnswer::Timeout => silent(StepResult::Error, Note::HostTimeout),
        HostAnswer::Answered { fqdn, uuid } => {
            let name = normal_name(fqdn);
            match uuid.filter(|uuid| !is_no_identity(*uuid)) {
                Some(uuid) if same(uuid, evidence.uuid).is_some() => match name {
                    Some(fqdn) => proved(fqdn),
                    None => silent(StepResult::Miss, Note::HostProved { fqdn: String::new() }),
                },
                Some(uuid) => other(evidence.uuid, fqdn.clone(), uuid, name.into_iter().collect()),
                None => {
                    let host = name.map_or(Host::Silent, Host::Named);
                    Judged::new(host, StepResult::Miss, Note::HostUnproved { fqdn: fqdn.clone() })
                }
            }
        }
    }
}

/// In which byte order two UUIDs are the same.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    /// As SMBIOS prints them.
    Usual,
    /// With the first three fields swapped, as firmware before SMBIOS 2.6 and some agents do.
    Swapped,
}

fn same(theirs: Uuid, hello: Uuid) -> Option<Order> {
    if theirs == hello {
        return Some(Order::Usual);
    }
    (Uuid::from_bytes_le(*theirs.as_bytes()) == hello).then_some(Order::Swapped)
}

fn proved(fqdn: String) -> Judged {
    Judged::new(Host::Proved(fqdn.clone()), StepResult::Hit, Note::HostProved { fqdn })
}

/// Another machine has the address now: whatever it is called, the hello's sender is not.
fn other(hello: Uuid, fqdn: String, uuid: Uuid, names: Vec<String>) -> Judged {
    let note = Note::HostOther { fqdn: fqdn.clone(), uuid, hello };
    let warnings = vec![Warning::AddressTaken { fqdn, uuid, hello }];
    Judged { warnings, ..Judged::new(Host::Other(names), StepResult::Miss, note) }
}

/// What WMI proves about the box.
enum Proof {
    /// It is the one that said hello.
    Same(Order),
    /// It is another one: its UUID, and the hello's.
    Other(Uuid, Uuid),
    /// Its UUID is missing or identifies nothing.
    None,
    /// Nobody said which UUID it should have.
    NotAsked,
}

/// Judges a host that was asked by itself. `hello` is the UUID that it should have.
pub fn host_step(host: &Gathered<HostFindings>, hello: Option<Uuid>) -> (Step, Vec<Warning>) {
    let Judged { result, note, attempts, warnings, .. } = found(hello, &DnsAnswer::NotConfigured, &host.answer);
    let (source, duration_ms) = (host.source.clone(), Some(host.duration_ms));
    (Step { step: StepName::Host, result, note, source, age_s: Some(0), duration_ms, attempts }, warnings)
}

fn found(hello: Option<Uuid>, dns: &DnsAnswer, findings: &HostFindings) -> Judged {
    let told = findings.told.as_ref().and_then(|told| normal_name(&told.fqdn));
    let wmi = findings.wmi.as_ref();
    let proof = match (wmi.and_then(|wmi| wmi.identity.uuid), hello) {
        (Some(uuid), _) if is_no_identity(uuid) => Proof::None,
        (Some(uuid), Some(hello)) => same(uuid, hello).map_or(Proof::Other(uuid, hello), Proof::Same),
        (Some(_), None) => Proof::NotAsked,
        (None, _) => Proof::None,
    };
    let named = wmi.and_then(|wmi| fqdn_of(&wmi.identity));
    let mut judged = match (&proof, named.clone(), told.clone()) {
        (Proof::Other(uuid, hello), named, told) => {
            let mut names: Vec<String> = named.into_iter().chain(told).collect();
            names.dedup();
            let fqdn = names.first().cloned();
            let fqdn = fqdn.or_else(|| wmi.map(|wmi| wmi.identity.dns_host_name.clone())).unwrap_or_default();
            other(*hello, fqdn, *uuid, names)
        }
        (Proof::Same(_), Some(named), told) => suffixes(dns, named, told),
        // Without a UUID, WMI's name is worth no more than the challenge's.
        (_, Some(named), _) => {
            let note = Note::HostUnproved { fqdn: named.clone() };
            Judged::new(Host::Named(named), StepResult::Miss, note)
        }
        (_, None, Some(fqdn)) => {
            let carrier = findings.told.as_ref().map(|told| told.carrier);
            let note = carrier.map_or_else(
                || Note::HostUnproved { fqdn: fqdn.clone() },
                |carrier| Note::HostNamed { fqdn: fqdn.clone(), carrier },
            );
            Judged::new(Host::Named(fqdn), StepResult::Miss, note)
        }
        (_, None, None) => nothing(findings),
    };
    judged.attempts = attempts(findings, &proof, named);
    judged
}

/// A box that is proved, and the suffix of its name. The Active Directory domain need not be the DNS suffix: where the
/// challenge gives the same host another suffix, DNS tells which is in use.
fn suffixes(dns: &DnsAnswer, named: String, told: Option<String>) -> Judged {
    let Some(other) = told.filter(|told| *told != named) else { return proved(named) };
    let listed = |name: &str| match dns {
        DnsAnswer::Names { names } => names.iter().any(|alias| normal_name(&alias.name).as_deref() == Some(name)),
        _ => false,
    };
    let (chosen, other) = if listed(&other) && !listed(&named) { (other, named) } else { (named, other) };
    Judged { warnings: vec![Warning::HostSuffixes { chosen: chosen.clone(), other }], ..proved(chosen) }
}

/// No name: the attempt that tells most, that is, WMI's before a challenge's, and who got further before who did not.
fn nothing(findings: &HostFindings) -> Judged {
    let tells = |fault: &&HostFault| (fault.carrier.is_wmi() && fault.class != FaultClass::NotAllowed, fault.stage);
    if findings.wmi.is_some() {
        let carrier = findings.wmi.as_ref().map(|wmi| wmi.carrier);
        let class = verify_fault(findings.wmi.as_ref(), &Proof::Same(Order::Usual));
        if let (Some(carrier), Some(class)) = (carrier, class) {
            let note = Note::HostFault { class, carrier, code: String::new() };
            return Judged::new(Host::Silent, StepResult::Miss, note);
        }
    }
    // Of equals the first: it was tried first because it is likeliest to answer.
    let Some(fault) = findings.faults.iter().rev().max_by_key(tells) else {
        return Judged::new(Host::Silent, StepResult::Skipped, Note::HostNotConfigured);
    };
    let result = match fault.class {
        FaultClass::NotDomainJoined | FaultClass::InvalidName => StepResult::Miss,
        _ => StepResult::Error,
    };
    let note = Note::HostFault { class: fault.class, carrier: fault.carrier, code: fault.code.clone() };
    Judged::new(Host::Silent, result, note)
}

/// Returns the FQDN that WMI gives. A workgroup is no domain.
fn fqdn_of(identity: &WmiIdentity) -> Option<String> {
    let joined = identity.part_of_domain && !identity.dns_host_name.is_empty() && !identity.domain.is_empty();
    let name = joined.then(|| format!("{}.{}", identity.dns_host_name, identity.domain))?;
    normal_name(&name).filter(|name| name.contains('.'))
}

/// Returns what keeps WMI's answer from being a proven name.
fn verify_fault(wmi: Option<&ToldByWmi>, proof: &Proof) -> Option<FaultClass> {
    let identity = &wmi?.identity;
    match proof {
        Proof::Other(..) => Some(FaultClass::UuidMismatch),
        Proof::None => Some(FaultClass::UuidUnusable),
        Proof::Same(_) | Proof::NotAsked if !identity.part_of_domain => Some(FaultClass::NotDomainJoined),
        Proof::Same(_) | Proof::NotAsked if fqdn_of(identity).is_none() => Some(FaultClass::InvalidName),
        Proof::Same(_) | Proof::NotAsked => None,
    }
}

fn attempts(findings: &HostFindings, proof: &Proof, named: Option<String>) -> Vec<HostAttempt> {
    let mut attempts: Vec<HostAttempt> = findings
        .faults
        .iter()
        .map(|fault| HostAttempt {
            carrier: fault.carrier,
            stage: fault.stage,
            class: Some(fault.class),
            code: fault.code.clone(),
            name: None,
            verified: false,
            account: findings.account.clone().filter(|_| fault.carrier.is_wmi()),
            elapsed_ms: fault.elapsed_ms,
        })
        .collect();
    if let Some(told) = &findings.told {
        // The challenge comes before anything that WMI says.
        let first_wmi = attempts.iter().position(|attempt| attempt.carrier.is_wmi()).unwrap_or(attempts.len());
        let attempt = HostAttempt {
            carrier: told.carrier,
            stage: Stage::Challenge,
            class: None,
            code: String::new(),
            name: Some(told.fqdn.clone()),
            verified: false,
            account: None,
            elapsed_ms: told.elapsed_ms,
        };
        attempts.insert(first_wmi, attempt);
    }
    if let Some(wmi) = &findings.wmi {
        let code = match proof {
            Proof::Same(Order::Swapped) => "uuid_byte_order=be",
            _ => "",
        };
        attempts.push(HostAttempt {
            carrier: wmi.carrier,
            stage: Stage::Verify,
            class: verify_fault(Some(wmi), proof),
            code: code.into(),
            name: named.or_else(|| Some(wmi.identity.dns_host_name.clone()).filter(|name| !name.is_empty())),
            verified: matches!(proof, Proof::Same(_)),
            account: findings.account.clone(),
            elapsed_ms: wmi.elapsed_ms,
        });
    }
    attempts
}
