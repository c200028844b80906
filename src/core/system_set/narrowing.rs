//! What ends when an NSS loses something, and whom it hits; and how rights are shown in previews and in the log.

use crate::core::change::Effect;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Grant, Reach};
use crate::model::id::SystemSetId;
use crate::model::permission::Verb;
use std::collections::BTreeSet;

/// Returns the effects of grants that end, an NSS each in the order in which they come: its verbs, and its
/// administrators, who lose them.
pub(super) fn revokes(now: &Configuration, ended: &[Grant]) -> Vec<Effect> {
    let mut sets: Vec<SystemSetId> = Vec::new();
    for grant in ended {
        if !sets.contains(&grant.nss) {
            sets.push(grant.nss);
        }
    }
    let effect = |nss: SystemSetId| {
        let own = ended.iter().filter(|grant| grant.nss == nss);
        let verbs: BTreeSet<(Verb, Reach)> = own.map(|grant| (grant.verb, grant.reach)).collect();
        let entries = now.administrators.values().filter(|entry| entry.nss == nss);
        let hit: BTreeSet<String> = entries.map(|entry| entry.trustee.to_string()).collect();
        Effect::Revokes {
            nss: now.system_sets.get(&nss).map(|set| set.name.clone()).unwrap_or_default(),
            verbs: verbs.into_iter().map(|(verb, reach)| power(verb, reach)).collect(),
            administrators: hit.into_iter().collect(),
        }
    };
    sets.into_iter().map(effect).collect()
}

/// Returns what an NSS holds, in the order of the catalogue.
pub(super) fn grants_of(now: &Configuration, nss: SystemSetId) -> Vec<Grant> {
    let mut grants: Vec<Grant> = now.grants.values().filter(|grant| grant.nss == nss).cloned().collect();
    grants.sort_by_key(|grant| (grant.verb, grant.reach));
    grants
}

/// Returns grants as previews and the log show them.
pub(super) fn powers(grants: &[Grant]) -> Vec<String> {
    grants.iter().map(|grant| power(grant.verb, grant.reach)).collect()
}

/// Returns a verb with its reach, as in `nsc.edit` and `nsc.edit nsc:259`.
pub(super) fn power(verb: Verb, reach: Reach) -> String {
    match place(reach) {
        None => verb.name().into(),
        Some(place) => format!("{} {place}", verb.name()),
    }
}

/// Returns a reach as `nsc:259` or `pkg:12`; none for everything.
pub(super) fn place(reach: Reach) -> Option<String> {
    match reach {
        Reach::Nss => None,
        Reach::Nsc(id) => Some(format!("nsc:{id}")),
        Reach::Pkg(id) => Some(format!("pkg:{id}")),
    }
}

/// Returns the options of a command that name a reach, with a blank in front.
pub(super) fn option(reach: Option<Reach>) -> String {
    match reach {
        None | Some(Reach::Nss) => String::new(),
        Some(Reach::Nsc(id)) => format!(" --nsc {id}"),
        Some(Reach::Pkg(id)) => format!(" --pkg {id}"),
    }
}
