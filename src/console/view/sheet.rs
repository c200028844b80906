//! What shall stand in every row of the screen, noted down before any of it becomes cells.
//!
//! From one frame to the next most of the screen stays as it is. What is noted down as it was the last time costs a
//! comparison; only the columns of a row in which it is not are drawn, and the terminal is told which they are.

use crate::console::theme::{Role, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::iter::zip;
use std::ops::Range;

/// A screen that is drawn again and again.
#[derive(Debug, Default)]
pub struct Sheet {
    buffer: Buffer,
    /// What a cell is before anything is drawn in it.
    ground: Cell,
    /// What is drawn in the buffer, row by row.
    drawn: Vec<Row>,
    /// What shall be.
    noted: Vec<Row>,
    /// Which columns of every row were drawn anew.
    changed: Vec<Range<u16>>,
    /// Whether nobody has seen this buffer yet.
    is_new: bool,
}

/// What one row is made of, in the order in which it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    strokes: Vec<Stroke>,
    /// The texts of the strokes, one behind the other.
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stroke {
    x: u16,
    width: u16,
    what: What,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// So many bytes of text.
    Text(usize),
    /// A meaning over what is there already.
    Tint,
    /// Nothing but ground.
    Blank,
}

impl Sheet {
    /// Begins a frame of this size; `ground` is a cell in which nothing is drawn.
    pub(super) fn begin(&mut self, area: Rect, ground: Style) {
        let mut cell = Cell::EMPTY;
        cell.set_style(ground);
        if self.buffer.area != area || self.ground != cell {
            let rows = usize::from(area.height);
            self.buffer = Buffer::filled(area, cell.clone());
            self.ground = cell;
            self.drawn = vec![Row::default(); rows];
            self.noted = vec![Row::default(); rows];
            self.changed = vec![0..area.width; rows];
            self.is_new = true;
        }
        self.noted.iter_mut().for_each(Row::clear);
    }

    /// Returns the whole screen.
    pub(super) fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Notes a text that was cleaned and cut, and returns the column behind it.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let width = self.clip(x, width);
        let used = columns(text, width);
        let Some(row) = self.noted.get_mut(usize::from(y)).filter(|_| used > 0) else { return x };
        row.strokes.push(Stroke { x, width: used, what: What::Text(text.len()), role });
        row.text.push_str(text);
        x + used
    }

    /// Notes a meaning over what stands in a row already.
    pub(super) fn tint(&mut self, x: u16, y: u16, width: u16, role: Role) {
        self.stroke(x, y, width, What::Tint, role);
    }

    /// Notes that a part of a row is empty, whatever stands there already.
    pub(super) fn blank(&mut self, x: u16, y: u16, width: u16) {
        self.stroke(x, y, width, What::Blank, Role::Text);
    }

    fn stroke(&mut self, x: u16, y: u16, width: u16, what: What, role: Role) {
        let width = self.clip(x, width);
        if let Some(row) = self.noted.get_mut(usize::from(y)).filter(|_| width > 0) {
            row.strokes.push(Stroke { x, width, what, role });
        }
    }

    fn clip(&self, x: u16, width: u16) -> u16 {
        width.min(self.buffer.area.right().saturating_sub(x))
    }

    /// Draws what is not as it was. Returns the screen, and for every row the columns that may look otherwise.
    pub(super) fn draw(&mut self, theme: &Theme) -> (&Buffer, &[Range<u16>]) {
        let is_new = std::mem::take(&mut self.is_new);
        let width = self.buffer.area.width;
        for ((y, changed), (noted, drawn)) in zip((0..).zip(&mut self.changed), zip(&mut self.noted, &mut self.drawn)) {
            *changed = if is_new { 0..width } else { noted.difference(drawn) };
            if !Range::is_empty(changed) {
                noted.draw(&mut self.buffer, y, changed, &self.ground, theme);
                std::mem::swap(noted, drawn);
            }
        }
        (&self.buffer, &self.changed)
    }
}

impl Stroke {
    fn columns(&self) -> Range<u16> {
        self.x..self.x.saturating_add(self.width)
    }

