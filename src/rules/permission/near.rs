//! The verbs that a misspelt one was probably meant to be.

use crate::model::permission::Verb;

/// At most this many are offered.
const OFFERED: usize = 4;

/// Returns the verbs that look most like a text, the likeliest first; none when nothing does.
pub fn verbs_like(text: &str) -> Vec<Verb> {
    // A longer text is no verb, and the distance is quadratic.
    let text: String = text.to_lowercase().chars().take(40).collect();
    let words: Vec<&str> = text.split(['.', '-', '_', ' ', '*']).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(usize, Verb)> = Vec::new();
    for verb in Verb::ALL {
        let parts: Vec<&str> = verb.name().split('.').collect();
        let has_all = words.len() > 1 && words.iter().all(|word| parts.contains(word));
        let distance = distance(&text, verb.name());
        let tolerated = (text.len() / 4).max(2);
        match (has_all, distance <= tolerated) {
            (true, _) => found.push((0, *verb)),
            (false, true) => found.push((distance, *verb)),
            (false, false) if words.len() == 1 && parts.contains(&words[0]) => found.push((tolerated + 1, *verb)),
            (false, false) => {}
        }
    }
    if found.is_empty() && words.len() > 1 {
        // Nothing is written like it; perhaps it is about the same thing.
        let shared =
            |verb: &Verb| words.iter().filter(|word| verb.name().split('.').any(|part| part == **word)).count();
        let most = Verb::ALL.iter().map(shared).max().unwrap_or(0);
        found.extend(Verb::ALL.iter().filter(|verb| most > 0 && shared(verb) == most).map(|verb| (0, *verb)));
    }
    found.sort_unstable();
    found.into_iter().take(OFFERED).map(|(_, verb)| verb).collect()
}

/// Returns how many characters have to be added, dropped or replaced to make one text of the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likely_verbs_come_first_and_unlikely_ones_not_at_all() {
        let names = |text: &str| verbs_like(text).into_iter().map(Verb::name).collect::<Vec<_>>();
        assert_eq!(names("nsc.creat")[0], "nsc.create");
        assert_eq!(names("pkg.assign.aply")[0], "pkg.assign.apply");
        assert_eq!(names("nsc.member.add"), ["nsc.member.computer.add", "nsc.member.user.add"]);
        assert_eq!(names("nsc.local.manage"), ["nsc.local.set", "nsc.local.release", "nsc.local.unblock"]);
        assert_eq!(names("power"), ["amt.power"]);
        assert_eq!(names("frobnicate everything"), [""; 0]);
        assert_eq!(names(&"é".repeat(10_000)), [""; 0]);
    }
}
