//! Text for people: columns that line up, and nothing from outside that a terminal would obey.

use serde_json::Value;
use unicode_width::UnicodeWidthChar as _;

/// The narrowest that a column is made.
const NARROWEST: usize = 8;

/// Rows under headings.
pub(super) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table without rows.
    pub(super) fn new(headings: Vec<String>) -> Self {
        Self { headings, rows: Vec::new() }
    }

    /// Adds a row; it has as many cells as there are headings.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.iter().map(|cell| clean(cell)).collect());
    }

    /// Returns the lines, cut to a terminal's width where there is one.
    pub(super) fn render(&self, width: Option<usize>) -> String {
        let widths = self.widths(width);
        let mut text = String::new();
        for cells in std::iter::once(&self.headings).chain(&self.rows) {
            let mut line = String::new();
            for (cell, &column) in cells.iter().zip(&widths) {
                let cell = cut(cell, column);
                line.push_str(&cell);
                line.extend(std::iter::repeat_n(' ', column.saturating_sub(columns(&cell)) + 2));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the widths of the columns: what they need, the widest made narrower until all fit.
    fn widths(&self, width: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = self.headings.iter().map(|heading| columns(heading)).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(columns(cell));
            }
        }
        if let Some(limit) = width {
            let gaps = 2 * widths.len().saturating_sub(1);
            let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(limit);
            while excess > 0 {
                let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else { break };
                *widest -= 1;
                excess -= 1;
            }
        }
        widths
    }
}

/// Returns how many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Cuts a text to a number of columns, with an ellipsis where something is missing.
fn cut(text: &str, limit: usize) -> String {
    if columns(text) <= limit {
        return text.to_owned();
    }
    let mut used = 1;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= limit
        })
        .collect();
    kept.push('…');
    kept
}

/// Replaces what a terminal would obey instead of showing: control characters, and marks that turn the writing
/// direction.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if is_unsafe(c) { '\u{fffd}' } else { c }).collect()
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns a value as JSON, on one line or indented, in which no character is left that a terminal would obey.
pub(super) fn json_text(value: &Value, compact: bool) -> String {
    // The alternate form of a value is indented.
    let text = if compact { format!("{value}") } else { format!("{value:#}") };
    if !text.chars().any(|c| is_unsafe(c) && c != '\n') {
        return text;
    }
    // Such characters can only stand inside strings, where an escape means the same.
    let escape = |c: char| match c {
        '\n' => "\n".to_owned(),
        c if is_unsafe(c) => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn table() -> Table {
        let mut table = Table::new(vec!["NAME".into(), "WHERE".into()]);
        table.row(["pc1.example.org".into(), "here".into()]);
        table.row(["日本".into(), "a rather long place".into()]);
        table
    }

    #[test]
    fn columns_line_up_also_with_wide_characters() {
        insta::assert_snapshot!(table().render(None), @r"
        NAME             WHERE
        pc1.example.org  here
        日本             a rather long place
        ");
    }

    #[test]
    fn a_narrow_terminal_cuts_the_widest_columns() {
        let text = table().render(Some(24));
        assert!(text.lines().all(|line| columns(line) <= 24), "{text}");
        assert!(text.contains('…'));
    }

    #[test]
    fn nothing_from_outside_reaches_the_terminal_as_a_command() {
        let hostile = "a\u{1b}[2Jb\r\n\u{9b}31m\u{202e}evil\u{7f}";
        assert!(!clean(hostile).chars().any(is_unsafe));
        let text = json_text(&json!({ "name": hostile }), true);
        assert!(!text.chars().any(is_unsafe), "{text:?}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], hostile);
    }
}
