//! What a person can do: one table that feeds the keymap, the palette, help and the footer.
//!
//! Titles and explanations are in the locale files under `action-<id>`, keys in the keymap files. This module performs
//! nothing; it says what there is, and whether it is possible now and, if not, why.

mod availability;
mod spec;

pub use availability::{Availability, Obstacle, availability, is_offered, place};
pub use spec::{Action, ActionSpec, Danger, Group, Scope, Target, hints};

#[cfg(test)]
mod tests;
