//! The tree: NSSs below their parents, NSCs below the NSS that owns them when it is opened, and what the filter finds.

use crate::console::action::Action;
use crate::console::screen::list::Cursor;
use crate::core::computer_set::ComputerSetRow;
use crate::model::filter::{Columns, Filter, Search, row};
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::system_set::SystemSetNode;
use std::collections::{HashMap, HashSet};

/// The columns in which a filter finds words: an NSS's link person and an NSC's responsible person are one.
pub(super) const COLUMNS: &Columns = &[&["id"], &["name", "set"], &["description"], &["person", "responsible"]];

/// What a row of the tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// An NSS.
    Set(SystemSetId),
    /// An NSC.
    ComputerSet(ComputerSetId),
}

/// A visible row: what it is, where it is in its list, and how deep in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub key: Key,
    /// Its place in the list of NSSs or NSCs.
    pub place: usize,
    /// Distance from the master.
    pub depth: usize,
}

/// What an NSS and everything below it owns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// NSCs.
    pub computer_sets: u64,
    /// Requests that wait for a decision.
    pub requests: u64,
}

/// The tree.
#[derive(Debug, Default)]
pub struct Tree {
    /// The cursor over the visible rows.
    pub list: Cursor,
    /// NSSs whose children are hidden.
    closed: HashSet<SystemSetId>,
    /// NSSs whose NSCs are shown.
    opened: HashSet<SystemSetId>,
    /// NSCs by NSS: the place in the list and the depth of the nesting; siblings by name, nested ones below.
    owned: HashMap<SystemSetId, Vec<(usize, usize)>>,
    totals: HashMap<SystemSetId, Totals>,
    /// Every NSC's number, and the text in which a filter finds words.
    known: Vec<(ComputerSetId, String)>,
    rows: Vec<Row>,
    selected: Option<Key>,
}

impl Tree {
    /// Takes note of which NSCs and NSSs there are.
    pub fn index(&mut self, sets: &[SystemSetNode], computer_sets: &[ComputerSetRow]) {
        self.known = computer_sets.iter().map(|row| (row.set.id, searched(row))).collect();
        self.owned = owned(computer_sets);
        self.totals.clear();
        let mut path: Vec<SystemSetId> = Vec::new();
        for node in sets {
            path.truncate(node.depth);
            path.push(node.set.id);
            let own = self.owned.get(&node.set.id).map(Vec::as_slice).unwrap_or_default();
            let requests = own.iter().filter_map(|(place, _)| computer_sets.get(*place)).map(|row| row.requests).sum();
            let own = Totals { computer_sets: own.len() as u64, requests };
            for above in &path {
                let totals = self.totals.entry(*above).or_default();
                totals.computer_sets += own.computer_sets;
                totals.requests += own.requests;
            }
        }
    }

