//! All machines in columns that a filter goes through while it is typed, and that a list is sorted by.
//!
//! A hundred thousand machines as they come from the directory would take five times the memory: names stand in one
//! text, one behind the other, and what many machines share stands here once.

use super::list::MachineRow;
use super::sets::Sets;
use crate::model::directory::Computer;
use crate::model::membership::key;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// What stands between a machine's name and its name in DNS where that does not begin with it.
const DIVIDER: char = '\n';

/// All machines, in the order of their names' keys. A machine is known by its place there.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// What is searched of a machine's names, in lower case: the name in DNS where that begins with the name, otherwise
    /// one behind the other.
    pub(super) lines: Texts,
    /// How many bytes of its line are its name.
    names: Vec<u16>,
    written: Vec<Written>,
    /// The names that are written otherwise, as the directory writes them.
    otherwise: HashMap<u32, Box<str>>,
    /// The names in DNS as the directory writes them, where it does not write them in lower case.
    fqdns: HashMap<u32, Box<str>>,
    pub(super) os: Coded,
    pub(super) owner: Coded,
    /// In microseconds since 1970, which is as exact as a directory knows them.
    created: Vec<i64>,
}

/// How the directory writes a machine's name.
#[derive(Debug, Clone, Copy)]
enum Written {
    Lower,
    Upper,
    Otherwise,
}

impl Index {
    /// Takes a machine in, which comes behind the others by its key. Returns whether there was room for it.
    pub(super) fn push(&mut self, computer: &Computer) -> bool {
        let (name, fqdn) = (key(&computer.name), computer.fqdn.to_lowercase());
        let (Ok(place), Ok(length)) = (u32::try_from(self.len()), u16::try_from(name.len())) else { return false };
        let was_room = if fqdn.starts_with(&name) {
            self.lines.push(&[&fqdn])
        } else {
            self.lines.push(&[&name, DIVIDER.encode_utf8(&mut [0; 4]), &fqdn])
        };
        if !was_room {
            return false;
        }
        if fqdn != computer.fqdn {
            self.fqdns.insert(place, computer.fqdn.as_str().into());
        }
        self.names.push(length);
        self.written.push(if computer.name == name {
            Written::Lower
        } else if computer.name == name.to_uppercase() {
            Written::Upper
        } else {
            self.otherwise.insert(place, computer.name.as_str().into());
            Written::Otherwise
        });
        self.os.push(&computer.os);
        self.owner.push(&computer.owner);
        self.created.push(computer.created_at.timestamp_micros());
        true
    }

    /// Gives back the room that was kept for more, once all machines are in.
    pub(super) fn finish(&mut self) {
        self.lines.finish();
        self.written.shrink_to_fit();
        self.names.shrink_to_fit();
        self.created.shrink_to_fit();
        self.os.finish();
        self.owner.finish();
    }

    /// Returns how many machines there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns a machine's name in lower case.
    pub(super) fn name(&self, place: usize) -> &str {
        self.lines.get(place).get(..usize::from(self.names[place])).unwrap_or_default()
    }

    /// Returns a machine's name in DNS in lower case.
    pub(super) fn fqdn(&self, place: usize) -> &str {
        let line = self.lines.get(place);
        let behind = line.get(usize::from(self.names[place])..).unwrap_or_default();
        behind.strip_prefix(DIVIDER).unwrap_or(line)
    }

    /// Returns when a machine's account was made.
    pub(super) fn created(&self, place: usize) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.created[place]).unwrap_or_default()
    }

    /// Returns the place of the first machine whose name is not before this one.
    pub(super) fn place(&self, name: &str) -> usize {
        let name = key(name);
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            if self.name(middle) < name.as_str() { from = middle + 1 } else { to = middle }
        }
        from
    }

    /// Returns a machine as it stands in a list.
    pub(super) fn row(&self, place: u32, sets: &Sets) -> MachineRow {
        let at = place as usize;
        let fqdn = match self.fqdns.get(&place) {
            Some(written) => &**written,
            None => self.fqdn(at),
        };
        let name = match self.written[at] {
            Written::Lower => self.name(at).to_owned(),
            Written::Upper => self.name(at).to_uppercase(),
            Written::Otherwise => self.otherwise.get(&place).map_or(self.name(at), |name| name).to_owned(),
        };
        MachineRow {
            computer: Computer {
                name,
                fqdn: fqdn.to_owned(),
                os: self.os.get(at).to_owned(),
                owner: self.owner.get(at).to_owned(),
                created_at: self.created(at),
            },
            nscs: sets.of(at).to_vec(),
        }
    }
}

/// Texts one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Takes a text in. Returns whether there was room for it.
    fn push(&mut self, parts: &[&str]) -> bool {
        let length = self.text.len() + parts.iter().map(|part| part.len()).sum::<usize>();
        let Ok(end) = u32::try_from(length) else { return false };
        parts.iter().for_each(|part| self.text.push_str(part));
        self.ends.push(end);
        true
    }

    fn finish(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn get(&self, place: usize) -> &str {
        let from = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(from..self.ends[place] as usize).unwrap_or_default()
    }

    /// Returns all texts as one, and where each ends.
    pub(super) fn all(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }
}

/// A column of which many machines have the same text.
#[derive(Debug, Default)]
pub(super) struct Coded {
    texts: Vec<Box<str>>,
    of: Vec<u32>,
    /// The places of the texts in their order; none for the text that says nothing.
    ranks: Vec<Option<u32>>,
    /// Where a text stands, while machines are taken in.
    known: HashMap<Box<str>, u32>,
}

impl Coded {
    fn push(&mut self, text: &str) {
        let code = match self.known.get(text) {
            Some(code) => *code,
            None => {
                // There are not more texts than machines.
                let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
                self.texts.push(text.into());
                self.known.insert(text.into(), code);
                code
            }
        };
        self.of.push(code);
    }

    fn finish(&mut self) {
        self.known = HashMap::new();
        let mut order: Vec<_> = (0..self.texts.len()).collect();
        order.sort_by_cached_key(|code| key(&self.texts[*code]));
        self.ranks = vec![None; order.len()];
        for (rank, code) in (0..).zip(order) {
            self.ranks[code] = Some(rank).filter(|_| !self.texts[code].is_empty());
        }
        self.texts.shrink_to_fit();
        self.of.shrink_to_fit();
    }

    /// Returns a machine's text.
    pub(super) fn get(&self, place: usize) -> &str {
        &self.texts[self.code(place)]
    }

    /// Returns the place of a machine's text among the texts.
    pub(super) fn code(&self, place: usize) -> usize {
        self.of[place] as usize
    }

    /// Returns how many texts come before a machine's; none when it has none.
    pub(super) fn rank(&self, place: usize) -> Option<u32> {
        self.ranks[self.code(place)]
    }

    /// Returns every text once.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }
}
