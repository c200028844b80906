//! One field of a row: how values become text without tabs and line feeds, and how they are read back.
//!
//! Reading may be lenient here: a whole row is accepted only if writing what was read gives the same bytes.

use crate::model::assignment::{AssignAction, RebootPolicy, ReleaseState, Window};
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, PackageId, ReleaseId, SystemSetId};
use crate::model::package::{PackageKind, PackageScope, PackageState};
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::Write as _;

/// A value that stands in a field.
pub(super) trait Field: Sized {
    /// Appends it.
    fn write(&self, out: &mut String);

    /// Reads it; none when the text is something else.
    fn read(text: &str) -> Option<Self>;
}

/// A value whose text is never empty, so that an empty field can stand for none.
pub(super) trait Whole: Field {}

/// A value whose text has no comma either, so that it can stand in a list.
pub(super) trait Item: Whole {}

impl Field for String {
    fn write(&self, out: &mut String) {
        escape(self, out);
    }

    fn read(text: &str) -> Option<Self> {
        let (items, rest) = unescape(text)?;
        items.is_empty().then_some(rest)
    }
}

impl Field for Option<String> {
    fn write(&self, out: &mut String) {
        if let Some(text) = self {
            out.push('=');
            escape(text, out);
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix('=') {
            Some(text) => String::read(text).map(Some),
            None => text.is_empty().then_some(None),
        }
    }
}

impl Field for Vec<String> {
    fn write(&self, out: &mut String) {
        for item in self {
            escape(item, out);
            out.push_str("\\,");
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (items, rest) = unescape(text)?;
        rest.is_empty().then_some(items)
    }
}

impl<T: Whole> Field for Option<T> {
    fn write(&self, out: &mut String) {
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { T::read(text).map(Some) }
    }
}

impl<T: Item> Field for Vec<T> {
    fn write(&self, out: &mut String) {
        list(self, out);
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(Self::new()) } else { text.split(',').map(T::read).collect() }
    }
}

/// Appends a list, a comma between two.
pub(super) fn list<T: Item>(items: &[T], out: &mut String) {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        item.write(out);
    }
}

macro_rules! numbers {
    ($($ty:ty),+) => {$(
        impl Field for $ty {
            fn write(&self, out: &mut String) {
                // Writing into memory does not fail.
                let _ = write!(out, "{self}");
            }

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
        impl Whole for $ty {}
        impl Item for $ty {}
    )+};
}

numbers!(i32, i64, u32, u64);

macro_rules! ids {
    ($($ty:ident),+) => {$(
        impl Field for $ty {
            fn write(&self, out: &mut String) {
                self.0.write(out);
            }

            fn read(text: &str) -> Option<Self> {
                i64::read(text).map(Self)
            }
        }
        impl Whole for $ty {}
        impl Item for $ty {}
    )+};
}

ids!(AssignmentId, ChoiceId, ComputerSetId, PackageId, ReleaseId, SystemSetId);

macro_rules! words {
    ($($ty:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl Field for $ty {
            fn write(&self, out: &mut String) {
                out.push_str(match self { $(Self::$variant => $word),+ });
            }

            fn read(text: &str) -> Option<Self> {
                match text {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
        impl Whole for $ty {}
    )+};
}

// The words of the format are its own: a name that changes elsewhere must not change what clients read.
words! {
    PackageKind {
        Application = "application",
        Patch = "patch",
        OsSetting = "os_setting",
        GroupPolicy = "group_policy",
        ScheduledTask = "scheduled_task",
        Meta = "meta",
    }
    PackageScope { Computer = "computer", User = "user" }
    PackageState { Draft = "draft", Published = "published", Retired = "retired" }
    AssignAction { Allow = "allow", Publish = "publish", Apply = "apply", Deny = "deny" }
    RebootPolicy { Ask = "ask", Defer = "defer", Force = "force" }
}

impl Field for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "yes" } else { "no" });
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }
}

