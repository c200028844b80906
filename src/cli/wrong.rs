//! What is wrong with a command line, in the language of the texts. The parser's own sentences are English only; they
//! stand where it finds something that no sentence here is about.

use super::table::clean;
use crate::config::Locale;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use fluent_bundle::FluentValue;
use std::error::Error as _;

/// A mistake, and what helps.
pub(super) struct Wrong {
    /// What is wrong, as a sentence.
    pub message: String,
    /// Names that are like it, how the command is called, and where its help is; paragraphs apart by blank lines.
    pub help: String,
}

impl Wrong {
    /// Says what the parser found; none for what has no sentence here.
    pub(super) fn of(error: &Error, locale: &Locale) -> Option<Self> {
        let message = sentence(error, locale)?;
        let similar = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        let similar = similar.iter().find_map(|kind| words(error, *kind));
        let similar = similar.map(|names| say(locale, "cli-wrong-similar", &[("names", names)]));
        let usage = error.get(ContextKind::Usage).map(ToString::to_string);
        let usage = usage.as_deref().and_then(|usage| usage.trim().strip_prefix("Usage:"));
        let usage = usage.map(|usage| format!("{} {}", locale.text("cli-heading-usage"), usage.trim()));
        let help = similar.into_iter().chain(usage).chain([locale.text("cli-wrong-help")]).collect::<Vec<_>>();
        Some(Self { message, help: help.join("\n\n") })
    }
}

fn sentence(error: &Error, locale: &Locale) -> Option<String> {
    let text = |id: &str, args: &[(&str, String)]| Some(say(locale, id, args));
    let option = words(error, ContextKind::InvalidArg);
    let value = words(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            text("cli-wrong-command", &[("word", words(error, ContextKind::InvalidSubcommand)?)])
        }
        ErrorKind::UnknownArgument => text("cli-wrong-argument", &[("word", option?)]),
        ErrorKind::MissingRequiredArgument => text("cli-wrong-missing", &[("names", option?)]),
        ErrorKind::InvalidValue => match value {
            None => text("cli-wrong-no-value", &[("option", option?)]),
            Some(value) => {
                let choices = words(error, ContextKind::ValidValue)?;
                text("cli-wrong-choice", &[("option", option?), ("value", value), ("choices", choices)])
            }
        },
        ErrorKind::ValueValidation => {
            let reason = clean(&error.source()?.to_string());
            text("cli-wrong-value", &[("option", option?), ("value", value?), ("reason", reason)])
        }
        ErrorKind::TooManyValues => text("cli-wrong-more", &[("option", option?), ("value", value?)]),
        ErrorKind::ArgumentConflict => match words(error, ContextKind::PriorArg)? {
            other if Some(&other) == option.as_ref() => text("cli-wrong-twice", &[("option", other)]),
            others => text("cli-wrong-together", &[("option", option?), ("others", others)]),
        },
        _ => None,
    }
}

fn say(locale: &Locale, id: &str, args: &[(&str, String)]) -> String {
    locale.with(id, args.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))))
}

/// Returns a word of what the parser found, or several with commas between them; none for an empty one.
fn words(error: &Error, kind: ContextKind) -> Option<String> {
    let words = match error.get(kind)? {
        ContextValue::String(word) => clean(word),
        ContextValue::Strings(words) => words.iter().map(|word| clean(word)).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}
