//! What a person types to narrow a list: one language for every list, in the console and on the command line.
//!
//! Every word must be found, in any column or in the one that it names: `dcs os:windows owner:anna`. Upper and lower
//! case are the same. A word with a colon behind something that is no column is looked for as it stands: addresses
//! have colons too.

use memchr::memmem::Finder;

/// The names under which a list's columns can be asked for, column by column; the first is the one that is told.
pub type Columns = [&'static [&'static str]];

/// A list in whose rows no column can be asked for by its name.
pub const UNNAMED: &Columns = &[];

/// What divides the columns of a row. No word has it.
const DIVIDER: char = '\n';

/// What was typed, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<Word>,
}

/// A word to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In this column alone, by its place; in any when there is none.
    pub column: Option<usize>,
    /// What is to be found, in lower case; never empty.
    pub text: String,
}

impl Filter {
    /// Takes what was typed apart.
    pub fn parse(text: &str, columns: &Columns) -> Self {
        let lower = text.to_lowercase();
        let words = lower.split_whitespace().filter_map(|word| {
            let named = word.split_once(':').and_then(|(name, rest)| {
                let column = columns.iter().position(|names| names.contains(&name))?;
                Some((Some(column), rest))
            });
            let (column, text) = named.unwrap_or((None, word));
            // A column whose word is still to be typed narrows nothing.
            (!text.is_empty()).then(|| Word { column, text: text.to_owned() })
        });
        Self { words: words.collect() }
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the words.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether nothing passes that another filter held back: somebody typed on.
    pub fn narrows(&self, other: &Self) -> bool {
        let longer = |(old, new): (&Word, &Word)| old.column == new.column && new.text.starts_with(&old.text);
        self.words.len() >= other.words.len() && other.words.iter().zip(&self.words).all(longer)
    }

    /// Returns what finds the words in rows.
    pub fn search(&self) -> Search<'_> {
        Search(self.words.iter().map(|word| (word.column, Finder::new(word.text.as_bytes()))).collect())
    }
}

/// A filter made ready for many rows.
#[derive(Debug)]
pub struct Search<'a>(Vec<(Option<usize>, Finder<'a>)>);

impl Search<'_> {
    /// Whether every word is found in a row, which [`row`] made.
    pub fn passes(&self, row: &str) -> bool {
        self.0.iter().all(|(column, finder)| {
            let text = match column {
                None => row,
                Some(place) => row.split(DIVIDER).nth(*place).unwrap_or_default(),
            };
            finder.find(text.as_bytes()).is_some()
        })
    }
}

/// Makes the text of a row in which words are found, from its columns in their order.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(DIVIDER);
        }
        text.extend(cell.chars().map(|c| if c == DIVIDER { ' ' } else { c }));
    }
    text.make_ascii_lowercase();
    if text.is_ascii() { text } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &Columns = &[&["name", "machine"], &["os"], &["owner"]];

    fn finds(typed: &str) -> bool {
        Filter::parse(typed, COLUMNS).search().passes(&row(["PCATLDCS01", "Windows 11 23H2", "Ärla:fe80::1"]))
    }

    #[test]
    fn every_word_is_found_in_any_column_and_without_case() {
        assert!(finds(""));
        assert!(finds("  dcs WIN  ärla "));
        assert!(!finds("dcs linux"));
        assert!(!finds("pcatldcs01windows"), "a word is not found across two columns");
    }

    #[test]
    fn a_word_is_looked_for_in_the_column_that_it_names() {
        assert!(finds("os:windows OS:11 machine:dcs"));
        assert!(!finds("owner:windows") && !finds("name:windows"));
        assert!(finds("os:"), "the word is still to be typed");
        assert!(finds("fe80::1") && !finds("os:fe80::1"), "no column, but an address");
        assert!(!finds("team:dcs"), "what is no column is part of the word");
    }

    #[test]
    fn typing_on_narrows_and_naming_a_column_does_not() {
        let parse = |text: &str| Filter::parse(text, COLUMNS);
        assert!(parse("dcs win").narrows(&parse("dc")));
        assert!(parse("os:win").narrows(&parse("os:w")));
        assert!(!parse("os:w").narrows(&parse("os")));
        assert!(!parse("d").narrows(&parse("dc")));
    }
}
