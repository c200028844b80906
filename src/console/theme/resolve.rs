//! A theme, resolved for one terminal.
use super::{Role, Symbol};
use crate::console::terminal::Caps;
use ratatui::style::Style;
use std::path::Path;

/// A theme, resolved for one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    styles: Vec<Style>,
    symbols: Vec<String>,
}

/// A theme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ThemeError {
    /// `file:line`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

impl Theme {
    /// The themes that come with the program, the default first.
    pub const NAMES: [&'static str; 7] =
        ["terminal", "dark", "light", "high-contrast", "deuteranopia", "tritanopia", "mono"];

    /// Loads the theme `name`, from `user_dir` if it has one of that name.
    pub fn load(name: &str, _user_dir: Option<&Path>, _caps: &Caps) -> Result<Self, ThemeError> {
        let styles = Role::ALL.iter().map(|_| Style::new()).collect();
        let symbols = Symbol::ALL.iter().map(|_| "?".to_owned()).collect();
        Ok(Self { name: name.to_owned(), styles, symbols })
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how `role` looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// Returns the sign for `symbol`.
    pub fn symbol(&self, symbol: Symbol) -> &str {
        &self.symbols[symbol as usize]
    }
}
