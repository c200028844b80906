//! What would follow from changes of rights and of assignments that nobody makes: who could do what then, and what it
//! would do to machines. In a look at an earlier time: what would have followed then, by the configuration, the members
//! and the rights of that time; accounts, their groups and operating systems are always today's.
//!
//! Thinking a change through writes nothing, so it needs no right. It takes the way of the change itself, with the same
//! checks, decisions and counts, and stops before the question who may make it, which it answers instead.

use crate::core::access::Rights;
use crate::core::change::{Draft, Effect};
use crate::core::package::{AssignWish, machines};
use crate::core::permission::rights;
use crate::core::system_set::{AdministratorWish, GrantWish};
use crate::core::{Core, OpContext, Result, configuration, package, system_set};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Reach, Trustee};
use crate::model::id::SystemSetId;
use crate::model::object::{Edit, Object};
use crate::model::permission::{Decision, Target, Verb};
use crate::rules::permission::shifts;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A change to think through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposition {
    /// An NSS holds verbs no longer.
    Revoke(GrantWish),
    /// Somebody administers an NSS no longer.
    RemoveAdministrator(AdministratorWish),
    /// An NSS holds verbs.
    Grant(GrantWish),
    /// Somebody administers an NSS.
    AddAdministrator(AdministratorWish),
    /// A package's assignment to an NSC ends.
    Unassign(AssignWish),
    /// A package is assigned to an NSC.
    Assign(AssignWish),
}

/// What would follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    /// The changes, in the order in which they can be made.
    pub steps: Vec<Step>,
    /// Who would become, or be no longer, an administrator of the master, who may everything.
    pub masters: Vec<Mastery>,
    /// Who would gain or lose what, by NSS and name.
    pub turns: Vec<Turn>,
    /// What machines and users would get and lose.
    pub effects: Vec<Effect>,
    /// The configuration as it would be, for further questions.
    #[serde(skip)]
    pub after: Arc<Configuration>,
}

impl Outlook {
    /// Whether anything about rights was supposed.
    pub fn concerns_rights(&self) -> bool {
        let rights = [Verb::NssGrant, Verb::NssRevoke, Verb::NssEdit];
        self.steps.iter().any(|step| rights.contains(&step.decision.verb))
    }
}

/// A change, and who could make it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What it is about: the NSS, or the package and the NSC.
    pub subject: String,
    /// What it changes.
    pub effects: Vec<Effect>,
    /// The command that makes it; none in a look at an earlier time, in which nothing can be made.
    pub command: Option<String>,
    /// Whether who asks may make it as things are, or after the steps before.
    pub decision: Decision,
}

impl Step {
    /// Returns what it is about, where its effects do not say so themselves.
    pub fn needs_subject(&self) -> Option<&str> {
        let is_bare = |effect: &Effect| matches!(effect, Effect::Changes { .. } | Effect::Nothing {});
        self.effects.iter().any(is_bare).then_some(&self.subject)
    }
}

/// Somebody who becomes, or is no longer, an administrator of the master.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mastery {
    /// The user or group.
    pub trustee: Trustee,
    /// Whether they become one.
    pub gained: bool,
}

/// What an administrator's entry would newly allow, or allow no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The user or group.
    pub trustee: Trustee,
    /// The NSS that they administer.
    pub nss: SystemSetId,
    /// Its name.
    pub nss_name: String,
    /// What.
    pub verb: Verb,
    /// Where.
    pub reach: Reach,
    /// Whether it is gained.
    pub gained: bool,
    /// The decision as it is, by everything that they hold.
    pub before: Decision,
    /// The decision as it would be.
    pub after: Decision,
}

impl Turn {
    /// Returns where it counts, as people see it.
    pub fn place(&self) -> String {
        match self.reach {
            Reach::Nss => self.nss_name.clone(),
            Reach::Nsc(id) => format!("{} nsc:{id}", self.nss_name),
            Reach::Pkg(id) => format!("{} pkg:{id}", self.nss_name),
        }
    }

    /// Whether the decision turns: what is gained by one way may be held by another.
    pub fn decides(&self) -> bool {
        self.before.allowed != self.after.allowed
    }
}

