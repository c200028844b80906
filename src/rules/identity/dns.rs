//! What reverse DNS means: advice on a name that stands, or the last word on one that does not.

use super::normal_name;
use crate::model::evidence::{DnsAnswer, DnsName, Evidence, Forward};
use crate::model::trace::{Note, Outcome, StepResult, Warning};
use chrono::{DateTime, Utc};

/// DNS's word on a UUID match, which stands whatever it is (D-04).
pub(super) struct Advice {
    pub(super) result: StepResult,
    pub(super) note: Note,
    pub(super) warnings: Vec<Warning>,
}

/// DNS's word on a tentative name, or on none.
pub(super) struct Verified {
    pub(super) result: StepResult,
    pub(super) note: Note,
    pub(super) warnings: Vec<Warning>,
    pub(super) outcome: Outcome,
    pub(super) name: Option<String>,
}

/// The names that wait for DNS to confirm one of them.
#[derive(Default)]
pub(super) struct Candidates {
    /// The inventory's by address, the one collected last first. They go before the host's own (AMT-36).
    pub(super) inventory: Vec<String>,
    /// When the first of these was collected.
    pub(super) collected: Option<DateTime<Utc>>,
    /// What the host told without proof.
    pub(super) host: Option<String>,
    /// Names of the machine that has the address now and is not the one that said hello. DNS may not bring them back.
    pub(super) excluded: Vec<String>,
}

impl Candidates {
    fn names(&self) -> impl Iterator<Item = &String> {
        self.inventory.iter().chain(&self.host)
    }

    /// Returns the warning about a candidate that DNS does not support.
    fn doubt(&self, name: &str, dns: &[String]) -> Warning {
        if self.inventory.iter().any(|record| record == name) {
            return Warning::StaleAddress { record: name.into(), collected: self.collected, dns: dns.to_vec() };
        }
        Warning::HostContradicted { told: name.into(), dns: dns.to_vec() }
    }
}

/// Compares DNS with a name that was found by UUID.
pub(super) fn advise(evidence: &Evidence, fqdn: &str) -> Advice {
    let (result, note) = match listed(&evidence.dns.answer) {
        Ok(aliases) => {
            let names = names_of(&aliases);
            if aliases.iter().any(|alias| alias.name == fqdn) {
                let note = Note::DnsConfirms { fqdn: fqdn.into(), names };
                return Advice { result: StepResult::Hit, note, warnings: Vec::new() };
            }
            let warning = Warning::DnsDisagrees { fqdn: fqdn.into(), names: names.clone() };
            return Advice { result: StepResult::Miss, note: Note::DnsDisagrees { names }, warnings: vec![warning] };
        }
        Err(silence) => silence,
    };
    let asked = result != StepResult::Skipped;
    let warnings = if asked { vec![Warning::DnsSilent { fqdn: fqdn.into() }] } else { Vec::new() };
    Advice { result, note, warnings }
}

