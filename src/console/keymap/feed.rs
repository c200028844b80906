//! From keys to actions.
use super::KeymapProblem;
use crokey::KeyCombination;
use crossterm::event::KeyEvent;
use std::path::Path;

/// One sequence of keys and the action that it means in one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds: `global`, `screen.hellos`, `overlay.prompt`.
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
    /// The sequence goes on: the keys that may follow, and what they lead to.
    Pending(Vec<(String, &'a str)>),
    /// The sequence means nothing here.
    Unbound,
}

/// Which keys mean which action, and where.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Keymap {
    /// Reads the text of a base keymap and lays a person's own file over it.
    pub fn load(
        _base: &str,
        _user: Option<(&Path, &str)>,
        _known: &[&str],
        _dangerous: &[&str],
    ) -> Result<Self, Vec<KeymapProblem>> {
        Ok(Self::default())
    }

    /// Looks `key` up after the keys in `pending`, in the innermost of `scopes` (given first) that knows it.
    pub fn feed(&self, _scopes: &[&str], _pending: &mut Vec<KeyCombination>, _key: KeyEvent) -> Lookup<'_> {
        Lookup::Unbound
    }

    /// Returns the key sequences of `action` that work in `scopes`, written for people.
    pub fn keys_for(&self, _action: &str, _scopes: &[&str]) -> Vec<String> {
        Vec::new()
    }

    /// Returns every binding, in the order of the files.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}
