//! The screen as numbers: every cell is a symbol id, a style id and a width, so that comparing screens compares integers.
//!
//! What cannot be told apart by looking is made equal here: colours that the terminal does not have, and the text
//! colour of a blank. Symbols that would move the cursor are replaced, whatever let them through.

use std::{collections::HashMap, ops::Range};

use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    style::{Color, Modifier},
};

use super::Colors;

/// The most styles and the most clusters that are remembered before the memory starts afresh.
const MAX_REMEMBERED: usize = 4096;
/// Marks a symbol id as an index into the clusters; character codes stay below.
const CLUSTER: u32 = 1 << 31;
/// How many styles are looked through before one is put together.
const RECENT: usize = 12;
/// How many characters keep their width: frames, signs and some letters, which have neighbouring codes.
const WIDTHS: usize = 256;
/// What is still seen on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::CROSSED_OUT).union(Modifier::REVERSED);

/// How a cell looks, in the terminal's own terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) mods: Modifier,
}

impl Look {
    /// The terminal's own colours and nothing else.
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, mods: Modifier::empty() };

    /// Whether a blank drawn or erased with this look shows nothing but its background.
    pub(super) fn leaves_blank(self) -> bool {
        !self.mods.intersects(SEEN_ON_BLANKS)
    }
}

/// One cell, packed so that comparing is one instruction: symbol id, style id, width.
///
/// A width of 0 means that the cell is covered by a wider symbol to its left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u64);

impl Glyph {
    /// A blank in the terminal's own colours.
    pub(super) const BLANK: Self = Self(' ' as u64 | 1 << 48);
    const COVERED: Self = Self(0);

    fn new(symbol: u32, style: u16, width: u8) -> Self {
        Self(u64::from(symbol) | u64::from(style) << 32 | u64::from(width) << 48)
    }

    fn symbol(self) -> u32 {
        (self.0 & u64::from(u32::MAX)) as u32
    }

    fn style(self) -> usize {
        (self.0 >> 32) as usize & 0xffff
    }

    pub(super) fn width(self) -> usize {
        (self.0 >> 48) as usize
    }

    pub(super) fn is_blank(self) -> bool {
        self.symbol() == u32::from(' ')
    }

    /// Whether the symbol is several code points, about whose width terminals disagree.
    pub(super) fn is_cluster(self) -> bool {
        self.symbol() & CLUSTER != 0
    }
}

/// Returns a number that rows which look the same share, and others hardly ever do (FNV-1a, a glyph at a time).
pub(super) fn fingerprint(row: &[Glyph]) -> u64 {
    row.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, glyph| (hash.rotate_left(23) ^ glyph.0).wrapping_mul(0x0100_0000_01b3))
}

/// What cells look alike by, in one comparison: going through the colours variant by variant takes as long as all the
/// rest of a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct RawLook(u64, u16);

impl RawLook {
    fn of(cell: &Cell) -> Self {
        Self(u64::from(packed(cell.fg)) << 32 | u64::from(packed(cell.bg)), cell.modifier.bits())
    }
}

/// Returns a number that no other colour has.
fn packed(color: Color) -> u32 {
    const INDEXED: u32 = 1 << 24;
    const NAMED: u32 = 2 << 24;
    match color {
        Color::Rgb(red, green, blue) => u32::from_be_bytes([0, red, green, blue]),
        Color::Indexed(index) => INDEXED | u32::from(index),
        Color::Reset => NAMED,
        Color::Black => NAMED | 1,
        Color::Red => NAMED | 2,
        Color::Green => NAMED | 3,
        Color::Yellow => NAMED | 4,
        Color::Blue => NAMED | 5,
        Color::Magenta => NAMED | 6,
        Color::Cyan => NAMED | 7,
        Color::Gray => NAMED | 8,
        Color::DarkGray => NAMED | 9,
        Color::LightRed => NAMED | 10,
        Color::LightGreen => NAMED | 11,
        Color::LightYellow => NAMED | 12,
        Color::LightBlue => NAMED | 13,
        Color::LightMagenta => NAMED | 14,
        Color::LightCyan => NAMED | 15,
        Color::White => NAMED | 16,
    }
}

/// A whole screen of glyphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) width: u16,
    pub(super) height: u16,
    glyphs: Vec<Glyph>,
}

impl Grid {
    /// Becomes like another one, in the memory that is there.
    pub(super) fn copy(&mut self, other: &Self) {
        (self.width, self.height) = (other.width, other.height);
        self.glyphs.clone_from(&other.glyphs);
    }

    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        let width = usize::from(self.width);
        self.glyphs.get(usize::from(y) * width..).and_then(|rest| rest.get(..width)).unwrap_or_default()
    }
}

/// Gives symbols and styles their ids.
#[derive(Debug)]
pub(super) struct Dictionary {
    colors: Colors,
    looks: Vec<Look>,
    ids: HashMap<Look, u16>,
    /// The latest styles of letters and those of blanks as they came, with their ids, the last one first: neighbours
    /// mostly share theirs, and a screen has few.
    recent: [Vec<(RawLook, u16)>; 2],
    /// The widths of the latest characters, each at the place that its code gives it.
    widths: [(char, u8); WIDTHS],
    clusters: Vec<Box<str>>,
    cluster_ids: HashMap<Box<str>, u32>,
}

