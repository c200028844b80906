//! Who is in other NSCs after edits of the directory.

use crate::model::computer_set::of_group;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::ComputerSetId;
use crate::model::membership::{Memberships, key};
use std::collections::BTreeMap;

/// A machine or user whose NSCs change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which of both.
    pub kind: MemberKind,
    /// Its key.
    pub key: String,
    /// The NSCs before, by number.
    pub before: Vec<ComputerSetId>,
    /// The NSCs after, by number.
    pub after: Vec<ComputerSetId>,
}

/// Returns who is in other NSCs after these edits.
pub fn moves(memberships: &Memberships, edits: &[DirectoryEdit]) -> Vec<Moved> {
    let mut after: BTreeMap<(MemberKind, String), Vec<ComputerSetId>> = BTreeMap::new();
    for edit in edits {
        let (group, names, into) = match edit {
            DirectoryEdit::Add { group, names, .. } => (group, Some(names), true),
            DirectoryEdit::Remove { group, names, .. } => (group, Some(names), false),
            DirectoryEdit::DeleteGroup { group, .. } => (group, None, false),
            DirectoryEdit::CreateGroup { .. } | DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => {
                continue;
            }
        };
        let Some((nsc, users)) = of_group(group) else { continue };
        let kind = if users { MemberKind::User } else { MemberKind::Computer };
        let keys: Vec<String> = match names {
            Some(names) => names.iter().map(|name| key(name)).collect(),
            None => memberships.members(nsc, kind).map(key).collect(),
        };
        for key in keys {
            let known = || memberships.of(kind, &key).to_vec();
            let sets = after.entry((kind, key.clone())).or_insert_with(known);
            match (sets.binary_search(&nsc), into) {
                (Err(place), true) => sets.insert(place, nsc),
                (Ok(place), false) => drop(sets.remove(place)),
                _ => {}
            }
        }
    }
    let moved = after.into_iter().map(|((kind, key), after)| {
        let before = memberships.of(kind, &key).to_vec();
        Moved { kind, key, before, after }
    });
    moved.filter(|moved| moved.before != moved.after).collect()
}
