//! Plans a package's assignment to an NSC, and its end.
//!
//! An NSC has one assignment of a package: another action takes the place of the one before, and the same action again
//! changes its times.

use super::shown;
use crate::core::change::{Draft, Effect, Plan, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, impact, named};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState, Window};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId, ReleaseId};
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::package::{Package, PackageState};
use crate::model::permission::{Target, Verb};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

/// A wish to assign a package, or to end an assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignWish {
    /// Number or name of the package.
    pub pkg: String,
    /// Number or name of the NSC.
    pub nsc: String,
    /// What shall happen with it. When an assignment ends: none for all actions.
    pub action: Option<AssignAction>,
    /// Not before this time.
    pub not_before: Option<DateTime<Utc>>,
    /// At this time at the latest.
    pub deadline: Option<DateTime<Utc>>,
    /// When in the week.
    pub window: Option<Window>,
    /// What happens when it needs a reboot.
    pub reboot: RebootPolicy,
}

impl AssignWish {
    /// Returns the wish without times: for what is not to be made, and for an end, which has none.
    pub fn untimed(pkg: impl Into<String>, nsc: impl Into<String>, action: Option<AssignAction>) -> Self {
        Self {
            pkg: pkg.into(),
            nsc: nsc.into(),
            action,
            not_before: None,
            deadline: None,
            window: None,
            reboot: RebootPolicy::default(),
        }
    }
}

/// Checks a wish to assign and says what it would do, machine by machine.
pub async fn plan_assign(ctx: &OpContext, core: &Core, wish: AssignWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let (package, set) = (named::package(&now, &wish.pkg)?, named::computer_set(&now, &wish.nsc)?);
    let action = wish.action.ok_or_else(|| invalid("action", "", "action"))?;
    let target = Target::Assignment { nsc: set.id, pkg: package.id };
    for verb in verbs_to_assign(&now, set.id, package.id, action) {
        core.authorise(ctx, verb, target).await?;
    }
    let (Draft { mut change, mut effects, command }, sets_times) =
        assign(&now, &wish, &ctx.principal.name, core.ports.clock.now())?;
    if sets_times {
        core.authorise(ctx, Verb::ScheduleSet, target).await?;
    }
    if action == AssignAction::Apply && !change.edits.is_empty() && acts_for(ctx, core, &now, set).await? {
        change.edits.extend(releases(ctx, core, &now, package, set));
    }
    if !change.edits.is_empty() {
        effects.extend(machines(ctx, core, &change.edits).await?);
    }
    Ok(impact::plan(change, effects, command, &package.name))
}

/// Returns the rights that assigning takes: the one to this action, and those to what was assigned there and is replaced.
pub(crate) fn verbs_to_assign(
    now: &Configuration,
    nsc: ComputerSetId,
    pkg: PackageId,
    action: AssignAction,
) -> Vec<Verb> {
    let known = now.assignments.values().filter(|known| known.nsc == nsc && known.pkg == pkg);
    let replaced = known.map(|known| known.action).filter(|known| *known != action);
    std::iter::once(action).chain(replaced).map(AssignAction::verb).collect()
}