/// Decides on the candidates by the alias list (AMT-34..AMT-39, D-05).
pub(super) fn verify(evidence: &Evidence, candidates: &Candidates) -> Verified {
    let tentative = candidates.names().next();
    let mut aliases = match listed(&evidence.dns.answer) {
        Ok(aliases) => aliases,
        Err((result, note)) => {
            let outcome = if tentative.is_some() { Outcome::Unverified } else { Outcome::Unresolved };
            return Verified { result, note, warnings: Vec::new(), outcome, name: tentative.cloned() };
        }
    };
    let names = names_of(&aliases);
    aliases.retain(|alias| !candidates.excluded.contains(&alias.name));
    if aliases.is_empty() {
        let (result, outcome, note) = (StepResult::Miss, Outcome::Unresolved, Note::DnsOtherMachine { names });
        return Verified { result, note, warnings: Vec::new(), outcome, name: None };
    }

    // AMT-36: the inventory's name is used if it is an alias; the newest first, and the host's own word last.
    let agreed = candidates.names().filter_map(|name| aliases.iter().find(|alias| alias.name == *name));
    let (moved, held): (Vec<&DnsName>, Vec<&DnsName>) =
        agreed.partition(|alias| matches!(alias.forward, Forward::Elsewhere { .. }));
    if let Some(alias) = held.first() {
        let fqdn = alias.name.clone();
        let mut warnings = forward_warning(alias);
        if let Some(record) = tentative.filter(|name| **name != fqdn) {
            warnings.push(candidates.doubt(record, &names));
        }
        let note = Note::DnsConfirms { fqdn: fqdn.clone(), names };
        return Verified { result: StepResult::Hit, note, warnings, outcome: Outcome::Resolved, name: Some(fqdn) };
    }
    if let Some(alias) = moved.first() {
        let fqdn = alias.name.clone();
        let mut warnings = forward_warning(alias);
        warnings.push(candidates.doubt(&fqdn, &names));
        let note = Note::DnsForwardElsewhere { fqdn: fqdn.clone(), names };
        return Verified { result: StepResult::Miss, note, warnings, outcome: Outcome::Unverified, name: Some(fqdn) };
    }

    // AMT-38 and AMT-39: the resolved host name.
    let chosen = best(&aliases);
    let fqdn = chosen.name.clone();
    let mut warnings = forward_warning(chosen);
    if aliases.len() > 1 && aliases.iter().filter(|a| rank(a) == rank(chosen)).count() > 1 {
        warnings.push(Warning::SeveralNames { chosen: fqdn.clone(), names: names.clone() });
    }
    let note = match tentative {
        Some(told) => {
            warnings.push(candidates.doubt(told, &names));
            let (fqdn, told) = (fqdn.clone(), told.clone());
            if candidates.inventory.is_empty() {
                Note::DnsContradictsHost { fqdn, host: told, names }
            } else {
                Note::DnsContradicts { fqdn, inventory: told, names }
            }
        }
        None => Note::DnsName { fqdn: fqdn.clone(), names },
    };
    Verified { result: StepResult::Hit, note, warnings, outcome: Outcome::Resolved, name: Some(fqdn) }
}

/// Returns the usable aliases, at least one, or how DNS was silent.
fn listed(answer: &DnsAnswer) -> Result<Vec<DnsName>, (StepResult, Note)> {
    Err(match answer {
        DnsAnswer::Names { names } => {
            let mut aliases: Vec<DnsName> = names
                .iter()
                .filter_map(|alias| Some(DnsName { name: normal_name(&alias.name)?, forward: alias.forward.clone() }))
                .collect();
            aliases.sort_by(|a, b| a.name.cmp(&b.name));
            aliases.dedup_by(|a, b| a.name == b.name);
            if !aliases.is_empty() {
                return Ok(aliases);
            }
            (StepResult::Miss, Note::DnsEmpty)
        }
        DnsAnswer::NxDomain => (StepResult::Miss, Note::DnsNxDomain),
        DnsAnswer::Empty => (StepResult::Miss, Note::DnsEmpty),
        DnsAnswer::ServFail => (StepResult::Error, Note::DnsServFail),
        DnsAnswer::Refused => (StepResult::Error, Note::DnsRefused),
        DnsAnswer::Timeout => (StepResult::Error, Note::DnsTimeout),
        DnsAnswer::Failed { reason } => (StepResult::Error, Note::DnsFailed { reason: reason.clone() }),
        DnsAnswer::NotConfigured => (StepResult::Skipped, Note::DnsNotConfigured),
    })
}

fn names_of(aliases: &[DnsName]) -> Vec<String> {
    aliases.iter().map(|alias| alias.name.clone()).collect()
}

/// How far the forward lookup supports an alias; less is better.
fn rank(alias: &DnsName) -> u8 {
    match alias.forward {
        Forward::Confirmed => 0,
        Forward::NotChecked | Forward::Failed => 1,
        Forward::NoAddress => 2,
        Forward::Elsewhere { .. } => 3,
    }
}

/// Returns the alias that the forward lookup supports best; among equals the first by name, so that the choice does
/// not depend on the order of an answer.
fn best(aliases: &[DnsName]) -> &DnsName {
    aliases.iter().skip(1).fold(&aliases[0], |best, alias| if rank(alias) < rank(best) { alias } else { best })
}

fn forward_warning(alias: &DnsName) -> Vec<Warning> {
    match &alias.forward {
        Forward::NoAddress => vec![Warning::NoForwardRecord { fqdn: alias.name.clone() }],
        Forward::Elsewhere { addresses } => {
            vec![Warning::ForwardElsewhere { fqdn: alias.name.clone(), addresses: addresses.clone() }]
        }
        Forward::Confirmed | Forward::Failed | Forward::NotChecked => Vec::new(),
    }
}
