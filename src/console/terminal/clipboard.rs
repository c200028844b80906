//! Copying to the clipboard of the person who sits at the terminal, however far away that is, with `OSC 52`.
//!
//! The terminal never says whether it took the text, so neither do we: the answer tells what was sent.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::Caps;

/// The most base64 bytes that are sent: xterm takes 100,000 bytes of sequence, and this many is what editors agreed on.
pub(super) const MAX_BASE64_BYTES: usize = 74_994;

/// What became of a copy to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The text was sent to the terminal, which may or may not be allowed to use it.
    Sent {
        /// How many bytes of text.
        bytes: usize,
    },
    /// Nothing was sent: the text is too long for a terminal to take.
    TooLong {
        /// The most bytes of text that can be sent.
        limit: usize,
    },
    /// Nothing was sent: this terminal is known not to have a clipboard.
    Unsupported,
    /// Nothing was sent: the terminal has not taken earlier copies yet.
    Busy,
}

/// Returns the bytes that put `text` on the clipboard, and what to tell the person.
pub(super) fn encode(text: &str, caps: &Caps) -> (Vec<u8>, Copied) {
    if !caps.osc52 {
        return (Vec::new(), Copied::Unsupported);
    }
    let limit = MAX_BASE64_BYTES / 4 * 3;
    if text.len() > limit {
        return (Vec::new(), Copied::TooLong { limit });
    }
    let mut sequence = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
    if caps.tmux {
        // tmux hands a wrapped sequence to the outer terminal, with every ESC inside doubled.
        sequence = format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"));
    }
    (sequence.into_bytes(), Copied::Sent { bytes: text.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::terminal::Colors;

    const CAPS: Caps =
        Caps { colors: Colors::True, unicode: true, synchronized: false, osc52: true, ssh: true, tmux: false };

    #[test]
    fn the_text_travels_as_base64() {
        let (bytes, copied) = encode("pcitis042 ✓", &CAPS);
        assert_eq!(copied, Copied::Sent { bytes: 13 });
        let inner = std::str::from_utf8(&bytes).unwrap();
        let inner = inner.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
        assert_eq!(BASE64_STANDARD.decode(inner).unwrap(), "pcitis042 ✓".as_bytes());
    }

    #[test]
    fn tmux_passes_it_on() {
        let (bytes, _) = encode("a", &Caps { tmux: true, ..CAPS });
        assert_eq!(bytes, b"\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }

    #[test]
    fn the_largest_text_fits_and_one_byte_more_does_not() {
        let limit = MAX_BASE64_BYTES / 4 * 3;
        let (bytes, copied) = encode(&"x".repeat(limit), &CAPS);
        assert_eq!(copied, Copied::Sent { bytes: limit });
        assert!(bytes.len() <= MAX_BASE64_BYTES + 8);
        assert_eq!(encode(&"x".repeat(limit + 1), &CAPS), (Vec::new(), Copied::TooLong { limit }));
    }

    #[test]
    fn a_terminal_without_a_clipboard_is_told_nothing() {
        assert_eq!(encode("x", &Caps { osc52: false, ..CAPS }), (Vec::new(), Copied::Unsupported));
    }
}
