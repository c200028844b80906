//! `machine why --what-if`: a change in words.

use crate::cli::pkg::parse_action;
use crate::core::Problem;
use crate::core::machine::WhatIf;
use crate::sanitise::excerpt;

/// Reads a change: `assign PKG NSC ACTION`, `unassign PKG NSC`, `publish PKG`, `retire PKG`, `join NSC`, `leave NSC`.
/// A name with blanks stands in quotation marks.
pub(super) fn parse(text: &str) -> Result<WhatIf, Problem> {
    let own = |word: &str| word.to_owned();
    Ok(match split(text)[..] {
        ["assign", pkg, nsc, action] => {
            let action = parse_action(action).map_err(|_| wrong(text))?;
            WhatIf::Assign { pkg: own(pkg), nsc: own(nsc), action }
        }
        ["unassign", pkg, nsc] => WhatIf::Unassign { pkg: own(pkg), nsc: own(nsc) },
        ["publish", pkg] => WhatIf::Publish { pkg: own(pkg) },
        ["retire", pkg] => WhatIf::Retire { pkg: own(pkg) },
        ["join", nsc] => WhatIf::Join { nsc: own(nsc) },
        ["leave", nsc] => WhatIf::Leave { nsc: own(nsc) },
        _ => return Err(wrong(text)),
    })
}

fn wrong(text: &str) -> Problem {
    let value = excerpt(text, 80);
    Problem::Invalid { field: "what-if".into(), value, expected: "what_if".into() }
}

/// Splits at blanks outside quotation marks.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = rest.strip_prefix(['\'', '"']).map(|inner| inner.split_once(first).unwrap_or((inner, "")));
        let (word, behind) = quoted.unwrap_or_else(|| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
        words.push(word);
        rest = behind.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assignment::AssignAction;

    #[test]
    fn changes_are_read_with_quoted_names() {
        let assign = WhatIf::Assign { pkg: "Adobe Reader 9".into(), nsc: "5".into(), action: AssignAction::Deny };
        assert_eq!(parse("assign 'Adobe Reader 9' 5 deny"), Ok(assign));
        assert_eq!(parse("  join  \"Control Room\" "), Ok(WhatIf::Join { nsc: "Control Room".into() }));
        for wrong in ["", "assign 1 2", "assign 1 2 remove", "dance", "join"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
