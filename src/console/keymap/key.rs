//! Keys as people write them: `j`, `G`, `ctrl-d`, `alt-enter`, `f1`, and `g g` for one after the other.

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use crossterm::event::{KeyCode, KeyModifiers};

/// The longest sequence; nobody remembers more.
const MAX_SEQUENCE: usize = 4;

/// Parses a blank-separated sequence; the error is the part that is not a key.
pub fn parse_keys(text: &str) -> Result<Vec<KeyCombination>, String> {
    let keys = text
        .split_whitespace()
        .map(|part| parse_key(part).ok_or_else(|| part.to_owned()))
        .collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() || keys.len() > MAX_SEQUENCE { Err(text.to_owned()) } else { Ok(keys) }
}

/// Writes a sequence the way [`parse_keys`] reads it.
pub fn format_keys(keys: &[KeyCombination]) -> String {
    keys.iter().map(|key| format_key(*key)).collect::<Vec<_>>().join(" ")
}

fn parse_key(part: &str) -> Option<KeyCombination> {
    let mut chars = part.chars();
    if let (Some(char), None) = (chars.next(), chars.next()) {
        // crokey folds case, but `G` on its own is what a keyboard sends for shift and g.
        let modifiers = if char.is_ascii_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        return Some(KeyCombination::one_key(KeyCode::Char(char), modifiers));
    }
    let key = crokey::parse(part).ok()?.normalized();
    // Terminals send one key at a time, and a control letter without its case.
    key.is_ansi_compatible().then_some(key)
}

pub(super) fn format_key(key: KeyCombination) -> String {
    match key {
        // The one spelling that crokey does not have: a plain character as itself.
        KeyCombination { codes: OneToThree::One(KeyCode::Char(char)), modifiers }
            if char != ' ' && (modifiers - KeyModifiers::SHIFT).is_empty() =>
        {
            char.to_string()
        }
        _ => KeyCombinationFormat::default().with_lowercase_modifiers().to_string(key).to_ascii_lowercase(),
    }
}
