//! The rights of one configuration, arranged for asking: built once, asked for every row of every screen.

use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Reach, Trustee};
use crate::model::id::{AdministratorId, GrantId, SystemSetId};
use crate::model::permission::Verb;
use std::collections::{HashMap, HashSet};

/// Grants, administrators and the tree of one configuration, by what a decision asks for.
#[derive(Debug, Default, PartialEq)]
pub struct Index {
    /// The master NSS; none in an empty configuration.
    pub(super) master: Option<SystemSetId>,
    /// Every NSS with everything above it, the nearest first.
    lines: HashMap<SystemSetId, Vec<SystemSetId>>,
    grants: HashMap<(SystemSetId, Verb), Vec<(Reach, GrantId)>>,
    /// The NSSs that hold a verb in any reach, those near the master first.
    holders: HashMap<Verb, Vec<SystemSetId>>,
    /// Administrators' entries by user or group in lower case.
    entries: HashMap<Trustee, Vec<AdministratorId>>,
    /// Administrators' entries by NSS.
    at: HashMap<SystemSetId, Vec<AdministratorId>>,
    /// Who administers the master by the settings: as written there.
    pub(super) settings: Vec<Trustee>,
    keys: HashSet<Trustee>,
}

impl Index {
    /// Arranges a configuration, for these administrators of the master by the settings.
    pub fn new(configuration: &Configuration, administrators: &[String]) -> Self {
        let mut index = Self { master: configuration.master().map(|set| set.id), ..Self::default() };
        for &id in configuration.system_sets.keys() {
            index.lines.insert(id, configuration.line(id).into_iter().map(|set| set.id).collect());
        }
        for grant in configuration.grants.values() {
            index.grants.entry((grant.nss, grant.verb)).or_default().push((grant.reach, grant.id));
        }
        for (&(nss, verb), reaches) in &mut index.grants {
            // The widest first, so that a chain names the grant that a person would name.
            reaches.sort_unstable();
            index.holders.entry(verb).or_default().push(nss);
        }
        for holders in index.holders.values_mut() {
            holders.sort_unstable_by_key(|nss| (index.lines.get(nss).map_or(usize::MAX, Vec::len), *nss));
        }
        for entry in configuration.administrators.values() {
            index.entries.entry(key(&entry.trustee)).or_default().push(entry.id);
            index.at.entry(entry.nss).or_default().push(entry.id);
        }
        index.settings = administrators.iter().cloned().map(Trustee::from).collect();
        index.keys = index.settings.iter().map(key).collect();
        index
    }

    /// Returns an NSS and everything above it, the nearest first; nothing for an NSS that is not there.
    pub(super) fn line(&self, nss: SystemSetId) -> &[SystemSetId] {
        self.lines.get(&nss).map_or(&[], Vec::as_slice)
    }

    /// Returns what an NSS holds of a verb, the widest reach first.
    pub(super) fn grants(&self, nss: SystemSetId, verb: Verb) -> &[(Reach, GrantId)] {
        self.grants.get(&(nss, verb)).map_or(&[], Vec::as_slice)
    }

    /// Returns the NSSs that hold a verb in any reach, those near the master first.
    pub(super) fn holders(&self, verb: Verb) -> &[SystemSetId] {
        self.holders.get(&verb).map_or(&[], Vec::as_slice)
    }

    /// Returns the entries of a user and of the groups that they are in, by number.
    pub(super) fn entries<'a>(
        &self,
        configuration: &'a Configuration,
        login: &str,
        groups: &[String],
    ) -> Vec<&'a Administrator> {
        let mut ids: Vec<AdministratorId> =
            named(login, groups).filter_map(|key| self.entries.get(&key)).flatten().copied().collect();
        ids.sort_unstable();
        ids.iter().filter_map(|id| configuration.administrators.get(id)).collect()
    }

    /// Returns the entries at an NSS, by number.
    pub(super) fn at<'a>(&self, configuration: &'a Configuration, nss: SystemSetId) -> Vec<&'a Administrator> {
        let ids = self.at.get(&nss).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| configuration.administrators.get(id)).collect()
    }

    /// Returns the name under which the settings make somebody an administrator of the master.
    pub(super) fn in_settings(&self, login: &str, groups: &[String]) -> Option<&Trustee> {
        let key_of = named(login, groups).find(|key| self.keys.contains(key))?;
        self.settings.iter().find(|trustee| key(trustee) == key_of)
    }
}

/// Returns the keys under which a person and their groups are entered.
fn named(login: &str, groups: &[String]) -> impl Iterator<Item = Trustee> {
    let user = (!login.is_empty()).then(|| Trustee::User(login.to_lowercase()));
    user.into_iter().chain(groups.iter().map(|group| Trustee::Group(group.to_lowercase())))
}

fn key(trustee: &Trustee) -> Trustee {
    match trustee {
        Trustee::User(name) => Trustee::User(name.to_lowercase()),
        Trustee::Group(name) => Trustee::Group(name.to_lowercase()),
    }
}
