//! The whole organisation of an estate as one change: NSSs, packages, sets with their members, rules and rights.

use super::planted::Planted;
use super::tree::{Nss, owners, tree};
use super::{Estate, catalogue, computer_sets, delegation, rules};
use crate::model::assignment::Assignment;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::object::{Edit, Object, ObjectKind};
use crate::model::system_set::SystemSet;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// What makes an organisation of the NSSs of [`super::SETS`] and the accounts of the estate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organisation {
    /// Edits of the configuration, in an order in which they can be made.
    pub edits: Vec<Edit>,
    /// Edits of the directory.
    pub directory: Vec<DirectoryEdit>,
    /// The truth about what is planted in it.
    pub planted: Vec<Planted>,
}

impl Estate {
    /// Plans the organisation. `now` has the NSSs of [`super::SETS`], and tells which numbers are free.
    pub fn organise(&self, now: &Configuration) -> Organisation {
        let mut draft = Draft {
            estate: self,
            tree: tree(self),
            nss: Vec::new(),
            next: ObjectKind::ALL.iter().map(|&kind| (kind, now.next(kind))).collect(),
            edits: Vec::new(),
            assignments: Vec::new(),
            directory: Vec::new(),
            planted: Vec::new(),
        };
        draft.system_sets(now);
        let packages = catalogue::plan(self, &draft.nss, now.next(ObjectKind::Package));
        packages.all.iter().cloned().for_each(|package| draft.create(package));
        let sets = computer_sets::plan(self, &draft.tree, &owners(&draft.tree));
        let ids = draft.computer_sets(&sets.all);
        rules::plan(&mut draft, &sets, &packages, &ids);
        delegation::plan(&mut draft, &packages, ids[0]);
        draft.finish()
    }
}

/// An organisation in the making.
pub(super) struct Draft<'a> {
    pub(super) estate: &'a Estate,
    pub(super) tree: Vec<Nss>,
    /// Numbers of the NSSs, by place in the tree.
    pub(super) nss: Vec<SystemSetId>,
    next: BTreeMap<ObjectKind, i64>,
    edits: Vec<Edit>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) directory: Vec<DirectoryEdit>,
    pub(super) planted: Vec<Planted>,
}

impl Draft<'_> {
    /// Returns the time at which everything is seen.
    pub(super) fn as_of(&self) -> DateTime<Utc> {
        self.estate.settings().as_of
    }

    /// Returns the next number of a kind.
    pub(super) fn number(&mut self, kind: ObjectKind) -> i64 {
        let next = self.next.entry(kind).or_insert(1);
        *next += 1;
        *next - 1
    }

    pub(super) fn create(&mut self, object: impl Into<Object>) {
        self.edits.push(Edit::create(object));
    }

    /// Returns the login name of an NSS's link person.
    pub(super) fn responsible(&self, nss: usize) -> String {
        delegation::login(self.tree[nss].link_person).to_owned()
    }

    fn system_sets(&mut self, now: &Configuration) {
        for at in 0..self.tree.len() {
            let name = self.tree[at].name.clone();
            let known = now.system_set(&name).map(|set| set.id);
            let id = known.unwrap_or_else(|| SystemSetId(self.number(ObjectKind::SystemSet)));
            if known.is_none() {
                self.create(SystemSet {
                    id,
                    name,
                    parent: Some(self.nss[self.tree[at].parent]),
                    description: "A sector".into(),
                    link_person: self.tree[at].link_person.into(),
                    created_at: self.as_of() - TimeDelta::days(720),
                    created_by: "efischeradm".into(),
                });
            }
            self.nss.push(id);
        }
    }

    /// Creates the sets with their groups, and returns their numbers: with gaps, as deletions leave them.
    fn computer_sets(&mut self, sets: &[computer_sets::PlannedSet]) -> Vec<ComputerSetId> {
        let mut rng = self.estate.chance(super::machine::purpose::SETS, 1);
        let mut ids: Vec<ComputerSetId> = Vec::with_capacity(sets.len());
        for set in sets {
            if rng.u32(0..100) < 37 {
                self.number(ObjectKind::ComputerSet);
            }
            let id = ComputerSetId(self.number(ObjectKind::ComputerSet));
            let set_of = |kind| self.names(set, kind);
            let (computers, users) = (set_of(MemberKind::Computer), set_of(MemberKind::User));
            let object = ComputerSet {
                id,
                nss: self.nss[set.nss],
                name: set.name.clone(),
                description: String::new(),
                parent: set.parent.map(|parent| ids[parent]),
                locally_managed: set.locally_managed,
                responsible: self.responsible(set.nss),
                os_version: String::new(),
                created_at: self.as_of() - TimeDelta::days(rng.i64(400..700)),
                created_by: "efischeradm".into(),
            };
            let groups = [
                (object.computer_group(), MemberKind::Computer, computers),
                (object.user_group(), MemberKind::User, users),
            ];
            for (group, members, names) in groups {
                let description = set.name.clone();
                self.directory.push(DirectoryEdit::CreateGroup { group: group.clone(), description });
                if !names.is_empty() {
                    self.directory.push(DirectoryEdit::Add { group, members, names });
                }
            }
            self.create(object);
            ids.push(id);
        }
        ids
    }

    fn names(&self, set: &computer_sets::PlannedSet, kind: MemberKind) -> Vec<String> {
        match kind {
            MemberKind::Computer => set.machines.iter().map(|&index| self.estate.machine(index).name).collect(),
            MemberKind::User => set.users.iter().map(|&index| self.estate.user(index).name).collect(),
        }
    }

    fn finish(mut self) -> Organisation {
        for assignment in std::mem::take(&mut self.assignments) {
            self.create(assignment);
        }
        let kind = |edit: &Edit| edit.object().map(Object::kind);
        self.edits.sort_by_key(kind);
        Organisation { edits: self.edits, directory: self.directory, planted: self.planted }
    }
}
