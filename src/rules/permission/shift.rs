//! What a change of grants, administrators or the tree means for people: who gains and who loses what.

use super::narrow::unsupported;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Reach, Trustee};
use crate::model::id::{GrantId, SystemSetId};
use crate::model::permission::Verb;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What administrators may do, by the NSS and the user or group of their entry.
pub type Powers = BTreeMap<(SystemSetId, Trustee), BTreeSet<Power>>;

/// A verb and how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Power {
    /// What.
    pub verb: Verb,
    /// Where.
    pub reach: Reach,
}

/// What a change gives to, and takes from, an administrator of an NSS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The NSS.
    pub nss: SystemSetId,
    /// Its name.
    pub nss_name: String,
    /// The user or group.
    pub trustee: Trustee,
    /// What they may do afterwards and not before.
    pub gains: Vec<Power>,
    /// What they may do before and not afterwards.
    pub loses: Vec<Power>,
}

/// Compares two configurations. Only who gains or loses something is told, by NSS and name; what administrators of the
/// master may do never changes and is not told verb by verb: an entry there gains and loses nothing.
pub fn shifts(before: &Configuration, after: &Configuration) -> Vec<Shift> {
    let (then, now) = (powers(before), powers(after));
    let everybody: BTreeSet<_> = then.keys().chain(now.keys()).collect();
    let nobody = BTreeSet::new();
    let shift = |who: &(SystemSetId, Trustee)| {
        let (then, now) = (then.get(who).unwrap_or(&nobody), now.get(who).unwrap_or(&nobody));
        let set = after.system_sets.get(&who.0).or_else(|| before.system_sets.get(&who.0));
        Shift {
            nss: who.0,
            nss_name: set.map(|set| set.name.clone()).unwrap_or_default(),
            trustee: who.1.clone(),
            gains: now.difference(then).copied().collect(),
            loses: then.difference(now).copied().collect(),
        }
    };
    everybody.into_iter().map(shift).filter(|shift| !shift.gains.is_empty() || !shift.loses.is_empty()).collect()
}

/// Returns what each administrator's entry lets them do, by NSS and trustee, as far as everything above holds it too.
/// What entries at the master allow is not told verb by verb.
pub fn powers(of: &Configuration) -> Powers {
    let Some(master) = of.master() else { return BTreeMap::new() };
    let without: BTreeSet<GrantId> = unsupported(of, master.id).into_iter().map(|grant| grant.id).collect();
    let mut held: BTreeMap<SystemSetId, Vec<Power>> = BTreeMap::new();
    for grant in of.grants.values().filter(|grant| !without.contains(&grant.id)) {
        held.entry(grant.nss).or_default().push(Power { verb: grant.verb, reach: grant.reach });
    }
    let mut powers = Powers::new();
    for entry in of.administrators.values() {
        let own = powers.entry((entry.nss, entry.trustee.clone())).or_default();
        let held = held.get(&entry.nss).into_iter().flatten();
        own.extend(held.filter_map(|power| within(of, entry.reach, *power)));
    }
    powers
}

/// Returns what an entry with a reach lets somebody use of a power; none when they have nothing in common.
fn within(of: &Configuration, entry: Reach, power: Power) -> Option<Power> {
    let nested = |inner, outer| of.nesting(inner).iter().any(|set| set.id == outer);
    let reach = match (entry, power.reach) {
        (Reach::Nss, reach) | (reach, Reach::Nss) => Some(reach),
        (Reach::Nsc(a), Reach::Nsc(b)) if nested(a, b) => Some(entry),
        (Reach::Nsc(a), Reach::Nsc(b)) if nested(b, a) => Some(power.reach),
        (Reach::Pkg(a), Reach::Pkg(b)) if a == b => Some(entry),
        _ => None,
    };
    reach.map(|reach| Power { reach, ..power })
}
