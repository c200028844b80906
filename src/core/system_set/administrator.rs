//! Plans who administers an NSS, or an NSC or package of it.

use super::narrowing::{option, place};
use crate::core::change::{Draft, Effect, Plan, check_name, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Reach, Trustee};
use crate::model::directory::MemberKind;
use crate::model::id::{AdministratorId, SystemSetId};
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use crate::sanitise::excerpt;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Somebody who shall administer an NSS, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorWish {
    /// Name or number of the NSS.
    pub nss: String,
    /// The user or group.
    pub trustee: Trustee,
    /// Only at this NSC, by number or name.
    pub nsc: Option<String>,
    /// Only at this package, by number or name.
    pub pkg: Option<String>,
}

/// Checks a wish to add somebody and says what it would do. A group must be in the directory; a user need not be, where
/// the program keeps the directory itself.
pub async fn plan_add(ctx: &OpContext, core: &Core, wish: AdministratorWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, &wish.nss)?;
    core.authorise(ctx, Verb::NssEdit, Target::Nss { id: set.id }).await?;
    let trustee = known(core, &wish.trustee).await?;
    Ok(add(&now, &AdministratorWish { trustee, ..wish }, &ctx.principal.name, core.ports.clock.now())?.into())
}

/// Returns the draft of an entry that somebody makes at a time, for a trustee as the directory writes it.
pub(crate) fn add(now: &Configuration, wish: &AdministratorWish, by: &str, at: DateTime<Utc>) -> Result<Draft> {
    let set = named::system_set(now, &wish.nss)?;
    let reach = named::reach(now, wish.nsc.as_deref(), wish.pkg.as_deref())?.unwrap_or(Reach::Nss);
    let trustee = wish.trustee.clone();
    let command = command("add", set, &trustee, Some(reach));
    let is_there = entries_of(now, set.id, &trustee).any(|entry| entry.reach == Reach::Nss || entry.reach == reach);
    let (edits, effect) = if is_there {
        (Vec::new(), Effect::Nothing {})
    } else {
        let effect = Effect::AdministratorAdded { nss: title(set, reach), principal: trustee.to_string() };
        let entry = Administrator {
            id: AdministratorId(now.next(ObjectKind::Administrator)),
            nss: set.id,
            trustee,
            reach,
            added_at: at,
            added_by: by.to_owned(),
        };
        (vec![Edit::create(entry)], effect)
    };
    Ok(Draft { change: change(now, set, edits), effects: vec![effect], command })
}

/// Checks a wish to remove somebody and says what it would do. Without an NSC or a package, all their entries go.
pub async fn plan_remove(ctx: &OpContext, core: &Core, wish: AdministratorWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, &wish.nss)?;
    core.authorise(ctx, Verb::NssEdit, Target::Nss { id: set.id }).await?;
    Ok(remove(&now, &wish)?.into())
}

/// Returns the draft of the end of somebody's entries.
pub(crate) fn remove(now: &Configuration, wish: &AdministratorWish) -> Result<Draft> {
    let set = named::system_set(now, &wish.nss)?;
    let reach = named::reach(now, wish.nsc.as_deref(), wish.pkg.as_deref())?;
    let entries = entries_of(now, set.id, &wish.trustee).filter(|entry| reach.is_none_or(|reach| reach == entry.reach));
    let entries: Vec<Administrator> = entries.cloned().collect();
    if entries.is_empty() {
        let shown = excerpt(&wish.trustee.to_string(), 80);
        return Err(Problem::NotFound { object: "administrator".into(), name: shown }.into());
    }
    let effect = |entry: &Administrator| Effect::AdministratorRemoved {
        nss: title(set, entry.reach),
        principal: entry.trustee.to_string(),
    };
    let effects = entries.iter().map(effect).collect();
    let command = command("remove", set, &wish.trustee, reach);
    let edits = entries.into_iter().map(Edit::delete).collect();
    Ok(Draft { change: change(now, set, edits), effects, command })
}

/// Returns a trustee as the directory writes it.
pub(crate) async fn known(core: &Core, trustee: &Trustee) -> Result<Trustee> {
    check_name("principal", trustee.name())?;
    let directory = &core.ports.directory;
    let absent = |object: &str, name: &str| Problem::NotInDirectory { object: object.into(), names: name.into() };
    match trustee {
        Trustee::Group(name) => {
            let group = directory.group(name).await?.ok_or_else(|| absent("group", name))?;
            Ok(Trustee::Group(group.name))
        }
        Trustee::User(name) if directory.registers() => Ok(Trustee::User(name.clone())),
        Trustee::User(name) => {
            match directory.unknown(MemberKind::User, std::slice::from_ref(name)).await?.is_empty() {
                true => Ok(Trustee::User(name.clone())),
                false => Err(absent("user", name).into()),
            }
        }
    }
}

/// Returns somebody's entries at an NSS.
fn entries_of<'a>(
    now: &'a Configuration,
    nss: SystemSetId,
    trustee: &'a Trustee,
) -> impl Iterator<Item = &'a Administrator> + use<'a> {
    let key = trustee.to_string().to_lowercase();
    now.administrators.values().filter(move |entry| entry.nss == nss && entry.trustee.to_string().to_lowercase() == key)
}

fn title(set: &SystemSet, reach: Reach) -> String {
    match place(reach) {
        None => set.name.clone(),
        Some(place) => format!("{} {place}", set.name),
    }
}

fn change(now: &Configuration, set: &SystemSet, edits: Vec<Edit>) -> ChangeSet {
    let mut later = now.clone();
    later.apply_all(&edits);
    let shown = |of: &Configuration| {
        let entries = of.administrators.values().filter(|entry| entry.nss == set.id);
        let names: Vec<String> = entries
            .map(|entry| match place(entry.reach) {
                None => entry.trustee.to_string(),
                Some(place) => format!("{} {place}", entry.trustee),
            })
            .collect();
        json!({ "name": set.name, "administrators": names })
    };
    ChangeSet {
        verb: Verb::NssEdit,
        target: Target::Nss { id: set.id },
        object: ObjectRef { kind: "nss".into(), name: set.name.clone() },
        before: Some(shown(now)),
        after: Some(shown(&later)),
        edits,
        directory: Vec::new(),
        undoes: None,
    }
}

fn command(what: &str, set: &SystemSet, trustee: &Trustee, reach: Option<Reach>) -> String {
    format!("bailiwick nss admin {what} {} {}{}", quoted(&set.name), quoted(&trustee.to_string()), option(reach))
}
