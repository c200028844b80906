//! Keeps only names that a host can have. PTR data is written by whoever holds the address block: control characters,
//! quotes and non-ASCII bytes in it are attacks or accidents, never names.

use hickory_proto::rr::Name;

/// Returns a name in lower case without a trailing dot, or none when it is not a host name.
///
/// A host name has labels of letters, digits, `-` and `_` (Windows allows it), none of them with a `-` at either end,
/// and its last label is not a number (RFC 1123 section 2.1: it would read as an address).
pub(super) fn host_name(name: &Name) -> Option<String> {
    let mut text = String::with_capacity(name.len());
    let mut numeric = true;
    for label in name.iter() {
        let printable = label.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if label.is_empty() || !printable || label.starts_with(b"-") || label.ends_with(b"-") {
            return None;
        }
        if !text.is_empty() {
            text.push('.');
        }
        text.extend(label.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
        numeric = label.iter().all(u8::is_ascii_digit);
    }
    (!numeric).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(labels: &[&[u8]]) -> Option<String> {
        host_name(&Name::from_labels(labels.iter().copied()).unwrap())
    }

    #[test]
    fn amt_36_keeps_host_names_in_lower_case() {
        assert_eq!(of(&[b"PC-042", b"Example", b"ORG"]).as_deref(), Some("pc-042.example.org"));
        assert_eq!(of(&[b"lab_7"]).as_deref(), Some("lab_7"));
        assert_eq!(of(&[b"3com", b"example"]).as_deref(), Some("3com.example"));
        assert_eq!(of(&[b"xn--bcher-kva", b"example"]).as_deref(), Some("xn--bcher-kva.example"));
    }

    #[test]
    fn amt_36_drops_what_no_host_is_called() {
        let hostile: [&[&[u8]]; 12] = [
            &[b"evil\x1b[31m", b"example"],
            &[b"a\nb", b"example"],
            &[b"a\0b", b"example"],
            &[b"a.b", b"example"],
            &[b"a b", b"example"],
            &[b"<script>", b"example"],
            &[b"';drop", b"example"],
            &["é".as_bytes(), b"example"],
            &[b"-pc", b"example"],
            &[b"pc-", b"example"],
            &[b"*", b"example"],
            &[b"192", b"0", b"2", b"1"],
        ];
        for labels in hostile {
            assert_eq!(of(labels), None, "{labels:?}");
        }
        assert_eq!(host_name(&Name::root()), None);
    }
}
