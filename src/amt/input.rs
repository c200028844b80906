//! A message from a file or from standard input: raw bytes, or the same bytes written as hex.

use crate::model::hello::decode_hex;

/// Why text that looks like hex is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{digits} hex digits: an even number is needed")]
pub struct OddDigits {
    /// How many there are.
    pub digits: usize,
}

/// Returns the bytes that the input stands for.
///
/// Input of nothing but hex digits and white space is hex; anything else is taken as it is. A raw hello is never taken
/// for hex, since its first byte is 0 or 1.
pub fn read(input: &[u8]) -> Result<Vec<u8>, OddDigits> {
    let digits = input.iter().filter(|b| b.is_ascii_hexdigit()).count();
    let blanks = input.iter().filter(|b| b.is_ascii_whitespace()).count();
    if digits == 0 || digits + blanks < input.len() {
        return Ok(input.to_vec());
    }
    std::str::from_utf8(input).ok().and_then(decode_hex).ok_or(OddDigits { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_told_from_raw_bytes() {
        assert_eq!(read(b"00 01\n0aFF\r\n").unwrap(), [0, 1, 10, 255]);
        assert_eq!(read(&[0, 0, 2, 0]).unwrap(), [0, 0, 2, 0]);
        assert_eq!(read(b"hello").unwrap(), b"hello");
        assert_eq!(read(b"").unwrap(), b"");
        assert_eq!(read(b" \n").unwrap(), b" \n");
    }

    #[test]
    fn half_a_byte_is_refused() {
        assert_eq!(read(b"00 1"), Err(OddDigits { digits: 3 }));
    }
}
