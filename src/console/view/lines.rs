//! Sentences as lines: wrapped, and set off by a sign before the first.

use super::{Line, span, wrap};
use crate::console::app::Look;
use crate::console::theme::{Role, Symbol};
use unicode_width::UnicodeWidthStr as _;

/// Returns a text in lines of this many columns.
pub fn wrapped(text: &str, width: usize, role: Role) -> Vec<Line> {
    wrap(text, width).into_iter().map(|line| vec![span(line, role)]).collect()
}

/// Returns a text in lines, with a sign before the first and the others below its first letter.
pub fn signed(look: &Look, sign: (Symbol, Role), text: &str, role: Role, width: usize) -> Vec<Line> {
    let lines = wrap(text, width.saturating_sub(2)).into_iter().enumerate();
    let before = |first: bool| if first { format!("{} ", look.symbol(sign.0)) } else { "  ".to_owned() };
    lines.map(|(place, line)| vec![span(before(place == 0), sign.1), span(line, role)]).collect()
}

/// Returns a text as an item of a list.
pub fn bullet(look: &Look, text: &str, role: Role, width: usize) -> Vec<Line> {
    signed(look, (Symbol::Bullet, Role::Muted), text, role, width)
}

/// Fills a text up with blanks to this many columns; a wider one stays as it is.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
