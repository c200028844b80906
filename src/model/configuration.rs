//! The whole configuration at one time: every object, by kind and number.

use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::delegation::{Administrator, Grant};
use crate::model::id::{
    AdministratorId, AssignmentId, ChoiceId, ComputerSetId, GrantId, PackageId, PointId, ReleaseId, RequestId,
    SystemSetId,
};
use crate::model::object::{Edit, Object, ObjectKind};
use crate::model::package::Package;
use crate::model::point::Point;
use crate::model::request::MemberRequest;
use crate::model::system_set::SystemSet;
use std::collections::BTreeMap;

/// The configuration: what the administration database holds about sets, packages and rights.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "each field holds the objects that its type names")]
pub struct Configuration {
    pub system_sets: BTreeMap<SystemSetId, SystemSet>,
    pub grants: BTreeMap<GrantId, Grant>,
    pub computer_sets: BTreeMap<ComputerSetId, ComputerSet>,
    pub packages: BTreeMap<PackageId, Package>,
    pub administrators: BTreeMap<AdministratorId, Administrator>,
    pub assignments: BTreeMap<AssignmentId, Assignment>,
    pub releases: BTreeMap<ReleaseId, Release>,
    pub requests: BTreeMap<RequestId, MemberRequest>,
    pub choices: BTreeMap<ChoiceId, Choice>,
    pub points: BTreeMap<PointId, Point>,
    /// The number that the next new object of a kind gets; 1 where nothing is noted.
    pub numbers: BTreeMap<ObjectKind, i64>,
}

impl Configuration {
    /// Puts an object in, in the place of the one with its number.
    pub fn put(&mut self, object: Object) {
        let next = self.numbers.entry(object.kind()).or_insert(1);
        *next = object.id().saturating_add(1).max(*next);
        match object {
            Object::SystemSet(o) => drop(self.system_sets.insert(o.id, o)),
            Object::Grant(o) => drop(self.grants.insert(o.id, o)),
            Object::ComputerSet(o) => drop(self.computer_sets.insert(o.id, o)),
            Object::Package(o) => drop(self.packages.insert(o.id, o)),
            Object::Administrator(o) => drop(self.administrators.insert(o.id, o)),
            Object::Assignment(o) => drop(self.assignments.insert(o.id, o)),
            Object::Release(o) => drop(self.releases.insert(o.id, o)),
            Object::Request(o) => drop(self.requests.insert(o.id, o)),
            Object::Choice(o) => drop(self.choices.insert(o.id, o)),
            Object::Point(o) => drop(self.points.insert(o.id, o)),
        }
    }

    /// Gives up the room that maps keep when their objects come one by one, in order: nearly half of it.
    pub fn compact(&mut self) {
        fn full<K: Ord, V>(map: &mut BTreeMap<K, V>) {
            *map = std::mem::take(map).into_iter().collect();
        }
        full(&mut self.grants);
        full(&mut self.computer_sets);
        full(&mut self.packages);
        full(&mut self.administrators);
        full(&mut self.assignments);
        full(&mut self.releases);
        full(&mut self.requests);
        full(&mut self.choices);
    }

    /// Takes an object out.
    pub fn take(&mut self, kind: ObjectKind, id: i64) {
        match kind {
            ObjectKind::SystemSet => drop(self.system_sets.remove(&SystemSetId(id))),
            ObjectKind::Grant => drop(self.grants.remove(&GrantId(id))),
            ObjectKind::ComputerSet => drop(self.computer_sets.remove(&ComputerSetId(id))),
            ObjectKind::Package => drop(self.packages.remove(&PackageId(id))),
            ObjectKind::Administrator => drop(self.administrators.remove(&AdministratorId(id))),
            ObjectKind::Assignment => drop(self.assignments.remove(&AssignmentId(id))),
            ObjectKind::Release => drop(self.releases.remove(&ReleaseId(id))),
            ObjectKind::Request => drop(self.requests.remove(&RequestId(id))),
            ObjectKind::Choice => drop(self.choices.remove(&ChoiceId(id))),
            ObjectKind::Point => drop(self.points.remove(&PointId(id))),
        }
    }

