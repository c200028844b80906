//! The user interface (CMF-28, CMF-92): it stands in for the tray, in the user's own context.
//!
//! It shows what the service tells and passes on what the user asks for. It performs no action on the machine (CMF-93):
//! it writes no file and starts no process. Where the estate can be reached, it leads to the user's view of all of it
//! (`bailiwick me`) by ending, and telling so whoever started it. What it knows it has from [`super::link`]; when the service does not
//! answer, it goes on showing what it knew, with the age of it.

mod app;
mod look;
mod print;
mod rows;
mod run;
mod sentence;
mod talk;
mod terminal;
#[cfg(test)]
mod tests;
mod view;

pub use look::Look;
pub use print::print;
pub use run::{Ended, run};

use serde_json::Value;

/// Sentences for people, by whoever has them: the client knows no language.
pub trait Words: Send + Sync {
    /// Returns a sentence with arguments.
    fn text(&self, id: &str, arguments: &[(&str, &str)]) -> String;

    /// Returns the sentence of a fact with a `kind`: `prefix-kind`, its other fields as arguments.
    fn fact(&self, prefix: &str, fact: &Value) -> String;
}
