//! Who is in which NSC, as the directory said at one time. A copy, never the truth (CMF-35).

use crate::model::computer_set::of_group;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::ComputerSetId;
use std::collections::{BTreeMap, HashMap};

/// Memberships of computers and users in NSCs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships {
    /// Names as the directory writes them, by key, sorted by key.
    sets: BTreeMap<(ComputerSetId, MemberKind), BTreeMap<String, String>>,
    /// NSCs by member's key, sorted.
    of: HashMap<(MemberKind, String), Vec<ComputerSetId>>,
}

impl Memberships {
    /// Takes the members of one NSC's group, in place of what was known of it.
    pub fn set(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = String>) {
        let before: Vec<String> = self.members(nsc, kind).map(str::to_owned).collect();
        self.remove(nsc, kind, before);
        self.add(nsc, kind, names);
    }

    /// Adds members.
    pub fn add(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = String>) {
        let set = self.sets.entry((nsc, kind)).or_default();
        for name in names {
            let key = key(&name);
            let of = self.of.entry((kind, key.clone())).or_default();
            if let Err(place) = of.binary_search(&nsc) {
                of.insert(place, nsc);
            }
            set.insert(key, name);
        }
    }

    /// Removes members.
    pub fn remove(&mut self, nsc: ComputerSetId, kind: MemberKind, names: impl IntoIterator<Item = String>) {
        let Some(set) = self.sets.get_mut(&(nsc, kind)) else { return };
        for name in names {
            let key = key(&name);
            set.remove(&key);
            if let Some(of) = self.of.get_mut(&(kind, key)) {
                of.retain(|id| *id != nsc);
            }
        }
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
            DirectoryEdit::Add { names, .. } => self.add(nsc, kind, names.iter().cloned()),
            DirectoryEdit::Remove { names, .. } => self.remove(nsc, kind, names.iter().cloned()),
            DirectoryEdit::DeleteGroup { .. } => {
                self.set(nsc, kind, []);
                self.sets.remove(&(nsc, kind));
            }
            DirectoryEdit::CreateGroup { .. } | DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => {}
        }
    }

    /// Returns the members of an NSC by name.
    pub fn members(&self, nsc: ComputerSetId, kind: MemberKind) -> impl ExactSizeIterator<Item = &str> {
        static NOBODY: BTreeMap<String, String> = BTreeMap::new();
        self.sets.get(&(nsc, kind)).unwrap_or(&NOBODY).values().map(String::as_str)
    }

    /// Whether somebody is a member.
    pub fn contains(&self, nsc: ComputerSetId, kind: MemberKind, name: &str) -> bool {
        self.sets.get(&(nsc, kind)).is_some_and(|set| set.contains_key(&key(name)))
    }

    /// Returns somebody's name as the directory writes it; none for who is in no NSC.
    pub fn written(&self, kind: MemberKind, name: &str) -> Option<&str> {
        let nsc = *self.of(kind, name).first()?;
        self.sets.get(&(nsc, kind))?.get(&key(name)).map(String::as_str)
    }

    /// Returns the NSCs that somebody is in, by number.
    pub fn of(&self, kind: MemberKind, name: &str) -> &[ComputerSetId] {
        self.of.get(&(kind, key(name))).map_or(&[], Vec::as_slice)
    }

    /// Returns everybody who is in an NSC, by key and in no order, with the NSCs by number.
    pub fn everybody(&self, kind: MemberKind) -> impl Iterator<Item = (&str, &[ComputerSetId])> {
        let of_kind = self.of.iter().filter(move |((of, _), sets)| *of == kind && !sets.is_empty());
        of_kind.map(|((_, key), sets)| (key.as_str(), sets.as_slice()))
    }
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
        known.remove(nsc, MemberKind::Computer, ["pcb".to_owned()]);
        assert!(!known.contains(nsc, MemberKind::Computer, "PCB"));
        known.set(nsc, MemberKind::Computer, ["pcz".to_owned()]);
        assert_eq!(known.everybody(MemberKind::Computer).collect::<Vec<_>>(), [("pcz", &[nsc][..])]);
    }
}