/// Returns the draft of an assignment that somebody makes at a time, and whether it sets times, which needs a right of its
/// own.
pub(crate) fn assign(now: &Configuration, wish: &AssignWish, by: &str, at: DateTime<Utc>) -> Result<(Draft, bool)> {
    let (package, set) = (named::package(now, &wish.pkg)?, named::computer_set(now, &wish.nsc)?);
    let action = wish.action.ok_or_else(|| invalid("action", "", "action"))?;
    let known = assignments(now, package, set);
    if package.state == PackageState::Retired {
        let state = package.state.name().into();
        return Err(Problem::PackageState { name: package.title(), state }.into());
    }
    if let (Some(from), Some(deadline)) = (wish.not_before, wish.deadline)
        && deadline < from
    {
        return Err(invalid("deadline", &time(deadline), "time").into());
    }
    let assignment = Assignment {
        id: known.first().map_or(AssignmentId(now.next(ObjectKind::Assignment)), |known| known.id),
        nsc: set.id,
        pkg: package.id,
        action,
        not_before: wish.not_before,
        deadline: wish.deadline,
        window: wish.window.clone(),
        reboot: wish.reboot,
        assigned_at: at,
        assigned_by: by.to_owned(),
    };
    let times = |of: &Assignment| (of.not_before, of.deadline, of.window.clone(), of.reboot);
    let untimed = (None, None, None, RebootPolicy::default());
    let sets_times = times(&assignment) != known.first().map_or(untimed, |known| times(known));
    let (before, mut effects, edits) = compare(&known, &assignment, package, set);
    if package.state == PackageState::Draft {
        effects.push(Effect::Dormant { pkg: package.title(), state: package.state.name().into() });
    }
    let change = ChangeSet {
        verb: action.verb(),
        target: Target::Assignment { nsc: set.id, pkg: package.id },
        object: shown::reference(package),
        before,
        after: Some(facts(&assignment, package, set)),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    let command = command("assign", package, set, Some(&assignment));
    Ok((Draft { change, effects, command }, sets_times))
}

fn invalid(field: &str, value: &str, expected: &str) -> Problem {
    Problem::Invalid { field: field.into(), value: value.into(), expected: expected.into() }
}

/// Checks a wish to end an assignment and says what it would do.
pub async fn plan_unassign(ctx: &OpContext, core: &Core, wish: AssignWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let (package, set) = (named::package(&now, &wish.pkg)?, named::computer_set(&now, &wish.nsc)?);
    let target = Target::Assignment { nsc: set.id, pkg: package.id };
    let mut known = assignments(&now, package, set);
    known.retain(|assignment| wish.action.is_none_or(|action| action == assignment.action));
    // Who may not, is told so before whether there is something to end.
    let verbs: Vec<Verb> = match known[..] {
        [] => vec![wish.action.unwrap_or(AssignAction::Apply).verb()],
        ref known => known.iter().map(|assignment| assignment.action.verb()).collect(),
    };
    for verb in &verbs {
        core.authorise(ctx, *verb, target).await?;
    }
    let Draft { change, mut effects, command } = unassign(&now, &wish)?;
    effects.extend(machines(ctx, core, &change.edits).await?);
    Ok(impact::plan(change, effects, command, &package.name))
}

/// Returns the draft of an assignment's end.
pub(crate) fn unassign(now: &Configuration, wish: &AssignWish) -> Result<Draft> {
    let (package, set) = (named::package(now, &wish.pkg)?, named::computer_set(now, &wish.nsc)?);
    let mut known = assignments(now, package, set);
    known.retain(|assignment| wish.action.is_none_or(|action| action == assignment.action));
    let Some(first) = known.first() else {
        let name = format!("{} → {}", package.title(), set.name);
        return Err(Problem::NotFound { object: "assignment".into(), name }.into());
    };
    let before = facts(first, package, set);
    let name = |assignment: &&Assignment| Effect::Deletes {
        object: "assignment".into(),
        name: title(assignment, package, set),
    };
    let effects: Vec<Effect> = known.iter().map(name).collect();
    let edits: Vec<Edit> = known.iter().map(|assignment| Edit::delete((*assignment).clone())).collect();
    let change = ChangeSet {
        verb: first.action.verb(),
        target: Target::Assignment { nsc: set.id, pkg: package.id },
        object: shown::reference(package),
        before: Some(before),
        after: None,
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Draft { change, effects, command: command("unassign", package, set, None) })
}

/// Returns what is assigned already, the strongest first.
fn assignments<'a>(now: &'a Configuration, package: &Package, set: &ComputerSet) -> Vec<&'a Assignment> {
    let here = |assignment: &&Assignment| assignment.nsc == set.id && assignment.pkg == package.id;
    let mut known: Vec<&Assignment> = now.assignments.values().filter(here).collect();
    known.sort_by_key(|assignment| std::cmp::Reverse(assignment.action));
    known
}

/// Returns what an assignment takes the place of, what it changes, and the edits.
fn compare(
    known: &[&Assignment],
    assignment: &Assignment,
    package: &Package,
    set: &ComputerSet,
) -> (Option<Value>, Vec<Effect>, Vec<Edit>) {
    let Some((first, others)) = known.split_first() else {
        let effect = Effect::Creates { object: "assignment".into(), name: title(assignment, package, set) };
        return (None, vec![effect], vec![Edit::create(assignment.clone())]);
    };
    let before = facts(first, package, set);
    let after = facts(assignment, package, set);
    let mut effects = Vec::new();
    for field in ["action", "not_before", "deadline", "window", "reboot"] {
        if before[field] != after[field] {
            let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
            let (before, after) = (text(&before[field]), text(&after[field]));
            effects.push(Effect::Changes { field: field.into(), before, after });
        }
    }
    let mut edits: Vec<Edit> = others.iter().map(|other| Edit::delete((*other).clone())).collect();
    if effects.is_empty() && edits.is_empty() {
        return (Some(before), vec![Effect::Nothing {}], edits);
    }
    edits.push(Edit::change((*first).clone(), assignment.clone()));
    (Some(before), effects, edits)
}

