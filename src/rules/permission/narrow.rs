//! A child NSS never holds what its parent lacks (D-09): what an NSS may hold, and what has to end below it.

use crate::model::configuration::Configuration;
use crate::model::delegation::{Grant, Reach};
use crate::model::id::SystemSetId;
use crate::model::permission::Verb;
use std::collections::{HashMap, HashSet};

/// Whether an NSS holds a verb at least as far as a reach. The master holds everything.
pub fn holds(now: &Configuration, nss: SystemSetId, verb: Verb, reach: Reach) -> bool {
    let own = now.grants.values().filter(|grant| grant.nss == nss && grant.verb == verb);
    is_master(now, nss) || own.into_iter().any(|grant| includes(now, nss, grant.reach, reach))
}

/// Returns the grants of an NSS and of everything below it that the NSS above each does not hold, those near the master
/// first: what has to end after a grant above them has ended or the NSS has moved.
pub fn unsupported(now: &Configuration, top: SystemSetId) -> Vec<Grant> {
    let mut below: Vec<(usize, SystemSetId, SystemSetId)> = Vec::new();
    for (&id, set) in &now.system_sets {
        let line = now.line(id);
        if let Some(parent) = set.parent.filter(|_| line.iter().any(|above| above.id == top)) {
            below.push((line.len(), id, parent));
        }
    }
    below.sort_unstable();
    let mut held: HashMap<(SystemSetId, Verb), Vec<&Grant>> = HashMap::new();
    for grant in now.grants.values() {
        held.entry((grant.nss, grant.verb)).or_default().push(grant);
    }
    let mut lost: Vec<Grant> = Vec::new();
    for (_, nss, parent) in below {
        if is_master(now, parent) {
            continue;
        }
        let verbs: HashSet<Verb> = held.keys().filter(|(of, _)| *of == nss).map(|(_, verb)| *verb).collect();
        for verb in verbs {
            let above: Vec<Reach> = held.get(&(parent, verb)).into_iter().flatten().map(|grant| grant.reach).collect();
            let supported = |grant: &&Grant| above.iter().any(|reach| includes(now, parent, *reach, grant.reach));
            let grants = held.remove(&(nss, verb)).unwrap_or_default();
            let (keep, end): (Vec<&Grant>, Vec<&Grant>) = grants.into_iter().partition(supported);
            lost.extend(end.into_iter().cloned());
            held.insert((nss, verb), keep);
        }
    }
    let depth = |grant: &Grant| (now.line(grant.nss).len(), grant.nss, grant.id);
    lost.sort_by_key(depth);
    lost
}

fn is_master(now: &Configuration, nss: SystemSetId) -> bool {
    now.master().is_some_and(|master| master.id == nss)
}

/// Whether what an NSS holds with one reach takes another reach in.
pub fn includes(now: &Configuration, nss: SystemSetId, outer: Reach, inner: Reach) -> bool {
    let is_own = |owner: SystemSetId| now.line(owner).iter().any(|above| above.id == nss);
    match (outer, inner) {
        _ if outer == inner => true,
        (Reach::Nss, Reach::Nsc(id)) => now.computer_sets.get(&id).is_some_and(|set| is_own(set.nss)),
        (Reach::Nss, Reach::Pkg(id)) => now.packages.get(&id).is_some_and(|package| is_own(package.nss)),
        (Reach::Nsc(outer), Reach::Nsc(inner)) => now.nesting(inner).iter().any(|set| set.id == outer),
        _ => false,
    }
}
