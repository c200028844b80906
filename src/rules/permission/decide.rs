//! The decision, with the whole chain that allows.

use super::index::Index;
use super::place::Place;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Reach, Trustee};
use crate::model::id::{AdministratorId, GrantId, SystemSetId};
use crate::model::permission::{Decision, Ground, Link, Target, Verb};
use crate::model::principal::{Principal, PrincipalKind};

/// What the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// The tree, the grants and the administrators.
    pub configuration: &'a Configuration,
    /// The same, arranged for asking, with who administers the master by the settings.
    pub index: &'a Index,
    /// What every authenticated user may.
    pub open: OpenVerbs,
}

/// What every authenticated user may without a grant, as far as the settings leave it open (CMFX-04, CMF-24, D-14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenVerbs {
    /// Whether only who holds the verb reads the action log (D-14).
    pub log_restricted: bool,
    /// Whether only who holds the verb asks for membership.
    pub requests_restricted: bool,
}

impl OpenVerbs {
    /// Whether a verb is open to every authenticated user.
    pub fn contains(self, verb: Verb) -> bool {
        match verb {
            Verb::LogView => !self.log_restricted,
            Verb::NscMemberRequest => !self.requests_restricted,
            Verb::NssView
            | Verb::AmtHelloView
            | Verb::ReportViewOwn
            | Verb::ReportViewNsc
            | Verb::ReportViewAll
            | Verb::PkgChoose
            | Verb::SessionUnlock => true,
            _ => false,
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The principal.
    pub principal: &'a Principal,
    /// The directory groups that they are in.
    pub groups: &'a [String],
}

impl Policy<'_> {
    /// Whether the asker administers the master NSS.
    pub fn is_master(&self, asker: Asker<'_>) -> bool {
        asker.principal.kind == PrincipalKind::User
            && (self.index.in_settings(&asker.principal.name, asker.groups).is_some()
                || self.entries(asker).into_iter().any(|entry| self.is_of_master(entry)))
    }

    fn entries(&self, asker: Asker<'_>) -> Vec<&Administrator> {
        self.index.entries(self.configuration, &asker.principal.name, asker.groups)
    }

    pub(super) fn is_of_master(&self, entry: &Administrator) -> bool {
        Some(entry.nss) == self.index.master && entry.reach == Reach::Nss
    }

    pub(super) fn name(&self, nss: SystemSetId) -> String {
        self.configuration.system_sets.get(&nss).map(|set| set.name.clone()).unwrap_or_default()
    }
}

/// Decides.
pub fn decide(policy: Policy<'_>, asker: Asker<'_>, verb: Verb, target: Target) -> Decision {
    if asker.principal.kind == PrincipalKind::Service {
        return allowed(verb, target, Ground::Service, Vec::new());
    }
    let question = Question {
        policy,
        verb,
        place: Place::new(policy.configuration, policy.index, target),
        entries: policy.entries(asker),
    };
    if let Some(chain) = question.mastery(asker) {
        return allowed(verb, target, Ground::Master, chain);
    }
    if policy.open.contains(verb) {
        return allowed(verb, target, Ground::Everyone, Vec::new());
    }
    if let Some(chain) = question.chain() {
        return allowed(verb, target, Ground::Granted, chain);
    }
    let missing = question.missing(&asker.principal.name);
    Decision {
        allowed: false,
        verb,
        target,
        ground: if verb.is_grantable() { Ground::NoGrant } else { Ground::MasterOnly },
        chain: Vec::new(),
        who_can: question.who_can(),
        who_can_grant: question.who_can_give(&missing),
        missing,
    }
}

fn allowed(verb: Verb, target: Target, ground: Ground, chain: Vec<Link>) -> Decision {
    Decision {
        allowed: true,
        verb,
        target,
        ground,
        chain,
        missing: Vec::new(),
        who_can: Vec::new(),
        who_can_grant: Vec::new(),
    }
}

/// A question with everything that its answer is looked for in.
#[derive(Debug)]
pub(super) struct Question<'a> {
    pub(super) policy: Policy<'a>,
    pub(super) verb: Verb,
    pub(super) place: Place<'a>,
    /// The asker's own entries, by number.
    pub(super) entries: Vec<&'a Administrator>,
}

impl Question<'_> {
    /// Returns the chain of an administrator of the master; none for others.
    fn mastery(&self, asker: Asker<'_>) -> Option<Vec<Link>> {
        let settings = self.policy.index.in_settings(&asker.principal.name, asker.groups);
        let (entry, trustee) = match settings {
            Some(trustee) => (None, trustee),
            None => {
                let entry = self.entries.iter().find(|entry| self.policy.is_of_master(entry))?;
                (Some(entry.id), &entry.trustee)
            }
        };
        // Before the first NSS is made there is no master to name.
        let master = self.policy.index.master;
        Some(master.into_iter().map(|nss| self.administrator(entry, nss, trustee, Reach::Nss)).collect())
    }

    /// Returns the chain of grants that allows, through the entry nearest to the target; none when nothing allows.
    fn chain(&self) -> Option<Vec<Link>> {
        if !self.verb.is_grantable() {
            return None;
        }
        let mut usable: Vec<_> = self.entries.iter().filter(|entry| self.place.is_within(entry.reach)).collect();
        usable.sort_by_key(|entry| (self.place.distance(entry.nss), entry.id));
        usable.into_iter().find_map(|entry| {
            let grants = self.effective(entry.nss)?;
            let own = self.administrator(Some(entry.id), entry.nss, &entry.trustee, entry.reach);
            Some(std::iter::once(own).chain(grants.into_iter().filter_map(|id| self.grant(id))).collect())
        })
    }

    /// Returns the grants with which an NSS holds the verb at the target: its own and those of everything above it below
    /// the master, the nearest first. None when one of them is missing (D-09).
    pub(super) fn effective(&self, nss: SystemSetId) -> Option<Vec<GrantId>> {
        self.links(nss)?.into_iter().map(|(_, grant)| grant).collect()
    }

    /// Returns an NSS and everything above it below the master, each with its grant that takes the target in. None for
    /// an NSS that does not hang below the master.
    pub(super) fn links(&self, nss: SystemSetId) -> Option<Vec<(SystemSetId, Option<GrantId>)>> {
        let (root, below) = self.policy.index.line(nss).split_last()?;
        let held = |nss: &SystemSetId| {
            let grants = self.policy.index.grants(*nss, self.verb);
            let found = grants.iter().find(|(reach, _)| self.place.is_granted_by(*nss, *reach));
            (*nss, found.map(|(_, id)| *id))
        };
        (Some(*root) == self.policy.index.master).then(|| below.iter().map(held).collect())
    }

    fn administrator(&self, entry: Option<AdministratorId>, nss: SystemSetId, trustee: &Trustee, reach: Reach) -> Link {
        Link::Administrator { entry, nss, nss_name: self.policy.name(nss), trustee: trustee.clone(), reach }
    }

    fn grant(&self, id: GrantId) -> Option<Link> {
        let grant = self.policy.configuration.grants.get(&id)?;
        Some(Link::Grant {
            grant: id,
            nss: grant.nss,
            nss_name: self.policy.name(grant.nss),
            verb: grant.verb,
            reach: grant.reach,
            granted_by: grant.granted_by.clone(),
            granted_at: grant.granted_at,
        })
    }
}
