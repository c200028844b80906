//! Lines of a file, each bounded, whatever the file holds.

use std::io::{self, BufRead};

/// Longest line that is looked at, in bytes.
pub(super) const MAX_LINE: usize = 64 * 1024;

/// Reads one line without its end into `line`. Returns `None` at the end of the file, and whether the line fitted;
/// of one that did not, only the first [`MAX_LINE`] bytes are kept while the rest is skipped.
pub(super) fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<Line>> {
    line.clear();
    let (mut bytes, mut fits) = (0_u64, true);
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok((bytes > 0).then_some(Line { bytes, fits }));
        }
        let end = chunk.iter().position(|&byte| byte == b'\n');
        let content = &chunk[..end.unwrap_or(chunk.len())];
        let room = MAX_LINE - line.len();
        fits &= content.len() <= room;
        line.extend_from_slice(&content[..content.len().min(room)]);
        let used = end.map_or(chunk.len(), |at| at + 1);
        bytes += used as u64;
        reader.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(Line { bytes, fits }));
        }
    }
}

/// What a line took.
pub(super) struct Line {
    /// Bytes of the file, its end included.
    pub(super) bytes: u64,
    /// Whether all of it was kept.
    pub(super) fits: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_is_bounded_and_the_next_one_is_read() {
        let mut text = vec![b'x'; MAX_LINE * 3];
        text.extend_from_slice(b"\nnext\r\nlast");
        let mut reader = io::BufReader::with_capacity(1000, text.as_slice());
        let mut line = Vec::new();
        let mut next = |line: &mut Vec<u8>| read_line(&mut reader, line).unwrap();
        assert!(!next(&mut line).unwrap().fits);
        assert_eq!(line.len(), MAX_LINE);
        assert!(next(&mut line).unwrap().fits);
        assert_eq!(line, b"next");
        assert_eq!(next(&mut line).unwrap().bytes, 4);
        assert_eq!(line, b"last");
        assert!(next(&mut line).is_none());
    }
}
