//! The systems that are known, in the order of their latest hello, and a filter over all of them.
//!
//! Twenty thousand systems are held. A key must not copy, sort or format them: order and search texts are made when a
//! system changes, and the filter goes over bytes that are ready.

use crate::model::id::SystemId;
use crate::model::system::{AmtSystem, Status};
use memchr::memmem::Finder;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The systems that are known.
#[derive(Debug, Default)]
pub struct Book {
    entries: Vec<Entry>,
    places: HashMap<SystemId, u32>,
    /// Places of the entries, latest hello first.
    order: Vec<u32>,
    /// Places of the entries that the filter lets through, in that order.
    matches: Vec<u32>,
    /// The words of the filter that `matches` is for.
    words: Vec<String>,
    totals: Counts,
    matching: Counts,
}

#[derive(Debug)]
struct Entry {
    system: AmtSystem,
    /// Everything that a filter may look for, in lower case.
    haystack: Box<str>,
}

/// For how many more systems there is room when there was none.
const GROWTH: usize = 1024;

/// How many systems stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts([usize; Status::ALL.len()]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; Status::ALL.len()])
    }
}

impl Counts {
    /// Returns how many stand here.
    pub fn of(&self, status: Status) -> usize {
        self.0[status as usize]
    }

    fn add(&mut self, status: Status) {
        self.0[status as usize] += 1;
    }
}

impl Book {
    /// Takes systems that are new or have changed.
    pub fn put(&mut self, systems: Vec<AmtSystem>) {
        if self.entries.capacity() - self.entries.len() < systems.len() {
            // Doubling would leave a good part of the memory unused.
            self.entries.reserve_exact(systems.len().max(GROWTH));
        }
        for system in systems {
            let entry = Entry { haystack: haystack(&system), system };
            match self.places.get(&entry.system.id) {
                Some(place) => self.entries[*place as usize] = entry,
                None => {
                    let Ok(place) = u32::try_from(self.entries.len()) else { return };
                    self.places.insert(entry.system.id, place);
                    self.order.push(place);
                    self.entries.push(entry);
                }
            }
        }
        let entries = &self.entries;
        // Nearly sorted already, which the standard sort makes use of.
        self.order.sort_by_key(|place| {
            let system = &entries[*place as usize].system;
            std::cmp::Reverse((system.last_seen, system.id))
        });
        self.totals = Counts::default();
        for entry in &self.entries {
            self.totals.add(entry.system.status);
        }
        self.search(false);
    }

    /// Forgets every system.
    pub fn clear(&mut self) {
        *self = Self { words: std::mem::take(&mut self.words), ..Self::default() };
    }

    /// Lets only systems through that have every word of the text in any column.
    pub fn filter(&mut self, text: &str) {
        let words: Vec<_> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        if words == self.words {
            return;
        }
        // Typing on makes words longer: what was filtered out already stays out.
        let narrower = !self.words.is_empty()
            && words.len() >= self.words.len()
            && self.words.iter().zip(&words).all(|(old, new)| new.starts_with(old.as_str()));
        self.words = words;
        self.search(narrower);
    }

    fn search(&mut self, narrower: bool) {
        let finders: Vec<_> = self.words.iter().map(|word| Finder::new(word.as_bytes())).collect();
        let entries = &self.entries;
        let passes = |place: &u32| {
            let haystack = entries[*place as usize].haystack.as_bytes();
            finders.iter().all(|finder| finder.find(haystack).is_some())
        };
        if narrower {
            self.matches.retain(passes);
        } else if finders.is_empty() {
            self.matches.clone_from(&self.order);
        } else {
            self.matches = self.order.iter().copied().filter(passes).collect();
        }
        self.matching = Counts::default();
        for place in &self.matches {
            self.matching.add(entries[*place as usize].system.status);
        }
    }

    /// Returns the places of the matching systems of a status, or of all, latest hello first.
    pub fn matching(&self, status: Option<Status>) -> Vec<u32> {
        match status {
            None => self.matches.clone(),
            Some(status) => self.matches.iter().copied().filter(|p| self.at(*p).status == status).collect(),
        }
    }

    /// Returns a system by its place.
    pub fn at(&self, place: u32) -> &AmtSystem {
        &self.entries[place as usize].system
    }

    /// Returns a system by its number.
    pub fn get(&self, id: SystemId) -> Option<&AmtSystem> {
        self.places.get(&id).map(|place| self.at(*place))
    }

    /// Returns how many systems there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns how many systems match the filter.
    pub fn matching_len(&self) -> usize {
        self.matches.len()
    }

    /// Returns how many systems stand where.
    pub fn totals(&self) -> &Counts {
        &self.totals
    }

    /// Returns how many of the matching systems stand where.
    pub fn matching_counts(&self) -> &Counts {
        &self.matching
    }

    /// Returns the first systems in which every word of a text is found, for the palette.
    pub fn find(&self, text: &str, limit: usize) -> Vec<&AmtSystem> {
        let text = text.to_lowercase();
        let finders: Vec<_> = text.split_whitespace().map(Finder::new).collect();
        if finders.is_empty() {
            return Vec::new();
        }
        let found = self.order.iter().map(|place| &self.entries[*place as usize]);
        found
            .filter(|entry| finders.iter().all(|finder| finder.find(entry.haystack.as_bytes()).is_some()))
            .map(|entry| &entry.system)
            .take(limit)
            .collect()
    }
}

fn haystack(system: &AmtSystem) -> Box<str> {
    let mut text = String::with_capacity(160);
    let _ = write!(text, "{} {}", system.uuid, system.address);
    for seen in system.addresses.iter().filter(|seen| seen.address != system.address) {
        let _ = write!(text, " {}", seen.address);
    }
    if let Some(fqdn) = &system.fqdn {
        let _ = write!(text, " {fqdn}");
    }
    if let Some(profile) = &system.profile {
        let _ = write!(text, " {}", profile.name);
    }
    if let Some(pid) = &system.pid {
        let _ = write!(text, " {pid}");
    }
    let _ = write!(text, " state:{} retry:{}", system.status.name(), system.retry);
    text.make_ascii_lowercase();
    if text.is_ascii() { text } else { text.to_lowercase() }.into_boxed_str()
}
