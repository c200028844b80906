//! `hello decode`: what the bytes of a hello say. The output is always JSON.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::shape;
use crate::core::Problem;
use crate::model::hello::decode_hex;
use clap::Args;

/// Largest file that is read, in bytes: a message has at most 16,000, its hex digits and line breaks take more.
const MAX_FILE: u64 = 1 << 20;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DecodeArgs {
    #[arg(value_name = "FILE")]
    file: String,
}

impl DecodeArgs {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Done {
        let bytes = session.read(&self.file, MAX_FILE)?;
        let bytes = from_hex(&bytes).unwrap_or(bytes);
        let hello = session
            .outside
            .decode_hello(&bytes)
            .map_err(|malformed| Problem::Malformed { reason: session.locale.say("malformed", &malformed) })?;
        session.document(&shape::hello(&hello))
    }
}

/// Returns the bytes that hex digits stand for. A message itself begins with a byte that is no digit.
fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?.trim();
    if text.is_empty() { None } else { decode_hex(text) }
}
