//! Guesses which setting a wrong key was meant to be.

/// Returns the known key that a misspelt one was probably meant to be: one with the same last word in another section,
/// else the one with the fewest differing letters, unless those are too many.
pub(super) fn nearest<'a>(key: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    if let Some(elsewhere) = known.clone().find(|candidate| last(candidate) == last(key)) {
        return Some(elsewhere);
    }
    // A key is bounded by the size of its file only; the distance is quadratic.
    let length = key.chars().count();
    if length > 64 {
        return None;
    }
    let tolerated = (length / 3).clamp(1, 4);
    known
        .map(|candidate| (distance(key, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerated)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns how many letters must be added, removed or changed to get from one word to the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let best = (diagonal + usize::from(a != *b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_key_and_nonsense_finds_none() {
        let known = ["hello.listen", "dns.servers", "dns.timeout_ms", "language"];
        let guess = |key| nearest(key, known.into_iter());
        assert_eq!(guess("dns.server"), Some("dns.servers"));
        assert_eq!(guess("dns.timout_ms"), Some("dns.timeout_ms"));
        assert_eq!(guess("dns.listen"), Some("hello.listen"));
        assert_eq!(guess("langauge"), Some("language"));
        assert_eq!(guess("frobnicate"), None);
        assert_eq!(guess(&"x".repeat(100_000)), None);
    }
}
