//! The rights that taking back needs: at least the operation's own verb, wherever the operation reached.

use crate::model::assignment::Assignment;
use crate::model::computer_set::of_group;
use crate::model::configuration::Configuration;
use crate::model::directory::DirectoryEdit;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::object::{Edit, Object};
use crate::model::operation::Operation;
use crate::model::permission::{Target, Verb};
use crate::port::OperationEdits;

/// Returns verbs with their targets, without doubles; never none.
pub(super) fn rights(
    done: &Operation,
    made: &OperationEdits,
    now: &Configuration,
    principal: &str,
) -> Vec<(Verb, Target)> {
    let objects: Vec<&Object> = made.edits.iter().filter_map(Edit::object).collect();
    let owner_of = |id: ComputerSetId| {
        objects.iter().find_map(|object| match object {
            Object::ComputerSet(set) if set.id == id => Some(set.nss),
            _ => None,
        })
    };
    let nsc = |id: ComputerSetId| match owner_of(id) {
        // A new set was made in an NSS, and one that is gone has no place but its NSS.
        Some(nss) if done.verb == Verb::NscCreate || !now.computer_sets.contains_key(&id) => Target::Nss { id: nss },
        _ => Target::Nsc { id },
    };
    let pkg = |id: PackageId, nss: SystemSetId| match now.packages.contains_key(&id) && done.verb != Verb::PkgCreate {
        true => Target::Pkg { id },
        false => Target::Nss { id: nss },
    };
    let is_own = done.actor == principal;
    let verb = done.verb;
    let of_object = |object: &Object| match object {
        Object::SystemSet(set) if verb == Verb::NssEdit => Some((verb, Target::Nss { id: set.id })),
        Object::Administrator(entry) if verb == Verb::NssEdit => Some((verb, Target::Nss { id: entry.nss })),
        Object::ComputerSet(set) if concerns(verb, "nsc.") => Some((verb, nsc(set.id))),
        Object::Release(release) if concerns(verb, "nsc.") => Some((verb, nsc(release.nsc))),
        // Anybody may ask; only who decides may take back what somebody else has asked for.
        Object::Request(request) if verb == Verb::NscMemberRequest && !is_own => {
            Some((Verb::NscMemberApprove, nsc(request.nsc)))
        }
        Object::Request(request) if concerns(verb, "nsc.") => Some((verb, nsc(request.nsc))),
        Object::Assignment(Assignment { nsc, pkg, .. })
            if concerns(verb, "pkg.assign.") || verb == Verb::ScheduleSet =>
        {
            Some((verb, Target::Assignment { nsc: *nsc, pkg: *pkg }))
        }
        // And only who publishes may take back what somebody else has chosen.
        Object::Choice(choice) if !is_own => Some((Verb::PkgAssignPublish, Target::Pkg { id: choice.pkg })),
        Object::Choice(choice) => Some((verb, Target::Pkg { id: choice.pkg })),
        Object::Package(package) if concerns(verb, "pkg.") => Some((verb, pkg(package.id, package.nss))),
        _ => None,
    };
    let of_group = |edit: &DirectoryEdit| match edit {
        DirectoryEdit::Add { group, .. } | DirectoryEdit::Remove { group, .. } if concerns(verb, "nsc.") => {
            of_group(group).map(|(id, _)| (verb, nsc(id)))
        }
        _ => None,
    };
    let all = objects.iter().filter_map(|object| of_object(object)).chain(made.directory.iter().filter_map(of_group));
    let mut rights: Vec<(Verb, Target)> = Vec::new();
    for right in all {
        if !rights.contains(&right) {
            rights.push(right);
        }
    }
    if rights.is_empty() {
        rights.push((verb, Target::ESTATE));
    }
    rights
}

fn concerns(verb: Verb, family: &str) -> bool {
    verb.name().starts_with(family)
}
