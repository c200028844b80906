//! Finding and sorting machines in an index.

use super::index::Index;
use super::sets::Sets;
use crate::model::configuration::Configuration;
use crate::model::filter::{Columns, Filter, Word};
use crate::model::id::ComputerSetId;
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The columns in which machines are searched.
pub const COLUMNS: &Columns =
    &[&["name", "machine"], &["fqdn"], &["os", "system"], &["owner"], &["nsc", "nscs", "set", "sets"]];

/// What machines are sorted by. Machines that are alike come by name, and what is not known comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortColumn {
    /// Their names.
    #[default]
    Name,
    /// Their names in DNS.
    Fqdn,
    /// Their operating systems.
    Os,
    /// Who is responsible for them.
    Owner,
    /// When their accounts were made.
    Created,
}

impl SortColumn {
    /// Every column.
    pub const ALL: [Self; 5] = [Self::Name, Self::Fqdn, Self::Os, Self::Owner, Self::Created];

    /// Returns the column's name, as commands and JSON have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Fqdn => "fqdn",
            Self::Os => "os",
            Self::Owner => "owner",
            Self::Created => "created",
        }
    }
}

/// The order of machines in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub column: SortColumn,
    /// Whether what is last comes first.
    pub descending: bool,
}

/// Returns the places of the machines that a filter lets through, by name.
///
/// Somebody who types on asks again before this has come to its end: then it is dropped between two words.
pub(super) async fn matching(index: &Index, sets: &Sets, now: &Configuration, filter: &Filter) -> Vec<u32> {
    let mut found: Vec<u32> = (0..).take(index.len()).collect();
    for word in filter.words() {
        narrow(index, sets, now, word, &mut found);
        tokio::task::yield_now().await;
    }
    found
}

fn narrow(index: &Index, sets: &Sets, now: &Configuration, word: &Word, found: &mut Vec<u32>) {
    let finder = Finder::new(word.text.as_bytes());
    let has = |text: &str| finder.find(text.as_bytes()).is_some();
    let has_lower = |text: &str| has(&lower(text));
    let systems = || index.os.texts().map(has_lower).collect::<Vec<_>>();
    let owners = || index.owner.texts().map(has_lower).collect::<Vec<_>>();
    let set_lists = || {
        let named = |id: ComputerSetId, name: &str| has_lower(&format!("{id} {name}"));
        // Sorted as they are.
        let hit: Vec<_> = now.computer_sets.values().filter(|set| named(set.id, &set.name)).map(|set| set.id).collect();
        let has_hit = |list: &[ComputerSetId]| !hit.is_empty() && list.iter().any(|id| hit.binary_search(id).is_ok());
        sets.lists().map(has_hit).collect::<Vec<_>>()
    };
    let place = |row: &u32| *row as usize;
    match word.column {
        Some(0) => found.retain(|row| has(index.name(place(row)))),
        Some(1) => found.retain(|row| has(index.fqdn(place(row)))),
        Some(2) => {
            let systems = systems();
            found.retain(|row| systems[index.os.code(place(row))]);
        }
        Some(3) => {
            let owners = owners();
            found.retain(|row| owners[index.owner.code(place(row))]);
        }
        Some(_) => {
            let lists = set_lists();
            found.retain(|row| lists[sets.code(place(row))]);
        }
        None => {
            let (systems, owners, lists, lines) = (systems(), owners(), set_lists(), lines(index, &finder));
            found.retain(|row| {
                let at = place(row);
                lines[at] || systems[index.os.code(at)] || owners[index.owner.code(at)] || lists[sets.code(at)]
            });
        }
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { text.into() } else { text.to_lowercase().into() }
}

/// Returns for every machine whether a word is in its names. All names are one text: what is in few of them is found
/// without a look at the others one by one.
fn lines(index: &Index, finder: &Finder<'_>) -> Vec<bool> {
    let (text, ends) = index.lines.all();
    let mut hits = vec![false; ends.len()];
    let (mut from, mut place) = (0, 0);
    while let Some(at) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
        let (first, last) = (from + at, from + at + finder.needle().len());
        place += ends[place..].iter().position(|end| *end as usize > first).unwrap_or_default();
        // What begins at the end of one and ends in the next is in neither; another may begin behind that.
        let end = ends[place] as usize;
        let within = last <= end;
        hits[place] |= within;
        from = if within { end } else { first + 1 };
    }
    hits
}

/// Returns the first machines in an order, behind one of them where one is named.
pub(super) fn first(index: &Index, mut found: Vec<u32>, sort: Sort, after: Option<&str>, limit: usize) -> Vec<u32> {
    let after = after.map(|name| (name, index.place(name)));
    if sort.column == SortColumn::Name && !sort.descending {
        let from = after.map_or(0, |(name, place)| {
            let is_there = place < index.len() && index.name(place) == crate::model::membership::key(name);
            found.partition_point(|row| (*row as usize) < place + usize::from(is_there))
        });
        found.drain(..from);
        found.truncate(limit);
        return found;
    }
    let order = |a: &u32, b: &u32| compare(index, sort, *a as usize, *b as usize);
    if let Some((_, place)) = after.filter(|(_, place)| *place < index.len())
        && let Ok(behind) = u32::try_from(place)
    {
        found.retain(|row| order(row, &behind) == Ordering::Greater);
    }
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, order);
    }
    found.truncate(limit);
    found.sort_unstable_by(order);
    found
}

fn compare(index: &Index, sort: Sort, a: usize, b: usize) -> Ordering {
    let turned = |order: Ordering| if sort.descending { order.reverse() } else { order };
    // What is not known comes last in both directions.
    let known = |order: Ordering, a: bool, b: bool| if a && b { turned(order) } else { b.cmp(&a) };
    let by_column = match sort.column {
        SortColumn::Name => turned(a.cmp(&b)),
        SortColumn::Fqdn => {
            let (a, b) = (index.fqdn(a), index.fqdn(b));
            known(a.cmp(b), !a.is_empty(), !b.is_empty())
        }
        SortColumn::Os | SortColumn::Owner => {
            let column = if sort.column == SortColumn::Os { &index.os } else { &index.owner };
            let (a, b) = (column.rank(a), column.rank(b));
            known(a.cmp(&b), a.is_some(), b.is_some())
        }
        SortColumn::Created => turned(index.created(a).cmp(&index.created(b))),
    };
    by_column.then(a.cmp(&b))
}
