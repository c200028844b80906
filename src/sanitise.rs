//! The one gate for text from outside: host names, directory values, reports, device strings.
//!
//! Whatever could move the cursor, hide text, reorder it or pass for something else is made visible instead of being
//! dropped, so that a person sees that the text is odd. It must not judge content, only what a terminal would do with it.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Stands for everything that has no picture of its own.
const REPLACEMENT: char = '\u{fffd}';
/// How many marks may sit on one letter. Living languages need up to three or so; more is a picture made of marks.
const MAX_MARKS: usize = 4;

/// Returns `text` with everything replaced that could move the cursor, hide or reorder text.
///
/// Line ends and tabs become a blank, other C0 controls their control picture (`␛`), the rest `U+FFFD`. An escape
/// sequence stays readable as text, harmless.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Most texts are ASCII, and most of the others have nothing to replace and no marks to count.
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
        || text.chars().all(|char| visible(char) == Some(char) && !is_mark(char))
    {
        return Cow::Borrowed(text);
    }
    let mut marks = 0;
    let mut changed = false;
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        let seen = match visible(char) {
            Some(seen) if seen == char && is_mark(char) => {
                marks += 1;
                // A mark without a letter would sit on whatever is drawn to its left.
                if out.is_empty() || marks > MAX_MARKS { REPLACEMENT } else { char }
            }
            Some(seen) => {
                marks = 0;
                seen
            }
            None => REPLACEMENT,
        };
        changed |= seen != char;
        // A run of marks or hidden characters is one oddity, not a thousand.
        if seen != REPLACEMENT || !out.ends_with(REPLACEMENT) {
            out.push(seen);
        }
    }
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// Returns what is shown for `char`, or `None` for what has no picture.
fn visible(char: char) -> Option<char> {
    match char {
        '\t' | '\n' | '\r' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(char)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => None,
        // No-break and other blanks of odd width look like a blank and compare as something else.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(' '),
        // Soft hyphen, Arabic letter mark, Mongolian separator, fillers that look empty.
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => None,
        // Zero-width characters, joiners, direction marks, line and paragraph separators, overrides and isolates.
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        // Variation selectors change the width that terminals give to the letter before them; tags are invisible.
        '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => None,
        // Interlinear annotation, private use, and the last two code points of each plane.
        '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => None,
        _ if u32::from(char) & 0xfffe == 0xfffe || matches!(char, '\u{fdd0}'..='\u{fdef}') => None,
        _ => Some(char),
    }
}

fn is_mark(char: char) -> bool {
    char.width() == Some(0)
}

/// Returns what a message may repeat of a text: at most `most` letters of it, without control characters.
///
/// For errors, which repeat what somebody wrote so that it can be found again, and travel to logs and screens.
pub fn excerpt(text: &str, most: usize) -> String {
    text.chars().filter(|char| !char.is_control()).take(most).collect()
}

/// Returns `text` cut to `width` columns, with `ellipsis` at its end if anything was cut.
///
/// A wide letter is never cut in two: the result may be one column narrower than asked for, never wider.
pub fn fit<'a>(text: &'a str, width: usize, ellipsis: &str) -> Cow<'a, str> {
    // No letter takes more than two columns and none less than a byte, so most texts need not be measured twice.
    if text.len() <= width && text.is_ascii() || text.width() <= width {
        return Cow::Borrowed(text);
    }
    let ellipsis = if ellipsis.width() <= width { ellipsis } else { "" };
    let end = prefix_within(text, width - ellipsis.width());
    Cow::Owned(format!("{}{ellipsis}", &text[..end]))
}

/// Breaks a text into lines of at most `width` columns, at blanks where there are any.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = clean(text);
    let width = width.max(8);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word;
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        while word.width() > width {
            let cut =
                word.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|at| word[..*at].width() <= width);
            let cut = cut.last().unwrap_or(word.len());
            lines.push(word[..cut].to_owned());
            word = &word[cut..];
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Returns the length in bytes of the longest prefix that takes at most `width` columns.
fn prefix_within(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, char) in text.char_indices() {
        let next = used + char.width().unwrap_or(0);
        if next > width {
            return shorten(text, at, width);
        }
        used = next;
    }
    shorten(text, text.len(), width)
}

/// Steps back until the prefix fits as a whole: the width of a text is not always the sum of its letters' widths.
fn shorten(text: &str, end: usize, width: usize) -> usize {
    let mut end = end;
    while text[..end].width() > width {
        end = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_wrapped_and_long_ones_broken() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("aaaaaaaaaaaa b", 8), ["aaaaaaaa", "aaaa b"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn ordinary_names_pass_untouched() {
        for name in ["pcitis042.cern.ch", "Büro Zürich", "東京-01", "Ελλάδα", "naïve e\u{301}", "日本ｶﾞ", ""]
        {
            assert!(matches!(clean(name), Cow::Borrowed(_)), "{name}");
        }
    }

    #[test]
    fn escape_sequences_become_readable() {
        assert_eq!(clean("a\x1b[2Jb"), "a␛[2Jb");
        assert_eq!(clean("\x1b]0;title\x07"), "␛]0;title␇");
        assert_eq!(clean("c1\u{9b}31m"), "c1\u{fffd}31m");
        assert_eq!(clean("line\r\nnext\tcell\x7f"), "line  next cell␡");
    }

    #[test]
    fn reordering_and_hiding_become_visible() {
        assert_eq!(clean("invoice\u{202e}fdp.exe"), "invoice\u{fffd}fdp.exe");
        assert_eq!(clean("adm\u{200b}\u{200d}in"), "adm\u{fffd}in");
        assert_eq!(clean("x\u{2066}y\u{2069}"), "x\u{fffd}y\u{fffd}");
        assert_eq!(clean("\u{e0041}\u{f8ff}"), "\u{fffd}");
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(clean(&pile), format!("a{}\u{fffd}b", "\u{301}".repeat(4)));
        assert_eq!(clean("\u{301}a"), "\u{fffd}a");
    }

    #[test]
    fn an_excerpt_is_short_and_on_one_line() {
        assert_eq!(excerpt("\u{1b}[2Jzwölf\nLetters", 8), "[2Jzwölf");
        assert_eq!(excerpt("all of it", 80), "all of it");
    }

    #[test]
    fn fitting_counts_columns() {
        assert_eq!(fit("Oscilloscopes XP", 20, "…"), "Oscilloscopes XP");
        assert_eq!(fit("Oscilloscopes XP", 8, "…"), "Oscillo…");
        assert_eq!(fit("Oscilloscopes XP", 8, "..."), "Oscil...");
        assert_eq!(fit("東京都庁", 5, "…"), "東京…");
        assert_eq!(fit("東京都庁", 4, "…"), "東…");
        assert_eq!(fit("abc", 2, "..."), "ab");
        assert_eq!(fit("abc", 0, "…"), "");
    }

    proptest! {
        #[test]
        fn nothing_that_a_terminal_obeys_comes_through(text in any::<String>()) {
            let seen = clean(&text);
            prop_assert!(!seen.chars().any(char::is_control));
            let hidden = |char| matches!(char,
                '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}');
            prop_assert!(!seen.chars().any(hidden));
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn a_fitted_text_is_never_too_wide(text in any::<String>(), width in 0usize..40) {
            let text = clean(&text);
            prop_assert!(fit(&text, width, "…").width() <= width);
            prop_assert!(fit(&text, width, "...").width() <= width);
        }
    }
}
