//! Who gains or loses which rights by a change: the same decision that guards every use case, before and after.

use super::preview::bullet;
use crate::console::app::Model;
use crate::console::theme::Role;
use crate::console::view::{Line, span};
use crate::core::change::Write;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Trustee};
use crate::model::id::SystemSetId;
use crate::model::object::{Edit, Object};
use crate::model::permission::{Target, Verb};
use crate::model::principal::Principal;
use crate::rules::permission::{Asker, Policy, decide};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody with what they gain and lose at an NSS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Gain {
    gains: Vec<Verb>,
    loses: Vec<Verb>,
}

/// Returns who gains and loses what, when a change touches rights.
pub(super) fn gain_lines(model: &Model, change: &Write, width: usize) -> Vec<Line> {
    let (Write::Configure(set), Some(rights)) = (change, model.session.rights.get()) else { return Vec::new() };
    let touches = |edit: &Edit| matches!(edit.object(), Some(Object::Grant(_) | Object::Administrator(_)));
    if !set.edits.iter().any(touches) {
        return Vec::new();
    }
    let look = &model.look;
    let before = rights.configuration();
    let mut after = Configuration::clone(before);
    after.apply_all(&set.edits);
    let found = compare(before, &after, &set.edits);
    let mut lines = vec![Line::new(), vec![span(look.text("gains-title"), Role::Title)]];
    for ((who, nss), gain) in &found {
        for (id, verbs, role) in
            [("gains-gains", &gain.gains, Role::DiffAdd), ("gains-loses", &gain.loses, Role::DiffRemove)]
        {
            if !verbs.is_empty() {
                let names: Vec<_> = verbs.iter().map(|verb| verb.name()).collect();
                let args =
                    [("who", who.as_str().into()), ("nss", nss.as_str().into()), ("verbs", names.join(", ").into())];
                lines.extend(bullet(look, &look.locale.with(id, args), role, width));
            }
        }
    }
    if found.is_empty() {
        lines.push(vec![span(look.text("gains-nobody"), Role::Muted)]);
    }
    lines
}

/// Decides for every administrator at the NSSs that the edits touch and below them. The key is a person or group, and
/// an NSS by name.
fn compare(before: &Configuration, after: &Configuration, edits: &[Edit]) -> BTreeMap<(String, String), Gain> {
    let mut roots: BTreeSet<SystemSetId> = BTreeSet::new();
    let mut verbs: BTreeSet<Verb> = BTreeSet::new();
    for object in edits.iter().filter_map(Edit::object) {
        match object {
            Object::Grant(grant) => {
                roots.insert(grant.nss);
                verbs.insert(grant.verb);
            }
            Object::Administrator(entry) => {
                roots.insert(entry.nss);
                verbs.extend(Verb::ALL.iter().copied().filter(|verb| !verb.name().contains("view")));
            }
            _ => {}
        }
    }
    let concerned = |id: SystemSetId| after.line(id).iter().any(|above| roots.contains(&above.id));
    let entries = before.administrators.values().chain(after.administrators.values());
    let mut people: BTreeMap<(Trustee, SystemSetId), &Administrator> = BTreeMap::new();
    people
        .extend(entries.filter(|entry| concerned(entry.nss)).map(|entry| ((entry.trustee.clone(), entry.nss), entry)));
    let mut found = BTreeMap::new();
    for (trustee, nss) in people.into_keys() {
        let mut gain = Gain::default();
        for verb in &verbs {
            match (may(before, &trustee, *verb, nss), may(after, &trustee, *verb, nss)) {
                (false, true) => gain.gains.push(*verb),
                (true, false) => gain.loses.push(*verb),
                _ => {}
            }
        }
        if gain != Gain::default() {
            let name = after.system_sets.get(&nss).or(before.system_sets.get(&nss)).map(|set| set.name.clone());
            found.insert((trustee.to_string(), name.unwrap_or_default()), gain);
        }
    }
    found
}

/// Whether somebody may, by grants alone: who administers by the settings may everything anyhow.
fn may(configuration: &Configuration, trustee: &Trustee, verb: Verb, nss: SystemSetId) -> bool {
    let policy = Policy { configuration, administrators: &[], log_restricted: true, requests_restricted: true };
    let (principal, groups) = match trustee {
        Trustee::User(name) => (Principal::user(name.clone()), Vec::new()),
        // A member of the group, whoever it is.
        Trustee::Group(name) => (Principal::user(String::new()), vec![name.clone()]),
    };
    decide(policy, Asker { principal: &principal, groups: &groups }, verb, Target::Nss { id: nss }).allowed
}
