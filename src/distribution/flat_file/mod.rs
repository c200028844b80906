//! Flat files and their signed index: this is the specification of the format (CMF-51, CMF-52).
//!
//! # Flat files
//!
//! Text in UTF-8; every line ends with one line feed. The first line is the header:
//!
//! ```text
//! #CMFPKGs 1 gen=17 hw=4711 sha256=<64 hexadecimal digits>
//! ```
//!
//! It tells the kind of file (`CMFPKGs`, `CMFNSCs`, `CMFASGs`, `CMFCOMs` or `CMFUSRs`), the version of the format, the
//! generation in which the rows last changed, the newest record of the action log that they take into account, and the
//! SHA-256 digest of the rows with their line feeds. A file whose rows do not change keeps its header and so its bytes.
//! The last line is `#END <number of rows>`. A file without rows has these two lines only.
//!
//! A row is a word and fields, with a tab before each field:
//!
//! | file | rows |
//! |---|---|
//! | `CMFPKGs.TXT` | `pkg` for every package: id, nss, name, version, vendor, description, kind, scope, state, source, size, checksum, install_command, remove_command, detection, success_codes, reboot_codes, reboots, dependencies, supersedes, conflicts, priority, os_filter, concurrency, licences, created_at, created_by |
//! | `CMFNSCs.TXT` | `nsc` for every NSC: id, nss, name, parent, locally_managed, responsible, os_version, description, created_at, created_by |
//! | `CMFASGs/<nsc>.TXT` | `assign` for every assignment to the NSC: id, nsc, pkg, action, not_before, deadline, window, reboot, assigned_at, assigned_by; then `release` for every release of its manager: id, nsc, pkg, state, by, at, reason |
//! | `CMFCOMs/<bucket>.TXT` | `member` for every computer of the bucket that is in an NSC: name in lower case, nscs; then `choice` for every choice made for one of them: id, user, machine, pkg, chosen, at |
//! | `CMFUSRs/<bucket>.TXT` | `member` for every user of the bucket that is in an NSC: name in lower case, nscs; then `choice` for every choice that follows one of them: the same fields |
//!
//! The bucket of a name is [`bucket`](crate::model::publication::bucket), as two hexadecimal digits. Rows of one word
//! stand by rising number, members by rising name (by bytes).
//!
//! | value | text |
//! |---|---|
//! | number | decimal digits, `-` before a negative one |
//! | yes or no | `yes`, `no` |
//! | time | RFC 3339 in UTC with as many digits of a second as it has (0, 3, 6 or 9): `2026-03-01T12:00:00Z` |
//! | window | `Sat,Sun 02:00-05:00` |
//! | kind, scope, state, action, reboot | the words of the command line |
//! | state of a release | `released`, `asked <hours>` or `emergency <until> <agreed by>` |
//! | text | itself, escaped |
//! | list of numbers | a comma between two; empty without any |
//! | list of texts | each escaped and ended by `\,` |
//! | value that may be missing | empty when it is; a text that may be missing (`machine`) has `=` before it when it is there |
//!
//! Escapes: `\t` tab, `\n` line feed, `\r` carriage return, `\\` backslash, `\u{<hexadecimal>}` any other control
//! character (general category Cc). Nothing else is escaped, so every value has one form. Whatever an administrator
//! enters, a row stays one line of printable text that does not begin with `#`.
//!
//! # The index
//!
//! Every client reads the index after every change, so it is split: `CMFINDEX.TXT` lists the two files that concern
//! all clients, and the parts that tell of the others. After its header come the announced keys, a row for each file, a
//! row for each part, the end marker, and the signatures:
//!
//! ```text
//! #CMFINDEX 2 gen=17 hw=4711 time=2026-03-01T12:00:00Z
//! #KEY <id> <public key> active
//! #KEY <id> <public key> next
//! CMFPKGs.TXT TAB <digest of the file> TAB <size in bytes>
//! CMFNSCs.TXT TAB <digest of the file> TAB <size in bytes>
//! CMFINDEX/CMFASGs-0.TXT TAB <digest of the part> TAB <size in bytes>
//! #END <number of files and parts>
//! #SIG <id> <signature>
//! #SIG <id> <signature>
//! ```
//!
//! A part has a header with its own path, a row for each file in the order of [`FlatFile`], and an end marker:
//!
//! ```text
//! #CMFINDEX/CMFASGs-0.TXT 2
//! CMFASGs/16.TXT TAB <digest of the file> TAB <size in bytes>
//! #END <number of files>
//! ```
//!
//! | part | files that it tells of |
//! |---|---|
//! | `CMFINDEX/CMFASGs-<0..f>.TXT` | `CMFASGs` of the NSCs whose number leaves this remainder when it is divided by 16 |
//! | `CMFINDEX/CMFCOMs-<0..7>.TXT` | 32 buckets of `CMFCOMs`, those whose upper three bits are this number |
//! | `CMFINDEX/CMFUSRs-<0..7>.TXT` | 32 buckets of `CMFUSRs`, likewise |
//!
//! A part without files does not exist. Neither the time nor the generation is in a part: its bytes change only when one
//! of its files does. The index vouches for a part by its digest, and the part for its files by theirs, so that one
//! signature holds for everything. Of an estate of 100,000 machines the index has about 3 KB, a part of buckets as much
//! again; a client that follows the change of another machine reads the index alone, or it and one part.
//!
//! A key is Ed25519, public key and signature in base64 with padding; its id is the first 16 hexadecimal digits of the
//! SHA-256 digest of the public key. A key's state is `active`, `next` or `retired`. Each announced key that is not
//! retired signs, in the order of the announcements, all bytes before the first `#SIG`. A client accepts the index only
//! if all these signatures are right and one of the keys is trusted already; then it trusts the announced ones too, and
//! the retired ones no longer. Ed25519 is deterministic: the same input gives the same bytes.
//!
//! # Reading
//!
//! Readers are strict: what they accept is, byte for byte, what the writer would have made of what they read. A later
//! version of a format changes the number in the header, and readers of this one refuse it. Flat files are in version 1;
//! the index is in version 2 since it has parts, and what version 1 lies on a point is replaced as anything strange is.

