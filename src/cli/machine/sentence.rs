//! Desired states and rules as words.

use crate::config::Locale;
use crate::model::desired::{Desired, DesiredState, Lost, Rule};
use serde_json::{Value, json};

/// Returns the sign of a state, one column wide.
pub(super) fn sign(state: DesiredState) -> char {
    match state {
        DesiredState::Applied => '●',
        DesiredState::WaitingForWindow => '◷',
        DesiredState::BlockedByLocalManager => '■',
        DesiredState::Published => '○',
        DesiredState::Allowed => '·',
        DesiredState::RemovedOnce => '−',
        DesiredState::Denied => '×',
        DesiredState::Unmanaged => ' ',
    }
}

/// Returns the word for a state.
pub(super) fn word(locale: &Locale, state: DesiredState) -> String {
    locale.text(&format!("desired-{}", state.name().replace('_', "-")))
}

/// Returns the sentence of a rule.
pub(super) fn rule(locale: &Locale, rule: &Rule) -> String {
    locale.say("rule", rule)
}

/// Returns why a rule lost.
pub(super) fn because(locale: &Locale, lost: &Lost) -> String {
    locale.say("because", &json!({ "kind": lost.because }))
}

/// A package as JSON, its rules with their sentences.
pub(super) fn shape(desired: &Desired, locale: &Locale) -> Value {
    let mut value = json!(desired);
    value["winner"]["message"] = rule(locale, &desired.winner).into();
    let losers = desired.losers.iter().map(|lost| {
        let mut value = json!(lost);
        value["message"] = format!("{} ({})", rule(locale, &lost.rule), because(locale, lost)).into();
        value
    });
    value["losers"] = losers.collect();
    value
}
