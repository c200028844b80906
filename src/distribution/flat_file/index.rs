//! The index: written and signed for publication, read and verified before anything else is trusted.

use super::frame::{end, split_end};
use super::key_folder::Signer;
use super::part::{Divided, divide, read_entry, write_entry};
use crate::distribution::client::PublicKey;
use crate::model::id::OperationId;
use crate::model::index_part::{ConfigFile, IndexPart};
use crate::model::publication::{Generation, Stamp};
use crate::model::publishing_key::KeyState;
use crate::port::{Index, IndexEntry, IndexError, WrittenIndex};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, SecondsFormat, Utc};
use ring::signature::{ED25519, UnparsedPublicKey};

/// The version of the format of the index and of its parts.
pub(super) const VERSION: u32 = 2;
/// The largest index that is read, in bytes: with 64 keys it has about 20,000.
const MAX_INDEX: usize = 64 << 10;
/// The most keys that an index announces.
pub(super) const MAX_KEYS: usize = 64;

/// A key as the index announces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distribution) struct Announced {
    pub(in crate::distribution) public: PublicKey,
    pub(in crate::distribution) state: KeyState,
}

impl Announced {
    /// Returns the line, with its line feed.
    fn line(&self) -> String {
        format!("#KEY {} {} {}\n", self.public.id(), self.public, self.state.name())
    }

    /// Reads the line, without its line feed.
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ').skip(2);
        let public = words.next()?.parse().ok()?;
        let state = words.next()?;
        let state = KeyState::ALL.into_iter().find(|known| known.name() == state)?;
        let key = Self { public, state };
        (key.line().strip_suffix('\n') == Some(line)).then_some(key)
    }
}

/// An index whose signatures are those of the keys that it announces. Whether one of these is trusted is another
/// question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distribution) struct SignedIndex {
    pub(in crate::distribution) index: Index,
    pub(in crate::distribution) keys: Vec<Announced>,
}

fn header(number: i64, high_water: OperationId, made_at: DateTime<Utc>) -> String {
    let time = made_at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    format!("#CMFINDEX {VERSION} gen={number} hw={high_water} time={time}\n")
}

fn read_header(line: &str) -> Option<Generation> {
    let mut words = line.split(' ').skip(2);
    let mut word = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=');
    let number = word("gen")?.parse().ok()?;
    let high_water = OperationId(word("hw")?.parse().ok()?);
    let made_at = word("time")?.parse().ok()?;
    let again = header(number, high_water, made_at);
    let generation = Generation { number, high_water, made_at, changed: Vec::new() };
    (again.strip_suffix('\n') == Some(line)).then_some(generation)
}

/// Writes the index of a generation and has every signer sign it.
pub(super) fn write(
    generation: &Generation,
    stamps: &[Stamp],
    keys: &[Announced],
    signers: &[Signer],
) -> Result<WrittenIndex, IndexError> {
    let Divided { own: entries, parts } = divide(stamps)?;
    let mut text = header(generation.number, generation.high_water, generation.made_at);
    keys.iter().for_each(|key| text.push_str(&key.line()));
    entries.iter().for_each(|entry| write_entry(entry, &mut text));
    text.push_str(&end(entries.len() as u64));
    let signatures: Vec<String> = signers.iter().map(|signer| signature_line(signer, text.as_bytes())).collect();
    signatures.iter().for_each(|line| text.push_str(line));
    Ok(WrittenIndex { root: text.into_bytes(), parts })
}

fn signature_line(signer: &Signer, signed: &[u8]) -> String {
    format!("#SIG {} {}\n", signer.public().id(), BASE64.encode(signer.sign(signed)))
}

/// Reads an index, strictly: the keys that it announces as signing have all signed it, in their order, and nobody else.
/// So a single changed byte anywhere is noticed.
pub(in crate::distribution) fn read(bytes: &[u8]) -> Result<SignedIndex, IndexError> {
    let wrong = |what: &str| IndexError::Malformed(what.to_owned());
    if bytes.len() > MAX_INDEX {
        return Err(IndexError::Malformed(format!("it has more than {MAX_INDEX} bytes")));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is no text in UTF-8"))?;
    let start = text.find("\n#SIG ").ok_or_else(|| wrong("there is no signature"))? + 1;
    let (signed, signatures) = text.split_at_checked(start).ok_or_else(|| wrong("there is no signature"))?;
    let (body, told) = split_end(signed).ok_or_else(|| wrong("there is no end marker"))?;
    let (first, rest) = body.split_once('\n').ok_or_else(|| wrong("there is no header"))?;
    let generation = read_header(first).ok_or_else(|| wrong("its first line is not the header of an index"))?;
    let (mut keys, mut entries): (Vec<Announced>, Vec<IndexEntry>) = (Vec::new(), Vec::new());
    for line in rest.split_terminator('\n') {
        if keys.len() > MAX_KEYS {
            return Err(wrong("it has too many lines"));
        }
        if line.starts_with('#') && entries.is_empty() {
            keys.push(Announced::read(line).ok_or_else(|| wrong("a key is not announced properly"))?);
            continue;
        }
        let entry = read_entry(line).filter(stands_here).ok_or_else(|| wrong("a line is not about a file"))?;
        if entries.last().is_some_and(|last| last.file >= entry.file) {
            return Err(wrong("the files are not in order"));
        }
        entries.push(entry);
    }
    if entries.len() as u64 != told {
        return Err(wrong("the end marker tells of another number of files"));
    }
    let signers: Vec<&Announced> = keys.iter().filter(|key| key.state.signs()).collect();
    let lines: Vec<&str> = signatures.split_inclusive('\n').take(MAX_KEYS + 1).collect();
    if signers.is_empty() || signers.len() != lines.len() {
        return Err(wrong("it is not signed by the keys that it announces"));
    }
    for (signer, line) in signers.iter().zip(lines) {
        verify(signer, line, signed.as_bytes()).ok_or_else(|| wrong("a signature is not right"))?;
    }
    Ok(SignedIndex { index: Index { generation, entries }, keys })
}

/// Whether the index itself tells of a file, and not one of its parts.
fn stands_here(entry: &IndexEntry) -> bool {
    match entry.file {
        ConfigFile::Flat(file) => IndexPart::of(file).is_none(),
        ConfigFile::Part(_) => true,
    }
}

fn verify(signer: &Announced, line: &str, signed: &[u8]) -> Option<()> {
    let line = line.strip_suffix('\n')?.strip_prefix("#SIG ")?;
    let (id, signature) = line.split_once(' ')?;
    let signature = BASE64.decode(signature).ok().filter(|_| id == signer.public.id())?;
    UnparsedPublicKey::new(&ED25519, signer.public.0).verify(signed, &signature).ok()
}
