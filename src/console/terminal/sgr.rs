//! From one look to the next in the fewest bytes: only what changes, or everything anew where that is shorter.
//!
//! Select Graphic Rendition: ECMA-48, 8.3.117.

use std::io::Write;

use ratatui::style::{Color, Modifier};

use super::{cells::Look, encode::keep_shorter};

/// Attribute, the code that sets it, the code that unsets it. Bold and dim share the latter.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Appends what turns `from` into `to`; `None` means that nobody knows what the terminal is set to.
pub(super) fn change(from: Option<Look>, to: Look, out: &mut Vec<u8>) {
    if from == Some(to) {
        return;
    }
    out.extend_from_slice(b"\x1b[");
    let start = out.len();
    if to != Look::PLAIN {
        out.push(b'0');
        differences(Look::PLAIN, to, start, out);
    }
    if let Some(from) = from {
        let other = out.len();
        differences(from, to, other, out);
        keep_shorter(out, start, other);
    }
    out.push(b'm');
}

/// Appends the codes; the first of them stands at `start`.
fn differences(from: Look, to: Look, start: usize, codes: &mut Vec<u8>) {
    let mut kept = from.mods;
    for (attribute, _, unset) in ATTRIBUTES {
        if (kept - to.mods).contains(attribute) {
            code(codes, start, &[unset]);
            for (also, _, other) in ATTRIBUTES {
                if other == unset {
                    kept -= also;
                }
            }
        }
    }
    for (attribute, set, _) in ATTRIBUTES {
        if (to.mods - kept).contains(attribute) {
            code(codes, start, &[set]);
        }
    }
    if from.fg != to.fg {
        color(codes, start, to.fg, 30);
    }
    if from.bg != to.bg {
        color(codes, start, to.bg, 40);
    }
}

/// Appends the code for a colour; `base` is 30 for text and 40 for the ground.
fn color(codes: &mut Vec<u8>, start: usize, color: Color, base: u8) {
    match color {
        Color::Reset => code(codes, start, &[base + 9]),
        Color::Rgb(r, g, b) => code(codes, start, &[base + 8, 2, r, g, b]),
        Color::Indexed(index) => match index {
            0..=7 => code(codes, start, &[base + index]),
            8..=15 => code(codes, start, &[base + 60 + (index - 8)]),
            _ => code(codes, start, &[base + 8, 5, index]),
        },
        named => code(codes, start, &[base + named_offset(named)]),
    }
}

fn named_offset(color: Color) -> u8 {
    match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 9,
    }
}

fn code(codes: &mut Vec<u8>, start: usize, parts: &[u8]) {
    for part in parts {
        if codes.len() > start {
            codes.push(b';');
        }
        // Writing into a vector cannot fail.
        let _ = write!(codes, "{part}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: Option<Look>, to: Look) -> String {
        let mut out = Vec::new();
        change(from, to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_what_changes_is_said() {
        let bold = Look { mods: Modifier::BOLD, fg: Color::Red, ..Look::PLAIN };
        assert_eq!(text(Some(bold), bold), "");
        assert_eq!(text(Some(bold), Look { fg: Color::Blue, ..bold }), "\x1b[34m");
        assert_eq!(text(Some(bold), Look { mods: Modifier::empty(), ..bold }), "\x1b[22m");
        assert_eq!(text(Some(bold), Look { mods: Modifier::BOLD | Modifier::REVERSED, ..bold }), "\x1b[7m");
    }

    #[test]
    fn bold_and_dim_share_their_end() {
        let both = Look { mods: Modifier::BOLD | Modifier::DIM, fg: Color::Red, ..Look::PLAIN };
        assert_eq!(text(Some(both), Look { mods: Modifier::DIM, ..both }), "\x1b[22;2m");
    }

    #[test]
    fn starting_anew_is_taken_when_it_is_shorter_or_the_only_way() {
        let rich = Look {
            fg: Color::Rgb(1, 2, 3),
            bg: Color::Indexed(200),
            mods: Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED,
        };
        assert_eq!(text(Some(rich), Look::PLAIN), "\x1b[m");
        assert_eq!(text(None, Look::PLAIN), "\x1b[m");
        assert_eq!(text(None, Look { fg: Color::LightRed, ..Look::PLAIN }), "\x1b[0;91m");
        assert_eq!(text(Some(Look::PLAIN), rich), "\x1b[1;3;4;38;2;1;2;3;48;5;200m");
    }
}
