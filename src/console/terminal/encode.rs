//! From the screen that is shown to the screen that is wanted, in as few bytes as can be had.
//!
//! Nothing is written when nothing changed. Only sequences that every terminal of the last thirty years knows are used;
//! synchronized output is the exception, and only where it is known to work.

use std::{io::Write as _, ops::Range};

use ratatui::style::Color;

use super::{
    Caps, Frame,
    cells::{Dictionary, Glyph, Grid, Look},
    motion::{self, Position},
    scroll::{self, Moved, Shift},
    sgr,
};

/// Small frames are painted faster than the eye sees; larger ones are worth the 16 bytes of synchronized output.
const SYNCHRONIZE_FROM_BYTES: usize = 256;
/// A run of blanks this long is erased instead of written (`ECH` takes four or five bytes and a move).
const ERASE_FROM_CELLS: usize = 9;
/// Erasing to the end of the row takes three bytes.
const ERASE_ROW_FROM_CELLS: usize = 4;
/// Unchanged cells between two changes are written again rather than jumped over, up to this many.
const REWRITE_UP_TO_CELLS: usize = 4;

/// What the terminal is set to.
#[derive(Debug, Clone, Copy)]
struct Pen {
    position: Position,
    look: Option<Look>,
}

/// Knows what is on the screen and says what must be written.
#[derive(Debug)]
pub(super) struct Encoder {
    synchronized: bool,
    caps: Caps,
    dictionary: Dictionary,
    /// What the last frame wanted.
    wanted: Grid,
    wanted_cursor: Option<(u16, u16)>,
    /// Whether that is on the screen; otherwise nobody knows what is.
    is_shown: bool,
    shown_cursor: Option<(u16, u16)>,
    pen: Pen,
    /// The memory of the frame before.
    spare: Grid,
}

impl Encoder {
    pub(super) fn new(caps: Caps) -> Self {
        Self {
            synchronized: caps.synchronized,
            caps,
            dictionary: Dictionary::new(caps.colors),
            wanted: Grid::default(),
            wanted_cursor: None,
            is_shown: false,
            shown_cursor: None,
            pen: Pen { position: Position::Unknown, look: None },
            spare: Grid::default(),
        }
    }

    /// Forgets what is on the screen: somebody else had it. The cursor is hidden then.
    pub(super) fn forget(&mut self) {
        self.is_shown = false;
        self.shown_cursor = None;
        self.pen = Pen { position: Position::Unknown, look: None };
    }

    /// Returns the bytes that make the terminal show `frame`.
    pub(super) fn encode(&mut self, frame: Frame<'_>) -> Vec<u8> {
        let mut changed = frame.changed;
        if self.dictionary.is_full() {
            self.dictionary = Dictionary::new(self.caps.colors);
            self.is_shown = false;
            changed = &[];
        }
        self.is_shown &= !frame.full;
        let mut before = std::mem::take(&mut self.spare);
        before.copy(&self.wanted);
        self.dictionary.capture(frame.buffer, changed, &mut self.wanted);
        self.wanted_cursor =
            frame.cursor.filter(|(x, y)| *x < frame.buffer.area.width && *y < frame.buffer.area.height);
        let out = self.paint_wanted(Some(&before).filter(|_| self.is_shown));
        self.spare = before;
        out
    }

    /// Returns the bytes that paint the last frame again; none if there was none.
    pub(super) fn repaint(&mut self) -> Vec<u8> {
        if self.wanted.width == 0 {
            return Vec::new();
        }
        self.forget();
        self.paint_wanted(None)
    }

