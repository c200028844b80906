//! Who is in which NSC, as the directory said at one time. A copy, never the truth (CMF-35).

use crate::model::computer_set::of_group;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::ComputerSetId;
use compact_str::CompactString;
use indexmap::IndexMap;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Memberships of computers and users in NSCs.
///
/// An estate has many machines, and every front end keeps a copy: a name stands here once, and sets hold its place.
#[derive(Debug, Clone, Default)]
pub struct Memberships {
    computers: People,
    users: People,
    /// Places of the members, sorted by key.
    sets: BTreeMap<(ComputerSetId, MemberKind), Vec<u32>>,
}

/// Everybody of a kind who is or was in an NSC, by key. Nobody is taken out, so that places stay.
type People = IndexMap<CompactString, Person>;

#[derive(Debug, Clone, Default)]
struct Person {
    /// The name as the directory writes it, where that is not the key.
    written: Option<Box<str>>,
    /// The NSCs, sorted. Most people are in one or two.
    sets: SmallVec<[ComputerSetId; 2]>,
}

impl Memberships {
    fn people(&self, kind: MemberKind) -> &People {
        match kind {
            MemberKind::Computer => &self.computers,
            MemberKind::User => &self.users,
        }
    }

    fn parts(&mut self, kind: MemberKind) -> (&mut People, &mut BTreeMap<(ComputerSetId, MemberKind), Vec<u32>>) {
        match kind {
            MemberKind::Computer => (&mut self.computers, &mut self.sets),
            MemberKind::User => (&mut self.users, &mut self.sets),
        }
    }

    /// Takes the members of one NSC's group, in place of what was known of it.
    pub fn set(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = impl AsRef<str>>) {
        let (people, sets) = self.parts(kind);
        for place in sets.insert((nsc, kind), Vec::new()).unwrap_or_default() {
            if let Some((_, person)) = people.get_index_mut(place as usize) {
                person.sets.retain(|id| *id != nsc);
            }
        }
        self.add(nsc, kind, names);
    }

    /// Makes room for so many people, so that taking them in moves nobody.
    pub fn reserve(&mut self, kind: MemberKind, people: usize) {
        self.parts(kind).0.reserve_exact(people);
    }

    /// Adds members.
    pub fn add(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = impl AsRef<str>>) {
        let (people, sets) = self.parts(kind);
        let set = sets.entry((nsc, kind)).or_default();
        let before = set.len();
        for name in names {
            let name = name.as_ref();
            let key = CompactString::from_str_to_lowercase(name);
            let written = (key != name).then(|| name.into());
            let entry = people.entry(key);
            let place = entry.index();
            let person = entry.or_default();
            person.written = written;
            if let Err(at) = person.sets.binary_search(&nsc) {
                person.sets.insert(at, nsc);
                // More people than this have no names in four bytes either.
                set.extend(u32::try_from(place).ok());
            }
        }
        // Names mostly come sorted; sorting finds that out in one pass.
        if set.len() > before {
            set.sort_by(|a, b| of_place(people, *a).cmp(&of_place(people, *b)));
        }
    }

    /// Removes members.
    pub fn remove(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = impl AsRef<str>>) {
        let (people, sets) = self.parts(kind);
        let Some(set) = sets.get_mut(&(nsc, kind)) else { return };
        let mut gone = Vec::new();
        for name in names {
            let Some((place, _, person)) = people.get_full_mut(key(name.as_ref()).as_str()) else { continue };
            if person.sets.contains(&nsc) {
                person.sets.retain(|id| *id != nsc);
                gone.extend(u32::try_from(place).ok());
            }
        }
        gone.sort_unstable();
        set.retain(|place| gone.binary_search(place).is_err());
    }

