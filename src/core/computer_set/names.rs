//! Names of computers and users as people type and paste them: trimmed, without doubles, and none that could be more
//! than a name.

use crate::core::{Problem, Result};
use crate::model::directory::MemberKind;
use crate::model::membership::key;
use crate::sanitise::excerpt;
use std::collections::HashSet;

/// Most names in one wish.
const MOST: usize = 50_000;

/// Longest name in characters, as in the directory.
const LONGEST: usize = 64;

/// Returns the names of a wish in their order: blanks around them, empty lines, a computer account's `$` and doubles
/// (without case) are dropped.
///
/// # Errors
/// [`Problem::Invalid`] when there is none, when there are too many, or when one is not a name; then nothing is taken.
pub(crate) fn checked(kind: MemberKind, names: &[String]) -> Result<Vec<String>> {
    let mut seen = HashSet::new();
    let mut checked = Vec::new();
    for name in names {
        let name = name.trim();
        let name = if kind == MemberKind::Computer { name.strip_suffix('$').unwrap_or(name) } else { name };
        if name.is_empty() {
            continue;
        }
        if !is_name(kind, name) {
            return Err(invalid(kind, name));
        }
        if seen.insert(key(name)) {
            checked.push(name.to_owned());
        }
    }
    if checked.is_empty() || checked.len() > MOST {
        let expected = format!("1 to {MOST} names");
        return Err(Problem::Invalid { field: "names".into(), value: checked.len().to_string(), expected }.into());
    }
    Ok(checked)
}

/// Returns the first few of many names, for a sentence.
pub(crate) fn first(names: &[String]) -> Vec<String> {
    cut(names, SHOWN)
}

/// Returns names that a person has to go through one by one, as long as that is possible.
pub(crate) fn most(names: &[String]) -> Vec<String> {
    cut(names, LISTED)
}

fn cut(names: &[String], most: usize) -> Vec<String> {
    and_more(names.iter().take(most).cloned(), names.len() > most)
}

/// Returns names, and behind them a sign that there are more.
pub(crate) fn and_more(names: impl Iterator<Item = String>, more: bool) -> Vec<String> {
    names.chain(more.then(|| "…".to_owned())).collect()
}

/// How many names a sentence tells.
const SHOWN: usize = 5;

/// How many names a list tells.
const LISTED: usize = 200;

fn is_name(kind: MemberKind, name: &str) -> bool {
    let fits = |c: char| match c {
        '.' | '_' | '-' => true,
        '@' | '\\' | ' ' => kind == MemberKind::User,
        c if kind == MemberKind::Computer => c.is_ascii_alphanumeric(),
        c => c.is_alphanumeric(),
    };
    name.chars().count() <= LONGEST && name.chars().all(fits)
}

fn invalid(kind: MemberKind, name: &str) -> crate::core::Error {
    let expected = match kind {
        MemberKind::Computer => "1 to 64 letters A-Z, digits, dots, hyphens and underscores",
        MemberKind::User => "1 to 64 letters, digits, blanks and . _ - @ \\",
    };
    let value = excerpt(name, LONGEST);
    Problem::Invalid { field: "name".into(), value, expected: expected.into() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: MemberKind, names: &[&str]) -> Result<Vec<String>> {
        checked(kind, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_trimmed_and_taken_once() {
        let found = names(MemberKind::Computer, &[" PC1 \r", "", "pc1", "pc-2.x_y", "PC3$", "   "]).unwrap();
        assert_eq!(found, ["PC1", "pc-2.x_y", "PC3"]);
        let users = names(MemberKind::User, &["CERN\\anna", "bob@cern.ch", "Åsa Öst", "cern\\ANNA"]).unwrap();
        assert_eq!(users, ["CERN\\anna", "bob@cern.ch", "Åsa Öst"]);
    }

    #[test]
    fn what_is_more_than_a_name_is_refused() {
        let long = "x".repeat(65);
        for hostile in
            ["a b", "pc*", "pc)(cn=*", "pc\u{1b}[2J", "pc,DC=x", "pc\u{202e}x", "../x", "a\0b", "a\nb", &long]
        {
            let error = names(MemberKind::Computer, &["good", hostile]).unwrap_err();
            assert!(matches!(&error.problem, Problem::Invalid { field, .. } if field == "name"), "{hostile:?}");
        }
        assert!(names(MemberKind::User, &["a*"]).is_err());
        assert!(matches!(names(MemberKind::User, &[" "]).unwrap_err().problem, Problem::Invalid { .. }));
    }

    #[test]
    fn a_sentence_tells_the_first_few() {
        let many: Vec<String> = (0..9).map(|n| format!("pc{n}")).collect();
        assert_eq!(first(&many), ["pc0", "pc1", "pc2", "pc3", "pc4", "…"]);
        assert_eq!(first(&many[..2]), ["pc0", "pc1"]);
    }
}
