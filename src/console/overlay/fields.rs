//! The fields of a form.

use super::names::Names;
use crate::console::action::Action;
use crate::console::screen::list::Cursor;
use crate::model::permission::Verb;
use crate::model::profile::Profile;
use tui_input::Input;

/// How many rows a field for names takes: the count, and what was typed last.
const NAMES_HEIGHT: u16 = 7;

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its label in the locale files.
    pub label: &'static str,
    /// What is in it.
    pub value: Value,
    /// Whether nothing can be done while it is empty.
    pub needed: bool,
}

/// What is in a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text, and what it was at first.
    Text(Input, String),
    /// A box, and what it was at first.
    Check(bool, bool),
    /// The name of a profile; empty for none.
    Profile(String),
    /// Words of which one is chosen, the place of the chosen one, and what it was at first.
    Choice(&'static [&'static str], usize, usize),
    /// Many names.
    Names(Names),
}

impl Field {
    /// Returns a text field.
    pub fn text(label: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { label, value: Value::Text(Input::new(value.clone()), value), needed: false }
    }

    /// Returns a text field that must not stay empty.
    pub fn needed(label: &'static str, value: impl Into<String>) -> Self {
        Self { needed: true, ..Self::text(label, value) }
    }

    /// Whether it is empty and must not be.
    pub fn is_lacking(&self) -> bool {
        self.needed
            && match &self.value {
                Value::Text(..) => self.as_text().is_empty(),
                Value::Names(names) => names.count() == 0,
                Value::Check(..) | Value::Profile(_) | Value::Choice(..) => false,
            }
    }

    /// Returns a box.
    pub fn check(label: &'static str, on: bool) -> Self {
        Self { label, value: Value::Check(on, on), needed: false }
    }

    /// Returns a box that is not ticked, for a right.
    pub fn verb(verb: Verb) -> Self {
        // A right's name is the same in every language.
        Self::check(verb.name(), false)
    }

    /// Returns a field for many names.
    pub fn names(label: &'static str) -> Self {
        Self { label, value: Value::Names(Names::default()), needed: true }
    }

    /// Returns how many rows the field takes.
    pub fn height(&self) -> u16 {
        if matches!(self.value, Value::Names(_)) { NAMES_HEIGHT } else { 1 }
    }

    /// Returns a choice among the profiles.
    pub fn profile(label: &'static str, name: impl Into<String>) -> Self {
        Self { label, value: Value::Profile(name.into()), needed: false }
    }

    /// Returns a choice among words; they are the same in every language.
    pub fn choice(label: &'static str, words: &'static [&'static str], chosen: &str) -> Self {
        let place = words.iter().position(|word| *word == chosen).unwrap_or_default();
        Self { label, value: Value::Choice(words, place, place), needed: false }
    }

    /// Whether the value is not what it was at first.
    pub fn is_changed(&self) -> bool {
        match &self.value {
            Value::Text(input, first) => input.value().trim() != first,
            Value::Check(on, first) => on != first,
            Value::Choice(_, place, first) => place != first,
            Value::Profile(_) => true,
            Value::Names(names) => names.count() > 0,
        }
    }

    /// Returns the text of a text field or choice, trimmed.
    pub fn as_text(&self) -> &str {
        match &self.value {
            Value::Text(input, _) => input.value().trim(),
            Value::Profile(name) => name,
            Value::Choice(words, place, _) => words.get(*place).copied().unwrap_or_default(),
            Value::Check(..) | Value::Names(_) => "",
        }
    }

    /// Returns whether a box is ticked.
    pub fn is_on(&self) -> bool {
        matches!(self.value, Value::Check(true, _))
    }

    /// Ticks a box, or takes the next profile or word.
    pub fn toggle(&mut self, profiles: Option<&[Profile]>) {
        match &mut self.value {
            Value::Text(..) | Value::Names(_) => {}
            Value::Check(on, _) => *on = !*on,
            Value::Choice(words, place, _) => *place = (*place + 1) % words.len().max(1),
            Value::Profile(name) => {
                let profiles = profiles.unwrap_or_default();
                let next = profiles.iter().position(|p| p.name == *name).map_or(0, |place| place + 1);
                if let Some(profile) = profiles.get(next % profiles.len().max(1)) {
                    name.clone_from(&profile.name);
                }
            }
        }
    }
}

/// Moves among fields.
pub(super) fn step(focus: usize, action: Action, fields: usize) -> usize {
    match action {
        // After the last field comes the first: a form is a ring.
        Action::Down => (focus + 1) % fields.max(1),
        Action::Up => (focus + fields.max(1) - 1) % fields.max(1),
        _ => {
            let mut cursor = Cursor { index: focus, offset: 0 };
            cursor.act(action, fields, fields);
            cursor.index
        }
    }
}
