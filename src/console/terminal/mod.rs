//! The terminal itself. The only place in the crate that writes escape sequences or reads keys.
//!
//! - [`Terminal`]: the whole of it, over any pair of streams: a tty, a test, later an SSH channel.
//! - [`Caps`]: what the terminal can do, from the environment alone.
//! - [`Frame`]: the thread that owns the output and writes the latest frame only.
//! - [`Copied`]: what became of a copy to the clipboard.
//!
//! It must know nothing of screens, actions or the core.

mod caps;
mod clipboard;
mod session;
mod writer;

pub use caps::{Caps, Colors};
pub use clipboard::Copied;
pub use session::Terminal;
pub use writer::Frame;
