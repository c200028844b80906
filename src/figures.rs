//! Amounts and spans as people read them, the same on every screen. No language and no terminal is known here.

/// Returns a number of bytes in its largest unit: `999 B`, `1.9 kB`, `123 kB`, `27.1 MB`.
pub fn bytes(size: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let (mut whole, mut tenth, mut unit) = (size, 0, 0);
    while whole >= 1000 && unit + 1 < units.len() {
        (tenth, whole, unit) = (whole / 100 % 10, whole / 1000, unit + 1);
    }
    let name = units.get(unit).copied().unwrap_or_default();
    if unit > 0 && whole < 100 { format!("{whole}.{tenth} {name}") } else { format!("{whole} {name}") }
}

/// Returns a number with its thousands set apart: `1,204`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a span in its largest unit: `40 s`, `5 min`, `17 h`, `12 d`.
pub fn span(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{} s", seconds.max(0)),
        60..3600 => format!("{} min", seconds / 60),
        3600..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short() {
        let shown = [999, 1000, 1949, 99_999, 123_456, 27_100_000, u64::MAX].map(bytes);
        assert_eq!(shown, ["999 B", "1.0 kB", "1.9 kB", "99.9 kB", "123 kB", "27.1 MB", "18446744 TB"]);
    }
}