    /// Paints what is wanted over what is shown, if that is known.
    fn paint_wanted(&mut self, shown: Option<&Grid>) -> Vec<u8> {
        let mut out;
        match shown.filter(|shown| (shown.width, shown.height) == (self.wanted.width, self.wanted.height)) {
            Some(shown) => (out, self.pen) = self.shortest(shown),
            None => {
                out = Vec::with_capacity(8192);
                if self.shown_cursor.take().is_some() {
                    out.extend_from_slice(b"\x1b[?25l");
                }
                out.extend_from_slice(b"\x1b[m\x1b[2J");
                let mut pen = Pen { position: Position::Unknown, look: Some(Look::PLAIN) };
                let blank = self.blank_row();
                self.paint(|_| &blank, &mut pen, &mut out, usize::MAX);
                self.pen = pen;
            }
        }
        self.place_cursor(&mut out);
        self.is_shown = true;
        if self.synchronized && out.len() >= SYNCHRONIZE_FROM_BYTES {
            out.splice(0..0, *b"\x1b[?2026h");
            out.extend_from_slice(b"\x1b[?2026l");
        }
        out
    }

    /// Paints the changes as they are, and with rows moved first, and returns what is shorter.
    fn shortest(&self, shown: &Grid) -> (Vec<u8>, Pen) {
        let blank = self.blank_row();
        let mut best: Option<(Vec<u8>, Pen)> = None;
        let ways: Vec<Option<Shift>> = match scroll::moved(shown, &self.wanted) {
            Moved::Surely(shift) => vec![Some(shift)],
            // The plain way comes last: where rows moved it is by far the longest, and is given up soon.
            Moved::Perhaps(shifts) => shifts.into_iter().map(Some).chain([None]).collect(),
        };
        for shift in ways {
            let allowed = best.as_ref().map_or(usize::MAX, |(bytes, _)| bytes.len());
            let mut out = Vec::with_capacity(2048);
            let mut pen = self.pen;
            if let Some(shift) = shift {
                // What scrolls in takes the current ground on some terminals.
                prepare_erase(&mut pen, &mut out);
                shift.write(&mut out);
                pen.position = Position::Unknown;
            }
            let source = |y| shift.map_or(Some(y), |shift| shift.source(y));
            self.paint(|y| source(y).map_or(&blank, |y| shown.row(y)), &mut pen, &mut out, allowed);
            if out.len() < allowed {
                best = Some((out, pen));
            }
        }
        best.unwrap_or_else(|| (Vec::new(), self.pen))
    }

    fn blank_row(&self) -> Vec<Glyph> {
        vec![Glyph::BLANK; usize::from(self.wanted.width)]
    }

