//! The parts of the index, and the rows that they and the index itself have in common.

use super::frame::{end, split_end};
use super::index::VERSION;
use crate::distribution::digest;
use crate::model::index_part::{ConfigFile, IndexPart};
use crate::model::publication::Stamp;
use crate::port::{IndexEntry, IndexError};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The largest part that is read, in bytes.
const MAX_PART: usize = 8 << 20;
/// The most files that a part lists.
const MAX_FILES: usize = 100_000;

/// Writes a row about a file.
pub(super) fn write_entry(entry: &IndexEntry, out: &mut String) {
    let IndexEntry { file, digest, size } = entry;
    // Writing into memory does not fail.
    let _ = writeln!(out, "{file}\t{digest}\t{size}");
}

/// Reads a row, without its line feed.
pub(super) fn read_entry(line: &str) -> Option<IndexEntry> {
    let mut fields = line.split('\t');
    let mut field = || fields.next();
    let (file, digest, size) = (field()?.parse().ok()?, field()?.parse().ok()?, field()?.parse().ok()?);
    let entry = IndexEntry { file, digest, size };
    let mut again = String::with_capacity(line.len() + 1);
    write_entry(&entry, &mut again);
    (again.strip_suffix('\n') == Some(line)).then_some(entry)
}

fn header(part: IndexPart) -> String {
    format!("#{part} {VERSION}\n")
}

/// What an index comes to, before it is signed.
pub(super) struct Divided {
    /// The rows of the index itself, in order.
    pub(super) own: Vec<IndexEntry>,
    /// The parts that it names.
    pub(super) parts: Vec<(IndexPart, Vec<u8>)>,
}

/// Divides what is published between the index itself and its parts.
pub(super) fn divide(stamps: &[Stamp]) -> Result<Divided, IndexError> {
    let mut own: BTreeMap<ConfigFile, IndexEntry> = BTreeMap::new();
    let mut parts: BTreeMap<IndexPart, BTreeMap<ConfigFile, IndexEntry>> = BTreeMap::new();
    for Stamp { file, digest, size, .. } in stamps {
        let entry = IndexEntry { file: (*file).into(), digest: *digest, size: *size };
        let rows = match IndexPart::of(*file) {
            Some(part) => parts.entry(part).or_default(),
            None => &mut own,
        };
        if rows.insert(entry.file, entry).is_some() {
            return Err(IndexError::Malformed(format!("{file} is listed twice")));
        }
    }
    let write = |(part, rows): (IndexPart, BTreeMap<ConfigFile, IndexEntry>)| {
        let mut text = header(part);
        rows.values().for_each(|entry| write_entry(entry, &mut text));
        text.push_str(&end(rows.len() as u64));
        (part, text.into_bytes())
    };
    let parts: Vec<(IndexPart, Vec<u8>)> = parts.into_iter().map(write).collect();
    let listed = parts.iter().map(|(part, bytes)| IndexEntry {
        file: (*part).into(),
        digest: digest::of(bytes),
        size: bytes.len() as u64,
    });
    Ok(Divided { own: own.into_values().chain(listed).collect(), parts })
}

/// Reads a part, strictly: whatever is accepted is what is written. That it is the one that the index lists has to be
/// checked before.
pub(in crate::distribution) fn read(part: IndexPart, bytes: &[u8]) -> Result<Vec<IndexEntry>, IndexError> {
    let wrong = |what: &str| IndexError::Malformed(format!("{part}: {what}"));
    if bytes.len() > MAX_PART {
        return Err(wrong(&format!("it has more than {MAX_PART} bytes")));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is no text in UTF-8"))?;
    let rest =
        text.strip_prefix(&header(part)).ok_or_else(|| wrong("its first line is not the header of this part"))?;
    let (rows, told) = split_end(rest).ok_or_else(|| wrong("there is no end marker"))?;
    let mut entries: Vec<IndexEntry> = Vec::new();
    for line in rows.split_terminator('\n').take(MAX_FILES + 1) {
        let belongs = |entry: &IndexEntry| match entry.file {
            ConfigFile::Flat(file) => IndexPart::of(file) == Some(part),
            ConfigFile::Part(_) => false,
        };
        let entry = read_entry(line).filter(belongs).ok_or_else(|| wrong("a line is not about a file of this part"))?;
        if entries.last().is_some_and(|last| last.file >= entry.file) {
            return Err(wrong("the files are not in order"));
        }
        entries.push(entry);
    }
    if entries.is_empty() || entries.len() as u64 != told || entries.len() > MAX_FILES {
        return Err(wrong("the end marker tells of another number of files"));
    }
    Ok(entries)
}