    /// How much of the text of its row is its own, in bytes.
    fn bytes(&self) -> usize {
        if let What::Text(bytes) = self.what { bytes } else { 0 }
    }
}

impl Row {
    fn clear(&mut self) {
        self.strokes.clear();
        self.text.clear();
    }

    /// Returns the strokes with their texts.
    fn pieces(&self) -> impl Iterator<Item = (&Stroke, &str)> {
        let mut rest = self.text.as_str();
        self.strokes.iter().map(move |stroke| {
            let (text, behind) = rest.split_at_checked(stroke.bytes()).unwrap_or((rest, ""));
            rest = behind;
            (stroke, text)
        })
    }

    /// Returns the strokes with their texts, the last one first.
    fn pieces_from_the_end(&self) -> impl Iterator<Item = (&Stroke, &str)> {
        let mut rest = self.text.as_str();
        self.strokes.iter().rev().map(move |stroke| {
            let at = rest.len().saturating_sub(stroke.bytes());
            let (before, text) = rest.split_at_checked(at).unwrap_or(("", rest));
            rest = before;
            (stroke, text)
        })
    }

    /// Returns the columns in which this row may look other than another one: where one has strokes that the other has
    /// not, and as far as the texts there reach, since a text is drawn as a whole.
    fn difference(&self, other: &Self) -> Range<u16> {
        if self == other {
            return 0..0;
        }
        let front = zip(self.pieces(), other.pieces()).take_while(|(a, b)| a == b).count();
        let rest = self.strokes.len().min(other.strokes.len()) - front;
        let ends = zip(self.pieces_from_the_end(), other.pieces_from_the_end());
        let back = ends.take(rest).take_while(|(a, b)| a == b).count();
        let own = |row: &'_ Self| front..row.strokes.len() - back;
        let differing = self.strokes[own(self)].iter().chain(&other.strokes[own(other)]);
        let mut columns = differing.map(Stroke::columns).reduce(hull).unwrap_or_default();
        let texts = || self.strokes.iter().filter(|stroke| matches!(stroke.what, What::Text(_)));
        loop {
            let cut = texts().map(Stroke::columns).filter(|text| overlap(text, &columns));
            let wider = cut.fold(columns.clone(), hull);
            if wider == columns {
                return columns;
            }
            columns = wider;
        }
    }

    /// Draws these columns of the row; no text may reach beyond them.
    fn draw(&self, buffer: &mut Buffer, y: u16, columns: &Range<u16>, ground: &Cell, theme: &Theme) {
        let start = buffer.index_of(0, y);
        let cells = |range: &Range<u16>| start + usize::from(range.start)..start + usize::from(range.end);
        buffer.content[cells(columns)].fill(ground.clone());
        for (stroke, text) in self.pieces() {
            let reach = stroke.columns();
            if !overlap(&reach, columns) {
                continue;
            }
            let style = theme.style(stroke.role);
            let seen = &mut buffer.content[cells(&(reach.start.max(columns.start)..reach.end.min(columns.end)))];
            match stroke.what {
                What::Text(_) if text.chars().all(is_one_cell) => {
                    for (cell, char) in zip(seen, text.chars()) {
                        cell.set_char(char).set_style(style);
                    }
                }
                What::Text(_) => {
                    buffer.set_stringn(stroke.x, y, text, usize::from(stroke.width), style);
                }
                What::Tint => seen.iter_mut().for_each(|cell| {
                    cell.set_style(style);
                }),
                What::Blank => seen.fill(ground.clone()),
            }
        }
    }
}

/// Returns all columns from the first to the last of both.
fn hull(a: Range<u16>, b: Range<u16>) -> Range<u16> {
    a.start.min(b.start)..a.end.max(b.end)
}

