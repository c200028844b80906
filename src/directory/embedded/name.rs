//! What names and texts the directory takes, how it compares them, and how a group is called in full.
//!
//! Names follow what Active Directory takes, so that an estate can move there; but the file is its own authority, and
//! checks everything whoever asks.

use crate::model::directory::MemberKind;
use crate::model::membership;
use crate::sanitise::excerpt;

/// The longest name, in characters: what fits a common name (RFC 5280, `ub-common-name`).
const LONGEST_NAME: usize = 64;

/// The longest text, in characters.
const LONGEST_TEXT: usize = 500;

/// What Active Directory has in no account name (`sAMAccountName`).
const NEVER: &str = "\"/\\[]:;|=,+*?<>";

/// Returns the key by which a name is looked up; none when nothing can have this name.
pub(super) fn key(name: &str) -> Option<String> {
    fault(name).is_none().then(|| membership::key(name))
}

/// Returns what is wrong with a name.
pub(super) fn fault(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("the name is empty"),
        _ if longer(name, LONGEST_NAME) => Some("the name is longer than 64 characters"),
        _ if name.chars().any(|c| c.is_control() || NEVER.contains(c)) => {
            Some("the name has a character that no account has")
        }
        _ if name.trim() != name => Some("the name begins or ends with a blank"),
        _ => None,
    }
}

/// Returns what is wrong with the name of an account.
pub(super) fn account_fault(kind: MemberKind, name: &str) -> Option<&'static str> {
    let dollar = kind == MemberKind::Computer && name.ends_with('$');
    fault(name).or(dollar.then_some("a computer is named without the $"))
}

/// Returns what is wrong with a text.
pub(super) fn text_fault(text: &str) -> Option<&'static str> {
    match text {
        _ if longer(text, LONGEST_TEXT) => Some("a text is longer than 500 characters"),
        _ if text.chars().any(char::is_control) => Some("a text has a control character"),
        _ => None,
    }
}

/// Returns as much of a name as can be shown.
pub(super) fn shown(name: &str) -> String {
    excerpt(name, LONGEST_NAME)
}

/// Returns a group's distinguished name (RFC 4514; the characters that would need escaping inside are in no name, but
/// for a leading `#`).
pub(super) fn dn(group: &str, base_dn: &str) -> String {
    let escape = if group.starts_with('#') { "\\" } else { "" };
    match base_dn {
        "" => format!("CN={escape}{group}"),
        base => format!("CN={escape}{group},{base}"),
    }
}

/// Whether a text has more characters than this; a text of megabytes is not counted to its end.
fn longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}