    /// Returns an object.
    pub fn get(&self, kind: ObjectKind, id: i64) -> Option<Object> {
        match kind {
            ObjectKind::SystemSet => self.system_sets.get(&SystemSetId(id)).cloned().map(Into::into),
            ObjectKind::Grant => self.grants.get(&GrantId(id)).cloned().map(Into::into),
            ObjectKind::ComputerSet => self.computer_sets.get(&ComputerSetId(id)).cloned().map(Into::into),
            ObjectKind::Package => self.packages.get(&PackageId(id)).cloned().map(Into::into),
            ObjectKind::Administrator => self.administrators.get(&AdministratorId(id)).cloned().map(Into::into),
            ObjectKind::Assignment => self.assignments.get(&AssignmentId(id)).cloned().map(Into::into),
            ObjectKind::Release => self.releases.get(&ReleaseId(id)).cloned().map(Into::into),
            ObjectKind::Request => self.requests.get(&RequestId(id)).cloned().map(Into::into),
            ObjectKind::Choice => self.choices.get(&ChoiceId(id)).cloned().map(Into::into),
            ObjectKind::Point => self.points.get(&PointId(id)).cloned().map(Into::into),
        }
    }

    /// Makes an edit.
    pub fn apply(&mut self, edit: &Edit) {
        if let (Some(before), None) = (&edit.before, &edit.after) {
            self.take(before.kind(), before.id());
        }
        if let Some(after) = &edit.after {
            self.put(after.clone());
        }
    }

    /// Makes edits, in order.
    pub fn apply_all(&mut self, edits: &[Edit]) {
        edits.iter().for_each(|edit| self.apply(edit));
    }

