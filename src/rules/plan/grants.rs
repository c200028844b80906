//! An NSS never holds what the NSS above it lacks (D-09). The master holds everything without grants (CMF-06).

use super::{Broken, Touched};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Grant, Reach};
use crate::model::id::{GrantId, SystemSetId};
use crate::model::object::ObjectKind;
use crate::model::permission::Verb;
use std::collections::{BTreeMap, BTreeSet};

/// Checks that nobody has come to hold more than the NSS above: by a grant, by losing one above, or by moving.
pub(super) fn within_parents(before: &Configuration, after: &Configuration, touched: &Touched) -> Result<(), Broken> {
    let mut concerned: BTreeSet<SystemSetId> = BTreeSet::new();
    for id in touched.of(ObjectKind::Grant).map(GrantId) {
        concerned.extend([before, after].iter().filter_map(|of| of.grants.get(&id)).map(|grant| grant.nss));
    }
    if !concerned.is_empty() {
        let below = after.system_sets.values().filter(|set| set.parent.is_some_and(|id| concerned.contains(&id)));
        let below: Vec<SystemSetId> = below.map(|set| set.id).collect();
        concerned.extend(below);
    }
    for id in touched.of(ObjectKind::SystemSet).map(SystemSetId) {
        if parent(before, id) != parent(after, id) {
            concerned.insert(id);
            // What was below it may have stood below the master.
            let below = after.system_sets.values().filter(|set| set.parent == Some(id));
            concerned.extend(below.map(|set| set.id));
        }
    }
    if concerned.is_empty() {
        return Ok(());
    }
    let (held_before, held) = (Held::by(before), Held::by(after));
    for id in concerned {
        let lacking_before = held_before.lacking(id);
        let lacking: Vec<(Verb, Reach)> =
            held.lacking(id).into_iter().filter(|lacks| !lacking_before.contains(lacks)).collect();
        if !lacking.is_empty() {
            let name = |id: Option<SystemSetId>| {
                id.and_then(|id| after.system_sets.get(&id)).map_or_else(String::new, |set| set.name.clone())
            };
            let verbs: BTreeSet<Verb> = lacking.into_iter().map(|(verb, _)| verb).collect();
            return Err(Broken::ParentLacks {
                nss: name(Some(id)),
                parent: name(parent(after, id)),
                verbs: verbs.into_iter().map(|verb| verb.name().to_owned()).collect(),
            });
        }
    }
    Ok(())
}

fn parent(of: &Configuration, id: SystemSetId) -> Option<SystemSetId> {
    of.system_sets.get(&id).and_then(|set| set.parent)
}

/// What NSSs hold.
struct Held<'a> {
    configuration: &'a Configuration,
    grants: BTreeMap<SystemSetId, BTreeSet<(Verb, Reach)>>,
}

impl<'a> Held<'a> {
    fn by(configuration: &'a Configuration) -> Self {
        let mut grants: BTreeMap<SystemSetId, BTreeSet<(Verb, Reach)>> = BTreeMap::new();
        for Grant { nss, verb, reach, .. } in configuration.grants.values() {
            grants.entry(*nss).or_default().insert((*verb, *reach));
        }
        Self { configuration, grants }
    }

    /// Returns what an NSS holds and the one above it does not.
    fn lacking(&self, id: SystemSetId) -> BTreeSet<(Verb, Reach)> {
        let (Some(own), Some(above)) = (self.grants.get(&id), parent(self.configuration, id)) else {
            return BTreeSet::new();
        };
        if parent(self.configuration, above).is_none() {
            return BTreeSet::new();
        }
        let nothing = BTreeSet::new();
        let above = self.grants.get(&above).unwrap_or(&nothing);
        let is_covered =
            |(verb, reach): &(Verb, Reach)| above.contains(&(*verb, Reach::Nss)) || above.contains(&(*verb, *reach));
        own.iter().filter(|grant| !is_covered(grant)).copied().collect()
    }
}
