//! From edits to flat files.

use crate::model::choice::Choice;
use crate::model::computer_set::of_group;
use crate::model::configuration::Configuration;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::ComputerSetId;
use crate::model::membership::Memberships;
use crate::model::object::{Edit, Object};
use crate::model::publication::{FlatFile, bucket};
use std::collections::BTreeSet;

/// Returns every flat file that a configuration has.
pub fn all(now: &Configuration) -> BTreeSet<FlatFile> {
    let single = [FlatFile::Packages, FlatFile::ComputerSets];
    let assignments = now.computer_sets.keys().map(|id| FlatFile::Assignments(*id));
    let members = (0..=u8::MAX).flat_map(|bucket| [FlatFile::Computers(bucket), FlatFile::Users(bucket)]);
    single.into_iter().chain(assignments).chain(members).collect()
}

/// Returns the flat files that can differ once these edits are made, and those that come or go. `before` are the
/// memberships from before the edits: whoever is in a group that is deleted leaves it, named by the edit or not.
pub fn concerned(edits: &[Edit], directory: &[DirectoryEdit], before: &Memberships) -> BTreeSet<FlatFile> {
    let mut files = BTreeSet::new();
    for edit in edits {
        for object in [&edit.before, &edit.after].into_iter().flatten() {
            files.extend(of_object(object));
        }
        if let (Some(Object::ComputerSet(set)), None) | (None, Some(Object::ComputerSet(set))) =
            (&edit.before, &edit.after)
        {
            files.insert(FlatFile::Assignments(set.id));
        }
    }
    for edit in directory {
        of_directory(edit, before, &mut files);
    }
    files
}

/// Returns the flat files that tell of members who came or left between two looks at the directory, whoever moved them.
pub fn moved(before: &Memberships, after: &Memberships) -> BTreeSet<FlatFile> {
    let mut files = BTreeSet::new();
    for kind in [MemberKind::Computer, MemberKind::User] {
        for (known, other) in [(before, after), (after, before)] {
            let differing = known.everybody(kind).filter(|(name, sets)| other.of(kind, name) != *sets);
            files.extend(differing.map(|(name, _)| of_member(kind, name)));
        }
    }
    files
}

/// Returns the file that an object stands in.
fn of_object(object: &Object) -> Option<FlatFile> {
    match object {
        Object::Package(_) => Some(FlatFile::Packages),
        Object::ComputerSet(_) => Some(FlatFile::ComputerSets),
        Object::Assignment(assignment) => Some(FlatFile::Assignments(assignment.nsc)),
        Object::Release(release) => Some(FlatFile::Assignments(release.nsc)),
        Object::Choice(choice) => Some(of_choice(choice)),
        Object::SystemSet(_) | Object::Grant(_) | Object::Administrator(_) | Object::Request(_) | Object::Point(_) => {
            None
        }
    }
}

/// A choice stands with the machine for which it was made: it counts there whoever is logged on.
fn of_choice(choice: &Choice) -> FlatFile {
    match &choice.machine {
        Some(machine) => of_member(MemberKind::Computer, machine),
        None => of_member(MemberKind::User, &choice.user),
    }
}

fn of_member(kind: MemberKind, name: &str) -> FlatFile {
    match kind {
        MemberKind::Computer => FlatFile::Computers(bucket(name)),
        MemberKind::User => FlatFile::Users(bucket(name)),
    }
}

fn of_directory(edit: &DirectoryEdit, before: &Memberships, files: &mut BTreeSet<FlatFile>) {
    // The group says what its members are, as it does where the copy of the directory follows the edit.
    let nsc_of = |group: &str| -> Option<(ComputerSetId, MemberKind)> {
        of_group(group).map(|(nsc, users)| (nsc, if users { MemberKind::User } else { MemberKind::Computer }))
    };
    match edit {
        DirectoryEdit::Add { group, names, .. } | DirectoryEdit::Remove { group, names, .. } => {
            let Some((_, kind)) = nsc_of(group) else { return };
            files.extend(names.iter().map(|name| of_member(kind, name)));
        }
        DirectoryEdit::DeleteGroup { group, names, .. } => {
            let Some((nsc, kind)) = nsc_of(group) else { return };
            files.extend(names.iter().map(String::as_str).chain(before.members(nsc, kind)).map(|n| of_member(kind, n)));
        }
        DirectoryEdit::CreateGroup { .. } | DirectoryEdit::Register { .. } | DirectoryEdit::Describe { .. } => {}
    }
}
