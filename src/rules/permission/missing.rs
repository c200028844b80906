//! What would have to be given, who could do it instead, and who could give it.

use super::decide::Question;
use crate::model::delegation::Reach;
use crate::model::id::SystemSetId;
use crate::model::permission::{Missing, Target, Verb};

/// At most this many administrators are named in a refusal.
const NAMED: usize = 8;

impl Question<'_> {
    /// Returns the least that would allow what was refused, in an order in which it can be given: a grant to an NSS
    /// that the asker administers already, else an administrator's entry where the verb is held already, else both.
    /// Nothing when the target does not exist, or no NSS.
    pub(super) fn missing(&self, principal: &str) -> Vec<Missing> {
        if !self.verb.is_grantable() {
            return self.policy.index.master.map(|nss| self.entry(nss, principal, Reach::Nss)).into_iter().collect();
        }
        self.missing_grants().unwrap_or_else(|| self.missing_entry(principal))
    }

    /// Returns the fewest grants after which an NSS of the asker's holds the verb; of equals those nearest to the
    /// target.
    fn missing_grants(&self) -> Option<Vec<Missing>> {
        let own = self.entries.iter().filter(|entry| {
            let covers = self.place.is_estate() || self.place.line.contains(&entry.nss);
            covers && self.place.is_within(entry.reach)
        });
        let sets = own.map(|entry| entry.nss);
        let ways = sets.filter_map(|nss| Some((self.grants_to(nss)?, self.place.distance(nss), nss)));
        ways.min_by_key(|(grants, distance, nss)| (grants.len(), *distance, *nss)).map(|(grants, ..)| grants)
    }

    fn missing_entry(&self, principal: &str) -> Vec<Missing> {
        let reach = self.place.least_reach();
        let index = self.policy.index;
        let places = if self.place.is_estate() { index.holders(self.verb) } else { self.place.line };
        let held = |nss: &&SystemSetId| Some(**nss) != index.master && self.effective(**nss).is_some();
        if let Some(nss) = places.iter().find(held) {
            return vec![self.entry(*nss, principal, reach)];
        }
        let owner = if self.place.is_estate() { index.master } else { self.place.line.first().copied() };
        let Some(owner) = owner else { return Vec::new() };
        let mut missing = self.grants_to(owner).unwrap_or_default();
        missing.push(self.entry(owner, principal, reach));
        missing
    }

    /// Returns the grants that an NSS and those above it lack, the highest first; none for an NSS that hangs nowhere.
    fn grants_to(&self, nss: SystemSetId) -> Option<Vec<Missing>> {
        let mut reach = self.place.least_reach();
        let mut missing = Vec::new();
        for (nss, grant) in self.links(nss)?.into_iter().rev() {
            match grant.and_then(|id| self.policy.configuration.grants.get(&id)) {
                None => missing.push(Missing::Grant { nss, nss_name: self.policy.name(nss), verb: self.verb, reach }),
                // What a set above holds everywhere can be handed on as narrow as it is needed, anything else as it is.
                Some(above) if above.reach == Reach::Nss => {}
                Some(above) => reach = above.reach,
            }
        }
        Some(missing)
    }

    fn entry(&self, nss: SystemSetId, principal: &str, reach: Reach) -> Missing {
        Missing::Administrator { nss, nss_name: self.policy.name(nss), principal: principal.to_owned(), reach }
    }

    /// Returns who could do it, nearest to the target first, the master's administrators last.
    pub(super) fn who_can(&self) -> Vec<String> {
        let mut names = Names::default();
        if self.verb.is_grantable() {
            let mut holders = self.policy.index.holders(self.verb).to_vec();
            // Stable: for the estate, which is as near to all, those near the master stay first.
            holders.sort_by_key(|nss| self.place.distance(*nss));
            for nss in holders {
                if names.is_full() {
                    break;
                }
                if self.effective(nss).is_some() {
                    self.add_administrators(&mut names, nss);
                }
            }
        }
        self.add_masters(&mut names);
        names.0
    }

    /// Returns who could give what is missing: grants come from the master's administrators, entries also from who may
    /// edit the NSS.
    pub(super) fn who_can_give(&self, missing: &[Missing]) -> Vec<String> {
        let mut names = Names::default();
        if let [Missing::Administrator { nss, .. }] = missing {
            let (policy, target) = (self.policy, Target::Nss { id: *nss });
            let place = super::place::Place::new(policy.configuration, policy.index, target);
            let edit = Question { policy, verb: Verb::NssEdit, place, entries: Vec::new() };
            return edit.who_can();
        }
        self.add_masters(&mut names);
        names.0
    }

    fn add_administrators(&self, names: &mut Names, nss: SystemSetId) {
        for entry in self.policy.index.at(self.policy.configuration, nss) {
            if self.place.is_within(entry.reach) {
                names.add(entry.trustee.to_string());
            }
        }
    }

    fn add_masters(&self, names: &mut Names) {
        for trustee in &self.policy.index.settings {
            names.add(trustee.to_string());
        }
        let Some(master) = self.policy.index.master else { return };
        for entry in self.policy.index.at(self.policy.configuration, master) {
            if self.policy.is_of_master(entry) {
                names.add(entry.trustee.to_string());
            }
        }
    }
}

/// Names in the order in which they were found, each once.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn is_full(&self) -> bool {
        self.0.len() >= NAMED
    }

    fn add(&mut self, name: String) {
        if !self.is_full() && !self.0.contains(&name) {
            self.0.push(name);
        }
    }
}
