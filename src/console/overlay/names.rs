//! Many names, typed or pasted: thousands of them, counted as they come.

use std::collections::HashSet;

/// Longest text that is taken, in bytes: far more than 5,000 names.
const LONGEST: usize = 1 << 20;

/// Many names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    text: String,
    count: usize,
    doubles: usize,
}

impl Names {
    /// Takes a character at the end.
    pub fn push(&mut self, c: char) {
        if self.text.len() < LONGEST && (!c.is_control() || c == '\n') {
            self.text.push(c);
            self.look();
        }
    }

    /// Takes pasted text at the end, in one go.
    pub fn paste(&mut self, text: &str) {
        let mut room = LONGEST.saturating_sub(self.text.len());
        for c in text.chars().map(|c| if c == '\r' || c == '\t' { '\n' } else { c }) {
            let fits = c.len_utf8() <= room;
            if fits && (!c.is_control() || c == '\n') {
                room -= c.len_utf8();
                self.text.push(c);
            }
        }
        self.look();
    }

    /// Removes the last character, or the last name.
    pub fn erase(&mut self, name: bool) {
        if name {
            let kept = self.text.trim_end_matches(is_between).trim_end_matches(|c| !is_between(c)).len();
            self.text.truncate(kept);
        } else {
            self.text.pop();
        }
        self.look();
    }

    fn look(&mut self) {
        let all = || self.text.split(is_between).filter(|name| !name.is_empty());
        self.count = all().map(str::to_lowercase).collect::<HashSet<_>>().len();
        self.doubles = all().count() - self.count;
    }

    /// Returns how many different names there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns how many names came more than once.
    pub fn doubles(&self) -> usize {
        self.doubles
    }

    /// Returns the names as they came.
    pub fn names(&self) -> Vec<String> {
        self.text.split(is_between).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// Returns the end of the text: at most so many characters.
    pub fn tail(&self, characters: usize) -> &str {
        let from = self.text.char_indices().rev().take(characters).last().map_or(self.text.len(), |(at, _)| at);
        &self.text[from..]
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == ',' || c == ';'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_thousand_pasted_names_are_counted() {
        let mut names = Names::default();
        let text: String = (0..5000).map(|number| format!("pc{number:05}\r\n")).collect();
        names.paste(&text);
        names.paste("PC00001, new;other\u{1b}");
        assert_eq!((names.count(), names.doubles()), (5002, 1));
        assert_eq!(names.names().len(), 5003);
        assert_eq!(names.tail(5), "other");
        names.erase(true);
        names.erase(false);
        assert_eq!((names.count(), names.tail(3)), (5001, "new"));
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let mut names = Names::default();
        names.paste(&"x".repeat(2 << 20));
        assert_eq!(names.names()[0].len(), LONGEST);
    }
}
