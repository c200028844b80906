//! A file with one certificate hash a line, as `hello send --hash-file` reads it.

use crate::model::hello::CertificateHash;

/// Most hashes that a hello can carry.
const MOST: usize = 255;

/// What is wrong with a line of a hash file. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashLine {
    /// The line is not 40, 64 or 96 hex digits.
    #[error("line {line} is not 40, 64 or 96 hex digits")]
    NotAHash {
        /// The line.
        line: usize,
    },
    /// A hello cannot carry so many.
    #[error("line {line} is hash 256; a hello carries at most 255")]
    TooMany {
        /// The line.
        line: usize,
    },
}

/// Parses hashes, one a line, in hex; the number of digits tells the algorithm. Empty lines and what follows a `#` are
/// skipped.
pub fn parse_hash_list(text: &str) -> Result<Vec<CertificateHash>, HashLine> {
    let mut hashes = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.split('#').next().unwrap_or_default().trim();
        if content.is_empty() {
            continue;
        }
        if hashes.len() == MOST {
            return Err(HashLine::TooMany { line });
        }
        hashes.push(CertificateHash::from_hex(content).ok_or(HashLine::NotAHash { line })?);
    }
    Ok(hashes)
}
