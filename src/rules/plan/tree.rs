//! The trees of NSSs and NSCs, and the dependencies of packages: one master, nothing in a circle, and NSCs nested
//! within their own NSS (CMF-01, D-15).

use super::{Broken, Touched};
use crate::model::configuration::Configuration;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::object::ObjectKind;
use std::collections::BTreeSet;

/// Checks that there is exactly one master, or nothing at all.
pub(super) fn one_master(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    if !touched.any(ObjectKind::SystemSet) {
        return Ok(());
    }
    let masters = |of: &Configuration| -> Vec<SystemSetId> {
        of.system_sets.values().filter(|set| set.parent.is_none()).map(|set| set.id).collect()
    };
    let now = masters(after);
    if now.len() == 1 || after.system_sets.is_empty() || now == masters(before) {
        return Ok(());
    }
    if now.is_empty() {
        let gone = masters(before).first().and_then(|id| before.system_sets.get(id));
        return Err(Broken::NoMaster { name: gone.map(|set| set.name.clone()).unwrap_or_default() });
    }
    let names = now.iter().filter_map(|id| after.system_sets.get(id)).map(|set| set.name.clone()).collect();
    Err(Broken::Masters { names })
}

/// Checks that nothing has come below, into, or behind itself.
pub(super) fn without_cycles(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    let sets = touched.of(ObjectKind::SystemSet).map(SystemSetId).collect();
    let above = |of: &Configuration, id| of.system_sets.get(&id).and_then(|set| set.parent).into_iter().collect();
    let name = |id| after.system_sets.get(&id).map(|set| set.name.clone());
    circle("nss", sets, (before, after), above, name)?;

    let sets = touched.of(ObjectKind::ComputerSet).map(ComputerSetId).collect();
    let outer = |of: &Configuration, id| of.computer_sets.get(&id).and_then(|set| set.parent).into_iter().collect();
    let name = |id| after.computer_sets.get(&id).map(|set| set.name.clone());
    circle("nsc", sets, (before, after), outer, name)?;

    let packages = touched.of(ObjectKind::Package).map(PackageId).collect();
    let needs = |of: &Configuration, id| of.packages.get(&id).map_or_else(Vec::new, |p| p.dependencies.clone());
    let name = |id| after.packages.get(&id).map(|package| package.title());
    circle("pkg", packages, (before, after), needs, name)
}

/// Looks for a circle that leads through one of these, if it has other successors than before.
fn circle<I: Copy + Ord>(
    object: &str,
    touched: Vec<I>,
    (before, after): (&Configuration, &Configuration),
    next: impl Fn(&Configuration, I) -> Vec<I>,
    name: impl Fn(I) -> Option<String>,
) -> Result<(), Broken> {
    let moved: BTreeSet<I> = touched.into_iter().filter(|id| next(before, *id) != next(after, *id)).collect();
    let mut done = BTreeSet::new();
    for start in &moved {
        // The way from `start`, each with what is still to be tried behind it.
        let mut way = vec![(*start, next(after, *start))];
        while let Some((id, untried)) = way.last_mut() {
            let Some(candidate) = untried.pop() else {
                done.insert(*id);
                way.pop();
                continue;
            };
            if let Some(from) = way.iter().position(|(id, _)| *id == candidate) {
                let ring = way.get(from..).unwrap_or_default();
                if let Some(first) = ring.iter().position(|(id, _)| moved.contains(id)) {
                    let at = |place: usize| ring.get(place % ring.len()).and_then(|(id, _)| name(*id));
                    return Err(Broken::Cycle {
                        object: object.into(),
                        name: at(first).unwrap_or_default(),
                        through: at(first + 1).unwrap_or_default(),
                    });
                }
            } else if !done.contains(&candidate) {
                way.push((candidate, next(after, candidate)));
            }
        }
    }
    Ok(())
}

/// Checks that NSCs are nested in NSCs of their own NSS.
pub(super) fn nested_in_own(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    let is_foreign = |of: &Configuration, id: ComputerSetId| {
        let set = of.computer_sets.get(&id)?;
        let outer = of.computer_sets.get(&set.parent?)?;
        (outer.nss != set.nss).then(|| (set.name.clone(), outer.name.clone()))
    };
    let owner = |of: &Configuration, id: ComputerSetId| of.computer_sets.get(&id).map(|set| set.nss);
    let mut looked_at: BTreeSet<ComputerSetId> = touched.of(ObjectKind::ComputerSet).map(ComputerSetId).collect();
    let handed: BTreeSet<ComputerSetId> =
        looked_at.iter().copied().filter(|id| owner(before, *id) != owner(after, *id)).collect();
    if !handed.is_empty() {
        let inner = after.computer_sets.values().filter(|set| set.parent.is_some_and(|id| handed.contains(&id)));
        looked_at.extend(inner.map(|set| set.id));
    }
    let broken =
        looked_at.into_iter().filter(|id| is_foreign(before, *id).is_none()).find_map(|id| is_foreign(after, id));
    broken.map_or(Ok(()), |(name, parent)| Err(Broken::OtherNss { name, parent }))
}
