//! Who is told about an NSC: the administrators by entry that are nearest to it, rather than everybody who could.

use crate::core::{Core, OpContext};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Reach, Trustee};
use crate::model::membership::key;
use crate::model::permission::{Target, Verb};
use crate::model::principal::Principal;
use std::sync::Arc;

/// Returns who shall be told about an NSC, the nearest first: administrators of its NSS and of those above it whose
/// entry reaches it and who may use the verb there (where one is needed). The master's administrators are among them
/// where the NSC is the master's own, or where nobody else is left but `except`.
pub(crate) fn owners(
    core: &Core,
    now: &Arc<Configuration>,
    set: &ComputerSet,
    verb: Option<Verb>,
    except: &str,
) -> Vec<Trustee> {
    let line = now.line(set.nss);
    let nesting = now.nesting(set.id);
    let reaches = |entry: &&Administrator| match entry.reach {
        Reach::Nss => true,
        Reach::Nsc(id) => nesting.iter().any(|outer| outer.id == id),
        Reach::Pkg(_) => false,
    };
    let mut owners: Vec<Trustee> = Vec::new();
    for nss in &line {
        if nss.parent.is_none() && nss.id != set.nss && owners.iter().any(|owner| !is_only(owner, except)) {
            break;
        }
        let entries = now.administrators.values().filter(|entry| entry.nss == nss.id).filter(reaches);
        let found: Vec<Trustee> = entries.map(|entry| entry.trustee.clone()).collect();
        let by_settings = core.settings.administrators.iter().filter(|_| nss.parent.is_none());
        for trustee in found.into_iter().chain(by_settings.cloned().map(Trustee::User)) {
            if !owners.contains(&trustee) && verb.is_none_or(|verb| may(core, now, &trustee, verb, set)) {
                owners.push(trustee);
            }
        }
    }
    owners
}

/// Whether a trustee is this person and nobody else.
fn is_only(trustee: &Trustee, name: &str) -> bool {
    matches!(trustee, Trustee::User(user) if key(user) == key(name))
}

/// Whether a trustee may use a verb at a set, in a session that can write.
fn may(core: &Core, now: &Arc<Configuration>, trustee: &Trustee, verb: Verb, set: &ComputerSet) -> bool {
    let (principal, groups) = match trustee {
        Trustee::User(name) => (Principal::user(name), Vec::new()),
        Trustee::Group(name) => (Principal::user(""), vec![name.clone()]),
    };
    let open = OpContext::new(principal);
    core.rights_in(&open, Arc::clone(now), &open.principal, groups).may(verb, Target::Nsc { id: set.id }).allowed
}
