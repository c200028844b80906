//! The attempts at a host, one by one: by what, how far, what came of it, and how long it took.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash};
use crate::cli::table::Table;
use crate::config::Locale;
use crate::model::host::{FaultClass, HostAttempt};
use serde::Serialize;
use serde_json::{Value, json};

/// Returns the id of a plain value's text.
pub(in crate::cli) fn id(prefix: &str, value: impl Serialize) -> String {
    let name = serde_json::to_value(value).ok().and_then(|name| name.as_str().map(|name| name.replace('_', "-")));
    format!("{prefix}-{}", name.unwrap_or_default())
}

/// Returns what is to be done about a class of failures; none where nothing can be.
pub(in crate::cli) fn hint(class: FaultClass, locale: &Locale) -> Option<String> {
    locale.find(&format!("{}.hint", id("host-fault", class)))
}

/// Says what came of an attempt.
pub(in crate::cli) fn said(attempt: &HostAttempt, locale: &Locale) -> String {
    let text = match attempt.class {
        Some(class) => locale.text(&id("host-fault", class)),
        None if attempt.verified => locale.text("host-attempt-verified"),
        None => locale.text("host-attempt-told"),
    };
    if attempt.code.is_empty() { text } else { format!("{text} ({})", attempt.code) }
}

/// An attempt, as in `host probe` and in a trace.
pub(in crate::cli) fn shape(attempt: &HostAttempt, locale: &Locale) -> Value {
    let mut value = json!(attempt);
    value["message"] = said(attempt, locale).into();
    value
}

impl Session<'_> {
    /// Writes the attempts for people.
    pub(in crate::cli) fn attempts(&mut self, attempts: &[HostAttempt]) -> Done {
        if attempts.is_empty() {
            return Ok(());
        }
        let mut table = Table::new(self.headings(&["carrier", "stage", "detail", "name", "account", "ms"]));
        for attempt in attempts {
            table.row([
                self.locale.text(&id("host-carrier", attempt.carrier)),
                self.locale.text(&id("host-stage", attempt.stage)),
                said(attempt, self.locale),
                or_dash(attempt.name.as_ref()),
                or_dash(attempt.account.as_ref()),
                format!("{:.1}", attempt.elapsed_ms),
            ]);
        }
        self.table(&table, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::host::{Carrier, Stage};

    #[test]
    fn amt_33_every_class_of_failures_has_a_sentence_in_both_languages_and_a_hint() {
        for language in ["en", "de"] {
            let locale = Locale::load(language, None).unwrap();
            for class in FaultClass::ALL {
                let attempt = HostAttempt {
                    carrier: Carrier::Smb,
                    stage: Stage::Connect,
                    class: Some(class),
                    code: "0x1".into(),
                    name: None,
                    verified: false,
                    account: None,
                    elapsed_ms: 1.0,
                };
                let sentence = said(&attempt, &locale);
                assert!(sentence.contains(' ') && !sentence.contains("host-fault"), "{language} {class:?}: {sentence}");
                assert!(hint(class, &locale).is_some_and(|hint| hint.ends_with('.')), "{class:?}");
                let note = crate::model::trace::Note::HostFault { class, carrier: Carrier::Smb, code: String::new() };
                assert_eq!(locale.say("note", &note), locale.text(&id("host-fault", class)), "{language} {class:?}");
            }
        }
    }
}