fn overlap(a: &Range<u16>, b: &Range<u16>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Returns how many of `width` columns a text takes.
fn columns(text: &str, width: u16) -> u16 {
    if text.chars().all(is_one_cell) {
        return u16::try_from(text.chars().count()).unwrap_or(u16::MAX).min(width);
    }
    // Rare enough to be tried out.
    Buffer::empty(Rect::new(0, 0, width, 1)).set_stringn(0, 0, text, usize::from(width), Style::new()).0
}

/// Whether a character takes one column and joins no neighbour: those of Western texts, frames and the signs of themes.
/// Nothing needs to be looked up or put together for a text of these.
fn is_one_cell(char: char) -> bool {
    matches!(char,
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{17f}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{21ff}'
        | '\u{2500}'..='\u{25fc}'
        | '\u{2713}'..='\u{2718}')
}

#[cfg(test)]
mod tests {
    use super::{Sheet, is_one_cell};
    use crate::console::theme::{Role, Theme};
    use crate::console::view::testing::look;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use std::ops::Range;

    #[derive(Debug, Clone)]
    enum Note {
        Text(u16, u16, u16, String, Role),
        Tint(u16, u16, u16, Role),
        Blank(u16, u16, u16),
    }

    fn note() -> impl Strategy<Value = Note> {
        let role = || prop::sample::select(vec![Role::Text, Role::Muted, Role::Selection, Role::Title]);
        // Seldom another text: most rows of a frame are those of the frame before.
        let text = prop_oneof![Just("pcitis001"), Just("✓ ok"), Just("東京 e\u{301}"), Just("a long text that is cut")];
        let place = || (0u16..22, 0u16..4, 0u16..12);
        prop_oneof![
            4 => (place(), text, role()).prop_map(|((x, y, w), text, role)| Note::Text(x, y, w, text.into(), role)),
            1 => (place(), role()).prop_map(|((x, y, w), role)| Note::Tint(x, y, w, role)),
            1 => place().prop_map(|(x, y, w)| Note::Blank(x, y, w)),
        ]
    }

    fn draw(sheet: &mut Sheet, theme: &Theme, notes: &[Note], width: u16) -> (Buffer, Vec<Range<u16>>) {
        sheet.begin(Rect::new(0, 0, width, 3), theme.style(Role::Text));
        for note in notes {
            match note {
                Note::Text(x, y, width, text, role) => {
                    let end = sheet.text(*x, *y, *width, text, *role);
                    assert!(end >= *x && end <= x + width);
                }
                Note::Tint(x, y, width, role) => sheet.tint(*x, *y, *width, *role),
                Note::Blank(x, y, width) => sheet.blank(*x, *y, *width),
            }
        }
        let (buffer, changed) = sheet.draw(theme);
        (buffer.clone(), changed.to_vec())
    }

    proptest! {
        #[test]
        fn a_sheet_that_is_drawn_again_is_like_a_new_one(
            frames in prop::collection::vec((prop::collection::vec(note(), 0..8), prop_oneof![9 => Just(20u16), 1 => Just(18)]), 1..8),
        ) {
            let (theme, mut sheet) = (look("dark").theme, Sheet::default());
            let mut before = Buffer::default();
            for (notes, width) in frames {
                let (buffer, changed) = draw(&mut sheet, &theme, &notes, width);
                prop_assert_eq!(&buffer, &draw(&mut Sheet::default(), &theme, &notes, width).0);
                for y in 0..3 {
                    for x in 0..width {
                        let differs = before.area != buffer.area || before[(x, y)] != buffer[(x, y)];
                        let told = changed[usize::from(y)].contains(&x);
                        prop_assert!(told || !differs, "column {} of row {} changed and nobody was told", x, y);
                    }
                }
                let (again, changed) = draw(&mut sheet, &theme, &notes, width);
                prop_assert_eq!(&again, &buffer);
                prop_assert!(changed.iter().all(Range::is_empty));
                before = buffer;
            }
        }
    }

    #[test]
    fn what_is_drawn_without_a_look_at_it_takes_one_column() {
        let known: Vec<char> = ('\0'..='\u{ffff}').filter(|char| is_one_cell(*char)).collect();
        assert!(known.len() > 500);
        for char in known {
            for text in [format!("{char}"), format!("{char}{char}"), format!("a{char}z")] {
                let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
                let (end, _) = buffer.set_stringn(0, 0, &text, 4, Style::new());
                assert_eq!(usize::from(end), text.chars().count(), "{:#x}", u32::from(char));
            }
        }
    }
}
