//! Drawing on the sheet. The only place that does: every text is cleaned and cut here.

use super::sheet::Sheet;
use crate::console::app::Look;
pub use crate::console::sanitise::wrap;
use crate::console::sanitise::{clean, fit};
use crate::console::theme::{Role, Symbol};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// A piece of text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Its meaning.
    pub role: Role,
}

/// One line of pieces.
pub type Line = Vec<Span>;

/// Returns a piece of text.
pub fn span(text: impl Into<String>, role: Role) -> Span {
    Span { text: text.into(), role }
}

/// Returns a line of ordinary text.
pub fn plain(text: impl Into<String>) -> Line {
    vec![span(text, Role::Text)]
}

/// Draws on a sheet in the meanings of a look.
pub struct Pen<'a> {
    sheet: &'a mut Sheet,
    /// Colours, symbols, keys and sentences.
    pub look: &'a Look,
    /// Where the cursor of the terminal belongs: in the text that is being typed.
    pub caret: Option<(u16, u16)>,
}

impl<'a> Pen<'a> {
    /// Returns a pen.
    pub fn new(sheet: &'a mut Sheet, look: &'a Look) -> Self {
        Self { sheet, look, caret: None }
    }

    /// Draws a text and returns how many columns it took.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let area = self.sheet.area();
        if width == 0 || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let width = width.min(area.right() - x);
        let cleaned = clean(text);
        let cut = fit(&cleaned, usize::from(width), self.look.symbol(Symbol::Ellipsis));
        self.sheet.text(x, y, width, &cut, role) - x
    }

    /// Draws a text that ends before column `end`, and returns where it begins.
    pub fn right(&mut self, end: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let columns = u16::try_from(clean(text).width()).unwrap_or(u16::MAX).min(width).min(end);
        self.text(end - columns, y, columns, text, role);
        end - columns
    }

    /// Draws pieces one after the other and returns how many columns they took.
    pub fn line(&mut self, x: u16, y: u16, width: u16, line: &[Span]) -> u16 {
        let mut used = 0;
        for piece in line {
            if used >= width {
                break;
            }
            used += self.text(x + used, y, width - used, &piece.text, piece.role);
        }
        used
    }

    /// Draws lines from `skip` on into an area.
    pub fn lines(&mut self, area: Rect, lines: &[Line], skip: usize) {
        for (line, y) in lines.iter().skip(skip).zip(area.top()..area.bottom()) {
            self.line(area.x, y, area.width, line);
        }
    }

    /// Draws a symbol in a column of its own and returns how many columns it took.
    pub fn symbol(&mut self, x: u16, y: u16, symbol: Symbol, role: Role) -> u16 {
        let look = self.look;
        self.text(x, y, 3, look.symbol(symbol), role)
    }

    /// Lays a meaning over what is drawn already.
    pub fn tint(&mut self, area: Rect, role: Role) {
        for y in area.top()..area.bottom() {
            self.sheet.tint(area.x, y, area.width, role);
        }
    }

    /// Draws a vertical line.
    pub fn vertical(&mut self, x: u16, top: u16, height: u16) {
        for y in top..top.saturating_add(height) {
            self.symbol(x, y, Symbol::VLine, Role::Border);
        }
    }

    /// Draws a horizontal line.
    pub fn horizontal(&mut self, x: u16, y: u16, width: u16) {
        let bar = self.look.symbol(Symbol::HLine).repeat(usize::from(width));
        self.text(x, y, width, &bar, Role::Border);
    }

    /// Empties an area.
    pub fn blank(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.sheet.blank(area.x, y, area.width);
        }
    }

    /// Empties an area and gives it a frame with a title; returns what is inside.
    pub fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.sheet.area());
        self.blank(area);
        if area.width < 4 || area.height < 3 {
            return area;
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.horizontal(area.x + 1, area.y, area.width - 2);
        self.horizontal(area.x + 1, bottom, area.width - 2);
        self.vertical(area.x, area.y + 1, area.height - 2);
        self.vertical(right, area.y + 1, area.height - 2);
        for (x, y, corner) in [
            (area.x, area.y, Symbol::TopLeft),
            (right, area.y, Symbol::TopRight),
            (area.x, bottom, Symbol::BottomLeft),
            (right, bottom, Symbol::BottomRight),
        ] {
            self.symbol(x, y, corner, Role::Border);
        }
        let title = format!(" {title} ");
        self.text(area.x + 2, area.y, area.width - 4, &title, Role::Title);
        Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
    }

    /// Draws a line that is being typed, with the terminal's cursor in it.
    pub fn input(&mut self, x: u16, y: u16, width: u16, input: &tui_input::Input, active: bool) {
        if width < 2 {
            return;
        }
        let room = usize::from(width - 1);
        let scroll = input.visual_scroll(room);
        let mut skipped = 0;
        let shown: String = input
            .value()
            .chars()
            .skip_while(|c| {
                let before = skipped;
                skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
                before < scroll
            })
            .collect();
        let cleaned = clean(&shown).into_owned();
        self.tint(Rect { x, y, width, height: 1 }, Role::Input);
        self.sheet.text(x, y, width - 1, &cleaned, Role::Input);
        if active {
            let column = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(0).min(width - 1);
            self.caret = Some((x + column, y));
        }
    }

    /// Puts a meaning on the row under the cursor, with a marker that survives without colour.
    pub fn select(&mut self, area: Rect, y: u16, active: bool) {
        let role = if active { Role::Selection } else { Role::SelectionInactive };
        self.tint(Rect { y, height: 1, ..area }, role);
        let look = self.look;
        self.sheet.text(area.x, y, 1, look.symbol(Symbol::Marker), role);
    }
}
