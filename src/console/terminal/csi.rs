//! Control sequences that terminals send: special keys, the mouse, the focus.
//!
//! xterm's list ("XTerm Control Sequences", PC-style function keys and SGR mouse), rxvt's and the Linux console's
//! numbers, and kitty's `CSI u`. Everything else is an answer that nobody asked for and is swallowed.

use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::input::{Step, character, key};
use crate::console::event::TermEvent;

/// The most parameters of a sequence that are read.
const MAX_PARAMETERS: usize = 8;

/// Reads the sequence at the front of `bytes`, which begin with `ESC [`; `None` if its end has not come yet.
pub(super) fn step(bytes: &[u8]) -> Option<Step> {
    let body = bytes.get(2..)?;
    match body {
        // The Linux console sends F1 to F5 as `ESC [ [ A` to `E`.
        [b'[', code @ b'A'..=b'E', ..] => {
            return Some(Step::Event(key(KeyCode::F(code - b'A' + 1), KeyModifiers::NONE), 4));
        }
        [b'['] => return None,
        // The old mouse encoding has three bytes of any value behind it.
        [b'M', rest @ ..] => return if rest.len() >= 3 { Some(Step::Skip(6)) } else { None },
        _ => {}
    }
    let end = body.iter().position(|byte| !(0x20..=0x3f).contains(byte))?;
    let used = 2 + end + 1;
    let (parameters, last) = (&body[..end], body[end]);
    if !(0x40..=0x7e).contains(&last) {
        // Cut off by something that begins anew; that byte is not ours.
        return Some(Step::Skip(used - 1));
    }
    Some(match event(parameters, last) {
        Some(event) => Step::Event(event, used),
        None => Step::Skip(used),
    })
}

/// Reads `ESC O code`: keypad and function keys in application mode.
pub(super) fn single_shift(code: u8) -> Step {
    match named(code) {
        Some(code) => Step::Event(key(code, KeyModifiers::NONE), 3),
        // `ESC O` is alt-shift-o too; what follows belongs to the next key.
        None => Step::Event(character('O', KeyModifiers::ALT), 2),
    }
}

fn event(parameters: &[u8], last: u8) -> Option<TermEvent> {
    if let [b'<', mouse @ ..] = parameters {
        return mouse_event(mouse, last).map(TermEvent::Mouse);
    }
    let numbers = numbers(parameters)?;
    let first = numbers.first().copied().unwrap_or(0);
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or(1));
    match last {
        b'I' => Some(TermEvent::Focus(true)),
        b'O' => Some(TermEvent::Focus(false)),
        b'Z' => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'~' if first == 27 => from_codepoint(*numbers.get(2)?, modifiers),
        b'~' => Some(key(numbered(first)?, modifiers)),
        b'u' => from_codepoint(first, modifiers),
        // `CSI 1 ; m R` is F3, any other `R` a cursor position that nobody asked for.
        _ if first <= 1 && numbers.len() <= 2 => Some(key(named(last)?, modifiers)),
        _ => None,
    }
}

/// Splits `1;5` into numbers; sub-parameters behind a colon are left out. `None` for private sequences.
fn numbers(parameters: &[u8]) -> Option<Vec<u32>> {
    if parameters.is_empty() {
        return Some(Vec::new());
    }
    let text = std::str::from_utf8(parameters).ok()?;
    text.split(';')
        .take(MAX_PARAMETERS)
        .map(|part| {
            let part = part.split(':').next().unwrap_or_default();
            if part.is_empty() { Some(0) } else { part.parse().ok() }
        })
        .collect()
}

/// xterm: 1 plus the sum of shift 1, alt 2, control 4, super 8.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let known =
        [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::SUPER)];
    known.iter().filter(|(bit, _)| bits & bit != 0).fold(KeyModifiers::NONE, |all, (_, one)| all | *one)
}

fn named(code: u8) -> Option<KeyCode> {
    Some(match code {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The VT220's numbers, with the gaps that its keyboard had.
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |offset: u32| u8::try_from(number - offset).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28 | 29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

fn from_codepoint(code: u32, modifiers: KeyModifiers) -> Option<TermEvent> {
    Some(match code {
        9 if modifiers.contains(KeyModifiers::SHIFT) => key(KeyCode::BackTab, modifiers),
        9 => key(KeyCode::Tab, modifiers),
        13 => key(KeyCode::Enter, modifiers),
        27 => key(KeyCode::Esc, modifiers),
        8 | 127 => key(KeyCode::Backspace, modifiers),
        _ => {
            let char = char::from_u32(code).filter(|char| !char.is_control())?;
            // Kitty's private range has keys that no keymap names.
            if ('\u{e000}'..='\u{f8ff}').contains(&char) {
                return None;
            }
            character(char, modifiers)
        }
    })
}

/// SGR mouse: `< buttons ; column ; row` and `M` for a press, `m` for a release.
fn mouse_event(parameters: &[u8], last: u8) -> Option<MouseEvent> {
    let numbers = numbers(parameters)?;
    let [buttons, column, row] = numbers.as_slice() else { return None };
    let place = |number: u32| u16::try_from(number.saturating_sub(1)).ok();
    let button = match buttons & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (buttons & 0x60, last) {
        (0x40, b'M') => match buttons & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        (0x20, b'M') => button.map_or(MouseEventKind::Moved, MouseEventKind::Drag),
        (0, b'M') => MouseEventKind::Down(button?),
        (0, b'm') => MouseEventKind::Up(button?),
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers =
        held.iter().filter(|(bit, _)| buttons & bit != 0).fold(KeyModifiers::NONE, |all, (_, one)| all | *one);
    Some(MouseEvent { kind, column: place(*column)?, row: place(*row)?, modifiers })
}
