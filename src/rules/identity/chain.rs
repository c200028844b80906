//! The chain itself: which step speaks, and when it ends.

use super::dns::{self, Advice, Candidates};
use super::host::{self, Host, Judged};
use super::inventory::{self, ByAddress, ByUuid};
use crate::model::evidence::{Evidence, Gathered, UuidRows};
use crate::model::trace::{Note, Outcome, Scenario, Step, StepName, StepResult, Trace, Warning};
use chrono::{DateTime, Utc};

/// Decides. `max_age_days` is the age from which an address record is warned about.
pub fn decide(evidence: &Evidence, max_age_days: u32, decided_at: DateTime<Utc>) -> Trace {
    let mut chain = Chain { evidence, steps: Vec::with_capacity(5), warnings: Vec::new() };
    let verdict = chain.run(max_age_days);
    chain.fill_unreached();
    let resolved = verdict.outcome == Outcome::Resolved;
    Trace {
        id: None,
        uuid: evidence.uuid,
        address: evidence.address,
        decided_at,
        outcome: verdict.outcome,
        fqdn: verdict.name.clone().filter(|_| resolved),
        tentative: verdict.name.filter(|_| !resolved),
        profile: evidence.policy.profile.clone(),
        scenario: verdict.scenario,
        warnings: chain.warnings,
        steps: chain.steps,
    }
}

/// How the chain ended.
struct Verdict {
    outcome: Outcome,
    /// The name: the answer when resolved, otherwise what was found and not trusted.
    name: Option<String>,
    scenario: Option<Scenario>,
}

impl Verdict {
    fn new(outcome: Outcome, scenario: Scenario, name: Option<String>) -> Self {
        Self { outcome, name, scenario: Some(scenario) }
    }

    fn stopped(outcome: Outcome) -> Self {
        Self { outcome, name: None, scenario: None }
    }
}

struct Chain<'a> {
    evidence: &'a Evidence,
    steps: Vec<Step>,
    warnings: Vec<Warning>,
}

