//! What every list has: a cursor with a window around it, and a filter that is typed.

use crate::console::action::Action;
use crate::console::event::KeyEvent;
use crate::model::filter::{self, Columns};
use tui_input::{Input, InputRequest};

/// A row number and the first row of the window around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected row.
    pub index: usize,
    /// The first row that is drawn.
    pub offset: usize,
}

impl Cursor {
    /// Moves as a navigation action says. Returns whether it was one.
    pub fn act(&mut self, action: Action, length: usize, page: usize) -> bool {
        let page = page.max(2) - 1;
        let last = length.saturating_sub(1);
        self.index = match action {
            Action::Down => self.index.saturating_add(1),
            Action::Up => self.index.saturating_sub(1),
            Action::PageDown => self.index.saturating_add(page),
            Action::PageUp => self.index.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Brings the window to the cursor after anything may have changed.
    pub fn settle(&mut self, length: usize, height: usize) {
        self.index = self.index.min(length.saturating_sub(1));
        let height = height.max(1);
        self.offset = self.offset.min(self.index).max((self.index + 1).saturating_sub(height));
        self.offset = self.offset.min(length.saturating_sub(height));
    }

    /// Puts the cursor on another row without moving it on the screen.
    pub fn follow(&mut self, index: usize) {
        let line = self.index.saturating_sub(self.offset);
        self.index = index;
        self.offset = index.saturating_sub(line);
    }
}

/// A filter that is typed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    input: Input,
    /// Whether keys go into it.
    pub editing: bool,
}

/// Longest text that a person may type or paste into a line, in characters.
const LONGEST: usize = 512;

impl Filter {
    /// Returns the text, trimmed.
    pub fn text(&self) -> &str {
        self.input.value().trim()
    }

    /// Returns what is to be found in a list with these columns.
    pub fn words(&self, columns: &Columns) -> filter::Filter {
        filter::Filter::parse(self.text(), columns)
    }

    /// Returns the line as it is typed.
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// Sets the text.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Empties it and stops editing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes a key. Returns whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        type_key(&mut self.input, key)
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        paste(&mut self.input, text);
    }
}

/// Types a key into a line. Returns whether its text changed.
pub fn type_key(input: &mut Input, key: KeyEvent) -> bool {
    let Some(request) = tui_input::backend::crossterm::to_input_request(&crossterm::event::Event::Key(key)) else {
        return false;
    };
    if matches!(request, InputRequest::InsertChar(_)) && input.value().chars().count() >= LONGEST {
        return false;
    }
    input.handle(request).is_some_and(|change| change.value)
}

/// Puts pasted text into a line: without control characters, and no longer than a line may be.
pub fn paste(input: &mut Input, text: &str) {
    let room = LONGEST.saturating_sub(input.value().chars().count());
    for c in text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Cuts a text to its column, or fills it up.
pub(super) fn cell(text: &str, width: usize) -> String {
    let cut: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{cut:<width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_the_cursor_and_no_further() {
        let mut cursor = Cursor::default();
        for _ in 0..12 {
            cursor.act(Action::Down, 100, 10);
            cursor.settle(100, 10);
        }
        assert_eq!((cursor.index, cursor.offset), (12, 3));
        cursor.act(Action::Up, 100, 10);
        cursor.settle(100, 10);
        assert_eq!((cursor.index, cursor.offset), (11, 3));
        cursor.act(Action::Bottom, 100, 10);
        cursor.settle(100, 10);
        assert_eq!((cursor.index, cursor.offset), (99, 90));
        cursor.settle(5, 10);
        assert_eq!((cursor.index, cursor.offset), (4, 0));
    }

    #[test]
    fn a_pasted_text_is_one_bounded_line() {
        let mut input = Input::default();
        paste(&mut input, "a\u{1b}[31m\nb");
        assert_eq!(input.value(), "a[31m b");
        paste(&mut input, &"x".repeat(5000));
        assert_eq!(input.value().chars().count(), LONGEST);
    }
}