impl Dictionary {
    pub(super) fn new(colors: Colors) -> Self {
        Self {
            colors,
            looks: vec![Look::PLAIN],
            ids: HashMap::from([(Look::PLAIN, 0)]),
            recent: [const { Vec::new() }; 2],
            widths: [('\0', 0); WIDTHS],
            clusters: Vec::new(),
            cluster_ids: HashMap::new(),
        }
    }

    /// Whether so much is remembered that it is better to start again, with a full repaint.
    pub(super) fn is_full(&self) -> bool {
        self.looks.len() > MAX_REMEMBERED || self.clusters.len() > MAX_REMEMBERED
    }

    pub(super) fn look(&self, glyph: Glyph) -> Look {
        self.looks.get(glyph.style()).copied().unwrap_or(Look::PLAIN)
    }

    /// Appends the symbol of `glyph` to `out`.
    pub(super) fn write(&self, glyph: Glyph, out: &mut Vec<u8>) {
        if glyph.is_cluster() {
            let index = (glyph.symbol() & !CLUSTER) as usize;
            out.extend_from_slice(self.clusters.get(index).map_or(b"?", |cluster| cluster.as_bytes()));
        } else {
            let char = char::from_u32(glyph.symbol()).unwrap_or('?');
            out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// Turns a buffer into glyphs, but not the columns that are said not to have changed since the last time.
    pub(super) fn capture(&mut self, buffer: &Buffer, changed: &[Range<u16>], into: &mut Grid) {
        let (width, height) = (buffer.area.width, buffer.area.height);
        let (columns, rows) = (usize::from(width).max(1), usize::from(height));
        let is_known = (into.width, into.height) == (width, height);
        (into.width, into.height) = (width, height);
        into.glyphs.resize(usize::from(width) * rows, Glyph::BLANK);
        let lines = into.glyphs.chunks_mut(columns).zip(buffer.content.chunks(columns));
        for (y, (line, row)) in lines.enumerate() {
            let told = changed.get(y).filter(|_| is_known);
            let (start, end) = told.map_or((0, columns), |told| (usize::from(told.start), usize::from(told.end)));
            let mut covered = 0;
            for (x, (glyph, cell)) in line.iter_mut().zip(row).enumerate().take(end).skip(start) {
                if covered > 0 {
                    covered -= 1;
                    *glyph = Glyph::COVERED;
                    continue;
                }
                *glyph = self.glyph(cell, columns - x);
                covered = glyph.width().saturating_sub(1);
            }
        }
    }

    fn glyph(&mut self, cell: &Cell, room: usize) -> Glyph {
        // Nearly every cell.
        if let [byte @ b' '..=b'~'] = cell.symbol().as_bytes() {
            return Glyph::new(u32::from(*byte), self.style(cell, *byte == b' '), 1);
        }
        let (symbol, width) = if cell.symbol().is_empty() { (u32::from(' '), 1) } else { self.symbol(cell) };
        // A wide symbol that does not fit into the row would be wrapped into the next one.
        let (symbol, width) = if usize::from(width) > room { (u32::from(' '), 1) } else { (symbol, width) };
        Glyph::new(symbol, self.style(cell, symbol == u32::from(' ')), width)
    }

    fn symbol(&mut self, cell: &Cell) -> (u32, u8) {
        let text = cell.symbol();
        let mut chars = text.chars();
        if let (Some(char), None) = (chars.next(), chars.next()) {
            let place = char as usize % WIDTHS;
            if self.widths[place].0 != char {
                let width = if char.is_control() { 0 } else { u8::try_from(cell.cell_width()).unwrap_or(0) };
                self.widths[place] = (char, width);
            }
            return match self.widths[place].1 {
                0 => (u32::from('?'), 1),
                width => (u32::from(char), width),
            };
        }
        if text.chars().any(char::is_control) {
            return (u32::from('?'), 1);
        }
        let Some(width) = u8::try_from(cell.cell_width()).ok().filter(|width| *width > 0) else {
            return (u32::from('?'), 1);
        };
        if let Some(id) = self.cluster_ids.get(text) {
            return (*id, width);
        }
        let Some(id) = u32::try_from(self.clusters.len()).ok().filter(|id| id & CLUSTER == 0) else {
            return (u32::from('?'), 1);
        };
        self.clusters.push(text.into());
        self.cluster_ids.insert(text.into(), id | CLUSTER);
        (id | CLUSTER, width)
    }

    fn style(&mut self, cell: &Cell, blank: bool) -> u16 {
        let raw = RawLook::of(cell);
        let recent = &mut self.recent[usize::from(blank)];
        if let Some(at) = recent.iter().position(|(look, _)| *look == raw) {
            recent.swap(0, at);
            return recent[0].1;
        }
        let color = |color: Color| self.colors.nearest(color).unwrap_or(Color::Reset);
        let mut look = Look { fg: color(cell.fg), bg: color(cell.bg), mods: cell.modifier };
        if blank && !look.mods.contains(Modifier::REVERSED) {
            look.mods &= SEEN_ON_BLANKS;
            if look.mods.is_empty() {
                look.fg = Color::Reset;
            }
        }
        let next = u16::try_from(self.looks.len()).unwrap_or(0);
        let id = *self.ids.entry(look).or_insert(next);
        if id == next && usize::from(id) == self.looks.len() {
            self.looks.push(look);
        }
        recent.truncate(RECENT - 1);
        recent.push((raw, id));
        let last = recent.len() - 1;
        recent.swap(0, last);
        id
    }
}
