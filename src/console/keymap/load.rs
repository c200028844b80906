//! Reading keymap files and finding what is wrong with them, all of it at once.

use std::{collections::BTreeSet, path::Path};

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyModifiers};

use super::{Binding, format_keys, parse_keys};
use crate::console::source::Source;

/// Something in a keymap file that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct KeymapProblem {
    /// `file:line`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// One line of a keymap file: everything that it says about an action in a scope.
struct Entry {
    scope: String,
    action: String,
    sequences: Vec<Vec<KeyCombination>>,
    place: String,
    /// Whether it stands in the person's own file, which then has to give way.
    own: bool,
}

/// Reads both files; the bindings come in the order of the base, then what only the person's own file has.
pub(super) fn load(
    base: &str,
    user: Option<(&Path, &str)>,
    known: &[&str],
    dangerous: &[&str],
) -> Result<Vec<Binding>, Vec<KeymapProblem>> {
    let mut problems = Vec::new();
    let mut entries = read(Source { name: "keymap", text: base }, &mut problems);
    let scopes: BTreeSet<String> = entries.iter().map(|entry| entry.scope.clone()).collect();
    if let Some((path, text)) = user {
        let name = path.display().to_string();
        for mut entry in read(Source { name: &name, text }, &mut problems) {
            entry.own = true;
            if !scopes.contains(&entry.scope) {
                problems.push(problem(&entry.place, format!("unknown scope `{}`", entry.scope)));
            }
            match entries.iter_mut().find(|old| old.scope == entry.scope && old.action == entry.action) {
                Some(old) => *old = entry,
                None => entries.push(entry),
            }
        }
    }
    for entry in &entries {
        check_action(entry, known, dangerous, &mut problems);
    }
    check_conflicts(&entries, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let bindings = entries.into_iter().flat_map(|entry| {
        let Entry { scope, action, sequences, .. } = entry;
        sequences.into_iter().map(move |keys| Binding { scope: scope.clone(), keys, action: action.clone() })
    });
    Ok(bindings.collect())
}

fn read(source: Source<'_>, problems: &mut Vec<KeymapProblem>) -> Vec<Entry> {
    let table = match source.parse() {
        Ok(table) => table,
        Err((place, reason)) => {
            problems.push(KeymapProblem { place, reason });
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    // `[screen.hellos]` is a table in a table: a name leads to lists of keys, or to scopes below it.
    let mut tables = vec![(String::new(), &table)];
    while let Some((scope, table)) = tables.pop() {
        for (key, value) in table {
            let (name, place) = (key.get_ref().as_ref(), source.place(key.span()));
            if let Some(inner) = value.get_ref().as_table() {
                let inner_scope = if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
                tables.push((inner_scope, inner));
                continue;
            }
            let Some(list) = value.get_ref().as_array() else {
                problems.push(problem(&place, format!("`{name}` takes a list of keys in quotes")));
                continue;
            };
            let mut entry = Entry {
                scope: scope.clone(),
                action: name.to_owned(),
                sequences: Vec::new(),
                place: place.clone(),
                own: false,
            };
            for item in list.iter() {
                match item.get_ref().as_str().map(parse_keys) {
                    Some(Ok(keys)) if entry.sequences.contains(&keys) => {}
                    Some(Ok(keys)) => entry.sequences.push(keys),
                    Some(Err(part)) => problems.push(problem(&place, format!("`{part}` is not a key"))),
                    None => problems.push(problem(&place, format!("`{name}` takes a list of keys in quotes"))),
                }
            }
            entries.push((key.span().start, entry));
        }
    }
    entries.sort_by_key(|(start, _)| *start);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn check_action(entry: &Entry, known: &[&str], dangerous: &[&str], problems: &mut Vec<KeymapProblem>) {
    if !known.contains(&entry.action.as_str()) {
        problems.push(problem(&entry.place, format!("unknown action `{}`", entry.action)));
    }
    if !dangerous.contains(&entry.action.as_str()) {
        return;
    }
    for keys in entry.sequences.iter().filter(|keys| keys.iter().any(|key| is_reserved(*key))) {
        let reason = format!("`{}` is reserved: `{}` is dangerous", format_keys(keys), entry.action);
        problems.push(problem(&entry.place, reason));
    }
}

/// The keys that fingers press by reflex, in a shell, in tmux, to get out of something. They never lead to damage.
fn is_reserved(key: KeyCombination) -> bool {
    let code = *key.codes.first();
    matches!(code, KeyCode::Esc | KeyCode::Enter | KeyCode::Char(' ') | KeyCode::Tab | KeyCode::BackTab)
        || key.modifiers.contains(KeyModifiers::CONTROL)
}

/// Within a scope a sequence means one thing and is not the beginning of another.
fn check_conflicts(entries: &[Entry], problems: &mut Vec<KeymapProblem>) {
    let all: Vec<(&Entry, &Vec<KeyCombination>)> =
        entries.iter().flat_map(|entry| entry.sequences.iter().map(move |keys| (entry, keys))).collect();
    for (at, (entry, keys)) in all.iter().enumerate() {
        for (other, other_keys) in all[..at].iter().filter(|(other, _)| other.scope == entry.scope) {
            if !keys.starts_with(other_keys) && !other_keys.starts_with(keys) {
                continue;
            }
            let (wrong, right) = if other.own && !entry.own { (other, entry) } else { (entry, other) };
            let (keys, other_keys) = (format_keys(keys), format_keys(other_keys));
            let reason = if keys == other_keys {
                format!("`{keys}` already means `{}` ({})", right.action, right.place)
            } else {
                format!("`{keys}` and `{other_keys}` shadow each other, see `{}` ({})", right.action, right.place)
            };
            problems.push(problem(&wrong.place, reason));
        }
    }
}

fn problem(place: &str, reason: String) -> KeymapProblem {
    KeymapProblem { place: place.to_owned(), reason }
}
