//! A terminal emulator beside the encoder: what it shows must be what the buffer says.

use std::{num::NonZeroU16, ops::Range};

use ratatui::{
    buffer::{Buffer, CellWidth},
    style::{Color, Modifier},
};

use super::super::{
    Caps, Colors, Frame,
    cells::{Dictionary, Grid},
    encode::Encoder,
};

/// An encoder and the emulator that it writes to.
pub(super) struct Picture {
    pub(super) encoder: Encoder,
    emulator: vt100::Parser,
    /// What was shown before.
    before: Buffer,
}

impl Picture {
    pub(super) fn new(width: u16, height: u16, caps: Caps) -> Self {
        Self {
            encoder: Encoder::new(caps),
            emulator: vt100::Parser::new(size(height), size(width), 0),
            before: Buffer::default(),
        }
    }

    pub(super) fn resize(&mut self, width: u16, height: u16) {
        self.emulator.screen_mut().set_size(size(height), size(width));
    }

    /// Shows the buffer, checks every cell and the cursor, and returns how many bytes it took.
    pub(super) fn show(&mut self, buffer: &Buffer, cursor: Option<(u16, u16)>, full: bool) -> usize {
        let changed = changed_columns(&self.before, buffer);
        self.before = buffer.clone();
        let bytes = self.encoder.encode(Frame { buffer, changed: &changed, cursor, full });
        self.emulator.process(&bytes);
        self.check(buffer, &bytes);
        let screen = self.emulator.screen();
        if let Some((x, y)) = cursor {
            assert!(!screen.hide_cursor());
            assert_eq!(screen.cursor_position(), (y, x));
        }
        bytes.len()
    }

    pub(super) fn repaint(&mut self, buffer: &Buffer) {
        let bytes = self.encoder.repaint();
        self.emulator.process(&bytes);
        self.check(buffer, &bytes);
    }

    fn check(&self, buffer: &Buffer, bytes: &[u8]) {
        for y in 0..buffer.area.height {
            let mut x = 0;
            while x < buffer.area.width {
                let cell = &buffer[(x, y)];
                let shown = self.emulator.screen().cell(y, x).unwrap();
                let context = || format!("at {x},{y} after {:?}", String::from_utf8_lossy(bytes));
                let text = if shown.has_contents() { shown.contents() } else { " " };
                assert_eq!(text, cell.symbol(), "{}", context());
                assert_eq!(shown.bgcolor(), colour(cell.bg), "{}", context());
                let mods = cell.modifier;
                assert_eq!(shown.inverse(), mods.contains(Modifier::REVERSED), "{}", context());
                assert_eq!(shown.underline(), mods.contains(Modifier::UNDERLINED), "{}", context());
                // Nobody sees these on a blank.
                if text != " " {
                    assert_eq!(shown.fgcolor(), colour(cell.fg), "{}", context());
                    assert_eq!(shown.bold(), mods.contains(Modifier::BOLD), "{}", context());
                    assert_eq!(shown.dim(), mods.contains(Modifier::DIM), "{}", context());
                    assert_eq!(shown.italic(), mods.contains(Modifier::ITALIC), "{}", context());
                }
                x += cell.cell_width().max(1);
            }
        }
    }
}

fn size(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn colour(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => panic!("{other:?} is not used in these tests"),
    }
}

/// Returns for every row what changed, from the first cell to the last, without cutting a symbol of either buffer.
fn changed_columns(before: &Buffer, after: &Buffer) -> Vec<Range<u16>> {
    if before.area != after.area {
        return Vec::new();
    }
    let grids = [before, after].map(|buffer| {
        let mut grid = Grid::default();
        Dictionary::new(Colors::True).capture(buffer, &[], &mut grid);
        grid
    });
    let width = after.area.width;
    let rows = (0..after.area.height).map(|y| {
        let differs = |x: &u16| before[(*x, y)] != after[(*x, y)];
        let (Some(first), Some(last)) = ((0..width).find(differs), (0..width).rfind(differs)) else { return 0..0 };
        let is_border =
            |x: &u16| grids.iter().all(|grid| grid.row(y).get(usize::from(*x)).is_none_or(|g| g.width() > 0));
        let start = (0..=first).rev().find(is_border).unwrap_or(0);
        start..(last + 1..=width).find(is_border).unwrap_or(width)
    });
    rows.collect()
}
