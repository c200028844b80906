//! What begins and what ends with local management: the releases of what is applied already (CMFX-07).

use crate::core::change::Effect;
use crate::core::{Core, OpContext, Result, membership};
use crate::model::assignment::{AssignAction, Release, ReleaseState};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId, ReleaseId};
use crate::model::membership::Memberships;
use crate::model::object::{Edit, Object, ObjectKind};
use std::collections::BTreeSet;

/// Returns the edits of releases that go with a set's change: with the beginning of local management a release for
/// every package of another NSS that its machines get now, with its end the deletion of all of them.
pub(super) async fn releases_with(
    ctx: &OpContext,
    core: &Core,
    now: &Configuration,
    after: &ComputerSet,
) -> Result<Vec<Edit>> {
    let old = now.releases.values().filter(|release| release.nsc == after.id);
    let mut edits: Vec<Edit> = old.cloned().map(Edit::delete).collect();
    if !after.locally_managed {
        return Ok(edits);
    }
    let members = membership::read(ctx, core).await?.memberships;
    let number = now.next(ObjectKind::Release);
    let applied = applied(now, &members, after);
    edits.extend(applied.into_iter().zip(number..).map(|(pkg, number)| {
        Edit::create(Release {
            id: ReleaseId(number),
            nsc: after.id,
            pkg,
            state: ReleaseState::Released,
            by: ctx.principal.name.clone(),
            at: core.ports.clock.now(),
            reason: ctx.reason.clone().unwrap_or_default(),
        })
    }));
    Ok(edits)
}

/// Returns the packages of other NSSs that are applied to the set, or through another set to any of its machines, and
/// what these packages need.
fn applied(now: &Configuration, members: &Memberships, set: &ComputerSet) -> BTreeSet<PackageId> {
    let mut sets: BTreeSet<ComputerSetId> = BTreeSet::from([set.id]);
    for machine in members.members(set.id, MemberKind::Computer) {
        sets.extend(members.of(MemberKind::Computer, machine));
    }
    let sets: BTreeSet<_> = sets.iter().flat_map(|&id| now.nesting(id)).map(|set| set.id).chain([set.id]).collect();
    let here = now.assignments.values().filter(|a| a.action == AssignAction::Apply && sets.contains(&a.nsc));
    let mut open: Vec<PackageId> = here.map(|assignment| assignment.pkg).collect();
    let mut found = BTreeSet::new();
    while let Some(pkg) = open.pop() {
        if let Some(package) = now.packages.get(&pkg).filter(|_| found.insert(pkg)) {
            open.extend(&package.dependencies);
        }
    }
    found.retain(|pkg| now.packages.get(pkg).is_some_and(|package| package.nss != set.nss));
    found
}

/// Returns what a person reads about edits of releases.
pub(super) fn told(now: &Configuration, edits: &[Edit]) -> Vec<Effect> {
    let name = |pkg: PackageId| now.packages.get(&pkg).map_or_else(|| pkg.to_string(), |package| package.title());
    let told = edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
        (None, Some(Object::Release(release))) => {
            Some(Effect::Creates { object: "release".into(), name: name(release.pkg) })
        }
        (Some(Object::Release(release)), None) => {
            Some(Effect::Deletes { object: "release".into(), name: name(release.pkg) })
        }
        _ => None,
    });
    told.collect()
}
