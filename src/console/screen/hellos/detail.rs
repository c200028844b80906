//! What is known of one system, as lines: its hellos, what to expect of it, how it was resolved, what to do and who can.

use super::state::status_id;
use crate::console::action::Action;
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, pad, plain, span, wrap, wrapped};
use crate::core::hello::Detail;
use crate::model::hello::{Interface, RejectedHello, encode_hex};
use crate::model::host::HostAttempt;
use crate::model::mapping::Origin;
use crate::model::permission::{Target, Verb};
use crate::model::system::{AmtSystem, Status};
use crate::model::trace::{Step, StepName, StepResult, Trace};
use crate::rules::schedule::expect;
use ratatui::layout::Rect;

/// Columns of a step's name.
const STEP_WIDTH: usize = 11;

/// Returns everything about a system. Without `detail` only what the list knows.
pub fn detail_lines(model: &Model, system: &AmtSystem, detail: Option<&Detail>, pane: Rect) -> Vec<Line> {
    let look = &model.look;
    let width = usize::from(pane.width);
    // A low pane has no room for air, a tall one has room for every source.
    let (air, full) = (pane.height >= 16, pane.height >= 26);
    let mut lines = hello_lines(model, system);
    match detail.and_then(|detail| Some((detail.system.trace, &detail.trace.as_ref()?.0))) {
        Some((id, trace)) => {
            let made = || steps(look, trace, width, full);
            lines.extend(air.then(Line::new));
            // A trace never changes, and it is the longest part of what is drawn at every key.
            lines.extend(id.map_or_else(made, |id| model.hellos.steps.get((id, width, full), made)));
        }
        None if model.hellos.detail.is_slow(model.now) => {
            lines.push(vec![span(look.text("loading"), Role::StatusBusy)])
        }
        None => {}
    }
    if let Some(problem) = model.hellos.detail.problem() {
        lines.extend(wrapped(&look.locale.say("problem", problem), width, Role::StatusFailed));
    }
    lines.extend(air.then(Line::new));
    lines.extend(outcome(model, system, detail, width));
    lines.extend(addresses(model, system));
    lines
}

fn hello_lines(model: &Model, system: &AmtSystem) -> Vec<Line> {
    let (look, now) = (&model.look, model.now);
    let expectation = expect(system.interface, system.retry, system.last_seen);
    let next = match expectation.next_expected {
        Some(at) => look.locale.with("detail-next", [("at", figures::moment(at, now).into())]),
        None => look.text("detail-no-next"),
    };
    let (closes_id, closes_role) =
        if expectation.window_closes > now { ("detail-closes", Role::Text) } else { ("detail-closed", Role::Stale) };
    let closes = look.locale.with(closes_id, [("at", figures::moment(expectation.window_closes, now).into())]);
    let hellos = look.locale.with(
        "detail-hellos",
        [
            ("count", system.count.into()),
            ("retry", system.retry.into()),
            ("last", figures::exact(system.last_seen, now).into()),
        ],
    );
    let proof = match system.interface {
        Interface::Psk => {
            let pid = system.pid.map_or_else(|| look.symbol(Symbol::Dash).to_owned(), |pid| pid.to_string());
            look.locale.with("detail-psk", [("pid", pid.into())])
        }
        Interface::Pki => look.locale.with("detail-pki", [("count", system.certificate_hashes.len().into())]),
    };
    let mut lines = vec![
        vec![span(system.uuid.to_string(), Role::Title)],
        vec![
            span(format!("{} ", look.text("detail-from")), Role::Muted),
            span(system.address.to_string(), Role::Text),
            span(format!("   {hellos}"), Role::Muted),
        ],
        vec![span(next, Role::Text), span(", ", Role::Muted), span(closes, closes_role)],
    ];
    let mut last = vec![span(proof, Role::Muted)];
    if let Some(scenario) = system.scenario {
        let name = serde_json::to_value(scenario).ok();
        let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().replace('_', "-");
        last.push(span(format!("   {} ", look.text("detail-scenario")), Role::Muted));
        last.push(span(look.text(&format!("scenario-{name}")), Role::Text));
    }
    lines.push(last);
    lines
}