/// Returns what would follow from changes that nobody makes. Their order does not matter: what ends, ends first, and what
/// an NSS near the master gets comes before what one below it gets.
///
/// # Errors
/// What would be told to who made them: for example that a set cannot hold what the one above lacks.
pub async fn what_if(ctx: &OpContext, core: &Core, suppositions: &[Supposition]) -> Result<Outlook> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let before = configuration::read(ctx, core).await?;
    // Whether the asker may make it does not depend on whether this session can write.
    let own = rights(ctx, core, &ctx.principal.name).await?;
    let mut now = Configuration::clone(&before);
    let mut steps = Vec::new();
    let mut edits: Vec<Edit> = Vec::new();
    for supposition in in_order(&before, suppositions) {
        let Draft { change, effects, command } = draft(ctx, core, &now, supposition).await?;
        let own = own.under(Arc::new(now.clone()));
        let decision = match (supposition, change.target) {
            (Supposition::Assign(AssignWish { action: Some(action), .. }), Target::Assignment { nsc, pkg }) => {
                own.may_assign(nsc, pkg, *action)
            }
            _ => own.may(change.verb, change.target),
        };
        let subject = match change.target {
            Target::Assignment { nsc, pkg } => format!(
                "{} → {}",
                now.packages.get(&pkg).map(|package| package.title()).unwrap_or_default(),
                now.computer_sets.get(&nsc).map(|set| set.name.as_str()).unwrap_or_default()
            ),
            _ => change.object.name.clone(),
        };
        now.apply_all(&change.edits);
        edits.extend(change.edits);
        let command = ctx.as_of.is_none().then_some(command);
        steps.push(Step { subject, effects, command, decision });
    }
    let touches_rights = |edit: &Edit| matches!(edit.object(), Some(Object::Grant(_) | Object::Administrator(_)));
    let touches_machines = |edit: &Edit| matches!(edit.object(), Some(Object::Assignment(_)));
    let after = Arc::new(now);
    let (masters, turns) = match edits.iter().any(touches_rights) {
        true => (masteries(&before, &after), turns(ctx, core, &before, &after).await?),
        false => (Vec::new(), Vec::new()),
    };
    let effects = match edits.iter().any(touches_machines) {
        true => machines(ctx, core, &edits).await?,
        false => Vec::new(),
    };
    Ok(Outlook { steps, masters, turns, effects, after })
}

/// Sorts changes so that each can be made when its turn comes.
fn in_order<'a>(now: &Configuration, suppositions: &'a [Supposition]) -> Vec<&'a Supposition> {
    let depth = |nss: &str| now.system_set(nss).map_or(0, |set| now.line(set.id).len());
    let mut sorted: Vec<&Supposition> = suppositions.iter().collect();
    sorted.sort_by_key(|supposition| match supposition {
        Supposition::Revoke(_) => (0, 0),
        Supposition::RemoveAdministrator(_) => (1, 0),
        Supposition::Grant(wish) => (2, depth(&wish.nss)),
        Supposition::AddAdministrator(_) => (3, 0),
        Supposition::Unassign(_) => (4, 0),
        Supposition::Assign(_) => (5, 0),
    });
    sorted
}

async fn draft(ctx: &OpContext, core: &Core, now: &Configuration, supposition: &Supposition) -> Result<Draft> {
    let (by, at) = (ctx.principal.name.as_str(), ctx.as_of.unwrap_or_else(|| core.ports.clock.now()));
    match supposition {
        Supposition::Revoke(wish) => system_set::revoke(now, wish),
        Supposition::RemoveAdministrator(wish) => system_set::remove_administrator(now, wish),
        Supposition::Grant(wish) => system_set::grant(now, wish, by, at),
        Supposition::AddAdministrator(wish) => {
            let trustee = system_set::known_trustee(core, &wish.trustee).await?;
            system_set::add_administrator(now, &AdministratorWish { trustee, ..wish.clone() }, by, at)
        }
        Supposition::Unassign(wish) => package::unassign(now, wish),
        Supposition::Assign(wish) => Ok(package::assign(now, wish, by, at)?.0),
    }
}

/// Returns who becomes an administrator of the master, and who is none any longer.
pub fn masteries(before: &Configuration, after: &Configuration) -> Vec<Mastery> {
    let of = |now: &Configuration| -> BTreeSet<Trustee> {
        let Some(master) = now.master().map(|set| set.id) else { return BTreeSet::new() };
        let entries = now.administrators.values();
        let entries = entries.filter(|entry| entry.nss == master && entry.reach == Reach::Nss);
        entries.map(|entry| entry.trustee.clone()).collect()
    };
    let (then, now) = (of(before), of(after));
    let gained = now.difference(&then).map(|trustee| Mastery { trustee: trustee.clone(), gained: true });
    let lost = then.difference(&now).map(|trustee| Mastery { trustee: trustee.clone(), gained: false });
    gained.chain(lost).collect()
}

/// Returns who gains and loses what, each with the decision before and after.
async fn turns(
    ctx: &OpContext,
    core: &Core,
    before: &Arc<Configuration>,
    after: &Arc<Configuration>,
) -> Result<Vec<Turn>> {
    let mut known: BTreeMap<Trustee, (Rights, Rights)> = BTreeMap::new();
    let mut turns = Vec::new();
    for shift in shifts(before, after) {
        if !known.contains_key(&shift.trustee) {
            let now = rights(ctx, core, &shift.trustee.to_string()).await?;
            let then = now.under(Arc::clone(after));
            known.insert(shift.trustee.clone(), (now, then));
        }
        let Some((now, then)) = known.get(&shift.trustee) else { continue };
        for (powers, gained) in [(&shift.gains, true), (&shift.loses, false)] {
            turns.extend(powers.iter().map(|power| {
                let place = match power.reach {
                    Reach::Nss => Target::Nss { id: shift.nss },
                    Reach::Nsc(id) => Target::Nsc { id },
                    Reach::Pkg(id) => Target::Pkg { id },
                };
                Turn {
                    trustee: shift.trustee.clone(),
                    nss: shift.nss,
                    nss_name: shift.nss_name.clone(),
                    verb: power.verb,
                    reach: power.reach,
                    gained,
                    before: now.may(power.verb, place),
                    after: then.may(power.verb, place),
                }
            }));
        }
    }
    Ok(turns)
}
