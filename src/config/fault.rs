//! What can be wrong with a setting, as facts; the sentences are `setting-<kind>` in the locale files.

use serde::Serialize;

/// A wrong setting, with the place where it was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingProblem {
    /// File and line as in `config.toml:12`, the name of a variable, or the option as it was written.
    pub place: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a setting. Values are quoted only where they cannot be secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Fault {
    /// The file cannot be read.
    Unreadable { reason: String },
    /// The text is not TOML.
    Syntax { reason: String },
    /// An option that is not `section.key=VALUE`.
    NotAPair { text: String },
    /// No setting has this name, nor one like it.
    Unknown { key: String },
    /// No setting has this name, and one has nearly this name.
    Misspelt { key: String, nearest: String },
    /// The value has the wrong type or form.
    WrongType { key: String, reason: String },
    /// A number outside its range.
    OutOfRange { key: String, value: u64, least: u64, most: u64 },
    /// A word that is not among the possible ones.
    NotAChoice { key: String, value: String, choices: Vec<String> },
    /// A text that must not be empty.
    Empty { key: String },
}

impl Fault {
    /// Returns the setting that it is about; none for a file that cannot be read as settings.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Unreadable { .. } | Self::Syntax { .. } | Self::NotAPair { .. } => None,
            Self::Unknown { key }
            | Self::Misspelt { key, .. }
            | Self::WrongType { key, .. }
            | Self::OutOfRange { key, .. }
            | Self::NotAChoice { key, .. }
            | Self::Empty { key } => Some(key),
        }
    }
}
