//! What is said of a package to the one who gets it: what shall be, who decided it, what else was said, what it is.

use crate::config::Locale;
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Line, bullet, desired_sign, signed, span, wrapped};
use crate::model::desired::{Desired, DesiredState, Rule};
use crate::model::package::Package;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Returns the word for a state, as the user sees it.
pub(super) fn word(locale: &Locale, state: DesiredState) -> String {
    locale.text(&format!("own-word-{}", state.name().replace('_', "-")))
}

/// Returns the sentence of a rule in plain words. Since when something is assigned is told to the day, what somebody did
/// or what will happen to the minute.
pub(super) fn rule(locale: &Locale, rule: &Rule) -> String {
    let format = if matches!(rule, Rule::Assignment { .. }) { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    locale.say("own-rule", &rule.with_times(|time| time.format(format).to_string()))
}

/// Returns everything that is said of a package, what matters most first.
pub fn explain(model: &Model, desired: &Desired, width: usize) -> Vec<Line> {
    let look = &model.look;
    let mut lines = says(look, desired, model.now, width);
    lines.push(Line::new());
    lines.push(vec![span(look.text("own-decided"), Role::Muted)]);
    lines.extend(bullet(look, &rule(&look.locale, &desired.winner), Role::Text, width));
    if !desired.losers.is_empty() {
        lines.push(vec![span(look.text("own-also"), Role::Muted)]);
        for lost in &desired.losers {
            let because = look.locale.say("because", &json!({ "kind": lost.because }));
            let text = format!("{} ({because})", rule(&look.locale, &lost.rule));
            lines.extend(bullet(look, &text, Role::Muted, width));
        }
    }
    let known = model.session.rights.get().map(|rights| rights.configuration());
    if let Some(package) = known.and_then(|now| now.packages.get(&desired.pkg)) {
        lines.extend(about(look, package, width));
    }
    lines
}

/// Returns what shall be with a package, in a sentence with its sign.
fn says(look: &Look, desired: &Desired, now: DateTime<Utc>, width: usize) -> Vec<Line> {
    let (symbol, role) = desired_sign(desired.state);
    let text = match (desired.state, desired.until) {
        (DesiredState::WaitingForWindow, Some(until)) => {
            look.locale.with("own-state-waiting-until", [("at", figures::moment(until, now).into())])
        }
        (state, _) => look.text(&format!("own-state-{}", state.name().replace('_', "-"))),
    };
    signed(look, (symbol, role), &text, role, width)
}

/// Returns what a package is, where its makers said so.
fn about(look: &Look, package: &Package, width: usize) -> Vec<Line> {
    let mut facts = Vec::new();
    if !package.vendor.is_empty() {
        facts.push(package.vendor.clone());
    }
    if package.size > 0 {
        facts.push(look.locale.with("own-size", [("size", figures::bytes(package.size).into())]));
    }
    if package.reboots {
        facts.push(look.text("own-restart"));
    }
    let texts = [package.description.clone(), facts.join(", ")];
    let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let mut lines = Vec::new();
    if !texts.is_empty() {
        lines.push(vec![span(look.text("own-about"), Role::Muted)]);
        lines.extend(texts.iter().flat_map(|text| bullet(look, text, Role::Text, width)));
    }
    lines
}

/// Returns what the user can do about a package, in a sentence.
pub fn offer(look: &Look, desired: &Desired, width: usize) -> Vec<Line> {
    let (id, role) = match desired.offer() {
        Some(true) => ("own-offer-choose", Role::Accent),
        Some(false) => ("own-offer-unchoose", Role::Accent),
        None => ("own-offer-nothing", Role::Muted),
    };
    wrapped(&look.text(id), width, role)
}
