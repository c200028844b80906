//! No two objects of a kind with one name, and nothing twice.

use super::{Broken, Touched, name};
use crate::model::configuration::Configuration;
use crate::model::delegation::Administrator;
use crate::model::id::{
    AdministratorId, AssignmentId, ComputerSetId, GrantId, PackageId, PointId, ReleaseId, SystemSetId,
};
use crate::model::object::ObjectKind;
use std::collections::BTreeMap;

/// Checks that what the change has named anew is the only one with its name.
pub(super) fn once(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    use ObjectKind as Kind;
    let lower = str::to_lowercase;
    let ids = |kind| touched.of(kind);
    let twice = [
        (Kind::SystemSet, {
            let ids = ids(Kind::SystemSet).map(SystemSetId);
            again(ids, &before.system_sets, &after.system_sets, |set| lower(&set.name)).map(|id| id.0)
        }),
        (Kind::ComputerSet, {
            let ids = ids(Kind::ComputerSet).map(ComputerSetId);
            again(ids, &before.computer_sets, &after.computer_sets, |set| lower(&set.name)).map(|id| id.0)
        }),
        (Kind::Package, {
            let ids = ids(Kind::Package).map(PackageId);
            again(ids, &before.packages, &after.packages, |p| (lower(&p.name), lower(&p.version))).map(|id| id.0)
        }),
        (Kind::Grant, {
            let ids = ids(Kind::Grant).map(GrantId);
            again(ids, &before.grants, &after.grants, |g| (g.nss, g.verb, g.reach)).map(|id| id.0)
        }),
        (Kind::Administrator, {
            let ids = ids(Kind::Administrator).map(AdministratorId);
            let key = |a: &Administrator| (a.nss, lower(&a.trustee.to_string()), a.reach);
            again(ids, &before.administrators, &after.administrators, key).map(|id| id.0)
        }),
        (Kind::Assignment, {
            let ids = ids(Kind::Assignment).map(AssignmentId);
            again(ids, &before.assignments, &after.assignments, |a| (a.nsc, a.pkg, a.action)).map(|id| id.0)
        }),
        (Kind::Release, {
            let ids = ids(Kind::Release).map(ReleaseId);
            again(ids, &before.releases, &after.releases, |r| (r.nsc, r.pkg)).map(|id| id.0)
        }),
        (Kind::Point, {
            let ids = ids(Kind::Point).map(PointId);
            again(ids, &before.points, &after.points, |point| lower(&point.name)).map(|id| id.0)
        }),
    ];
    let found = twice.into_iter().find_map(|(kind, id)| after.get(kind, id?));
    found.map_or(Ok(()), |object| Err(Broken::Exists { object: object.kind().name().into(), name: name(&object) }))
}

/// Returns an object of these whose key is another's too, if it was not its key before.
fn again<I: Ord + Copy, T, K: Ord>(
    touched: impl Iterator<Item = I>,
    before: &BTreeMap<I, T>,
    after: &BTreeMap<I, T>,
    key: impl Fn(&T) -> K,
) -> Option<I> {
    let mut fresh = BTreeMap::new();
    for id in touched {
        let Some(object) = after.get(&id) else { continue };
        let new = key(object);
        if before.get(&id).is_none_or(|old| key(old) != new) && fresh.insert(new, id).is_some() {
            return Some(id);
        }
    }
    if fresh.is_empty() {
        return None;
    }
    after.iter().find_map(|(id, object)| fresh.get(&key(object)).filter(|new| *new != id).copied())
}
