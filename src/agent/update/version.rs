//! Whether a published version is another than one's own.

use super::plan::{Folder, Phase};
use super::{Program, trace};
use crate::model::desired::{Desired, DesiredState};
use std::cmp::Ordering;
use std::path::Path;

/// Returns the package with which a program of version `own` is to be replaced: the highest version that applies, where
/// that is another. None while an update runs, and none for a version that did not start before.
///
/// An older version is taken too where it is the highest that applies: so an administrator takes a bad one back.
pub fn newer<'a>(
    state: &Path,
    program: Program,
    own: &str,
    desired: impl IntoIterator<Item = &'a Desired>,
) -> Option<&'a Desired> {
    let applies = |one: &&Desired| one.name == program.package() && one.state == DesiredState::Applied;
    let found = desired.into_iter().filter(applies).max_by(|a, b| compare(&a.version, &b.version))?;
    let folder = Folder::of(state, program);
    let failed = |version: &str| {
        folder.read().is_ok_and(|plan| matches!(plan.phase, Phase::Failed { .. }) && plan.version == version)
    };
    if found.version == own || folder.is_busy() || failed(&found.version) {
        return None;
    }
    trace::write(state, program, "detected", &found.version);
    Some(found)
}

/// Compares versions part by part: numbers by their value, the rest by its letters.
fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (parts(a), parts(b));
    loop {
        let ordering = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) if a.is_none() || b.is_none() => a.is_some().cmp(&b.is_some()),
            (Some(a), Some(b)) => rank(a).cmp(&rank(b)),
            _ => Ordering::Equal,
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

/// Returns a part so that a longer number is a greater one, and every number greater than any word.
fn rank(part: &str) -> (bool, usize, &str) {
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = part.trim_start_matches('0');
        (true, digits.len(), digits)
    } else {
        (false, 0, part)
    }
}

fn parts(version: &str) -> impl Iterator<Item = &str> {
    version.split(|c: char| !c.is_alphanumeric()).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let digit = rest.starts_with(|c: char| c.is_ascii_digit());
            let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            rest = after;
            (!part.is_empty()).then_some(part)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_the_value_of_their_numbers() {
        for (lower, higher) in [("1.9", "1.10"), ("1.0", "1.0.1"), ("2.0-rc1", "2.0.1"), ("rc1", "rc2"), ("", "1")] {
            assert_eq!(compare(lower, higher), Ordering::Less, "{lower} {higher}");
            assert_eq!(compare(higher, lower), Ordering::Greater, "{higher} {lower}");
        }
        assert_eq!(compare("1.02", "1.2"), Ordering::Equal);
    }
}
