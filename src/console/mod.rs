//! The full-screen console: what a person sees and presses.
//!
//! The loop is `TermEvent -> keymap -> Action -> update -> view -> Frame`. The terminal's side of it:
//!
//! - [`terminal`]: the terminal itself: entering and leaving, reading keys, writing frames, the clipboard.
//!   Nothing else in the crate writes an escape sequence.
//! - [`event`]: what comes from the terminal.
//! - [`keymap`]: which keys mean which action, and where.
//! - [`theme`]: roles and symbols, from theme files.
//! - [`sanitise`]: what text from outside must pass before it is drawn.
//!
//! The application's side:
//!
//! - [`action`]: what a person can do, and whether it is possible now.
//! - [`app`]: the model, and the one function that changes it.
//! - [`screen`]: the screens. [`overlay`]: the dialogs over them. [`view`]: drawing.
//! - [`runner`]: the loop.
//! - [`ticket`], [`figures`]: text for tickets; times and numbers as people read them.
//!
//! It must not open databases or sockets: whatever it knows it gets from the core.

pub mod action;
pub mod app;
pub mod event;
pub mod figures;
pub mod keymap;
pub mod overlay;
pub mod runner;
pub mod screen;
mod source;
pub mod terminal;
pub mod theme;
pub mod ticket;
pub mod view;

pub use crate::sanitise;
pub use app::Options;
pub use runner::run;

#[cfg(test)]
mod tests;
