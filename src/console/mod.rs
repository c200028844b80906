//! The full-screen console: what a person sees and presses.
//!
//! The loop is `TermEvent -> keymap -> Action -> update -> view -> Frame`. This half is the terminal's side of it:
//!
//! - [`terminal`]: the terminal itself: entering and leaving, reading keys, writing frames, the clipboard.
//!   Nothing else in the crate writes an escape sequence.
//! - [`event`]: what comes from the terminal.
//! - [`keymap`]: which keys mean which action, and where.
//! - [`theme`]: roles and symbols, from theme files.
//! - [`sanitise`]: what text from outside must pass before it is drawn.
//!
//! It must not open databases or sockets: whatever it knows it gets from the core.

pub mod event;
pub mod keymap;
pub mod sanitise;
mod source;
pub mod terminal;
pub mod theme;
