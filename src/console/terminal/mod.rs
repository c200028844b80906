//! The terminal itself. The only place in the crate that writes escape sequences or reads keys.
//!
//! - [`Terminal`]: the whole of it, over any pair of streams: a tty, a test, later an SSH channel.
//! - [`Caps`]: what the terminal can do, from the environment alone.
//! - [`Frame`]: a screen to show; a thread of its own writes the latest one only.
//! - [`Decoder`]: bytes to events.
//! - [`Copied`]: what became of a copy to the clipboard.
//!
//! It must know nothing of screens, actions or the core.

mod caps;
mod cells;
mod clipboard;
mod csi;
mod encode;
mod guard;
mod input;
mod keyboard;
mod motion;
mod scroll;
mod session;
mod sgr;
mod signals;
mod writer;

#[cfg(test)]
mod tests;

pub use caps::{Caps, Colors};
pub use clipboard::Copied;
pub use input::Decoder;
pub use session::Terminal;
pub use writer::Frame;