impl Field for DateTime<Utc> {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Whole for DateTime<Utc> {}

impl Field for Window {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Whole for Window {}

impl Field for ReleaseState {
    fn write(&self, out: &mut String) {
        match self {
            Self::Released => out.push_str("released"),
            Self::EmergencyAsked { hours } => {
                out.push_str("asked ");
                hours.write(out);
            }
            Self::Emergency { agreed_by, until } => {
                out.push_str("emergency ");
                until.write(out);
                out.push(' ');
                agreed_by.write(out);
            }
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None => (text == "released").then_some(Self::Released),
            Some(("asked", hours)) => Some(Self::EmergencyAsked { hours: u32::read(hours)? }),
            Some(("emergency", rest)) => {
                let (until, agreed_by) = rest.split_once(' ')?;
                Some(Self::Emergency { agreed_by: String::read(agreed_by)?, until: Field::read(until)? })
            }
            Some(_) => None,
        }
    }
}

/// Appends a text so that it ends neither field nor row and does nothing to a terminal that shows the file.
pub(super) fn escape(text: &str, out: &mut String) {
    // 0xc2 begins the control characters beyond ASCII.
    if !text.bytes().any(|byte| matches!(byte, 0..0x20 | b'\\' | 0x7f | 0xc2)) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
}

/// Returns the items, each ended by `\,`, and what follows the last one.
fn unescape(text: &str) -> Option<(Vec<String>, String)> {
    let (mut items, mut text_now, mut rest) = (Vec::new(), String::new(), text);
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text_now.push_str(plain);
        let mut behind = escaped.chars();
        match behind.next()? {
            't' => text_now.push('\t'),
            'n' => text_now.push('\n'),
            'r' => text_now.push('\r'),
            '\\' => text_now.push('\\'),
            ',' => items.push(std::mem::take(&mut text_now)),
            'u' => {
                let (digits, tail) = escaped.strip_prefix("u{")?.split_once('}')?;
                text_now.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?);
                behind = tail.chars();
            }
            _ => return None,
        }
        rest = behind.as_str();
    }
    text_now.push_str(rest);
    Some((items, text_now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written<T: Field>(value: &T) -> String {
        let mut out = String::new();
        value.write(&mut out);
        out
    }

    #[test]
    fn what_would_end_a_field_or_a_row_is_escaped() {
        let text = "a\tb\nc\r\\d,\u{1b}[2J\u{85}é".to_owned();
        assert_eq!(written(&text), "a\\tb\\nc\\r\\\\d,\\u{1b}[2J\\u{85}é");
        assert_eq!(written(&vec!["a,b".to_owned(), String::new(), "\\".into()]), "a,b\\,\\,\\\\\\,");
        assert_eq!(written(&Some(String::new())), "=");
        assert_eq!(written(&vec![3010, -1]), "3010,-1");
        for wrong in ["\\", "\\x", "\\u{110000}", "\\u{", "\\u{}", "a\\,b"] {
            assert_eq!(String::read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_it_was_written(texts in proptest::collection::vec(any::<String>(), 0..4)) {
            let line = written(&texts);
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            prop_assert_eq!(Vec::<String>::read(&line), Some(texts.clone()));
            for text in texts {
                prop_assert_eq!(String::read(&written(&text)), Some(text.clone()));
                prop_assert_eq!(Option::<String>::read(&written(&Some(text.clone()))), Some(Some(text)));
            }
        }

        #[test]
        fn every_time_is_read_as_it_was_written(
            seconds in DateTime::<Utc>::MIN_UTC.timestamp()..DateTime::<Utc>::MAX_UTC.timestamp(),
            nanos in prop_oneof![Just(0), Just(5_000_000), 0_u32..1_000_000_000],
        ) {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap();
            prop_assert_eq!(DateTime::<Utc>::read(&written(&at)), Some(at), "{}", written(&at));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = (String::read(&text), ReleaseState::read(&text), Window::read(&text), DateTime::<Utc>::read(&text));
            let _ = (Vec::<i32>::read(&text), Vec::<String>::read(&text), Option::<u32>::read(&text));
        }
    }
}