    /// Returns the first edit that does not fit after those before it: its object is not as it was before, or a new
    /// one's number is taken.
    pub fn misfit<'a>(&self, edits: &'a [Edit]) -> Option<&'a Edit> {
        let mut made: BTreeMap<(ObjectKind, i64), Option<&Object>> = BTreeMap::new();
        edits.iter().find(|edit| {
            let Some(object) = edit.object() else { return false };
            let place = (object.kind(), object.id());
            let misfits = match made.get(&place) {
                Some(now) => *now != edit.before.as_ref(),
                None => self.get(place.0, place.1).as_ref() != edit.before.as_ref(),
            };
            made.insert(place, edit.after.as_ref());
            misfits
        })
    }

    /// Returns the number that the next new object of a kind gets.
    pub fn next(&self, kind: ObjectKind) -> i64 {
        self.numbers.get(&kind).copied().unwrap_or(1)
    }

    /// Returns the master NSS; none in an empty configuration.
    pub fn master(&self) -> Option<&SystemSet> {
        self.system_sets.values().find(|set| set.parent.is_none())
    }

    /// Returns an NSS by name (without case) or number; a name goes before a number.
    pub fn system_set(&self, name: &str) -> Option<&SystemSet> {
        let key = name.to_lowercase();
        let named = self.system_sets.values().find(|set| set.name.to_lowercase() == key);
        named.or_else(|| self.system_sets.get(&SystemSetId(name.parse().ok()?)))
    }

    /// Returns an NSC by number or name (without case); a number goes before a name.
    pub fn computer_set(&self, name: &str) -> Option<&ComputerSet> {
        let key = name.to_lowercase();
        let numbered = name.parse().ok().and_then(|id| self.computer_sets.get(&ComputerSetId(id)));
        numbered.or_else(|| self.computer_sets.values().find(|set| set.name.to_lowercase() == key))
    }

    /// Returns the packages that a number, `NAME VERSION`, `NAME@VERSION` or a name (without case) can mean: one, or
    /// several versions of one name.
    pub fn packages_named(&self, name: &str) -> Vec<&Package> {
        if let Some(package) = name.parse().ok().and_then(|id| self.packages.get(&PackageId(id))) {
            return vec![package];
        }
        let key = name.to_lowercase();
        let exact = |package: &&Package| {
            let (name, version) = (package.name.to_lowercase(), package.version.to_lowercase());
            key == format!("{name} {version}") || key == format!("{name}@{version}")
        };
        if let Some(package) = self.packages.values().find(exact) {
            return vec![package];
        }
        self.packages.values().filter(|package| package.name.to_lowercase() == key).collect()
    }

    /// Returns a distribution point by name (without case) or number; a name goes before a number.
    pub fn point(&self, name: &str) -> Option<&Point> {
        let key = name.to_lowercase();
        let named = self.points.values().find(|point| point.name.to_lowercase() == key);
        named.or_else(|| self.points.get(&PointId(name.parse().ok()?)))
    }

    /// Returns an NSS and everything above it, the nearest first. Ends where a damaged tree goes round.
    pub fn line(&self, id: SystemSetId) -> Vec<&SystemSet> {
        let mut line: Vec<&SystemSet> = Vec::new();
        let mut next = self.system_sets.get(&id);
        while let Some(set) = next.filter(|set| line.iter().all(|above| above.id != set.id)) {
            line.push(set);
            next = set.parent.and_then(|parent| self.system_sets.get(&parent));
        }
        line
    }

    /// Returns an NSC and the NSCs that it is nested in, the nearest first. Ends where a damaged nesting goes round.
    pub fn nesting(&self, id: ComputerSetId) -> Vec<&ComputerSet> {
        let mut line: Vec<&ComputerSet> = Vec::new();
        let mut next = self.computer_sets.get(&id);
        while let Some(set) = next.filter(|set| line.iter().all(|outer| outer.id != set.id)) {
            line.push(set);
            next = set.parent.and_then(|parent| self.computer_sets.get(&parent));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::object::ChangeSet;
    use chrono::DateTime;

    fn set(id: i64, name: &str) -> SystemSet {
        SystemSet {
            id: SystemSetId(id),
            name: name.into(),
            parent: (id > 1).then_some(SystemSetId(1)),
            description: String::new(),
            link_person: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        }
    }

    #[test]
    fn edits_and_their_inverse_leave_everything_as_it_was_but_the_numbers() {
        let mut now = Configuration::default();
        now.put(set(1, "NICE").into());
        let edits = [
            Edit::create(set(2, "DSS")),
            Edit::change(set(2, "DSS"), set(2, "DSS-2")),
            Edit::create(set(3, "AB")),
            Edit::delete(set(3, "AB")),
        ];
        let mut later = now.clone();
        later.apply_all(&edits);
        assert_eq!(later.system_set("dss-2").map(|set| set.id), Some(SystemSetId(2)));
        assert_eq!(later.next(ObjectKind::SystemSet), 4);
        let (back, _) = ChangeSet::inverse(&edits, &[]);
        assert_eq!(later.misfit(&back), None, "each follows on the one before");
        assert_eq!(later.misfit(&back[2..]), None);
        assert_eq!(later.misfit(&edits), Some(&edits[0]));
        later.apply_all(&back);
        assert_eq!(later.system_sets, now.system_sets);
        assert_eq!(later.next(ObjectKind::SystemSet), 4, "a number is never used again");
    }

    #[test]
    fn an_edit_of_something_that_is_not_as_it_was_does_not_fit() {
        let mut now = Configuration::default();
        now.put(set(1, "NICE").into());
        assert!(now.misfit(&[Edit::change(set(1, "NICE"), set(1, "NICE-2"))]).is_none());
        assert!(now.misfit(&[Edit::change(set(1, "OTHER"), set(1, "NICE-2"))]).is_some());
        assert!(now.misfit(&[Edit::create(set(1, "NEW"))]).is_some());
    }
}
