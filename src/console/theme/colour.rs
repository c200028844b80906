//! Colours as theme files write them, and what becomes of them on a terminal with fewer.

use std::str::FromStr;

use ratatui::style::Color;

use crate::console::terminal::Colors;

/// One colour, with the theme author's own choice for poorer terminals where he made one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    pub(super) full: Color,
    pub(super) indexed: Option<u8>,
    pub(super) ansi: Option<Color>,
}

impl Paint {
    /// Parses `#rrggbb`, the name of one of the terminal's own sixteen (`light-red`), or `default`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let plain = |full| Some(Self { full, indexed: None, ansi: None });
        if text == "default" {
            return plain(Color::Reset);
        }
        let color = Color::from_str(text).ok()?;
        match color {
            Color::Rgb(..) => plain(color),
            // A bare number parses as an index, which nobody who reads the file would understand.
            Color::Indexed(_) => None,
            _ => plain(color),
        }
    }

    /// Returns the colour for a terminal that has `colors`.
    pub(super) fn at(self, colors: Colors) -> Option<Color> {
        match (colors, self.indexed, self.ansi) {
            (Colors::Ansi256, Some(index), _) => Some(Color::Indexed(index)),
            (Colors::Ansi16, _, Some(color)) => Some(color),
            _ => colors.nearest(self.full),
        }
    }
}
