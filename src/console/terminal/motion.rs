//! Moving the cursor in the fewest bytes.
//!
//! Only what every terminal has is used: CUP, CUU, CUF, CUB (ECMA-48), carriage return, line feed and backspace. Line
//! feeds count on a raw terminal, which does not add a carriage return.

use std::io::Write;

use super::encode::keep_shorter;

/// Where the cursor is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// Nobody knows.
    Unknown,
    /// Column and row.
    At(u16, u16),
    /// Behind the last column of this row: the next character would wrap. Only a carriage return is safe.
    Wrapped(u16),
}

/// Steps up to this many are written out as single bytes.
const SINGLE_STEPS: u16 = 4;

/// Appends the shortest way from `from` to column `x`, row `y`.
pub(super) fn go(from: Position, x: u16, y: u16, out: &mut Vec<u8>) {
    if from == Position::At(x, y) {
        return;
    }
    let start = out.len();
    absolute(x, y, out);
    let (column, row) = match from {
        Position::Unknown => (None, None),
        Position::At(column, row) => (Some(column), Some(row)),
        Position::Wrapped(row) => (None, Some(row)),
    };
    if let Some(row) = row {
        let by_return = out.len();
        out.push(b'\r');
        vertical(row, y, out);
        horizontal(0, x, out);
        keep_shorter(out, start, by_return);
        if let Some(column) = column {
            let direct = out.len();
            vertical(row, y, out);
            horizontal(column, x, out);
            keep_shorter(out, start, direct);
        }
    }
}

/// CUP; both numbers may be left out when they are 1.
fn absolute(x: u16, y: u16, out: &mut Vec<u8>) {
    // Writing into a vector cannot fail.
    let _ = match (u32::from(x) + 1, u32::from(y) + 1) {
        (1, 1) => out.write_all(b"\x1b[H"),
        (1, row) => write!(out, "\x1b[{row}H"),
        (column, row) => write!(out, "\x1b[{row};{column}H"),
    };
}

fn vertical(from: u16, to: u16, out: &mut Vec<u8>) {
    match to.checked_sub(from) {
        Some(down) if down <= SINGLE_STEPS => out.resize(out.len() + usize::from(down), b'\n'),
        Some(down) => steps(down, b'B', out),
        None => steps(from - to, b'A', out),
    }
}

fn horizontal(from: u16, to: u16, out: &mut Vec<u8>) {
    match from.checked_sub(to) {
        Some(left) if left <= SINGLE_STEPS => out.resize(out.len() + usize::from(left), 0x08),
        Some(left) => steps(left, b'D', out),
        None => steps(to - from, b'C', out),
    }
}

fn steps(count: u16, code: u8, out: &mut Vec<u8>) {
    let _ = match count {
        1 => out.write_all(b"\x1b["),
        _ => write!(out, "\x1b[{count}"),
    };
    out.push(code);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Position, x: u16, y: u16) -> String {
        let mut out = Vec::new();
        go(from, x, y, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_way_is_taken() {
        assert_eq!(way(Position::At(5, 5), 5, 5), "");
        assert_eq!(way(Position::At(5, 5), 0, 6), "\r\n");
        assert_eq!(way(Position::At(5, 5), 6, 5), "\x1b[C");
        assert_eq!(way(Position::At(5, 5), 3, 5), "\x08\x08");
        assert_eq!(way(Position::At(150, 40), 3, 41), "\r\n\x1b[3C");
        assert_eq!(way(Position::At(5, 40), 0, 0), "\x1b[H");
        assert_eq!(way(Position::Unknown, 9, 9), "\x1b[10;10H");
        assert_eq!(way(Position::Wrapped(5), 0, 6), "\r\n");
        assert_eq!(way(Position::At(10, 10), 10, 9), "\x1b[A");
    }
}
