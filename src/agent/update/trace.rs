//! The sequence of an update with its times, a line a step: the proof of CMF-96..CMF-98.

use super::Program;
use chrono::{SecondsFormat, Utc};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Largest trace in bytes; what is longer begins anew.
const MAX_BYTES: u64 = 1 << 20;

/// Adds a step. An update does not fail because its trace cannot be written.
pub(super) fn write(state: &Path, program: Program, step: &str, about: &str) {
    let folder = state.join("update");
    let _ = std::fs::create_dir_all(&folder);
    let file = folder.join("trace.jsonl");
    if std::fs::metadata(&file).is_ok_and(|found| found.len() > MAX_BYTES) {
        let _ = std::fs::rename(&file, folder.join("trace.old.jsonl"));
    }
    let at = Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true);
    let line = json!({ "at": at, "program": program, "step": step, "about": about, "pid": std::process::id() });
    tracing::info!(%program, step, about, "update");
    // One write, so that the lines of two processes do not mix.
    let opened = OpenOptions::new().append(true).create(true).mode(0o600).open(&file);
    let _ = opened.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
}