/// Returns what edits do to machines; that they do nothing is told too.
pub(crate) async fn machines(ctx: &OpContext, core: &Core, edits: &[Edit]) -> Result<Vec<Effect>> {
    let mut effects = impact::effects(ctx, core, edits, &[]).await?;
    if !effects.iter().any(|effect| matches!(effect, Effect::Machines { .. } | Effect::Users { .. })) {
        effects.insert(0, Effect::Machines { count: 0, first: Vec::new() });
    }
    Ok(effects)
}

/// Whether the asker acts for a locally managed NSC's own NSS, and may release packages there: what they assign
/// themselves waits for nobody.
async fn acts_for(ctx: &OpContext, core: &Core, now: &Configuration, set: &ComputerSet) -> Result<bool> {
    if !set.locally_managed {
        return Ok(false);
    }
    let rights = core.rights(ctx).await?;
    let reaches = |reach: Reach| match reach {
        Reach::Nss => true,
        Reach::Nsc(id) => now.nesting(set.id).iter().any(|outer| outer.id == id),
        Reach::Pkg(_) => false,
    };
    let is_own = now.administrators.values().any(|entry| {
        entry.nss == set.nss && reaches(entry.reach) && entry.trustee.is(&ctx.principal.name, rights.groups())
    });
    Ok(is_own && rights.may(Verb::NscLocalRelease, Target::Nsc { id: set.id }).allowed)
}

/// Returns the releases that an assignment by the NSC's own manager brings: of the package and what it needs, as far as
/// other NSSs own it and it is not released.
fn releases(ctx: &OpContext, core: &Core, now: &Configuration, package: &Package, set: &ComputerSet) -> Vec<Edit> {
    let mut wanted: Vec<&Package> = Vec::new();
    let mut open = vec![package];
    while let Some(package) = open.pop() {
        if wanted.iter().all(|known| known.id != package.id) {
            wanted.push(package);
            open.extend(package.dependencies.iter().filter_map(|id| now.packages.get(id)));
        }
    }
    let released = |id: PackageId| {
        let mut here = now.releases.values().filter(|release| release.nsc == set.id && release.pkg == id);
        here.any(|release| release.state == ReleaseState::Released)
    };
    let foreign = wanted.into_iter().filter(|package| package.nss != set.nss && !released(package.id));
    let release = |(number, package): (i64, &Package)| {
        Edit::create(Release {
            id: ReleaseId(number),
            nsc: set.id,
            pkg: package.id,
            state: ReleaseState::Released,
            by: ctx.principal.name.clone(),
            at: core.ports.clock.now(),
            reason: ctx.reason.clone().unwrap_or_default(),
        })
    };
    (now.next(ObjectKind::Release)..).zip(foreign).map(release).collect()
}

fn title(assignment: &Assignment, package: &Package, set: &ComputerSet) -> String {
    format!("{} {} → {} ({})", assignment.action.name(), package.title(), set.name, set.id)
}

/// Returns an assignment as people know it.
fn facts(assignment: &Assignment, package: &Package, set: &ComputerSet) -> Value {
    json!({
        "pkg": package.title(),
        "nsc": set.name,
        "action": assignment.action,
        "not_before": assignment.not_before.map(time),
        "deadline": assignment.deadline.map(time),
        "window": assignment.window,
        "reboot": assignment.reboot,
    })
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Returns the equivalent command line.
fn command(word: &str, package: &Package, set: &ComputerSet, assignment: Option<&Assignment>) -> String {
    let mut command = format!("bailiwick pkg {word} {} {}", package.id, set.id);
    let Some(assignment) = assignment else { return command };
    let reboot = Some(assignment.reboot).filter(|reboot| *reboot != RebootPolicy::Ask);
    let options = [
        ("action", Some(assignment.action.name().to_owned())),
        ("not-before", assignment.not_before.map(time)),
        ("deadline", assignment.deadline.map(time)),
        ("window", assignment.window.as_ref().map(Window::to_string)),
        ("reboot", reboot.and_then(|reboot| json!(reboot).as_str().map(str::to_owned))),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            command.push_str(&format!(" --{name} {}", quoted(&value)));
        }
    }
    command
}