    /// Decides anew which rows are visible; the cursor stays on its row.
    pub fn arrange(&mut self, sets: &[SystemSetNode], wanted: &str) {
        let wanted = Filter::parse(wanted, COLUMNS);
        self.rows = if wanted.is_empty() { self.unfolded(sets) } else { self.matching(sets, &wanted.search()) };
        let place = self.selected.and_then(|key| self.rows.iter().position(|row| row.key == key));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.rows.len().saturating_sub(1)),
        }
        self.note();
    }

    fn unfolded(&self, sets: &[SystemSetNode]) -> Vec<Row> {
        let mut rows = Vec::with_capacity(sets.len());
        let mut place = 0;
        while let Some(node) = sets.get(place) {
            rows.push(Row { key: Key::Set(node.set.id), place, depth: node.depth });
            if self.opened.contains(&node.set.id) {
                rows.extend(
                    self.owned(node.set.id).iter().map(|(place, nested)| self.nsc(*place, node.depth + 1 + nested)),
                );
            }
            place += 1 + if self.closed.contains(&node.set.id) { node.descendants } else { 0 };
        }
        rows
    }

    fn nsc(&self, place: usize, depth: usize) -> Row {
        Row { key: Key::ComputerSet(self.known[place].0), place, depth }
    }

    /// Sets that the filter finds, and the NSSs above them.
    fn matching(&self, sets: &[SystemSetNode], wanted: &Search<'_>) -> Vec<Row> {
        let hit = |node: &SystemSetNode| {
            let set = &node.set;
            wanted.passes(&row([set.id.to_string().as_str(), &set.name, &set.description, &set.link_person]))
        };
        let mut path: Vec<Row> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut shown = 0;
        for (place, node) in sets.iter().enumerate() {
            path.truncate(node.depth);
            shown = shown.min(path.len());
            path.push(Row { key: Key::Set(node.set.id), place, depth: node.depth });
            let inside: Vec<Row> = self
                .owned(node.set.id)
                .iter()
                .filter(|(place, _)| wanted.passes(&self.known[*place].1))
                .map(|(place, _)| self.nsc(*place, node.depth + 1))
                .collect();
            if !inside.is_empty() || hit(node) {
                rows.extend(path.iter().skip(shown));
                shown = path.len();
                rows.extend(inside);
            }
        }
        rows
    }

    fn note(&mut self) {
        self.selected = self.rows.get(self.list.index).map(|row| row.key);
    }

    fn owned(&self, id: SystemSetId) -> &[(usize, usize)] {
        self.owned.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the visible rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the row under the cursor.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.list.index).copied()
    }

    /// Returns what an NSS and everything below it owns.
    pub fn totals(&self, id: SystemSetId) -> Totals {
        self.totals.get(&id).copied().unwrap_or_default()
    }

    /// Returns how many NSCs an NSS owns itself.
    pub fn own(&self, id: SystemSetId) -> usize {
        self.owned(id).len()
    }

    /// Whether something below an NSS is hidden; none when it has nothing below it.
    pub fn hides(&self, node: &SystemSetNode) -> Option<bool> {
        let id = node.set.id;
        let owns = !self.owned(id).is_empty();
        if node.children == 0 && !owns {
            return None;
        }
        Some((node.children > 0 && self.closed.contains(&id)) || (owns && !self.opened.contains(&id)))
    }

    /// Shows a set: opens what is above it.
    pub fn show(&mut self, key: Key, sets: &[SystemSetNode], computer_sets: &[ComputerSetRow]) {
        let mut above = match key {
            Key::Set(id) => sets.iter().find(|node| node.set.id == id).and_then(|node| node.set.parent),
            Key::ComputerSet(id) => computer_sets.iter().find(|row| row.set.id == id).map(|row| {
                self.opened.insert(row.set.nss);
                row.set.nss
            }),
        };
        // No deeper than there are sets, however the tree is damaged.
        for _ in 0..sets.len() {
            let Some(parent) = above else { break };
            self.closed.remove(&parent);
            above = sets.iter().find(|node| node.set.id == parent).and_then(|node| node.set.parent);
        }
        self.selected = Some(key);
    }

    /// Opens the selected NSS one step further. Returns whether there was anything to open.
    pub fn open(&mut self, node: &SystemSetNode) -> bool {
        let id = node.set.id;
        self.closed.remove(&id) || (!self.owned(id).is_empty() && self.opened.insert(id))
    }

    /// Closes the selected NSS one step, or goes to what is above the selected row.
    pub fn close(&mut self, node: Option<&SystemSetNode>, above: Option<SystemSetId>) {
        let closes = node.is_some_and(|node| {
            self.opened.remove(&node.set.id) || (node.children > 0 && self.closed.insert(node.set.id))
        });
        if !closes && let Some(above) = above {
            self.selected = Some(Key::Set(above));
        }
    }

    /// Opens the selected NSS, or closes it.
    pub fn fold(&mut self, node: &SystemSetNode) {
        match self.hides(node) {
            Some(true) => while self.open(node) {},
            Some(false) => {
                self.opened.remove(&node.set.id);
                self.closed.extend((node.children > 0).then_some(node.set.id));
            }
            None => {}
        }
    }

    /// Moves the cursor. Returns whether the action was a movement.
    pub fn act(&mut self, action: Action, page: usize) -> bool {
        let moved = self.list.act(action, self.rows.len(), page);
        self.note();
        moved
    }

    /// Puts the cursor on a row, if it is there.
    pub fn click(&mut self, index: usize) -> bool {
        let hit = index < self.rows.len();
        if hit {
            self.list.index = index;
            self.note();
        }
        hit
    }
}

fn searched(nsc: &ComputerSetRow) -> String {
    let set = &nsc.set;
    row([set.id.to_string().as_str(), &set.name, &set.description, &set.responsible])
}

/// Puts NSCs below the NSS that owns them: siblings by name, nested ones below the one that they are nested in.
fn owned(computer_sets: &[ComputerSetRow]) -> HashMap<SystemSetId, Vec<(usize, usize)>> {
    let known: HashSet<ComputerSetId> = computer_sets.iter().map(|row| row.set.id).collect();
    let mut inner: HashMap<ComputerSetId, Vec<usize>> = HashMap::new();
    let mut outer: HashMap<SystemSetId, Vec<usize>> = HashMap::new();
    for (place, row) in computer_sets.iter().enumerate() {
        match row.set.parent.filter(|parent| known.contains(parent)) {
            Some(parent) => inner.entry(parent).or_default().push(place),
            None => outer.entry(row.set.nss).or_default().push(place),
        }
    }
    // Taken from the end below, so the last name first.
    let name = |place: &usize| std::cmp::Reverse(computer_sets[*place].set.name.to_lowercase());
    outer.values_mut().chain(inner.values_mut()).for_each(|places| places.sort_by_cached_key(name));
    let mut owned = HashMap::with_capacity(outer.len());
    for (nss, places) in outer {
        let mut open: Vec<_> = places.into_iter().map(|place| (place, 0)).collect();
        let mut rows = Vec::with_capacity(open.len());
        while let Some((place, depth)) = open.pop() {
            rows.push((place, depth));
            let nested = inner.remove(&computer_sets[place].set.id).unwrap_or_default();
            open.extend(nested.into_iter().map(|place| (place, depth + 1)));
        }
        owned.insert(nss, rows);
    }
    owned
}