    /// Makes an edit of the directory here too. Groups that are not an NSC's are passed over.
    pub fn apply(&mut self, edit: &DirectoryEdit) {
        let (DirectoryEdit::CreateGroup { group, .. }
        | DirectoryEdit::DeleteGroup { group, .. }
        | DirectoryEdit::Add { group, .. }
        | DirectoryEdit::Remove { group, .. }) = edit
        else {
            return;
        };
        let Some((nsc, users)) = of_group(group) else { return };
        let kind = if users { MemberKind::User } else { MemberKind::Computer };
        match edit {
            DirectoryEdit::Add { names, .. } => self.add(nsc, kind, names),
            DirectoryEdit::Remove { names, .. } => self.remove(nsc, kind, names),
            DirectoryEdit::DeleteGroup { .. } => {
                self.set(nsc, kind, [""; 0]);
                self.sets.remove(&(nsc, kind));
            }
            DirectoryEdit::CreateGroup { .. } | DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => {}
        }
    }

    /// Returns the members of an NSC by name.
    pub fn members(&self, nsc: ComputerSetId, kind: MemberKind) -> impl ExactSizeIterator<Item = &str> {
        let people = self.people(kind);
        let places = self.sets.get(&(nsc, kind)).map_or(&[][..], Vec::as_slice);
        places.iter().map(move |place| match people.get_index(*place as usize) {
            Some((key, person)) => person.written.as_deref().unwrap_or(key),
            None => "",
        })
    }

    /// Whether somebody is a member.
    pub fn contains(&self, nsc: ComputerSetId, kind: MemberKind, name: &str) -> bool {
        self.of(kind, name).binary_search(&nsc).is_ok()
    }

    /// Returns somebody's name as the directory writes it; none for who is in no NSC.
    pub fn written(&self, kind: MemberKind, name: &str) -> Option<&str> {
        let (_, key, person) = self.people(kind).get_full(key(name).as_str())?;
        (!person.sets.is_empty()).then(|| person.written.as_deref().unwrap_or(key))
    }

    /// Returns the NSCs that somebody is in, by number.
    pub fn of(&self, kind: MemberKind, name: &str) -> &[ComputerSetId] {
        self.people(kind).get(key(name).as_str()).map_or(&[], |person| &person.sets)
    }

    /// Returns everybody who is in an NSC, by key and in no order, with the NSCs by number.
    pub fn everybody(&self, kind: MemberKind) -> impl Iterator<Item = (&str, &[ComputerSetId])> {
        let members = self.people(kind).iter().filter(|(_, person)| !person.sets.is_empty());
        members.map(|(key, person)| (&**key, &*person.sets))
    }
}

impl PartialEq for Memberships {
    /// Who is in what, written how; not in which order that came about.
    fn eq(&self, other: &Self) -> bool {
        let names = |of: &Self| -> BTreeMap<(ComputerSetId, MemberKind), Vec<String>> {
            let names = |(nsc, kind)| of.members(nsc, kind).map(str::to_owned).collect();
            of.sets.keys().map(|set| (*set, names(*set))).collect()
        };
        self.sets.len() == other.sets.len() && names(self) == names(other)
    }
}

impl Eq for Memberships {}

fn of_place(people: &People, place: u32) -> Option<&str> {
    people.get_index(place as usize).map(|(key, _)| &**key)
}

/// Returns the key by which the directory's names are compared.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_edits_are_followed() {
        let nsc = ComputerSetId(7);
        let mut known = Memberships::default();
        known.apply(&DirectoryEdit::Add {
            group: "CMF_NSC_7".into(),
            members: MemberKind::Computer,
            names: vec!["PCB".into(), "pca".into()],
        });
        assert_eq!(known.members(nsc, MemberKind::Computer).collect::<Vec<_>>(), ["pca", "PCB"]);
        assert_eq!(known.of(MemberKind::Computer, "PCA"), [nsc]);
        assert_eq!(known.of(MemberKind::User, "PCA"), []);
        known.remove(nsc, MemberKind::Computer, ["pcb"]);
        assert!(!known.contains(nsc, MemberKind::Computer, "PCB"));
        known.set(nsc, MemberKind::Computer, ["pcz"]);
        assert_eq!(known.everybody(MemberKind::Computer).collect::<Vec<_>>(), [("pcz", &[nsc][..])]);
    }
}
