//! From keys to actions, and from actions to the keys that hints and help show.

use std::path::Path;

use crokey::KeyCombination;
use indexmap::IndexMap;

use super::{
    KeymapProblem,
    key::{format_key, format_keys},
    load,
};

/// One sequence of keys and the action that it means in one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds: `global`, `screen.hellos`, `overlay`.
    pub scope: String,
    /// The keys, in the order in which they are pressed.
    pub keys: Vec<KeyCombination>,
    /// The id of the action.
    pub action: String,
}

/// What a key means, given the keys before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// The sequence is complete and means this action.
    Action(&'a str),
    /// The sequence goes on: the keys that may follow, written for people, and the action that they lead to.
    Pending(Vec<(String, &'a str)>),
    /// The sequence means nothing here; the pending keys are forgotten.
    Unbound,
}

/// Which keys mean which action, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    /// By scope.
    bindings: IndexMap<String, Vec<Binding>>,
}

impl Keymap {
    /// Reads the text of a base keymap and lays a person's own file, given with its path, over it.
    ///
    /// `known` are the ids of all actions; those in `dangerous` must not lie on a reserved key or a control letter.
    pub fn load(
        base: &str,
        user: Option<(&Path, &str)>,
        known: &[&str],
        dangerous: &[&str],
    ) -> Result<Self, Vec<KeymapProblem>> {
        let mut bindings: IndexMap<String, Vec<Binding>> = IndexMap::new();
        for binding in load::load(base, user, known, dangerous)? {
            bindings.entry(binding.scope.clone()).or_default().push(binding);
        }
        Ok(Self { bindings })
    }

    /// Looks `key` up after the keys in `pending`, in the innermost of `scopes` (given first) that knows it.
    ///
    /// `pending` is the caller's memory between keys: it grows while a sequence goes on and is emptied otherwise.
    pub fn feed(
        &self,
        scopes: &[&str],
        pending: &mut Vec<KeyCombination>,
        key: impl Into<KeyCombination>,
    ) -> Lookup<'_> {
        pending.push(key.into().normalized());
        let mut next: Vec<(String, &str)> = Vec::new();
        for scope in scopes {
            for binding in self.of(scope) {
                match binding.keys.strip_prefix(pending.as_slice()) {
                    // An outer scope's complete sequence does not cut an inner scope's longer one.
                    Some([]) if next.is_empty() => {
                        pending.clear();
                        return Lookup::Action(&binding.action);
                    }
                    Some(rest @ [_, ..]) => {
                        let keys = format_keys(rest);
                        if !next.iter().any(|(taken, _)| *taken == keys) {
                            next.push((keys, &binding.action));
                        }
                    }
                    _ => {}
                }
            }
        }
        if next.is_empty() {
            pending.clear();
            Lookup::Unbound
        } else {
            Lookup::Pending(next)
        }
    }

    /// Returns the key sequences of `action` that work in `scopes` (innermost first), written for people.
    ///
    /// A sequence that an inner scope uses for something else is left out: a hint never lies.
    pub fn keys_for(&self, action: &str, scopes: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for scope in scopes {
            for binding in self.of(scope).iter().filter(|binding| binding.action == action) {
                if self.reaches(binding, scopes) {
                    let keys = format_keys(&binding.keys);
                    if !found.contains(&keys) {
                        found.push(keys);
                    }
                }
            }
        }
        found
    }

    /// Whether pressing the keys of `binding` in `scopes` leads to its action.
    fn reaches(&self, binding: &Binding, scopes: &[&str]) -> bool {
        let mut pending = Vec::new();
        let (last, first) = match binding.keys.split_last() {
            Some(parts) => parts,
            None => return false,
        };
        first.iter().all(|key| matches!(self.feed(scopes, &mut pending, *key), Lookup::Pending(_)))
            && self.feed(scopes, &mut pending, *last) == Lookup::Action(&binding.action)
    }

    /// Returns the pending keys as the footer shows them while a sequence goes on.
    pub fn format_pending(pending: &[KeyCombination]) -> String {
        pending.iter().map(|key| format_key(*key)).collect::<Vec<_>>().join(" ")
    }

    /// Returns every binding, scope by scope.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.bindings.values().flatten()
    }

    fn of(&self, scope: &str) -> &[Binding] {
        self.bindings.get(scope).map(Vec::as_slice).unwrap_or_default()
    }
}
