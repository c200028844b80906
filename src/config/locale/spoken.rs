//! Sentences that were put together lately: a screen says mostly the same ones after every key, and counting words by
//! the rules of a language takes longer than all the rest of a sentence.

use fluent_bundle::types::FluentNumberOptions;
use fluent_bundle::{FluentArgs, FluentValue};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// The most sentences that are remembered before the memory starts afresh.
const MAX_SENTENCES: usize = 1024;
/// Sentences with longer arguments are put together each time.
const MAX_KEY_BYTES: usize = 256;

/// The sentences, by id and arguments; none where the language has no such sentence.
#[derive(Default)]
pub(super) struct Spoken(Mutex<HashMap<String, Option<String>>>);

impl Spoken {
    /// Returns a sentence, and makes it only where it was not made lately.
    pub(super) fn get(
        &self,
        id: &str,
        args: Option<&FluentArgs<'_>>,
        make: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let Some(key) = key(id, args).filter(|key| key.len() <= MAX_KEY_BYTES) else { return make() };
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let sentence = make();
        let mut spoken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spoken.len() >= MAX_SENTENCES {
            spoken.clear();
        }
        spoken.insert(key, sentence.clone());
        sentence
    }
}

/// Returns a text that only the same sentence with the same arguments has; none for arguments of an unusual kind.
fn key(id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let mut key = String::with_capacity(MAX_KEY_BYTES);
    key.push_str(id);
    for (name, value) in args.into_iter().flat_map(FluentArgs::iter) {
        // Writing into a string cannot fail.
        let _ = match value {
            FluentValue::String(text) if text.len() > MAX_KEY_BYTES => return None,
            FluentValue::String(text) => write!(key, "\0{name}={}:{text}", text.len()),
            FluentValue::Number(number) if number.options == FluentNumberOptions::default() => {
                write!(key, "\0{name}#{:x}", number.value.to_bits())
            }
            _ => return None,
        };
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::{MAX_SENTENCES, Spoken, key};
    use fluent_bundle::{FluentArgs, FluentValue};

    fn args<'a>(pairs: &[(&'a str, FluentValue<'a>)]) -> FluentArgs<'a> {
        pairs.iter().cloned().collect()
    }

    #[test]
    fn a_sentence_is_made_once_for_the_same_arguments_and_again_for_others() {
        let (spoken, mut made) = (Spoken::default(), 0);
        let sets: [&[(&str, FluentValue<'_>)]; 6] = [
            &[],
            &[("n", 1.into())],
            &[("n", "1".into())],
            &[("m", "1".into())],
            &[("a", "x".into()), ("b", "y".into())],
            &[("a", "x\0b=1:y".into())],
        ];
        for _ in 0..2 {
            for (place, set) in sets.iter().enumerate() {
                let said = spoken.get("id", Some(&args(set)), || {
                    made += 1;
                    Some(place.to_string())
                });
                assert_eq!(said, Some(place.to_string()));
            }
        }
        assert_eq!(made, sets.len());
        assert_ne!(key("a", None), key("b", None));
    }

    #[test]
    fn the_memory_is_bounded() {
        let spoken = Spoken::default();
        for number in 0..3 * MAX_SENTENCES {
            let _ = spoken.get(&number.to_string(), None, || None);
        }
        assert!(spoken.0.lock().unwrap().len() <= MAX_SENTENCES);
        let long = "x".repeat(1_000_000);
        let _ = spoken.get("long", Some(&args(&[("text", long.as_str().into())])), || None);
        assert!(spoken.0.lock().unwrap().keys().all(|key| key.len() < 300));
    }
}