impl Chain<'_> {
    fn run(&mut self, max_age_days: u32) -> Verdict {
        if let Some(outcome) = self.policy() {
            return Verdict::stopped(outcome);
        }
        match self.by_uuid() {
            ByUuid::Conflict => Verdict::new(Outcome::Conflict, Scenario::AgentBased, None),
            ByUuid::Hit(fqdn) => {
                self.skip(StepName::CmdbIp, Note::NotNeededUuidMatched);
                self.skip(StepName::Host, Note::NotNeededUuidMatched);
                self.advise(&fqdn);
                Verdict::new(Outcome::Resolved, Scenario::AgentBased, Some(fqdn))
            }
            ByUuid::Miss => self.without_uuid(max_age_days),
        }
    }

    /// The no-agent scenario: address, host, DNS.
    fn without_uuid(&mut self, max_age_days: u32) -> Verdict {
        let scenario = Scenario::NoAgent;
        let record = self.by_address(max_age_days);
        let mut candidates = Candidates { collected: record.collected, ..Candidates::default() };
        match self.host() {
            Host::Proved(fqdn) => {
                self.skip(StepName::Dns, Note::NotNeededHostProved);
                return Verdict::new(Outcome::Resolved, scenario, Some(fqdn));
            }
            // Another computer answers at this address, so the record is not about the hello's sender (D-03).
            Host::Other(names) => {
                if let Some(record) = record.names.first() {
                    self.warnings.push(Warning::StaleAddress {
                        record: record.clone(),
                        collected: candidates.collected,
                        dns: Vec::new(),
                    });
                }
                candidates.excluded = names;
            }
            Host::Named(fqdn) => {
                candidates.inventory = record.names;
                candidates.host = Some(fqdn);
            }
            Host::Silent => candidates.inventory = record.names,
        }
        let answer = dns::verify(self.evidence, &candidates);
        self.push_asked(StepName::Dns, answer.result, answer.note, &self.evidence.dns, Some(0));
        self.warnings.extend(answer.warnings);
        // An inventory that could not be read might have named this UUID: a name that rests on DNS alone is not enough.
        let blind = matches!(self.evidence.cmdb_uuid.answer, UuidRows::Failed { .. });
        let outcome = if blind && answer.outcome == Outcome::Resolved { Outcome::Unverified } else { answer.outcome };
        Verdict::new(outcome, scenario, answer.name)
    }

    fn policy(&mut self) -> Option<Outcome> {
        let policy = &self.evidence.policy;
        let (result, note, outcome) = match &policy.profile {
            None => (StepResult::Miss, Note::PolicyNoProfile, Some(Outcome::NoProfile)),
            Some(profile) if policy.enabled => (
                StepResult::Hit,
                Note::PolicyAssigned { profile: profile.name.clone(), profile_id: profile.id.0 },
                None,
            ),
            Some(profile) => (
                StepResult::Miss,
                Note::PolicyBoxOff { profile: profile.name.clone(), profile_id: profile.id.0 },
                Some(Outcome::SyncDisabled),
            ),
        };
        self.push(StepName::Policy, result, note, None, None, None);
        outcome
    }

    fn by_uuid(&mut self) -> ByUuid {
        let found = inventory::by_uuid(&self.evidence.cmdb_uuid.answer);
        let age = self.age(found.collected);
        let source = found.source.or_else(|| self.evidence.cmdb_uuid.source.clone());
        let duration = self.evidence.cmdb_uuid.duration_ms;
        self.push(StepName::CmdbUuid, found.result, found.note, source, age, Some(duration));
        self.warnings.extend(found.warnings);
        found.answer
    }

    fn by_address(&mut self, max_age_days: u32) -> ByAddress {
        let found = inventory::by_address(self.evidence, max_age_days);
        let age = self.age(found.answer.collected);
        let source = found.source.or_else(|| self.evidence.cmdb_ip.source.clone());
        let duration = self.evidence.cmdb_ip.duration_ms;
        self.push(StepName::CmdbIp, found.result, found.note, source, age, Some(duration));
        self.warnings.extend(found.warnings);
        found.answer
    }

    fn host(&mut self) -> Host {
        let Judged { host, result, note, attempts, warnings } = host::judge(self.evidence);
        self.push_asked(StepName::Host, result, note, &self.evidence.host, Some(0));
        if let Some(step) = self.steps.last_mut() {
            step.attempts = attempts;
        }
        self.warnings.extend(warnings);
        host
    }

    /// Asks DNS for advice on a name that stands whatever it says (D-04).
    fn advise(&mut self, fqdn: &str) {
        let Advice { result, note, warnings } = dns::advise(self.evidence, fqdn);
        self.push_asked(StepName::Dns, result, note, &self.evidence.dns, Some(0));
        self.warnings.extend(warnings);
    }

    fn age(&self, collected: Option<DateTime<Utc>>) -> Option<i64> {
        collected.map(|at| (self.evidence.gathered_at - at).num_seconds().max(0))
    }

    fn push_asked<T>(
        &mut self,
        step: StepName,
        result: StepResult,
        note: Note,
        asked: &Gathered<T>,
        age_s: Option<i64>,
    ) {
        if result == StepResult::Skipped {
            return self.skip(step, note);
        }
        self.push(step, result, note, asked.source.clone(), age_s, Some(asked.duration_ms));
    }

    fn skip(&mut self, step: StepName, note: Note) {
        self.push(step, StepResult::Skipped, note, None, None, None);
    }

    fn push(
        &mut self,
        step: StepName,
        result: StepResult,
        note: Note,
        source: Option<String>,
        age_s: Option<i64>,
        duration_ms: Option<f64>,
    ) {
        self.steps.push(Step { step, result, note, source, age_s, duration_ms, attempts: Vec::new() });
    }

    /// Adds the steps behind the one that ended the chain, so that every trace has all five.
    fn fill_unreached(&mut self) {
        const ORDER: [StepName; 5] =
            [StepName::Policy, StepName::CmdbUuid, StepName::CmdbIp, StepName::Host, StepName::Dns];
        for step in ORDER.into_iter().skip(self.steps.len()) {
            self.skip(step, Note::NotReached);
        }
    }
}
