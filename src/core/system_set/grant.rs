//! Plans grants to an NSS, and their end (CMF-08). Ending one narrows every NSS below, and says whom it hits.

use super::narrowing::{grants_of, option, power, powers, revokes};
use crate::core::change::{Draft, Effect, Plan, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Grant, Reach};
use crate::model::id::GrantId;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use crate::rules::permission::{holds, unsupported};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Verbs that an NSS shall hold, or no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantWish {
    /// Name or number of the NSS.
    pub nss: String,
    /// The verbs.
    pub verbs: Vec<Verb>,
    /// Only at this NSC, by number or name.
    pub nsc: Option<String>,
    /// Only at this package, by number or name.
    pub pkg: Option<String>,
}

/// Checks a wish to grant and says what it would do. What the NSS holds already is passed over.
pub async fn plan_grant(ctx: &OpContext, core: &Core, wish: GrantWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, &wish.nss)?;
    core.authorise(ctx, Verb::NssGrant, Target::Nss { id: set.id }).await?;
    Ok(grant(&now, &wish, &ctx.principal.name, core.ports.clock.now())?.into())
}

/// Returns the draft of a grant by somebody at a time.
pub(crate) fn grant(now: &Configuration, wish: &GrantWish, by: &str, at: DateTime<Utc>) -> Result<Draft> {
    let set = named::system_set(now, &wish.nss)?;
    let reach = named::reach(now, wish.nsc.as_deref(), wish.pkg.as_deref())?.unwrap_or(Reach::Nss);
    let verbs = grantable(&wish.verbs)?;
    let Some(parent) = now.line(set.id).get(1).copied() else {
        return Err(Problem::IsMaster { name: set.name.clone() }.into());
    };
    let wanted: Vec<Verb> = verbs.iter().filter(|verb| !holds(now, set.id, **verb, reach)).copied().collect();
    let lacking: Vec<String> =
        wanted.iter().filter(|verb| !holds(now, parent.id, **verb, reach)).map(|verb| power(*verb, reach)).collect();
    if !lacking.is_empty() {
        let (nss, parent) = (set.name.clone(), parent.name.clone());
        return Err(Problem::ParentLacks { nss, parent, verbs: lacking.join(", ") }.into());
    }
    let grants = (now.next(ObjectKind::Grant)..).zip(&wanted).map(|(id, verb)| Grant {
        id: GrantId(id),
        nss: set.id,
        verb: *verb,
        reach,
        granted_at: at,
        granted_by: by.to_owned(),
    });
    let effects = match wanted.as_slice() {
        [] => vec![Effect::Nothing {}],
        new => {
            let verbs = new.iter().map(|verb| power(*verb, reach)).collect();
            vec![Effect::Grants { nss: set.name.clone(), verbs }]
        }
    };
    let edits = grants.map(Edit::create).collect();
    let command = command("grant", set, &verbs, Some(reach));
    Ok(Draft { change: change(now, set, Verb::NssGrant, edits), effects, command })
}

/// Checks a wish to revoke and says what it would do, and whom it would hit. Without an NSC or a package, a verb ends
/// in every reach.
pub async fn plan_revoke(ctx: &OpContext, core: &Core, wish: GrantWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, &wish.nss)?;
    core.authorise(ctx, Verb::NssRevoke, Target::Nss { id: set.id }).await?;
    Ok(revoke(&now, &wish)?.into())
}

/// Returns the draft of the end of a grant.
pub(crate) fn revoke(now: &Configuration, wish: &GrantWish) -> Result<Draft> {
    let set = named::system_set(now, &wish.nss)?;
    let reach = named::reach(now, wish.nsc.as_deref(), wish.pkg.as_deref())?;
    let verbs = grantable(&wish.verbs)?;
    if set.parent.is_none() {
        return Err(Problem::IsMaster { name: set.name.clone() }.into());
    }
    let mut ended = grants_of(now, set.id);
    ended.retain(|grant| verbs.contains(&grant.verb) && reach.is_none_or(|reach| reach == grant.reach));
    let mut later = now.clone();
    ended.iter().for_each(|grant| later.take(ObjectKind::Grant, grant.id.0));
    ended.extend(unsupported(&later, set.id).into_iter().filter(|grant| grant.nss != set.id && is_of(&verbs, grant)));
    let effects = if ended.is_empty() { vec![Effect::Nothing {}] } else { revokes(now, &ended) };
    let edits = ended.into_iter().map(Edit::delete).collect();
    let command = command("revoke", set, &verbs, reach);
    Ok(Draft { change: change(now, set, Verb::NssRevoke, edits), effects, command })
}

fn is_of(verbs: &[Verb], grant: &Grant) -> bool {
    verbs.contains(&grant.verb)
}

fn grantable(verbs: &[Verb]) -> Result<Vec<Verb>> {
    if let Some(verb) = verbs.iter().find(|verb| !verb.is_grantable()) {
        return Err(Problem::NotGrantable { verb: verb.name().into() }.into());
    }
    let mut verbs = verbs.to_vec();
    verbs.sort_unstable();
    verbs.dedup();
    Ok(verbs)
}

fn change(now: &Configuration, set: &SystemSet, verb: Verb, edits: Vec<Edit>) -> ChangeSet {
    let mut later = now.clone();
    later.apply_all(&edits);
    let shown = |of: &Configuration| json!({ "name": set.name, "grants": powers(&grants_of(of, set.id)) });
    ChangeSet {
        verb,
        target: Target::Nss { id: set.id },
        object: ObjectRef { kind: "nss".into(), name: set.name.clone() },
        before: Some(shown(now)),
        after: Some(shown(&later)),
        edits,
        directory: Vec::new(),
        undoes: None,
    }
}

fn command(what: &str, set: &SystemSet, verbs: &[Verb], reach: Option<Reach>) -> String {
    let names: Vec<&str> = verbs.iter().map(|verb| verb.name()).collect();
    format!("bailiwick nss {what} {} {}{}", quoted(&set.name), names.join(" "), option(reach))
}
