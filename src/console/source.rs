//! A TOML text whose every complaint can name its `file:line`. Keymaps and themes are read through it.

use std::ops::Range;

use toml::de::DeTable;

/// A text and the name under which people know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl<'a> Source<'a> {
    /// Parses the text; an error is its place and its reason.
    pub(super) fn parse(&self) -> Result<DeTable<'a>, (String, String)> {
        DeTable::parse(self.text).map(|table| table.into_inner()).map_err(|error| {
            (self.place(error.span().unwrap_or_default()), error.message().lines().collect::<Vec<_>>().join("; "))
        })
    }

    /// Returns `file:line` of a span.
    pub(super) fn place(&self, span: Range<usize>) -> String {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        format!("{}:{}", self.name, 1 + before.iter().filter(|byte| **byte == b'\n').count())
    }
}
