//! Random edits, scrolls and resizes: the emulator always ends up with exactly the buffer.

use proptest::prelude::*;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::{super::Colors, CAPS, picture::Picture};

#[derive(Debug, Clone)]
enum Edit {
    Text { x: u16, y: u16, text: String, style: Style },
    Restyle { area: Rect, style: Style },
    Clear(Rect),
    Scroll { area: Rect, by: i32 },
    Resize(u16, u16),
    Redraw,
    Forget,
    Nothing,
}

fn style() -> impl Strategy<Value = Style> {
    let color = prop_oneof![
        3 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::LightBlue),
        1 => Just(Color::Indexed(100)),
        1 => Just(Color::Rgb(1, 2, 3)),
    ];
    // The emulator knows bold or dim, not both.
    let weight = prop_oneof![Just(Modifier::empty()), Just(Modifier::BOLD), Just(Modifier::DIM)];
    let other = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::ITALIC | Modifier::UNDERLINED),
    ];
    (color.clone(), color, weight, other).prop_map(|(fg, bg, weight, other)| Style {
        fg: Some(fg),
        bg: Some(bg),
        add_modifier: weight | other,
        sub_modifier: Modifier::all() - (weight | other),
        ..Style::new()
    })
}

fn area() -> impl Strategy<Value = Rect> {
    prop_oneof![
        (0u16..30, 0u16..12, 1u16..30, 1u16..12).prop_map(|(x, y, width, height)| Rect { x, y, width, height }),
        (0u16..12, 1u16..12).prop_map(|(y, height)| Rect { x: 0, y, width: 200, height }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let text = prop_oneof!["[a-z ]{1,30}", "[a-c東京▸✓é ]{1,20}", " {1,30}", "(e\u{301}|a|漢){1,8}",];
    prop_oneof![
        8 => (0u16..30, 0u16..12, text, style()).prop_map(|(x, y, text, style)| Edit::Text { x, y, text, style }),
        3 => (area(), style()).prop_map(|(area, style)| Edit::Restyle { area, style }),
        2 => area().prop_map(Edit::Clear),
        4 => (area(), prop_oneof![Just(1), Just(-1), -6i32..6]).prop_map(|(area, by)| Edit::Scroll { area, by }),
        1 => (1u16..34, 1u16..14).prop_map(|(width, height)| Edit::Resize(width, height)),
        1 => Just(Edit::Redraw),
        1 => Just(Edit::Forget),
        1 => Just(Edit::Nothing),
    ]
}

/// Blanks what is covered by a wide symbol that is no longer there, and symbols that lost their second half.
fn mend(buffer: &mut Buffer) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            use ratatui::buffer::CellWidth;
            let width = buffer[(x, y)].cell_width().max(1);
            if x + width > buffer.area.width {
                buffer[(x, y)].set_symbol(" ");
            }
            for covered in x + 1..(x + width).min(buffer.area.width) {
                buffer[(covered, y)].reset();
            }
            x += width;
        }
    }
}

fn apply(edit: &Edit, buffer: &mut Buffer) {
    match edit {
        Edit::Text { x, y, text, style } => {
            if *x < buffer.area.width && *y < buffer.area.height {
                buffer.set_string(*x, *y, text, *style);
            }
        }
        Edit::Restyle { area, style } => buffer.set_style(*area, *style),
        Edit::Clear(area) => {
            let area = area.intersection(buffer.area);
            for position in area.positions() {
                buffer[position].reset();
            }
        }
        Edit::Scroll { area, by } => {
            let (area, old) = (area.intersection(buffer.area), buffer.clone());
            for position in area.positions() {
                let source = i32::from(position.y) + by;
                let inside = source >= i32::from(area.top()) && source < i32::from(area.bottom());
                if inside {
                    buffer[position] = old[(position.x, u16::try_from(source).unwrap())].clone();
                } else {
                    buffer[position].reset();
                    buffer[position].set_symbol("n");
                }
            }
        }
        Edit::Resize(width, height) => {
            let mut next = Buffer::empty(Rect::new(0, 0, *width, *height));
            for position in next.area.intersection(buffer.area).positions() {
                next[position] = buffer[position].clone();
            }
            *buffer = next;
        }
        Edit::Redraw | Edit::Forget | Edit::Nothing => {}
    }
    mend(buffer);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_terminal_shows_what_the_buffer_says(
        edits in prop::collection::vec((edit(), prop::option::of((0u16..30, 0u16..12))), 1..25),
        synchronized in any::<bool>(),
    ) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 12));
        let mut picture = Picture::new(30, 12, crate::console::terminal::Caps { synchronized, ..CAPS });
        for (edit, cursor) in edits {
            apply(&edit, &mut buffer);
            if let Edit::Resize(width, height) = edit {
                picture.resize(width, height);
            }
            if matches!(edit, Edit::Forget) {
                picture.repaint(&buffer);
            }
            let cursor = cursor.filter(|(x, y)| *x < buffer.area.width && *y < buffer.area.height);
            picture.show(&buffer, cursor, matches!(edit, Edit::Redraw));
            prop_assert_eq!(picture.show(&buffer, cursor, false), 0, "nothing changed, nothing is written");
        }
    }
}

#[test]
fn colours_are_brought_down_to_what_the_terminal_has() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
    buffer.set_string(0, 0, "x", Style::new().fg(Color::Rgb(255, 0, 0)).add_modifier(Modifier::BOLD));
    let codes = |colors| {
        let mut encoder = crate::console::terminal::encode::Encoder::new(super::Caps { colors, ..CAPS });
        let frame = super::super::Frame { buffer: &buffer, changed: &[], cursor: None, full: false };
        String::from_utf8(encoder.encode(frame)).unwrap()
    };
    assert!(codes(Colors::True).contains("38;2;255;0;0"));
    assert!(codes(Colors::Ansi256).contains("38;5;196"));
    assert!(codes(Colors::Ansi16).contains("\x1b[1;91mx"));
    assert!(codes(Colors::None).contains("\x1b[1mx"));
}

#[test]
fn symbols_that_would_move_the_cursor_never_leave() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    for (x, symbol) in ["\x1b[2J", "\u{9b}", "\u{301}", "ok"].into_iter().enumerate() {
        buffer[(u16::try_from(x).unwrap(), 0)].set_symbol(symbol);
    }
    let mut encoder = crate::console::terminal::encode::Encoder::new(CAPS);
    let bytes = encoder.encode(super::super::Frame { buffer: &buffer, changed: &[], cursor: None, full: false });
    assert!(String::from_utf8(bytes).unwrap().ends_with("\x1b[H???"), "three replaced, one too wide for the row");
}
