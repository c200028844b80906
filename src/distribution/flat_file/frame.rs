//! Around the rows of a flat file: the header line and the end marker.

use super::row::{Row, read_rows};
use crate::distribution::digest;
use crate::model::id::OperationId;
use crate::model::publication::{Body, Digest, FlatFile};

/// The largest file that is read, in bytes.
pub(in crate::distribution) const MAX_FILE: usize = 64 << 20;

/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// What is wrong with a flat file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::distribution) enum Flaw {
    #[error("it has more than {MAX_FILE} bytes")]
    Large,
    #[error("it is no text in UTF-8")]
    Text,
    #[error("its first line is not the header of such a file in version {VERSION}")]
    Header,
    #[error("its last line does not tell how many rows there are")]
    End,
    #[error("its rows are not the ones that its header tells of")]
    Digest,
    #[error("row {0} is not what such a file has there")]
    Row(usize),
}

/// What the header tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distribution) struct Header {
    /// The generation in which the rows last changed.
    pub(in crate::distribution) generation: i64,
    /// The newest record of the action log that they take into account.
    pub(in crate::distribution) high_water: OperationId,
    /// Digest of the rows.
    pub(in crate::distribution) body: Digest,
}

impl Header {
    /// Returns the line, with its line feed.
    fn line(&self, file: FlatFile) -> String {
        let Self { generation, high_water, body } = self;
        format!("#{} {VERSION} gen={generation} hw={high_water} sha256={body}\n", tag(file))
    }

    /// Reads the line, without its line feed.
    fn read(file: FlatFile, line: &str) -> Option<Self> {
        let mut words = line.split(' ').skip(2);
        let mut word = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=');
        let header = Self {
            generation: word("gen")?.parse().ok()?,
            high_water: OperationId(word("hw")?.parse().ok()?),
            body: word("sha256")?.parse().ok()?,
        };
        (header.line(file).strip_suffix('\n') == Some(line)).then_some(header)
    }
}

/// Returns the word by which the header names the kind of file.
fn tag(file: FlatFile) -> &'static str {
    match file {
        FlatFile::Packages => "CMFPKGs",
        FlatFile::ComputerSets => "CMFNSCs",
        FlatFile::Assignments(_) => "CMFASGs",
        FlatFile::Computers(_) => "CMFCOMs",
        FlatFile::Users(_) => "CMFUSRs",
    }
}

/// Returns the whole file.
pub(super) fn write(body: &Body, generation: i64, high_water: OperationId) -> Vec<u8> {
    let header = Header { generation, high_water, body: digest::of(body.text.as_bytes()) };
    [header.line(body.file).as_str(), &body.text, &end(body.rows.into())].concat().into_bytes()
}

/// Returns the end marker.
pub(super) fn end(rows: u64) -> String {
    format!("#END {rows}\n")
}

/// Returns what stands before the end marker, and how many rows that tells of.
pub(super) fn split_end(text: &str) -> Option<(&str, u64)> {
    let lines = text.strip_suffix('\n')?;
    let start = lines.rfind('\n').map_or(0, |feed| feed + 1);
    let (before, last) = lines.split_at_checked(start)?;
    let rows: u64 = last.strip_prefix("#END ")?.parse().ok()?;
    (end(rows).strip_suffix('\n') == Some(last)).then_some((before, rows))
}

/// Reads a whole file, strictly: whatever is accepted is what [`write`] makes of it.
pub(in crate::distribution) fn read(file: FlatFile, bytes: &[u8]) -> Result<(Header, Vec<Row>), Flaw> {
    if bytes.len() > MAX_FILE {
        return Err(Flaw::Large);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Flaw::Text)?;
    let (line, rest) = text.split_once('\n').ok_or(Flaw::Header)?;
    let header = Header::read(file, line).ok_or(Flaw::Header)?;
    let (body, told) = split_end(rest).ok_or(Flaw::End)?;
    if digest::of(body.as_bytes()) != header.body {
        return Err(Flaw::Digest);
    }
    let rows = read_rows(file, body).map_err(Flaw::Row)?;
    if rows.len() as u64 != told {
        return Err(Flaw::End);
    }
    Ok((header, rows))
}
