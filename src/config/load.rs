//! Reads settings in layers: embedded defaults, one file, variables, options. Each layer may name any setting; the
//! later one wins. Everything that is wrong is told at once, each with its place.

use super::check::check;
use super::fault::{Fault, SettingProblem};
use super::nearest::nearest;
use super::settings::Settings;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use toml::de::DeTable;
use toml::{Table, Value};

/// Every setting with its default and its explanation, as `generate config` prints it.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// What the names of variables begin with.
pub const PREFIX: &str = "BAILIWICK_";

/// Largest file of settings that is read, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// A file of settings, read.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigFile {
    /// What messages call it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What is laid over the defaults.
#[derive(Clone, Copy, Default)]
pub struct Layers<'a> {
    /// The file, if there is one.
    pub file: Option<&'a ConfigFile>,
    /// Variables by name; those whose name is not `BAILIWICK_SECTION__KEY` are left alone.
    pub variables: &'a [(String, String)],
    /// Options as written: `section.key=VALUE`.
    pub sets: &'a [String],
}

impl std::fmt::Debug for ConfigFile {
    /// Addresses of databases may carry passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConfigFile({}, redacted)", self.name)
    }
}

impl ConfigFile {
    /// Reads a file. One that is not there is none, unless it is `needed`.
    pub fn read(path: &Path, needed: bool) -> Result<Option<Self>, SettingProblem> {
        let name = path.display().to_string();
        let mut text = String::new();
        let read = std::fs::File::open(path).and_then(|file| file.take(MAX_FILE + 1).read_to_string(&mut text));
        let reason = match read {
            Ok(length) if length as u64 <= MAX_FILE => return Ok(Some(Self { name, text })),
            Ok(_) => format!("more than {MAX_FILE} bytes"),
            Err(error) if error.kind() == ErrorKind::NotFound && !needed => return Ok(None),
            Err(error) => error.to_string(),
        };
        Err(SettingProblem { place: name, fault: Fault::Unreadable { reason } })
    }
}

/// Returns the settings that the layers make, or everything that is wrong with them.
pub fn load(layers: Layers<'_>) -> Result<Settings, Vec<SettingProblem>> {
    let defaults: Table = DEFAULTS.parse().map_err(|e: toml::de::Error| embedded(&e))?;
    let mut overlay = Overlay { known: leaves(&defaults), merged: defaults.clone(), defaults, problems: Vec::new() };
    if let Some(file) = layers.file {
        overlay.file(file);
    }
    for (name, value) in layers.variables {
        overlay.variable(name, value);
    }
    for text in layers.sets {
        overlay.option(text);
    }
    if !overlay.problems.is_empty() {
        return Err(overlay.problems);
    }
    overlay.merged.try_into().map_err(|e: toml::de::Error| embedded(&e))
}

fn embedded(error: &toml::de::Error) -> Vec<SettingProblem> {
    let place = "assets/config.toml".into();
    vec![SettingProblem { place, fault: Fault::Syntax { reason: error.message().into() } }]
}

struct Overlay {
    defaults: Table,
    merged: Table,
    known: Vec<String>,
    problems: Vec<SettingProblem>,
}

impl Overlay {
    fn file(&mut self, file: &ConfigFile) {
        let place = |at: usize| format!("{}:{}", file.name, line_of(&file.text, at));
        let (spans, errors) = DeTable::parse_recoverable(&file.text);
        if !errors.is_empty() {
            self.problems.extend(errors.iter().map(|error| SettingProblem {
                place: place(error.span().map_or(0, |span| span.start)),
                fault: Fault::Syntax { reason: error.message().into() },
            }));
            return;
        }
        let Ok(values) = file.text.parse::<Table>() else { return };
        let mut found = Vec::new();
        flatten(spans.get_ref(), &values, &self.defaults, "", &mut found);
        for (key, at, value) in found {
            self.set(place(at), &key, value);
        }
    }

