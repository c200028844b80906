//! Sentences for people, in Fluent files: English is complete, other languages fall back to it key by key.
//!
//! Facts are data everywhere else. [`Locale::say`] turns a serialisable fact with a `kind` (or `code`) into the message
//! `prefix-kind`, its other fields into the arguments.

mod coverage;
mod spoken;

pub use coverage::{Coverage, ids};

use chrono::{DateTime, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use serde::Serialize;
use serde_json::Value;
use spoken::Spoken;
use std::str::FromStr as _;
use unic_langid::LanguageIdentifier;

macro_rules! language {
    ($name:literal) => {
        (
            $name,
            &[
                include_str!(concat!("../../assets/locales/", $name, "/facts.ftl")),
                include_str!(concat!("../../assets/locales/", $name, "/cli.ftl")),
                include_str!(concat!("../../assets/locales/", $name, "/console.ftl")),
                include_str!(concat!("../../assets/locales/", $name, "/agent.ftl")),
                include_str!(concat!("../../assets/locales/", $name, "/own.ftl")),
            ],
        )
    };
}

/// The languages that are built in, with their files: facts of the core, command line, console, client, the user's own view.
pub const BUILT_IN: &[(&str, &[&str])] = &[language!("en"), language!("de")];

/// The fields of facts that are times.
const TIMES: [&str; 4] = ["at", "since", "until", "opens"];

/// The sentences of one language over the English ones.
pub struct Locale {
    name: String,
    /// The chosen language first, English last.
    bundles: Vec<FluentBundle<FluentResource>>,
    spoken: Spoken,
}

/// Why a language could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// Not a language tag.
    #[error("{0:?} is not a language tag")]
    Tag(String),
    /// Neither built in nor given as a file.
    #[error("there is no language {name:?}; there are {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The file has an error.
    #[error("{name}.ftl: {reason}")]
    Syntax {
        /// The language.
        name: String,
        /// The first error.
        reason: String,
    },
}

impl Locale {
    /// Loads a built-in language, or one from the text of a file.
    pub fn load(name: &str, file: Option<&str>) -> Result<Self, LocaleError> {
        let built_in = |name: &str| BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, texts)| *texts);
        let file = file.map(|text| [text]);
        let chosen = file.as_ref().map(<[&str; 1]>::as_slice).or_else(|| built_in(name));
        let chosen = chosen.ok_or_else(|| LocaleError::Unknown {
            name: name.into(),
            known: BUILT_IN.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", "),
        })?;
        let mut bundles = vec![bundle(name, chosen)?];
        if let Some(english) = built_in("en").filter(|_| name != "en" || file.is_some()) {
            bundles.push(bundle("en", english)?);
        }
        Ok(Self { name: name.into(), bundles, spoken: Spoken::default() })
    }

    /// Returns the language's tag.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns a sentence without arguments. `id` may name an attribute, as in `problem-denied.hint`.
    pub fn text(&self, id: &str) -> String {
        self.format(id, None).unwrap_or_else(|| id.to_owned())
    }

    /// Returns a sentence with arguments.
    pub fn with<'a>(&self, id: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let args: FluentArgs<'_> = args.into_iter().collect();
        self.format(id, Some(&args)).unwrap_or_else(|| id.to_owned())
    }

    /// Returns a sentence with arguments that are texts. One that is a whole number is counted by, as plurals need it.
    pub fn with_texts(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let value = |text| match u32::from_str(text) {
            Ok(number) if number.to_string() == text => FluentValue::from(number),
            _ => FluentValue::from(text),
        };
        self.with(id, arguments.iter().map(|&(name, text)| (name, value(text))))
    }

    /// Returns a sentence, or none where neither the language nor English has it.
    pub fn find(&self, id: &str) -> Option<String> {
        self.format(id, None)
    }

    /// Returns the sentence of a fact: `prefix-kind`, with its fields as arguments. Lists are joined by commas, times
    /// are told to the minute. A field that is a fact itself is said with the field's name as prefix, where there is
    /// such a sentence.
    pub fn say(&self, prefix: &str, fact: &impl Serialize) -> String {
        self.say_part(prefix, fact, "").unwrap_or_default()
    }

    /// Returns an attribute of a fact's sentence, for example its `hint`; none where there is none.
    pub fn say_part(&self, prefix: &str, fact: &impl Serialize, attribute: &str) -> Option<String> {
        let Ok(Value::Object(fields)) = serde_json::to_value(fact) else { return None };
        let kind = fields.get("kind").or_else(|| fields.get("code"))?.as_str()?.replace('_', "-");
        let args: FluentArgs<'_> =
            fields.iter().map(|(name, value)| (name.replace('_', "-"), self.argument(name, value))).collect();
        let id = format!("{prefix}-{kind}");
        if attribute.is_empty() {
            return Some(self.format(&id, Some(&args)).unwrap_or(id));
        }
        self.format(&format!("{id}.{attribute}"), Some(&args))
    }

    fn argument(&self, name: &str, value: &Value) -> FluentValue<'static> {
        let told = |fact: &Value| {
            let kind = fact.get("kind")?.as_str()?.replace('_', "-");
            let id = format!("{}-{kind}", name.replace('_', "-"));
            self.find(&id).map(|_| self.say(&name.replace('_', "-"), fact))
        };
        match value {
            Value::Object(_) => told(value).map(FluentValue::from),
            Value::Array(items) if !items.is_empty() => {
                items.iter().map(told).collect::<Option<Vec<_>>>().map(|texts| FluentValue::from(texts.join(", ")))
            }
            Value::String(text) if TIMES.contains(&name) => text.parse().ok().map(|at| FluentValue::from(minute(at))),
            _ => None,
        }
        .unwrap_or_else(|| argument(value))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        self.spoken.get(id, args, || self.format_told(id, args, &mut Vec::new()))
    }

    /// Formats, and tells which arguments were missing.
    fn format_told(&self, id: &str, args: Option<&FluentArgs<'_>>, errors: &mut Vec<FluentError>) -> Option<String> {
        let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
        self.bundles.iter().find_map(|bundle| {
            let message = bundle.get_message(message)?;
            let pattern = match attribute {
                Some(attribute) => message.get_attribute(attribute)?.value(),
                None => message.value()?,
            };
            Some(bundle.format_pattern(pattern, args, errors).into_owned())
        })
    }
}

/// Returns a time as it stands in a sentence: in UTC to the minute.
fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%MZ").to_string()
}

fn argument(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Null => FluentValue::from("–"),
        Value::Bool(on) => FluentValue::from(on.to_string()),
        Value::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
        Value::String(text) => FluentValue::from(text.clone()),
        Value::Array(items) if items.is_empty() => FluentValue::from("–"),
        Value::Array(items) => {
            let texts: Vec<_> = items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect();
            FluentValue::from(texts.join(", "))
        }
        Value::Object(_) => FluentValue::from(value.to_string()),
    }
}

fn bundle(name: &str, texts: &[&str]) -> Result<FluentBundle<FluentResource>, LocaleError> {
    let language: LanguageIdentifier = name.parse().map_err(|_| LocaleError::Tag(name.into()))?;
    let syntax = |reason: Option<String>| LocaleError::Syntax { name: name.into(), reason: reason.unwrap_or_default() };
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks are for mixed writing directions on paper; in a terminal they are stray characters.
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| {
            syntax(errors.first().map(|e| format!("line {}: {e}", line_of(text, e.pos.start))))
        })?;
        bundle.add_resource(resource).map_err(|errors| syntax(errors.first().map(ToString::to_string)))?;
    }
    Ok(bundle)
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
