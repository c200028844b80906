//! One system as plain text for a ticket: what it is, what was found, what to do. No colours, no symbols that a ticket
//! system could lose.

use crate::config::Locale;
use crate::console::sanitise::clean;
use crate::core::hello::Detail;
use crate::model::system::AmtSystem;
use chrono::SecondsFormat;
use std::fmt::Write as _;

/// Returns the text.
pub fn ticket(locale: &Locale, system: &AmtSystem, detail: Option<&Detail>) -> String {
    let id = format!("status-{}", system.status.name().replace('_', "-"));
    let mut text = String::new();
    let mut put = |label: &str, value: &str| {
        let _ = writeln!(text, "{:<10} {}", locale.text(label), clean(value));
    };
    put("ticket-system", &system.uuid.to_string());
    put("ticket-status", &format!("{} ({})", locale.text(&id), system.status.name()));
    put("ticket-address", &system.address.to_string());
    put("ticket-name", system.fqdn.as_deref().unwrap_or("-"));
    if let Some(profile) = &system.profile {
        put("ticket-profile", &format!("{} {}", profile.id, profile.name));
    }
    let last = system.last_seen.to_rfc3339_opts(SecondsFormat::Secs, true);
    let args = [("count", system.count.into()), ("retry", system.retry.into()), ("last", last.into())];
    put("ticket-hellos", &locale.with("detail-hellos", args));
    if let Some(about) = locale.find(&format!("{id}.about")) {
        put("ticket-meaning", &about);
    }
    for warning in &system.warnings {
        put("ticket-warning", &locale.say("warning", warning));
    }
    if let Some((trace, _)) = detail.and_then(|detail| detail.trace.as_ref()) {
        let decided = trace.decided_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let _ = writeln!(text, "\n{}", locale.with("ticket-trace", [("at", decided.into())]));
        for (number, step) in trace.steps.iter().enumerate() {
            let word = |value: serde_json::Result<serde_json::Value>| {
                value.ok().and_then(|v| v.as_str().map(|s| s.replace('_', "-"))).unwrap_or_default()
            };
            let step_name = locale.text(&format!("step-{}", word(serde_json::to_value(step.step))));
            let result = locale.text(&format!("result-{}", word(serde_json::to_value(step.result))));
            let note = locale.say("note", &step.note);
            let _ = writeln!(text, "{}. {step_name}: {result}: {}", number + 1, clean(&note));
        }
    }
    let _ = write!(text, "\nbailiwick hello show {}", system.uuid);
    text
}
