//! Which keys mean which action, and where.
//!
//! Keys are written down in `assets/keymaps/*.toml` and nowhere else; a person's own file is laid over the base.
//! Hints, help and the palette ask the keymap for the keys of an action. This module knows no action: their ids, and
//! which of them are dangerous, come from the caller.

mod feed;
mod key;
mod load;
#[cfg(test)]
mod tests;

pub use feed::{Binding, Keymap, Lookup};

pub use key::{format_keys, parse_keys};
pub use load::KeymapProblem;

/// The default keymap: vim letters and arrow keys side by side.
pub const DEFAULT: &str = include_str!("../../../assets/keymaps/default.toml");
/// The keymap for hands that are used to Emacs.
pub const EMACS: &str = include_str!("../../../assets/keymaps/emacs.toml");
