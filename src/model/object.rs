//! The objects that the configuration consists of, and edits of them.
//!
//! A change is a [`ChangeSet`]: the same value is previewed, applied, logged, taken back by its inverse, and followed by
//! everybody who tails the action log. Because every edit holds the object before and after, the configuration of any
//! earlier time follows from today's and the log.

use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::delegation::{Administrator, Grant, Reach};
use crate::model::directory::DirectoryEdit;
use crate::model::id::{ComputerSetId, OperationId, PackageId, SystemSetId};
use crate::model::operation::ObjectRef;
use crate::model::package::Package;
use crate::model::permission::{Target, Verb};
use crate::model::point::Point;
use crate::model::request::MemberRequest;
use crate::model::system_set::SystemSet;
use serde::{Deserialize, Serialize};
use serde_json::Value;

macro_rules! objects {
    ($($(#[$doc:meta])* $variant:ident($ty:ty) = $name:literal;)+) => {
        /// An object of the configuration.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "object")]
        #[expect(clippy::large_enum_variant, reason = "packages are large, and few of the objects")]
        pub enum Object {
            $($(#[$doc])* #[serde(rename = $name)] $variant($ty),)+
        }

        /// What kind of object something is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ObjectKind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl ObjectKind {
            /// Every kind, in the order in which objects can be created: what others refer to comes first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name as it stands in the action log and in the database.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl Object {
            /// Returns what kind of object it is.
            pub fn kind(&self) -> ObjectKind {
                match self { $(Self::$variant(_) => ObjectKind::$variant),+ }
            }

            /// Returns its number.
            pub fn id(&self) -> i64 {
                match self { $(Self::$variant(object) => object.id.0),+ }
            }
        }

        $(impl From<$ty> for Object {
            fn from(object: $ty) -> Self {
                Self::$variant(object)
            }
        })+
    };
}

objects! {
    /// An NSS.
    SystemSet(SystemSet) = "nss";
    /// A grant of a verb to an NSS.
    Grant(Grant) = "grant";
    /// An NSC.
    ComputerSet(ComputerSet) = "nsc";
    /// A package.
    Package(Package) = "pkg";
    /// An administrator's entry at an NSS.
    Administrator(Administrator) = "administrator";
    /// A package's assignment to an NSC.
    Assignment(Assignment) = "assignment";
    /// A local manager's release.
    Release(Release) = "release";
    /// A request for membership.
    Request(MemberRequest) = "request";
    /// A user's choice.
    Choice(Choice) = "choice";
    /// A distribution point.
    Point(Point) = "dp";
}

/// One object before and after. Without a before it is created, without an after deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The object as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Object>,
    /// The object as it will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Object>,
}

impl Edit {
    /// Creates an object.
    pub fn create(after: impl Into<Object>) -> Self {
        Self { before: None, after: Some(after.into()) }
    }

    /// Changes an object.
    pub fn change(before: impl Into<Object>, after: impl Into<Object>) -> Self {
        Self { before: Some(before.into()), after: Some(after.into()) }
    }

    /// Deletes an object.
    pub fn delete(before: impl Into<Object>) -> Self {
        Self { before: Some(before.into()), after: None }
    }

    /// Returns the edit that takes this one back.
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }

    /// Returns the object that it is about: after, or before where it is deleted.
    pub fn object(&self) -> Option<&Object> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl Object {
    /// Gives the new object of this kind and number another number, here or where it is referred to.
    fn renumber(&mut self, kind: ObjectKind, from: i64, to: i64) {
        let own = self.kind() == kind;
        let swap = |id: &mut i64, of: ObjectKind| {
            if of == kind && *id == from {
                *id = to;
            }
        };
        let reach = |reach: &mut Reach| match reach {
            Reach::Nss => {}
            Reach::Nsc(id) => swap(&mut id.0, ObjectKind::ComputerSet),
            Reach::Pkg(id) => swap(&mut id.0, ObjectKind::Package),
        };
        let id = match self {
            Self::SystemSet(o) => {
                o.parent.iter_mut().for_each(|id| swap(&mut id.0, ObjectKind::SystemSet));
                &mut o.id.0
            }
            Self::Grant(o) => {
                swap(&mut o.nss.0, ObjectKind::SystemSet);
                reach(&mut o.reach);
                &mut o.id.0
            }
            Self::ComputerSet(o) => {
                swap(&mut o.nss.0, ObjectKind::SystemSet);
                o.parent.iter_mut().for_each(|id| swap(&mut id.0, ObjectKind::ComputerSet));
                &mut o.id.0
            }
            Self::Package(o) => {
                swap(&mut o.nss.0, ObjectKind::SystemSet);
                let others = o.dependencies.iter_mut().chain(&mut o.supersedes).chain(&mut o.conflicts);
                others.for_each(|id| swap(&mut id.0, ObjectKind::Package));
                &mut o.id.0
            }
            Self::Administrator(o) => {
                swap(&mut o.nss.0, ObjectKind::SystemSet);
                reach(&mut o.reach);
                &mut o.id.0
            }
            Self::Assignment(o) => {
                swap(&mut o.nsc.0, ObjectKind::ComputerSet);
                swap(&mut o.pkg.0, ObjectKind::Package);
                &mut o.id.0
            }
            Self::Release(o) => {
                swap(&mut o.nsc.0, ObjectKind::ComputerSet);
                swap(&mut o.pkg.0, ObjectKind::Package);
                &mut o.id.0
            }
            Self::Request(o) => {
                swap(&mut o.nsc.0, ObjectKind::ComputerSet);
                &mut o.id.0
            }
            Self::Choice(o) => {
                swap(&mut o.pkg.0, ObjectKind::Package);
                &mut o.id.0
            }
            Self::Point(o) => &mut o.id.0,
        };
        if own {
            swap(id, kind);
        }
    }
}

/// An intended change of the configuration and of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// The right that it needs.
    pub verb: Verb,
    /// Where it is needed.
    pub target: Target,
    /// What the change is about, as the log names it.
    pub object: ObjectRef,
    /// The object before, as preview and log show it; or null.
    pub before: Option<Value>,
    /// The object after; or null.
    pub after: Option<Value>,
    /// Edits of the configuration, in an order in which they can be made: what others refer to is created first and
    /// deleted last.
    pub edits: Vec<Edit>,
    /// Edits of the directory, made after the configuration's.
    pub directory: Vec<DirectoryEdit>,
    /// The operation that it takes back.
    pub undoes: Option<OperationId>,
}

impl ChangeSet {
    /// Gives a new object another number, because somebody else took the one that was planned. References to it and
    /// the names of its groups follow.
    pub fn renumber(&mut self, kind: ObjectKind, from: i64, to: i64) {
        for edit in &mut self.edits {
            if let Some(object) = &mut edit.after {
                object.renumber(kind, from, to);
            }
        }
        match (kind, &mut self.target) {
            (ObjectKind::SystemSet, Target::Nss { id: SystemSetId(id) })
            | (ObjectKind::ComputerSet, Target::Nsc { id: ComputerSetId(id) })
            | (ObjectKind::Package, Target::Pkg { id: PackageId(id) })
                if *id == from =>
            {
                *id = to;
            }
            _ => {}
        }
        if kind == ObjectKind::ComputerSet {
            self.directory.iter_mut().for_each(|edit| edit.rename_groups_of(ComputerSetId(from), ComputerSetId(to)));
        }
    }

    /// Returns the edits that take it back, in order, for the configuration and for the directory.
    pub fn inverse(edits: &[Edit], directory: &[DirectoryEdit]) -> (Vec<Edit>, Vec<DirectoryEdit>) {
        let edits = edits.iter().rev().map(Edit::inverse).collect();
        (edits, directory.iter().rev().flat_map(DirectoryEdit::inverse).collect())
    }
}
