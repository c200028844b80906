//! A terminal emulator beside the encoder: what it shows must be what the buffer says.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellWidth},
    style::{Color, Modifier},
};

use super::super::{Caps, Frame, encode::Encoder};

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
        let row = |buffer: &Buffer, y| (0..buffer.area.width).map(|x| buffer[(x, y)].clone()).collect::<Vec<_>>();
        let is_known = self.before.area == buffer.area;
        let changed: Vec<bool> = (0..if is_known { buffer.area.height } else { 0 })
            .map(|y| row(&self.before, y) != row(buffer, y))
            .collect();
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
