//! Words that must not be in the tree: hosts of package registries, and folders of a machine on which it was built.

use crate::source::Place;
use std::path::Path;

/// The words, cut in two so that this file does not hold them.
const FORBIDDEN: &[(&str, &str)] = &[
    ("crates", ".io"),
    ("pypi", ".org"),
    ("registry.npmjs", ".org"),
    ("proxy.golang", ".org"),
    ("deb.debian", ".org"),
    ("archive.ubuntu", ".com"),
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
];

/// Returns every line that holds such a word.
pub(crate) fn check(path: &Path, text: &str) -> Vec<Place> {
    let words: Vec<String> = FORBIDDEN.iter().map(|(start, end)| format!("{start}{end}")).collect();
    let found = |line: &str| words.iter().find(|word| starts_word(line, word)).cloned();
    (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| Some((number, found(line)?)))
        .map(|(line, word)| Place { path: path.to_owned(), line, rule: format!("holds {word}") })
        .collect()
}

/// Whether a line holds a word that is not the end of a longer path or name.
fn starts_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !word.starts_with('/') || before.is_none_or(|c| !c.is_alphanumeric() && !"._-}~/".contains(c))
    })
}