mod field;
mod frame;
mod index;
mod key_folder;
mod part;
mod render;
mod row;

pub(super) use frame::read;
pub(super) use index::{Announced, read as read_signed};
pub(super) use part::read as read_part;
pub(super) use row::Row;

use crate::distribution::client::{TrustedKeys, read_index};
use crate::distribution::digest;
use crate::model::configuration::Configuration;
use crate::model::id::OperationId;
use crate::model::index_part::IndexPart;
use crate::model::membership::Memberships;
use crate::model::publication::{Body, Digest, FlatFile, Generation, Stamp};
use crate::model::publishing_key::{DraftKey, PublishingKey};
use crate::port::{FlatFiles, Index, IndexEntry, IndexError, PublishingKeys, WrittenIndex};
use chrono::{DateTime, Utc};
use key_folder::KeyFolder;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Flat files as text, signed with the keys of a folder.
#[derive(Debug, Clone)]
pub struct TextFiles {
    keys: KeyFolder,
}

impl TextFiles {
    /// Returns a writer that signs with the keys in this folder. The first signature makes the first key, where there
    /// is none.
    pub fn new(keys: PathBuf) -> Self {
        Self { keys: KeyFolder::new(keys) }
    }
}

impl FlatFiles for TextFiles {
    fn bodies<'a>(
        &self,
        files: &BTreeSet<FlatFile>,
        now: &'a Configuration,
        members: &'a Memberships,
    ) -> Box<dyn Iterator<Item = Body> + 'a> {
        Box::new(render::bodies(files, now, members))
    }

    fn file(&self, body: &Body, generation: i64, high_water: OperationId) -> Vec<u8> {
        frame::write(body, generation, high_water)
    }

    fn digest(&self, bytes: &[u8]) -> Digest {
        digest::of(bytes)
    }

    fn index(&self, generation: &Generation, stamps: &[Stamp]) -> Result<WrittenIndex, IndexError> {
        let keys = self.keys.ensure(generation.made_at)?;
        index::write(generation, stamps, &announced(&keys)?, &self.keys.signers(&keys)?)
    }

    fn read_index(&self, bytes: &[u8]) -> Result<Index, IndexError> {
        let signing: Vec<String> =
            self.keys.keys()?.into_iter().filter(|key| key.state.signs()).map(|key| key.public).collect();
        let trusted = TrustedKeys::parse(&signing).map_err(IndexError::Key)?;
        read_index(bytes, &trusted).map(|trusted| trusted.index)
    }

    fn read_part(&self, part: IndexPart, bytes: &[u8]) -> Result<Vec<IndexEntry>, IndexError> {
        part::read(part, bytes)
    }
}

impl PublishingKeys for TextFiles {
    fn keys(&self) -> Result<Vec<PublishingKey>, IndexError> {
        self.keys.keys()
    }

    fn draft_key(&self) -> Result<DraftKey, IndexError> {
        key_folder::draft()
    }

    fn add_key(&self, draft: &DraftKey, at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        self.keys.add(draft, at)
    }

    fn retire_key(&self, id: &str, at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        self.keys.retire(id, at)
    }
}

/// Returns what the index announces: every key that signs, and the latest of those that were retired.
fn announced(keys: &[PublishingKey]) -> Result<Vec<Announced>, IndexError> {
    let surplus = keys.len().saturating_sub(index::MAX_KEYS);
    let (mut left_out, mut announced) = (0, Vec::new());
    for key in keys {
        if !key.state.signs() && left_out < surplus {
            left_out += 1;
            continue;
        }
        announced.push(Announced { public: key.public.parse().map_err(IndexError::Key)?, state: key.state });
    }
    Ok(announced)
}

#[cfg(test)]
mod tests;
