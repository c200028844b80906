//! May somebody do something somewhere, and what if? The same decision that guards every use case, asked as a question.

use crate::core::access::Rights;
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Reach, Trustee};
use crate::model::id::SystemSetId;
use crate::model::object::Edit;
use crate::model::permission::{Decision, Target, Verb};
use crate::model::principal::Principal;
use crate::rules::permission::{Power, Shift, powers, shifts, verbs_like};
use crate::sanitise::excerpt;
use serde::Serialize;
use std::sync::Arc;

/// A decision before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// As it is.
    pub before: Decision,
    /// As it would be.
    pub after: Decision,
}

/// Returns the decision for a principal: a login name, or `group:NAME` for whoever is in that directory group.
pub async fn may(ctx: &OpContext, core: &Core, principal: &str, verb: Verb, target: Target) -> Result<Decision> {
    Ok(rights(ctx, core, principal).await?.may(verb, target))
}

/// Returns what a principal may do, now or by the rights of the context's `as_of`. Somebody whom the directory does not
/// know is in no group.
pub async fn rights(ctx: &OpContext, core: &Core, principal: &str) -> Result<Rights> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let trustee = Trustee::from(principal.to_owned());
    let asked = Principal::user(trustee.to_string());
    let groups = match trustee {
        Trustee::Group(name) => vec![name],
        Trustee::User(_) => core.groups_of(&asked).await,
    };
    let now = configuration::read(ctx, core).await?;
    // The question is about the principal's rights, not about this session's.
    let open = OpContext { read_only: false, ..ctx.clone() };
    Ok(core.rights_in(&open, now, &asked, groups))
}

/// Returns the decision as it is and as it would be after these edits.
pub async fn what_if(
    ctx: &OpContext,
    core: &Core,
    principal: &str,
    verb: Verb,
    target: Target,
    edits: &[Edit],
) -> Result<WhatIf> {
    let rights = rights(ctx, core, principal).await?;
    let mut after = Configuration::clone(rights.configuration());
    after.apply_all(edits);
    Ok(WhatIf { before: rights.may(verb, target), after: rights.under(Arc::new(after)).may(verb, target) })
}

/// Returns which administrators would gain and lose what by these edits.
pub async fn who_shifts(ctx: &OpContext, core: &Core, edits: &[Edit]) -> Result<Vec<Shift>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let mut after = Configuration::clone(&now);
    after.apply_all(edits);
    Ok(shifts(&now, &after))
}

/// Something that a principal may do by grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The NSS whose grant it is.
    pub nss: SystemSetId,
    /// Its name.
    pub nss_name: String,
    /// What.
    pub verb: Verb,
    /// Where.
    pub reach: Reach,
    /// The entry that makes them an administrator there: their own, or a group's.
    pub through: Trustee,
}

/// Returns what somebody may do by grants, by NSS and verb. What everyone may is not told, and nothing of who
/// administers the master, who may everything.
pub fn holdings(rights: &Rights) -> Vec<Holding> {
    let now = rights.configuration();
    let mut held = Vec::new();
    for ((nss, through), powers) in powers(now) {
        if !through.is(&rights.principal().name, rights.groups()) {
            continue;
        }
        let nss_name = now.system_sets.get(&nss).map(|set| set.name.clone()).unwrap_or_default();
        held.extend(powers.into_iter().map(|Power { verb, reach }| Holding {
            nss,
            nss_name: nss_name.clone(),
            verb,
            reach,
            through: through.clone(),
        }));
    }
    held
}

/// Reads a target written `nss:NAME`, `nsc:ID`, `pkg:ID` (numbers and names both work), `nsc:ID+pkg:ID` for the
/// assignment of a package, or `estate`.
pub fn parse_target(now: &Configuration, text: &str) -> Result<Target> {
    let nsc = |name| named::computer_set(now, name).map(|set| set.id);
    let pkg = |name| named::package(now, name).map(|package| package.id);
    match text.split_once(':') {
        None if text.eq_ignore_ascii_case("estate") => Ok(Target::ESTATE),
        Some(("nss", name)) => Ok(Target::Nss { id: named::system_set(now, name)?.id }),
        Some(("nsc", name)) => match name.split_once("+pkg:") {
            Some((set, package)) => Ok(Target::Assignment { nsc: nsc(set)?, pkg: pkg(package)? }),
            None => Ok(Target::Nsc { id: nsc(name)? }),
        },
        Some(("pkg", name)) => Ok(Target::Pkg { id: pkg(name)? }),
        _ => {
            let value = excerpt(text, 80);
            Err(Problem::Invalid { field: "target".into(), value, expected: "target".into() }.into())
        }
    }
}

/// Reads verbs, each a dotted name or a beginning with `*`, such as `nsc.*`, which means all of them that can be granted.
/// Every verb comes once, in the order of the catalogue.
pub fn parse_verbs<T: AsRef<str>>(texts: &[T]) -> Result<Vec<Verb>> {
    let mut wanted: Vec<Verb> = Vec::new();
    for text in texts {
        let text = text.as_ref();
        let found: Vec<Verb> = match text.strip_suffix('*') {
            Some(start) => {
                Verb::ALL.iter().filter(|v| v.is_grantable() && v.name().starts_with(start)).copied().collect()
            }
            None => Verb::ALL.iter().filter(|verb| verb.name().eq_ignore_ascii_case(text)).copied().collect(),
        };
        if found.is_empty() {
            let near: Vec<&str> = verbs_like(text).into_iter().map(Verb::name).collect();
            let verb = excerpt(text, 80);
            let near = if near.is_empty() { "none".into() } else { near.join(", ") };
            return Err(Problem::UnknownVerb { verb, near }.into());
        }
        wanted.extend(found);
    }
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_read_one_by_one_and_by_pattern() {
        let names = |texts: &[&str]| parse_verbs(texts).unwrap().into_iter().map(Verb::name).collect::<Vec<_>>();
        assert_eq!(names(&["pkg.edit", "NSC.edit", "pkg.edit"]), ["nsc.edit", "pkg.edit"]);
        assert_eq!(names(&["nss.*"]), ["nss.view", "nss.edit"], "what cannot be granted is not meant");
        assert_eq!(names(&["pkg.assign.*"]).len(), 4);
        assert_eq!(names(&["nss.create"]), ["nss.create"], "by its name it is");
        for (wrong, near) in [("nsc.creat", "nsc.create"), ("x*", "none"), ("nsc.member.add", "nsc.member.user.add")] {
            let problem = parse_verbs(&[wrong]).unwrap_err().problem;
            let Problem::UnknownVerb { near: told, .. } = &problem else { panic!("{problem:?}") };
            assert!(told.contains(near), "{wrong}: {told}");
        }
    }

    #[test]
    fn a_target_that_is_none_is_told() {
        for text in ["", "nss", "nss:X", "nsc:1", "pkg:1", "nsc:1+pkg:2", "xyz:1", "nss:\u{1b}[2J"] {
            assert!(parse_target(&Configuration::default(), text).is_err(), "{text}");
        }
        assert_eq!(parse_target(&Configuration::default(), "Estate").unwrap(), Target::ESTATE);
    }
}
