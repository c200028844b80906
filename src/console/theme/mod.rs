//! Roles and symbols, and the theme files that give them a look.
//!
//! Theme files live in `themes/`; a person's own go to a `themes` directory beside the configuration. A theme is
//! resolved once, for the colours and the character set that the terminal has; drawing only looks up.
//! Colour never stands alone: every status has a [`Symbol`] too, and the selection survives without any colour.

mod colour;
mod file;
mod resolve;
mod role;
mod symbol;
#[cfg(test)]
mod tests;

pub use resolve::{Theme, ThemeError};
pub use role::Role;
pub use symbol::Symbol;
