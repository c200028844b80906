//! Puts texts into cells. Every text is cleaned and cut here.

use super::super::look::{Look, Role};
use crate::sanitise::{clean, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

/// Draws into a buffer.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    pub(super) look: Look,
}

impl<'a> Pen<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, look: Look) -> Self {
        Self { buffer, look }
    }

    /// Returns the columns that a text takes.
    pub(super) fn width(text: &str) -> u16 {
        u16::try_from(clean(text).width()).unwrap_or(u16::MAX / 4).min(u16::MAX / 4)
    }

    /// Draws a text and returns how many columns it took.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        if width == 0 || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let width = usize::from(width.min(area.right() - x));
        let cleaned = clean(text);
        let cut = fit(&cleaned, width, self.look.ellipsis());
        self.buffer.set_stringn(x, y, cut, width, self.look.style(role)).0 - x
    }

    /// Draws a text that ends before column `end`, and returns where it begins.
    pub(super) fn right(&mut self, end: u16, y: u16, text: &str, role: Role) -> u16 {
        let start = end.saturating_sub(Self::width(text));
        self.text(start, y, end - start, text, role);
        start
    }

    /// Lays a meaning over what is drawn already.
    pub(super) fn tint(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, self.look.style(role));
    }

    /// Empties an area and gives it a frame with a title; returns what is inside.
    pub(super) fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        if area.width < 6 || area.height < 3 {
            return area;
        }
        let pick = |unicode, ascii| self.look.pick(unicode, ascii);
        let (line, side) = (pick("─", "-").repeat(usize::from(area.width - 2)), pick("│", "|"));
        let corners = [("┌", "┐"), ("└", "┘")].map(|(left, right)| (pick(left, "+"), pick(right, "+")));
        for ((left, right), y) in corners.into_iter().zip([area.y, area.bottom() - 1]) {
            self.text(area.x, y, area.width, &format!("{left}{line}{right}"), Role::Muted);
        }
        for y in area.y + 1..area.bottom() - 1 {
            self.text(area.x, y, 1, side, Role::Muted);
            self.text(area.right() - 1, y, 1, side, Role::Muted);
        }
        self.text(area.x + 2, area.y, area.width - 4, &format!(" {title} "), Role::Title);
        Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
    }
}
