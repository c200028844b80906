//! Writes down what happens, one JSON object a line, for reports of errors: keys and sizes in full, answers by their
//! place and outcome.

use crate::console::app::Message;
use crate::console::event::TermEvent;
use crate::console::keymap::Keymap;
use crate::core::{Problem, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes down what happens, or nothing.
pub(super) struct Recorder(Option<BufWriter<File>>);

impl Recorder {
    /// Opens the file; without a path nothing is written.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Self(None)) };
        let file = File::create(path)
            .map_err(|error| Problem::File { path: path.display().to_string(), reason: error.to_string() })?;
        Ok(Self(Some(BufWriter::new(file))))
    }

    /// Writes a message down. A recording that cannot be written any more ends without disturbing anybody.
    pub(super) fn write(&mut self, at: DateTime<Utc>, message: &Message) {
        let Some(file) = &mut self.0 else { return };
        let line = json!({ "at": at.to_rfc3339_opts(SecondsFormat::Micros, true), "message": shape(message) });
        if writeln!(file, "{line}").and_then(|()| file.flush()).is_err() {
            self.0 = None;
        }
    }
}

fn shape(message: &Message) -> Value {
    match message {
        Message::Terminal(TermEvent::Key(key)) => json!({ "key": Keymap::format_pending(&[(*key).into()]) }),
        Message::Terminal(TermEvent::Paste(text)) => json!({ "paste": text }),
        Message::Terminal(TermEvent::Resize(columns, rows)) => json!({ "resize": [columns, rows] }),
        Message::Terminal(other) => json!({ "terminal": format!("{other:?}") }),
        Message::Reply(tag, answer) => json!({
            "reply": format!("{:?}", tag.slot),
            "generation": tag.generation,
            "problem": answer.as_ref().err(),
        }),
        Message::Changed(revision) => json!({ "hellos": revision.hellos, "operations": revision.operations }),
        Message::Health(health) => json!({ "backend_alive": health.backend_alive }),
        Message::Offline(problem) => json!({ "offline": problem }),
        Message::Wake => json!("wake"),
        Message::Note(note) => json!({ "note": note }),
    }
}