    fn variable(&mut self, name: &str, text: &str) {
        let Some(rest) = name.strip_prefix(PREFIX) else { return };
        let key = rest.to_ascii_lowercase().replace("__", ".");
        // Without a section it is a setting of the top level, or something that is not a setting at all.
        if key.contains('.') || self.defaults.get(&key).is_some_and(|value| !value.is_table()) {
            let value = self.read_value(&key, text);
            self.set(name.into(), &key, value);
        }
    }

    fn option(&mut self, text: &str) {
        match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => {
                let key = key.trim();
                let value = self.read_value(key, value);
                self.set(format!("--set {key}"), key, value);
            }
            _ => {
                let text = text.chars().take(80).collect();
                self.problems.push(SettingProblem { place: "--set".into(), fault: Fault::NotAPair { text } });
            }
        }
    }

    /// Reads a value as TOML. What is not TOML is a text, and so is what stands where a text is expected.
    fn read_value(&self, key: &str, text: &str) -> Value {
        let parsed = format!("value = {text}").parse::<Table>().ok().filter(|table| table.len() == 1);
        let parsed = parsed.and_then(|mut table| table.remove("value"));
        match parsed {
            Some(Value::String(text)) => Value::String(text),
            Some(value) if !look_up(&self.defaults, key).is_some_and(Value::is_str) => value,
            _ => Value::String(text.into()),
        }
    }

    /// Judges one value alone, over the defaults, so that one mistake does not hide another.
    fn set(&mut self, place: String, key: &str, value: Value) {
        let mut candidate = self.defaults.clone();
        let fault = if !replace(&mut candidate, key, value.clone()) {
            let nearest = nearest(key, self.known.iter().map(String::as_str));
            let key = key.chars().take(80).collect();
            Some(match nearest {
                Some(nearest) => Fault::Misspelt { key, nearest: nearest.into() },
                None => Fault::Unknown { key },
            })
        } else {
            match candidate.try_into::<Settings>() {
                Ok(settings) => check(&settings).into_iter().find(|fault| fault.key() == Some(key)),
                Err(error) => Some(Fault::WrongType { key: key.into(), reason: error.message().trim().into() }),
            }
        };
        match fault {
            Some(fault) => self.problems.push(SettingProblem { place, fault }),
            None => {
                replace(&mut self.merged, key, value);
            }
        }
    }
}

/// Collects the settings of a file with their places: tables are entered where the defaults have a table.
fn flatten(spans: &DeTable<'_>, values: &Table, defaults: &Table, path: &str, found: &mut Vec<(String, usize, Value)>) {
    for (name, span) in spans {
        let Some(value) = values.get(name.get_ref().as_ref()) else { continue };
        let key = if path.is_empty() { name.get_ref().to_string() } else { format!("{path}.{}", name.get_ref()) };
        match (span.get_ref().as_table(), value, defaults.get(name.get_ref().as_ref())) {
            (Some(spans), Value::Table(values), Some(Value::Table(defaults))) => {
                flatten(spans, values, defaults, &key, found);
            }
            _ => found.push((key, name.span().start, value.clone())),
        }
    }
}

/// Returns the names of all settings, with their sections.
fn leaves(table: &Table) -> Vec<String> {
    let mut names = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(section) => names.extend(leaves(section).into_iter().map(|key| format!("{name}.{key}"))),
            _ => names.push(name.clone()),
        }
    }
    names
}

fn look_up<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    match key.split_once('.') {
        None => table.get(key),
        Some((section, rest)) => look_up(table.get(section)?.as_table()?, rest),
    }
}

/// Replaces a value that is there; returns whether it was.
fn replace(table: &mut Table, key: &str, value: Value) -> bool {
    match key.split_once('.') {
        None => table.get_mut(key).map(|old| *old = value).is_some(),
        Some((section, rest)) => match table.get_mut(section) {
            Some(Value::Table(inner)) => replace(inner, rest, value),
            _ => false,
        },
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
