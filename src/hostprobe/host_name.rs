//! Keeps only names that a host can have. A remote host chooses this string: control characters, quotes and bidirectional
//! marks in it are attacks or accidents, never names.

/// Returns a host name in lower case without a trailing dot (RFC 1123 section 2.1), or none when it is not one. It may be
/// bare: whether there is a dot in it is for the caller to see.
pub(super) fn host_name(text: &str) -> Option<String> {
    let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A last label of digits would read as an address.
    let numeric = name.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    (name.len() <= 253 && name.split('.').all(label_fits) && !numeric).then_some(name)
}
