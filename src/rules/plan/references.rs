//! Whatever an object refers to is there.

use super::{Broken, Touched, name};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach};
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::object::{Object, ObjectKind};
use crate::model::package::Package;
use std::collections::BTreeMap;

/// An object, by kind and number.
type Reference = (ObjectKind, i64);

/// Checks that nothing refers to what has gone, and that what is new or changed refers to what is there.
pub(super) fn whole(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    let gone: BTreeMap<Reference, Object> =
        touched.gone(before, after).map(|object| ((object.kind(), object.id()), object)).collect();
    if let Some((missing, holder)) = left_behind(&gone, after) {
        let refers_to = format!("{} {}", holder.kind().name(), name(&holder));
        return Err(Broken::Dangling { object: missing.kind().name().into(), name: name(missing), refers_to });
    }
    for &(kind, id) in &touched.0 {
        let Some(object) = after.get(kind, id) else { continue };
        let old = before.get(kind, id).map(|object| references(&object)).unwrap_or_default();
        let new = references(&object);
        let missing = new.into_iter().find(|to| !old.contains(to) && after.get(to.0, to.1).is_none());
        if let Some((kind, id)) = missing {
            return Err(Broken::Missing { object: kind.name().into(), name: id.to_string() });
        }
    }
    Ok(())
}

/// Returns what has gone although an object still refers to it, with that object.
fn left_behind<'a>(gone: &'a BTreeMap<Reference, Object>, after: &Configuration) -> Option<(&'a Object, Object)> {
    let any = |kind| gone.keys().any(|(of, _)| *of == kind);
    let (nss, nsc, pkg) = (any(ObjectKind::SystemSet), any(ObjectKind::ComputerSet), any(ObjectKind::Package));
    if !(nss || nsc || pkg) {
        return None;
    }
    let find = |to: Reference| gone.get(&to);
    let of_nss = |id: SystemSetId| find((ObjectKind::SystemSet, id.0));
    let of_nsc = |id: ComputerSetId| find((ObjectKind::ComputerSet, id.0));
    let of_pkg = |id: PackageId| find((ObjectKind::Package, id.0));
    let of_reach = |reach: Reach| match reach {
        Reach::Nss => None,
        Reach::Nsc(id) => of_nsc(id),
        Reach::Pkg(id) => of_pkg(id),
    };
    // Written out by kind: this passes over the whole estate, and taking each object apart would cost too much.
    let sets = || after.system_sets.values().find_map(|o| Some((of_nss(o.parent?)?, o.clone().into())));
    let inner = || {
        let missing = |o: &ComputerSet| of_nss(o.nss).or_else(|| of_nsc(o.parent?));
        after.computer_sets.values().find_map(|o| Some((missing(o)?, o.clone().into())))
    };
    let packages = || {
        let missing = |o: &Package| {
            let mut others = o.dependencies.iter().chain(&o.supersedes).chain(&o.conflicts);
            of_nss(o.nss).or_else(|| others.find_map(|id| of_pkg(*id)))
        };
        after.packages.values().find_map(|o| Some((missing(o)?, o.clone().into())))
    };
    let grants = || {
        let missing = |o: &Grant| of_nss(o.nss).or_else(|| of_reach(o.reach));
        after.grants.values().find_map(|o| Some((missing(o)?, o.clone().into())))
    };
    let administrators = || {
        let missing = |o: &Administrator| of_nss(o.nss).or_else(|| of_reach(o.reach));
        after.administrators.values().find_map(|o| Some((missing(o)?, o.clone().into())))
    };
    let assignments =
        || after.assignments.values().find_map(|o| Some((of_nsc(o.nsc).or_else(|| of_pkg(o.pkg))?, o.clone().into())));
    let releases =
        || after.releases.values().find_map(|o| Some((of_nsc(o.nsc).or_else(|| of_pkg(o.pkg))?, o.clone().into())));
    let requests = || after.requests.values().find_map(|o| Some((of_nsc(o.nsc)?, o.clone().into())));
    let choices = || after.choices.values().find_map(|o| Some((of_pkg(o.pkg)?, o.clone().into())));
    sets()
        .or_else(inner)
        .or_else(packages)
        .or_else(grants)
        .or_else(administrators)
        .or_else(assignments)
        .or_else(releases)
        .or_else(requests)
        .or_else(choices)
}

/// Returns what an object refers to, by kind and number.
pub fn references(object: &Object) -> Vec<Reference> {
    let nss = |id: SystemSetId| (ObjectKind::SystemSet, id.0);
    let nsc = |id: ComputerSetId| (ObjectKind::ComputerSet, id.0);
    let pkg = |id: PackageId| (ObjectKind::Package, id.0);
    let reach = |reach: Reach| match reach {
        Reach::Nss => None,
        Reach::Nsc(id) => Some(nsc(id)),
        Reach::Pkg(id) => Some(pkg(id)),
    };
    match object {
        Object::SystemSet(o) => o.parent.map(nss).into_iter().collect(),
        Object::Grant(o) => std::iter::once(nss(o.nss)).chain(reach(o.reach)).collect(),
        Object::ComputerSet(o) => std::iter::once(nss(o.nss)).chain(o.parent.map(nsc)).collect(),
        Object::Package(o) => {
            let others = o.dependencies.iter().chain(&o.supersedes).chain(&o.conflicts);
            std::iter::once(nss(o.nss)).chain(others.map(|id| pkg(*id))).collect()
        }
        Object::Administrator(o) => std::iter::once(nss(o.nss)).chain(reach(o.reach)).collect(),
        Object::Assignment(o) => vec![nsc(o.nsc), pkg(o.pkg)],
        Object::Release(o) => vec![nsc(o.nsc), pkg(o.pkg)],
        Object::Request(o) => vec![nsc(o.nsc)],
        Object::Choice(o) => vec![pkg(o.pkg)],
        Object::Point(_) => Vec::new(),
    }
}
