//! The byte budgets of a cursor move, a scrolled row and an idle screen, at 200 columns and 50 rows.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::{super::encode::Encoder, CAPS, picture::Picture};
use crate::console::app::{Message, Model};
use crate::console::view::{
    Sheet,
    testing::{filled, keys, tell},
    view,
};

const WIDTH: u16 = 200;
const HEIGHT: u16 = 50;
const LIST: std::ops::Range<u16> = 2..48;

/// A list over the full width, with the selection on the text of a row, as the console draws it.
fn list(first: usize, selected: usize, detail: bool) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
    buffer.set_string(1, 0, "bailiwick  Hellos", Style::new().add_modifier(Modifier::BOLD));
    buffer.set_string(1, HEIGHT - 1, "? help  : palette  q quit", Style::new().add_modifier(Modifier::DIM));
    for (offset, y) in LIST.enumerate() {
        let index = first + offset;
        let selection = if index == selected { Modifier::REVERSED } else { Modifier::empty() };
        let marker = if index == selected { "▸" } else { " " };
        buffer.set_string(0, y, marker, Style::new());
        buffer.set_string(1, y, "✓", Style::new().fg(Color::Green));
        let uuid = format!("4C4C4544-{:04X}-3710-8054-C7C04F4D{:04X}", index * 7919 % 65536, index);
        buffer.set_string(3, y, uuid, Style::new().add_modifier(selection));
        buffer.set_string(45, y, format!("10.18.{}.{}", index / 250, index % 250), Style::new());
        buffer.set_string(62, y, "provisioned", Style::new().fg(Color::Green));
        buffer.set_string(80, y, format!("pcitis{index:05}.cern.ch"), Style::new());
        if detail {
            buffer.set_string(130, y, format!("line {offset} of what is told about the one"), Style::new());
        }
    }
    buffer
}

fn cost(from: &Buffer, to: &Buffer) -> usize {
    let mut picture = Picture::new(WIDTH, HEIGHT, CAPS);
    picture.show(from, None, false);
    picture.show(to, None, false)
}

#[test]
fn a_cursor_move_takes_at_most_350_bytes_and_should_take_120() {
    let bytes = cost(&list(0, 10, true), &list(0, 11, true));
    assert!(bytes <= 120, "{bytes}");
}

#[test]
fn a_scrolled_row_takes_at_most_2000_bytes_and_should_take_300() {
    let rows = LIST.len();
    let down = cost(&list(0, rows - 1, false), &list(1, rows, false));
    assert!(down <= 300, "down {down}");
    let up = cost(&list(1, 1, false), &list(0, 0, false));
    assert!(up <= 300, "up {up}");
}

#[test]
fn a_scrolled_row_beside_another_pane_stays_below_2000_bytes() {
    let rows = LIST.len();
    let bytes = cost(&list(0, rows - 1, true), &list(1, rows, true));
    assert!(bytes <= 2000, "{bytes}");
}

#[test]
fn an_idle_screen_takes_nothing() {
    assert_eq!(cost(&list(0, 3, true), &list(0, 3, true)), 0);
}

#[test]
fn a_full_bar_in_true_colour_stays_below_350_bytes_at_80_columns() {
    let bar = |selected: u16| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        for y in 2..20 {
            buffer.set_string(1, y, format!("pcitis{y:03}.cern.ch   provisioned   10.18.4.{y}"), Style::new());
        }
        buffer.set_style(Rect::new(0, selected, 80, 1), Style::new().bg(Color::Rgb(0x2c, 0x3a, 0x52)));
        buffer
    };
    let mut picture = Picture::new(80, 24, CAPS);
    picture.show(&bar(5), None, false);
    let bytes = picture.show(&bar(6), None, false);
    assert!(bytes <= 350, "{bytes}");
}

#[test]
fn a_cursor_move_over_ones_own_software_stays_below_350_bytes_at_80_columns() {
    let mut model = filled((80, 24));
    keys(&mut model, "9");
    let mut encoder = Encoder::new(CAPS);
    let mut sheet = Sheet::default();
    encoder.encode(view(&mut sheet, &model, false));
    let mut check = |model: &Model| {
        let bytes = encoder.encode(view(&mut sheet, model, false));
        assert!(bytes.len() <= 350, "{}: {}", bytes.len(), String::from_utf8_lossy(&bytes).escape_debug());
    };
    for key in ["j", "j", "j", "j", "k", "k"] {
        keys(&mut model, key);
        check(&model);
        // The explanation comes when the cursor rests.
        model.now += chrono::TimeDelta::milliseconds(60);
        tell(&mut model, Message::Wake);
        check(&model);
    }
}
