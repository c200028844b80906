//! Everybody in an NSC, grouped by how the rules see them.

use crate::model::directory::MemberKind;
use crate::model::id::ComputerSetId;
use crate::model::membership::Memberships;
use std::collections::HashMap;
use std::sync::Arc;

/// How many names are told of many.
const TOLD: usize = 5;

/// Many, of whom only the first are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Few {
    /// How many.
    pub count: u64,
    /// The first, by name.
    pub first: Vec<String>,
}

impl Few {
    /// Adds one.
    pub fn add(&mut self, name: &str) {
        self.count += 1;
        self.name(name);
    }

    /// Adds others.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        other.first.iter().for_each(|name| self.name(name));
    }

    fn name(&mut self, name: &str) {
        if self.first.len() == TOLD && self.first.last().is_some_and(|last| last.as_str() <= name) {
            return;
        }
        if let Err(place) = self.first.binary_search_by(|known| known.as_str().cmp(name)) {
            self.first.insert(place, name.to_owned());
            self.first.truncate(TOLD);
        }
    }
}

/// An operating system in lower case; none where no rule asks for it.
pub(super) type System = Option<Arc<str>>;

/// Operating systems in lower case, by the machine's key. A machine that is not in it has an unknown one.
pub type Systems = HashMap<String, Arc<str>>;

/// Members who are in the same NSCs and run the same operating system.
#[derive(Debug, Clone)]
pub struct Class {
    /// The NSCs, by number.
    pub sets: Box<[ComputerSetId]>,
    /// The operating system, in lower case; none where no rule asks for it.
    pub os: Option<Arc<str>>,
    /// Who is in it, by key.
    pub members: Few,
}

/// All members of one kind, in classes.
#[derive(Debug, Clone, Default)]
pub struct Classes {
    classes: Vec<Class>,
    places: HashMap<(Box<[ComputerSetId]>, System), usize>,
}

impl Classes {
    /// Groups everybody of a kind. Without operating systems, these make no difference.
    pub fn of(memberships: &Memberships, kind: MemberKind, systems: Option<&Systems>) -> Self {
        let mut of_sets: HashMap<(&[ComputerSetId], System), usize> = HashMap::new();
        let mut classes: Vec<Class> = Vec::new();
        for (name, sets) in memberships.everybody(kind) {
            let os = system(systems, name);
            let place = *of_sets.entry((sets, os.clone())).or_insert_with(|| {
                classes.push(Class { sets: sets.into(), os, members: Few::default() });
                classes.len() - 1
            });
            classes[place].members.add(name);
        }
        let places = of_sets.into_iter().map(|((sets, os), place)| ((sets.into(), os), place)).collect();
        Self { classes, places }
    }

    /// Returns the classes.
    pub fn all(&self) -> &[Class] {
        &self.classes
    }

    pub(super) fn place(&self, sets: &[ComputerSetId], os: System) -> Option<usize> {
        self.places.get(&(sets.into(), os)).copied()
    }
}

/// Who is where.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    /// The memberships.
    pub memberships: Arc<Memberships>,
    /// The machines' operating systems; none where no rule asks for them.
    pub systems: Option<Arc<Systems>>,
    /// Machines.
    pub machines: Classes,
    /// Users.
    pub users: Classes,
}

impl Crowd {
    /// Groups all members.
    pub fn new(memberships: Arc<Memberships>, systems: Option<Arc<Systems>>) -> Self {
        let machines = Classes::of(&memberships, MemberKind::Computer, systems.as_deref());
        let users = Classes::of(&memberships, MemberKind::User, None);
        Self { memberships, systems, machines, users }
    }

    pub(super) fn classes(&self, kind: MemberKind) -> &Classes {
        match kind {
            MemberKind::Computer => &self.machines,
            MemberKind::User => &self.users,
        }
    }

    pub(super) fn system(&self, kind: MemberKind, key: &str) -> System {
        match kind {
            MemberKind::Computer => system(self.systems.as_deref(), key),
            MemberKind::User => None,
        }
    }
}

fn system(systems: Option<&Systems>, key: &str) -> System {
    systems.map(|systems| systems.get(key).cloned().unwrap_or_else(|| "".into()))
}
