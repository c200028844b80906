//! The JSON that commands print. Its field names are part of the contract with scripts: times are RFC 3339 in UTC,
//! enumerations snake_case, what is not known null.

use super::host;
use crate::config::Locale;
use crate::core::change::Preview;
use crate::core::hello::Detail;
use crate::core::provisioning::Comparison;
use crate::model::hello::{Hello, RejectedHello};
use crate::model::mapping::Mapping;
use crate::model::policy::SyncPolicy;
use crate::model::profile::ProfileRef;
use crate::model::system::{AmtSystem, Status};
use crate::model::trace::{Step, Trace, Warning};
use crate::rules::schedule::expect;
use serde::Serialize;
use serde_json::{Value, json};

/// A system, as in `hello list`.
pub(super) fn system(system: &AmtSystem, locale: &Locale) -> Value {
    let expectation = expect(system.interface, system.retry, system.last_seen);
    json!({
        "uuid": system.uuid,
        "address": system.address,
        "interface": system.interface,
        "admin_credentials_set": system.admin_credentials_set,
        "pid": system.pid,
        "certificate_hashes": system.certificate_hashes,
        "first_seen": system.first_seen,
        "last_seen": system.last_seen,
        "count": system.count,
        "retry": system.retry,
        "trailing_bytes": system.trailing_bytes,
        "status": system.status,
        "reason": reason(system.status, locale),
        "fqdn": system.fqdn,
        "profile": name_of(system.profile.as_ref()),
        "profile_id": id_of(system.profile.as_ref()),
        "warnings": warnings(&system.warnings, locale),
        "addresses": system.addresses,
        "outcome": system.outcome,
        "scenario": system.scenario,
        "next_expected": expectation.next_expected,
        "window_closes": expectation.window_closes,
        "split_by": system.split_by,
        "resolved_at": system.resolved_at,
    })
}

/// A system with its mapping and its latest trace, as in `hello show`.
pub(super) fn detail(detail: &Detail, locale: &Locale) -> Value {
    let mut value = system(&detail.system, locale);
    value["mapping"] = detail.mapping.as_ref().map(mapping).into();
    value["trace"] = detail.trace.as_ref().map(|(found, _)| trace(found, locale)).into();
    value["evidence"] = detail.trace.as_ref().map(|(_, evidence)| json!(evidence)).into();
    value
}

/// Why a system stands where it does: the status's code and sentence. None where it stands as it should.
pub(super) fn reason(status: Status, locale: &Locale) -> Option<String> {
    if matches!(status, Status::Queued | Status::Provisioned) {
        return None;
    }
    let id = format!("status-{}.about", status.name().replace('_', "-"));
    Some(format!("{}: {}", status.name(), locale.text(&id)))
}

/// Warnings with their sentences.
pub(super) fn warnings(warnings: &[Warning], locale: &Locale) -> Vec<Value> {
    warnings.iter().map(|warning| with_message("warning", warning, locale)).collect()
}

/// A trace, as in `resolve`.
pub(super) fn trace(trace: &Trace, locale: &Locale) -> Value {
    json!({
        "id": trace.id,
        "uuid": trace.uuid,
        "address": trace.address,
        "outcome": trace.outcome,
        "fqdn": trace.fqdn,
        "tentative": trace.tentative,
        "profile": name_of(trace.profile.as_ref()),
        "profile_id": id_of(trace.profile.as_ref()),
        "scenario": trace.scenario,
        "warnings": warnings(&trace.warnings, locale),
        "steps": trace.steps.iter().map(|found| step(found, locale)).collect::<Vec<_>>(),
        "decided_at": trace.decided_at,
    })
}

fn step(step: &Step, locale: &Locale) -> Value {
    let mut value = json!({
        "step": step.step,
        "result": step.result,
        "detail": locale.say("note", &step.note),
        "source": step.source,
        "age_s": step.age_s,
        "duration_ms": step.duration_ms,
        "note": step.note,
    });
    if !step.attempts.is_empty() {
        value["attempts"] = step.attempts.iter().map(|attempt| host::attempt(attempt, locale)).collect();
    }
    value
}

/// A stored verdict beside the one that the rules give now, as in `hello replay`.
pub(super) fn comparison(comparison: &Comparison, locale: &Locale) -> Value {
    json!({
        "same": comparison.same,
        "changed_steps": comparison.changed_steps,
        "before": trace(&comparison.before, locale),
        "after": trace(&comparison.after, locale),
    })
}

/// A decoded hello, as in `hello decode`.
pub(super) fn hello(hello: &Hello) -> Value {
    json!({
        "interface": hello.interface,
        "admin_credentials_set": hello.admin_credentials_set,
        "retry": hello.retry,
        "uuid": hello.uuid,
        "pid": hello.pid,
        "certificate_hashes": hello.certificate_hashes,
        "trailing_bytes": hello.trailing_bytes,
    })
}

/// A malformed message, as in `hello rejected`.
pub(super) fn rejected(rejected: &RejectedHello, locale: &Locale) -> Value {
    let mut value = json!(rejected);
    value["reason"] = with_message("malformed", &rejected.reason, locale);
    value
}

/// A mapping.
pub(super) fn mapping(mapping: &Mapping) -> Value {
    json!({
        "uuid": mapping.uuid,
        "fqdn": mapping.fqdn,
        "profile": mapping.profile.name,
        "profile_id": mapping.profile.id,
        "origin": mapping.origin,
        "trace": mapping.trace,
        "set_by": mapping.set_by,
        "set_at": mapping.set_at,
        "reason": mapping.reason,
    })
}

/// The synchronization policy.
pub(super) fn policy(policy: &SyncPolicy) -> Value {
    json!({
        "profile": name_of(policy.profile.as_ref()),
        "profile_id": id_of(policy.profile.as_ref()),
        "enabled": policy.enabled,
        "changed_at": policy.changed_at,
        "changed_by": policy.changed_by,
    })
}

/// What a change would do, as `--dry-run` prints it.
pub(super) fn preview(preview: &Preview, locale: &Locale) -> Value {
    let mut value = json!(preview);
    value["dry_run"] = true.into();
    value["effects"] = preview.effects.iter().map(|effect| with_message("effect", effect, locale)).collect();
    value
}

/// A fact with its sentence beside its fields.
pub(super) fn with_message(prefix: &str, fact: &impl Serialize, locale: &Locale) -> Value {
    let mut value = json!(fact);
    value["message"] = locale.say(prefix, fact).into();
    value
}

fn name_of(profile: Option<&ProfileRef>) -> Option<&str> {
    profile.map(|profile| profile.name.as_str())
}

fn id_of(profile: Option<&ProfileRef>) -> Value {
    json!(profile.map(|profile| profile.id))
}

#[cfg(test)]
mod tests;
