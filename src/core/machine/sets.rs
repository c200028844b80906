//! Which NSCs the machines of an index are in. Machines that are in the same NSCs share their list.

use super::index::Index;
use crate::model::directory::MemberKind;
use crate::model::id::ComputerSetId;
use crate::model::membership::Memberships;
use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// The NSCs of every machine, as of one copy of the memberships.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// The copy, or what is left of it: it must not be kept alive for this.
    from: Weak<Memberships>,
    lists: Vec<Box<[ComputerSetId]>>,
    of: Vec<u32>,
}

impl Sets {
    /// Looks up every machine.
    pub(super) fn new(index: &Index, memberships: &Arc<Memberships>) -> Self {
        let mut known: HashMap<&[ComputerSetId], u32> = HashMap::new();
        let mut lists: Vec<Box<[ComputerSetId]>> = Vec::new();
        let of = (0..index.len()).map(|place| {
            let ids = memberships.of(MemberKind::Computer, index.name(place));
            *known.entry(ids).or_insert_with(|| {
                lists.push(ids.into());
                // There are not more lists than machines.
                u32::try_from(lists.len() - 1).unwrap_or(u32::MAX)
            })
        });
        Self { of: of.collect(), lists, from: Arc::downgrade(memberships) }
    }

    /// Whether they come from this copy.
    pub(super) fn are_of(&self, memberships: &Arc<Memberships>) -> bool {
        std::ptr::eq(self.from.as_ptr(), Arc::as_ptr(memberships))
    }

    /// Returns a machine's NSCs, by number.
    pub(super) fn of(&self, place: usize) -> &[ComputerSetId] {
        &self.lists[self.code(place)]
    }

    /// Returns the place of a machine's list among the lists.
    pub(super) fn code(&self, place: usize) -> usize {
        self.of[place] as usize
    }

    /// Returns every list once.
    pub(super) fn lists(&self) -> impl Iterator<Item = &[ComputerSetId]> {
        self.lists.iter().map(AsRef::as_ref)
    }
}
