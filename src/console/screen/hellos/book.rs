//! The systems that are known, in the order of their latest hello, and a filter over all of them.
//!
//! Twenty thousand systems are held. A key must not copy, sort or format them: order and search texts are made when a
//! system changes, and the filter goes over bytes that are ready.

use crate::model::filter::{Columns, Filter, row};
use crate::model::id::SystemId;
use crate::model::system::{AmtSystem, Status};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The columns in which a filter finds words.
pub(super) const COLUMNS: &Columns =
    &[&["name", "fqdn"], &["address", "ip"], &["uuid"], &["state", "status"], &["profile"], &["pid"], &["retry"]];

/// The systems that are known.
#[derive(Debug, Default)]
pub struct Book {
    entries: Vec<Entry>,
    places: HashMap<SystemId, u32>,
    /// Places of the entries, latest hello first.
    order: Vec<u32>,
    /// Places of the entries that the filter lets through, in that order.
    matches: Vec<u32>,
    /// The filter that `matches` is for.
    filter: Filter,
    totals: Counts,
    matching: Counts,
}

#[derive(Debug)]
struct Entry {
    system: AmtSystem,
    /// The text in which a filter finds words.
    searched: Box<str>,
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
            let entry = Entry { searched: searched(&system), system };
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
        *self = Self { filter: std::mem::take(&mut self.filter), ..Self::default() };
    }

    /// Lets only systems through that a filter over [`COLUMNS`] finds.
    pub fn filter(&mut self, text: &str) {
        let filter = Filter::parse(text, COLUMNS);
        if filter == self.filter {
            return;
        }
        // What was filtered out already stays out.
        let narrower = !self.filter.is_empty() && filter.narrows(&self.filter);
        self.filter = filter;
        self.search(narrower);
    }

    fn search(&mut self, narrower: bool) {
        let search = self.filter.search();
        let entries = &self.entries;
        let passes = |place: &u32| search.passes(&entries[*place as usize].searched);
        if narrower {
            self.matches.retain(passes);
        } else if self.filter.is_empty() {
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

    /// Returns the first systems that a filter finds, for the palette.
    pub fn find(&self, text: &str, limit: usize) -> Vec<&AmtSystem> {
        let filter = Filter::parse(text, COLUMNS);
        if filter.is_empty() {
            return Vec::new();
        }
        let search = filter.search();
        let found = self.order.iter().map(|place| &self.entries[*place as usize]);
        found.filter(|entry| search.passes(&entry.searched)).map(|entry| &entry.system).take(limit).collect()
    }
}

fn searched(system: &AmtSystem) -> Box<str> {
    let mut addresses = system.address.to_string();
    for seen in system.addresses.iter().filter(|seen| seen.address != system.address) {
        let _ = write!(addresses, " {}", seen.address);
    }
    let cells = [
        system.fqdn.as_deref().unwrap_or_default(),
        &addresses,
        &system.uuid.to_string(),
        system.status.name(),
        system.profile.as_ref().map(|profile| profile.name.as_str()).unwrap_or_default(),
        &system.pid.as_ref().map(ToString::to_string).unwrap_or_default(),
        &system.retry.to_string(),
    ];
    row(cells).into_boxed_str()
}
