//! What must hold between the objects of a configuration. Pure.
//!
//! Only what a change touches is looked at, and what was unsound before it stays changeable: a check costs as much as
//! the change, not as much as the estate.

mod grants;
mod names;
mod references;
#[cfg(test)]
mod tests;
mod tree;

pub use references::references;

use crate::model::configuration::Configuration;
use crate::model::object::{Edit, Object, ObjectKind};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a change would break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold")]
pub enum Broken {
    /// The master set is gone while others are there.
    NoMaster { name: String },
    /// A second NSS without a parent.
    Masters { names: Vec<String> },
    /// Something is below, nested in, or needed by itself.
    Cycle { object: String, name: String, through: String },
    /// An NSS would hold what its parent lacks (D-09).
    ParentLacks { nss: String, parent: String, verbs: Vec<String> },
    /// Two objects would have one name.
    Exists { object: String, name: String },
    /// Something would refer to an object that is deleted.
    Dangling { object: String, name: String, refers_to: String },
    /// Something refers to an object that is not there.
    Missing { object: String, name: String },
    /// An NSC would be nested in one of another NSS (D-15).
    OtherNss { name: String, parent: String },
}

/// Checks that these edits, which lead from `before` to `after`, leave everything sound.
pub fn check(before: &Configuration, after: &Configuration, edits: &[Edit]) -> Result<(), Broken> {
    let touched = Touched::by(edits);
    tree::one_master(before, after, &touched)?;
    names::once(before, after, &touched)?;
    references::whole(before, after, &touched)?;
    tree::without_cycles(before, after, &touched)?;
    tree::nested_in_own(before, after, &touched)?;
    grants::within_parents(before, after, &touched)
}

/// What a change touches, by kind and number.
struct Touched(BTreeSet<(ObjectKind, i64)>);

impl Touched {
    fn by(edits: &[Edit]) -> Self {
        let objects = edits.iter().flat_map(|edit| [&edit.before, &edit.after]).flatten();
        Self(objects.map(|object| (object.kind(), object.id())).collect())
    }

    /// Returns the numbers of one kind.
    fn of(&self, kind: ObjectKind) -> impl Iterator<Item = i64> {
        self.0.range((kind, i64::MIN)..=(kind, i64::MAX)).map(|(_, id)| *id)
    }

    /// Whether anything of a kind is touched.
    fn any(&self, kind: ObjectKind) -> bool {
        self.of(kind).next().is_some()
    }

    /// Returns what is there no longer.
    fn gone(&self, before: &Configuration, after: &Configuration) -> impl Iterator<Item = Object> {
        let gone = |&(kind, id): &(ObjectKind, i64)| before.get(kind, id).filter(|_| after.get(kind, id).is_none());
        self.0.iter().filter_map(gone)
    }
}

/// Returns what people call an object.
pub fn name(object: &Object) -> String {
    match object {
        Object::SystemSet(o) => o.name.clone(),
        Object::ComputerSet(o) => o.name.clone(),
        Object::Package(o) => o.title(),
        Object::Grant(o) => o.verb.name().into(),
        Object::Administrator(o) => o.trustee.to_string(),
        Object::Point(o) => o.name.clone(),
        Object::Assignment(_) | Object::Release(_) | Object::Request(_) | Object::Choice(_) => object.id().to_string(),
    }
}