    /// Paints what is wanted over the rows that are shown. Gives up when that takes as many bytes as are allowed.
    fn paint<'a>(&self, shown: impl Fn(u16) -> &'a [Glyph], pen: &mut Pen, out: &mut Vec<u8>, allowed: usize) {
        for y in 0..self.wanted.height {
            let (old, new) = (shown(y), self.wanted.row(y));
            if old != new {
                self.paint_row(y, old, new, pen, out);
            }
            if out.len() >= allowed {
                return;
            }
        }
    }

    fn paint_row(&self, y: u16, old: &[Glyph], new: &[Glyph], pen: &mut Pen, out: &mut Vec<u8>) {
        let tail = new.iter().rposition(|glyph| *glyph != Glyph::BLANK).map_or(0, |last| last + 1);
        let stale = old[tail..].iter().filter(|glyph| **glyph != Glyph::BLANK).count();
        let end = if stale >= ERASE_ROW_FROM_CELLS { tail } else { new.len() };
        let mut x = 0;
        while x < end {
            if old[x] == new[x] || new[x].width() == 0 {
                x += 1;
                continue;
            }
            let blanks = changed_blanks(&old[x..end], &new[x..end]);
            if blanks >= ERASE_FROM_CELLS {
                self.approach(x, y, new, pen, out);
                prepare_erase(pen, out);
                // Writing into a vector cannot fail.
                let _ = write!(out, "\x1b[{blanks}X");
                x += blanks;
            } else {
                self.approach(x, y, new, pen, out);
                self.put(x, y, new, pen, out);
                x += new[x].width();
            }
        }
        if end < new.len() {
            // Erasing from behind the last column would erase that column.
            self.approach(end, y, new, pen, out);
            prepare_erase(pen, out);
            out.extend_from_slice(b"\x1b[K");
        }
    }

    /// Brings the cursor to `x`, writing the cells in between again where that is shorter than jumping.
    fn approach(&self, x: usize, y: u16, row: &[Glyph], pen: &mut Pen, out: &mut Vec<u8>) {
        if let Position::At(column, line) = pen.position {
            let between: Range<usize> = usize::from(column)..x;
            if line == y && !between.is_empty() && between.len() <= REWRITE_UP_TO_CELLS {
                let cells = &row[between.clone()];
                if cells.iter().all(|glyph| glyph.width() == 1 && !glyph.is_cluster() && self.suits(*glyph, pen)) {
                    let start = out.len();
                    cells.iter().for_each(|glyph| self.dictionary.write(*glyph, out));
                    if out.len() - start <= REWRITE_UP_TO_CELLS {
                        pen.position = Position::At(column_of(x), y);
                        return;
                    }
                    out.truncate(start);
                }
            }
        }
        motion::go(pen.position, column_of(x), y, out);
        pen.position = Position::At(column_of(x), y);
    }

    /// Writes the glyph at `x`, where the cursor is.
    fn put(&self, x: usize, y: u16, row: &[Glyph], pen: &mut Pen, out: &mut Vec<u8>) {
        let glyph = row[x];
        if !self.suits(glyph, pen) {
            let mut look = self.dictionary.look(glyph);
            if let Some(current) = pen.look.filter(|_| glyph.is_blank() && look.leaves_blank()) {
                // A blank only needs its ground; the rest may stay for the text behind it.
                look = Look { fg: current.fg, bg: look.bg, mods: current.mods };
                if !look.leaves_blank() {
                    look = self.dictionary.look(glyph);
                }
            }
            set_look(pen, look, out);
        }
        self.dictionary.write(glyph, out);
        let next = x + glyph.width();
        pen.position = if next >= row.len() {
            Position::Wrapped(y)
        } else if glyph.is_cluster() {
            Position::Unknown
        } else {
            Position::At(column_of(next), y)
        };
    }

    /// Whether `glyph` can be written as the pen is set now.
    fn suits(&self, glyph: Glyph, pen: &Pen) -> bool {
        let look = self.dictionary.look(glyph);
        pen.look.is_some_and(|current| {
            current == look
                || glyph.is_blank() && look.leaves_blank() && current.leaves_blank() && current.bg == look.bg
        })
    }

    fn place_cursor(&mut self, out: &mut Vec<u8>) {
        match (self.shown_cursor, self.wanted_cursor) {
            (Some(_), None) => out.extend_from_slice(b"\x1b[?25l"),
            (_, Some((x, y))) => {
                motion::go(self.pen.position, x, y, out);
                self.pen.position = Position::At(x, y);
                if self.shown_cursor.is_none() {
                    out.extend_from_slice(b"\x1b[?25h");
                }
            }
            (None, None) => {}
        }
        self.shown_cursor = self.wanted_cursor;
    }
}

/// Keeps one of two writings at the end of `out`, of which one begins at `start` and the other at `other`: the shorter,
/// or the first if they are as long.
pub(super) fn keep_shorter(out: &mut Vec<u8>, start: usize, other: usize) {
    if out.len() - other < other - start {
        out.drain(start..other);
    } else {
        out.truncate(other);
    }
}

/// Returns how many cells from the start are plain blanks in `new`, up to the last of them that changed.
fn changed_blanks(old: &[Glyph], new: &[Glyph]) -> usize {
    let run = new.iter().take_while(|glyph| **glyph == Glyph::BLANK).count();
    old[..run].iter().rposition(|glyph| *glyph != Glyph::BLANK).map_or(0, |last| last + 1)
}

/// Erased cells take the current ground, so it must be the terminal's own.
fn prepare_erase(pen: &mut Pen, out: &mut Vec<u8>) {
    if pen.look.is_none_or(|look| look.bg != Color::Reset || !look.leaves_blank()) {
        set_look(pen, Look::PLAIN, out);
    }
}

fn set_look(pen: &mut Pen, look: Look, out: &mut Vec<u8>) {
    sgr::change(pen.look, look, out);
    pen.look = Some(look);
}

/// A row is never longer than `u16::MAX` columns: its width came from one.
fn column_of(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