/// Returns the steps of a trace: one line each, or with everything that is known of each.
pub fn steps(look: &Look, trace: &Trace, width: usize, full: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, step) in trace.steps.iter().enumerate() {
        let (symbol, role) = result_mark(step.result);
        let muted = step.result == StepResult::Skipped;
        let text_role = match step.result {
            StepResult::Hit => Role::TraceWinner,
            StepResult::Skipped => Role::Muted,
            StepResult::Miss | StepResult::Error => Role::Text,
        };
        let name = look.text(step_id(step.step));
        let note = look.locale.say("note", &step.note);
        let mut head = vec![
            span(format!("{} ", number + 1), Role::Muted),
            span(pad(&name, STEP_WIDTH), if muted { Role::Muted } else { Role::Text }),
            span(format!("{} ", look.symbol(symbol)), role),
        ];
        let cost = cost(look, step);
        let indent = STEP_WIDTH + 4;
        if !full {
            head.push(span(note, text_role));
            if let Some(cost) = cost.filter(|_| width > 70) {
                head.push(span(format!("   {cost}"), Role::Muted));
            }
            lines.push(head);
            continue;
        }
        let mut notes = wrap(&note, width.saturating_sub(indent)).into_iter();
        head.push(span(notes.next().unwrap_or_default(), text_role));
        lines.push(head);
        lines.extend(notes.map(|rest| vec![span(" ".repeat(indent), Role::Text), span(rest, text_role)]));
        if let Some(cost) = cost {
            lines.push(vec![span(" ".repeat(indent), Role::Text), span(cost, Role::Muted)]);
        }
        for (place, attempt) in step.attempts.iter().enumerate() {
            // What to do about several failures of a kind is said once.
            let known = step.attempts[..place].iter().any(|before| before.class == attempt.class);
            lines.extend(self::attempt(look, attempt, width, !known));
        }
    }
    lines
}

/// One attempt at the host: by what, how far, the name and what of it was verified, how long it took, and if it is wished
/// what can be done.
fn attempt(look: &Look, attempt: &HostAttempt, width: usize, hinted: bool) -> Vec<Line> {
    let id = |prefix: &str, name: &str| format!("{prefix}-{}", name.replace('_', "-"));
    let (symbol, role, said) = match (attempt.class, attempt.verified) {
        (Some(class), _) => (Symbol::Failed, Role::StatusWarn, look.text(&id("host-fault", class.name()))),
        (None, true) => (Symbol::Ok, Role::StatusOk, look.text("host-attempt-verified")),
        (None, false) => (Symbol::Unknown, Role::StatusUnknown, look.text("host-attempt-told")),
    };
    let indent = STEP_WIDTH + 4;
    let mut parts = vec![look.text(&id("host-carrier", attempt.carrier.name()))];
    parts.extend(attempt.account.clone());
    parts.push(figures::milliseconds(attempt.elapsed_ms));
    parts.extend(attempt.name.clone());
    let code = if attempt.code.is_empty() { String::new() } else { format!(" ({})", attempt.code) };
    let text = format!("{}: {said}{code}", parts.join(", "));
    let mut lines = wrap(&text, width.saturating_sub(indent + 2)).into_iter();
    let first = vec![
        span(" ".repeat(indent), Role::Text),
        span(format!("{} ", look.symbol(symbol)), role),
        span(lines.next().unwrap_or_default(), Role::Text),
    ];
    let below = |line: String, role| vec![span(" ".repeat(indent + 2), Role::Text), span(line, role)];
    let rest = lines.map(|line| below(line, Role::Text));
    let hint = attempt
        .class
        .filter(|_| hinted)
        .and_then(|class| look.locale.find(&format!("{}.hint", id("host-fault", class.name()))));
    let hint = wrap(&hint.unwrap_or_default(), width.saturating_sub(indent + 2)).into_iter();
    let hint = hint.filter(|line| !line.is_empty()).map(|line| below(line, Role::Muted));
    std::iter::once(first).chain(rest).chain(hint).collect()
}

fn cost(look: &Look, step: &Step) -> Option<String> {
    let mut parts: Vec<String> = step.source.iter().cloned().collect();
    if let Some(age) = step.age_s.filter(|age| *age > 0) {
        parts.push(look.locale.with("step-age", [("age", figures::span(age).into())]));
    }
    parts.extend(step.duration_ms.map(figures::milliseconds));
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn result_mark(result: StepResult) -> (Symbol, Role) {
    match result {
        StepResult::Hit => (Symbol::Ok, Role::StatusOk),
        StepResult::Miss => (Symbol::Failed, Role::StatusWarn),
        StepResult::Skipped => (Symbol::Dash, Role::Muted),
        StepResult::Error => (Symbol::Warn, Role::StatusFailed),
    }
}

fn step_id(step: StepName) -> &'static str {
    match step {
        StepName::Policy => "step-short-policy",
        StepName::CmdbUuid => "step-short-cmdb-uuid",
        StepName::CmdbIp => "step-short-cmdb-ip",
        StepName::Host => "step-short-host",
        StepName::Dns => "step-short-dns",
    }
}

