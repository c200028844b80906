//! From the bytes of a terminal to events: keys, pastes, the mouse, the focus.
//!
//! One decoder for every source, a tty, a test, an SSH channel. It keeps partial sequences between reads and survives
//! anything: what it does not know it swallows, and no sequence may wait for its end for ever.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::csi;
use crate::console::event::TermEvent;

/// The most bytes of a paste that are kept; the rest is dropped.
pub(super) const MAX_PASTE_BYTES: usize = 1024 * 1024;
/// The longest control sequence; what is longer is noise.
const MAX_SEQUENCE_BYTES: usize = 64;
/// The longest control string (an answer of the terminal that nobody asked for).
const MAX_STRING_BYTES: usize = 8192;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";
/// How long a lone Esc may turn out to be the start of a sequence.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);
/// How long a sequence that has begun may take to arrive; slow links break sequences in two.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);
/// How long a paste may pause before it is taken as it is.
const PASTE_PATIENCE: Duration = Duration::from_secs(5);

const ESC: u8 = 0x1b;

/// What the front of the bytes turned out to be, and how many of them it took.
pub(super) enum Step {
    Event(TermEvent, usize),
    Skip(usize),
    Partial,
}

/// Turns bytes into events.
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// Decodes `bytes` after whatever was left over, and appends the events to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<TermEvent>) {
        self.waiting.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.waiting.len() {
            if self.paste.is_some() {
                let Some(used) = self.continue_paste(at, out) else { break };
                at += used;
                continue;
            }
            if self.waiting[at..].starts_with(PASTE_START) {
                self.paste = Some(Vec::new());
                at += PASTE_START.len();
                continue;
            }
            match step(&self.waiting[at..]) {
                Step::Event(event, used) => {
                    out.push(event);
                    at += used;
                }
                Step::Skip(used) => at += used.max(1),
                Step::Partial => break,
            }
        }
        self.waiting.drain(..at.min(self.waiting.len()));
    }

    /// Returns how long to wait for more before [`Decoder::flush`] is called, or `None` if nothing is left over.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.waiting.as_slice()) {
            (Some(_), _) => Some(PASTE_PATIENCE),
            (None, []) => None,
            (None, [ESC] | [ESC, b'[' | b'O' | b']' | b'P' | b'_']) => Some(ESCAPE_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Takes what is left over as it is: a lone Esc is the Esc key, a sequence without an end is dropped.
    pub fn flush(&mut self, out: &mut Vec<TermEvent>) {
        let waiting = std::mem::take(&mut self.waiting);
        if let Some(mut paste) = self.paste.take() {
            paste.extend_from_slice(&waiting);
            out.push(pasted(paste));
            return;
        }
        match waiting.as_slice() {
            [ESC] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [ESC, byte @ 0x20..=0x7e] => out.push(character(char::from(*byte), KeyModifiers::ALT)),
            _ => {}
        }
    }

    /// Collects a paste from `at` on; returns how many bytes it took, `None` if it needs more.
    fn continue_paste(&mut self, at: usize, out: &mut Vec<TermEvent>) -> Option<usize> {
        let bytes = &self.waiting[at..];
        let end = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        // The end may be cut in two: its possible beginning stays behind.
        let text = end.unwrap_or_else(|| bytes.len() - partial_end(bytes));
        let paste = self.paste.get_or_insert_default();
        let room = MAX_PASTE_BYTES.saturating_sub(paste.len());
        paste.extend_from_slice(&bytes[..text.min(room)]);
        match end {
            Some(end) => {
                out.push(pasted(self.paste.take().unwrap_or_default()));
                Some(end + PASTE_END.len())
            }
            None if text > 0 => Some(text),
            None => None,
        }
    }
}

/// Returns how many bytes at the end of `bytes` may be the beginning of the end of a paste.
fn partial_end(bytes: &[u8]) -> usize {
    (1..PASTE_END.len()).rev().find(|length| bytes.ends_with(&PASTE_END[..*length])).unwrap_or(0)
}

fn pasted(bytes: Vec<u8>) -> TermEvent {
    TermEvent::Paste(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n"))
}

/// Reads one event off the front of `bytes`, which are not empty.
fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] | [ESC] => Step::Partial,
        [ESC, ESC, ..] => Step::Event(key(KeyCode::Esc, KeyModifiers::NONE), 1),
        [ESC, b'[', ..] => csi::step(bytes).unwrap_or(limited(bytes, MAX_SEQUENCE_BYTES)),
        [ESC, b'O', rest @ ..] => match rest {
            [] => Step::Partial,
            [code, ..] => csi::single_shift(*code),
        },
        // OSC, DCS and APC; terminals answer with no other control strings.
        [ESC, b']' | b'P' | b'_', rest @ ..] => match string_end(rest) {
            Some(length) => Step::Skip(2 + length),
            None => limited(bytes, MAX_STRING_BYTES),
        },
        [ESC, rest @ ..] => match plain(rest) {
            Step::Event(TermEvent::Key(mut key), used) => {
                key.modifiers |= KeyModifiers::ALT;
                Step::Event(TermEvent::Key(key), 1 + used)
            }
            Step::Skip(used) => Step::Skip(1 + used),
            other => other,
        },
        _ => plain(bytes),
    }
}

/// Waits for the rest of a sequence, unless it is longer than any.
fn limited(bytes: &[u8], most: usize) -> Step {
    if bytes.len() > most { Step::Skip(bytes.len()) } else { Step::Partial }
}

/// Returns how many bytes a control string has up to and with its terminator, BEL or ST.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| at + 1);
    let terminator = bytes.windows(2).position(|pair| pair == b"\x1b\\").map(|at| at + 2);
    match (bell, terminator) {
        (Some(bell), Some(terminator)) => Some(bell.min(terminator)),
        (bell, terminator) => bell.or(terminator),
    }
}

/// Reads a key that is a single byte or a single UTF-8 character.
fn plain(bytes: &[u8]) -> Step {
    let Some(first) = bytes.first() else { return Step::Partial };
    let event = match *first {
        0x00 => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
        b'\r' => key(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        0x08 | 0x7f => key(KeyCode::Backspace, KeyModifiers::NONE),
        byte @ 0x01..=0x1a => key(KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL),
        byte @ 0x1c..=0x1f => key(KeyCode::Char(char::from(byte + 0x40)), KeyModifiers::CONTROL),
        byte @ 0x20..=0x7e => character(char::from(byte), KeyModifiers::NONE),
        _ => return utf8(bytes),
    };
    Step::Event(event, 1)
}

fn utf8(bytes: &[u8]) -> Step {
    let front = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(front) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&front[..error.valid_up_to()]).unwrap_or_default(),
        // The front of a character whose rest has not come yet.
        Err(error) if error.error_len().is_none() => return Step::Partial,
        Err(_) => "",
    };
    match valid.chars().next() {
        Some(char) if !char.is_control() => Step::Event(character(char, KeyModifiers::NONE), char.len_utf8()),
        Some(char) => Step::Skip(char.len_utf8()),
        None => Step::Skip(1),
    }
}

/// A character key; capitals carry shift, as crossterm reports them.
pub(super) fn character(char: char, modifiers: KeyModifiers) -> TermEvent {
    let shift = if char.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(KeyCode::Char(char), modifiers | shift)
}

pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> TermEvent {
    TermEvent::Key(KeyEvent::new(code, modifiers))
}
