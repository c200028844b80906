//! How much of English a language has.

use super::{BUILT_IN, Locale, LocaleError, bundle};

/// How complete a built-in language is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The language's tag.
    pub language: &'static str,
    /// Sentences that it has.
    pub present: usize,
    /// Sentences that English has.
    pub of: usize,
    /// The ids that it lacks.
    pub missing: Vec<String>,
}

impl Coverage {
    /// Returns the share of English that the language has, in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.present * 100).checked_div(self.of).unwrap_or(0)
    }
}

impl Locale {
    /// Compares every built-in language with English.
    pub fn coverage() -> Result<Vec<Coverage>, LocaleError> {
        let english: Vec<String> = texts("en").iter().flat_map(|text| ids(text)).collect();
        let compare = |&(language, texts): &(&'static str, &[&str])| {
            let bundle = bundle(language, texts)?;
            let has = |id: &str| match id.split_once('.') {
                None => bundle.get_message(id).is_some_and(|message| message.value().is_some()),
                Some((id, attribute)) => {
                    bundle.get_message(id).is_some_and(|message| message.get_attribute(attribute).is_some())
                }
            };
            let missing: Vec<String> = english.iter().filter(|id| !has(id)).cloned().collect();
            Ok(Coverage { language, present: english.len() - missing.len(), of: english.len(), missing })
        };
        BUILT_IN.iter().map(compare).collect()
    }
}

fn texts(language: &str) -> &'static [&'static str] {
    BUILT_IN.iter().find(|(name, _)| *name == language).map_or(&[], |(_, texts)| texts)
}

/// Returns the ids of a Fluent text: messages at the beginning of a line, and their attributes as `message.attribute`.
pub fn ids(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut message = "";
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        if is_word(name.trim_end()) && !line.starts_with(' ') {
            message = name.trim_end();
            ids.push(message.into());
        } else if let Some(attribute) = name.trim().strip_prefix('.').filter(|word| is_word(word)) {
            ids.push(format!("{message}.{attribute}"));
        }
    }
    ids
}