/// The status with its code, what it means, what to do about it, and who can.
fn outcome(model: &Model, system: &AmtSystem, detail: Option<&Detail>, width: usize) -> Vec<Line> {
    let look = &model.look;
    let (symbol, role) = super::status_mark(system.status);
    let id = status_id(system.status);
    let mut lines = vec![vec![
        span(format!("{} ", look.symbol(symbol)), role),
        span(look.text(&id), role),
        span(format!("   {}", system.status.name().to_uppercase()), Role::Muted),
    ]];
    if let Some(fqdn) = &system.fqdn {
        let mut named = vec![span(format!("{} ", look.symbol(Symbol::Arrow)), Role::Muted), span(fqdn, Role::Title)];
        if let Some(profile) = &system.profile {
            named.push(span(format!("   {} {}", profile.id, profile.name), Role::Text));
        }
        lines.push(named);
    }
    if let Some(mapping) = detail.and_then(|d| d.mapping.as_ref()).filter(|m| m.origin == Origin::Override) {
        let at = figures::moment(mapping.set_at, model.now);
        let args = [
            ("by", mapping.set_by.as_str().into()),
            ("at", at.into()),
            ("reason", mapping.reason.as_deref().unwrap_or("–").into()),
        ];
        lines.extend(wrapped(&look.locale.with("detail-overridden", args), width, Role::Text));
    }
    let tentative = detail.and_then(|d| d.trace.as_ref()).and_then(|(trace, _)| trace.tentative.as_ref());
    if let Some(name) = tentative {
        let text = look.locale.with("detail-tentative", [("name", name.as_str().into())]);
        lines.extend(wrapped(&text, width, Role::Text));
    }
    if let Some(about) = look.locale.find(&format!("{id}.about")) {
        lines.extend(wrapped(&about, width, Role::Text));
    }
    if let Some(text) = who(model, system.status) {
        lines.extend(wrapped(&text, width, Role::Muted));
    }
    for warning in &system.warnings {
        let text = format!("{} {}", look.symbol(Symbol::Warn), look.locale.say("warning", warning));
        lines.extend(wrapped(&text, width, Role::StatusWarn));
    }
    lines
}

/// Returns who can get a system in this status on: the person at the console, or whom to ask.
pub fn who(model: &Model, status: Status) -> Option<String> {
    let verb = match status {
        Status::SyncDisabled | Status::NoProfile => Verb::AmtPolicyEdit,
        Status::StaleAddress | Status::Unverified | Status::Conflict | Status::Unresolved => Verb::AmtMappingOverride,
        Status::NoKey => Verb::AmtKeyManage,
        _ => return None,
    };
    let decision = model.session.may(verb, Target::ESTATE)?;
    if decision.allowed {
        let action = match verb {
            Verb::AmtPolicyEdit => Action::PolicyEdit,
            Verb::AmtMappingOverride => Action::HelloOverride,
            _ => return None,
        };
        let keys = model.look.keymap.keys_for(action.spec().id, &["screen.hellos", "global"]).into_iter().next()?;
        let title = model.look.text(&format!("{}.short", action.title_id()));
        return Some(model.look.locale.with("detail-you-can", [("keys", keys.into()), ("action", title.into())]));
    }
    Some(model.look.locale.with("detail-who-can", [("who", decision.who_can.join(", ").into())]))
}

fn addresses(model: &Model, system: &AmtSystem) -> Vec<Line> {
    if system.addresses.len() < 2 {
        return Vec::new();
    }
    let mut lines = vec![Line::new(), vec![span(model.look.text("detail-addresses"), Role::Muted)]];
    lines.extend(system.addresses.iter().map(|seen| {
        let text = format!("{:>5}  {}", seen.count, figures::moment(seen.last_seen, model.now));
        vec![span(pad(&seen.address.to_string(), 24), Role::Text), span(text, Role::Muted)]
    }));
    lines
}

/// Returns everything about a malformed message.
pub(super) fn rejected_lines(model: &Model, message: &RejectedHello, width: u16) -> Vec<Line> {
    let look = &model.look;
    let mut lines = vec![
        vec![span(message.address.to_string(), Role::Title)],
        vec![
            span(format!("{} ", look.text("column-received")), Role::Muted),
            span(figures::exact(message.received_at, model.now), Role::Text),
        ],
    ];
    lines.extend(wrapped(&look.locale.say("malformed", &message.reason), usize::from(width), Role::StatusFailed));
    lines.push(Line::new());
    lines.push(vec![span(look.locale.with("detail-bytes", [("count", message.raw.len().into())]), Role::Muted)]);
    let per_line = (usize::from(width) / 3).clamp(4, 16);
    lines.extend(message.raw.chunks(per_line).map(|bytes| {
        let hex: Vec<_> = bytes.iter().map(|byte| encode_hex(&[*byte])).collect();
        plain(hex.join(" "))
    }));
    lines
}
