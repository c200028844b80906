//! A machine as plain text for a ticket: what it is, whose it is, what it shall have and why. No colours, no symbols
//! that a ticket system could lose.

use super::card::{set_names, value};
use super::contest::rule;
use crate::config::Locale;
use crate::console::app::Model;
use crate::console::sanitise::clean;
use crate::console::view::desired_word;
use crate::core::change::quoted;
use crate::core::machine::{MachineRow, MachineWhy};
use chrono::SecondsFormat;
use std::fmt::Write as _;

/// Returns the text.
pub(super) fn ticket(locale: &Locale, model: &Model, row: &MachineRow, why: Option<&MachineWhy>) -> String {
    let computer = &row.computer;
    let mut text = String::new();
    let sets = set_names(model, &row.nscs).join(", ");
    for (label, shown) in [
        ("ticket-machine", &computer.name),
        ("ticket-name", &computer.fqdn),
        ("ticket-os", &computer.os),
        ("ticket-owner", &computer.owner),
        ("ticket-sets", &sets),
    ] {
        let _ = writeln!(text, "{:<10} {}", locale.text(label), clean(value(shown, "-")));
    }
    if let Some(why) = why {
        let at = why.decided_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut heading = locale.with("ticket-packages", [("at", at.into())]);
        if let Some(user) = &why.user {
            heading = format!("{heading} {}", for_user(locale, &clean(user)));
        }
        let _ = writeln!(text, "\n{heading}");
        for desired in &why.packages {
            let name = desired.title();
            let (state, why) = (desired_word(locale, desired.state), rule(locale, &desired.winner));
            let _ = writeln!(text, "- {}: {state}: {}", clean(&name), clean(&why));
        }
    }
    let _ = write!(text, "\nbailiwick machine why {}", clean(&computer.name));
    if let Some(user) = why.and_then(|why| why.user.as_ref()) {
        let _ = write!(text, " --user {}", clean(&quoted(user)));
    }
    text
}

/// Says for whom something is shown.
pub(super) fn for_user(locale: &Locale, user: &str) -> String {
    locale.with("machine-for-user", [("user", user.into())])
}
