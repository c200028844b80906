//! The user's own view: what is allowed, applied and denied, and the choice among what is published (CMF-26, CMF-27).

use crate::core::change::{Effect, Plan, quoted};
use crate::core::computer_set::touching;
use crate::core::machine::{self, MachineRow, MachineWhy};
use crate::core::{Core, OpContext, Problem, Result, configuration, membership, named};
use crate::model::choice::Choice;
use crate::model::configuration::Configuration;
use crate::model::desired::DesiredState;
use crate::model::directory::{Computer, MemberKind};
use crate::model::id::ChoiceId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::package::{Package, PackageScope};
use crate::model::permission::{Target, Verb};
use crate::rules::desired::Subject;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Returns what the principal gets on a machine; without a machine, what follows the user, and a machine without a name.
///
/// Unlike a question about somebody else, this one is answered also for whom the directory does not know.
pub async fn view(ctx: &OpContext, core: &Core, machine: Option<&str>) -> Result<MachineWhy> {
    core.authorise(ctx, Verb::ReportViewOwn, Target::ESTATE).await?;
    let found = match machine {
        Some(name) => Some(machine::show(ctx, core, name).await?),
        None => None,
    };
    let now = configuration::read(ctx, core).await?;
    let members = membership::read(ctx, core).await?;
    let decided_at = ctx.as_of.unwrap_or_else(|| core.ports.clock.now());
    let user = ctx.principal.name.as_str();
    let subject = Subject {
        machine: found.as_ref().map(|row| row.computer.name.as_str()),
        os: found.as_ref().map(|row| row.computer.os.as_str()),
        machine_sets: found.as_ref().map_or(&[], |row| row.nscs.as_slice()),
        user: Some(user),
        user_sets: members.memberships.of(MemberKind::User, user),
    };
    let mut packages = core.rules(&now).desired(&subject, decided_at);
    if found.is_none() {
        packages.retain(|desired| now.packages.get(&desired.pkg).is_some_and(|pkg| pkg.scope == PackageScope::User));
    }
    Ok(MachineWhy {
        machine: found.unwrap_or_else(|| nowhere(decided_at)),
        user: Some(user.to_owned()),
        packages,
        decided_at,
        members_read_at: members.read_at,
        stale: members.stale,
    })
}

/// Returns the row of no machine.
fn nowhere(at: DateTime<Utc>) -> MachineRow {
    let empty = String::new;
    let computer = Computer { name: empty(), fqdn: empty(), os: empty(), owner: empty(), created_at: at };
    MachineRow { computer, nscs: Vec::new() }
}

/// Checks a choice of a published package, or its end, and says what it would do (CMFX-05).
///
/// A package of a computer is chosen for one machine; a package of a user is chosen for all of them.
pub async fn plan_choose(ctx: &OpContext, core: &Core, machine: Option<&str>, pkg: &str, chosen: bool) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    let target = Target::Pkg { id: package.id };
    core.authorise(ctx, Verb::PkgChoose, target).await?;
    let machine = match package.scope {
        PackageScope::User => None,
        PackageScope::Computer => Some(machine.ok_or_else(|| Problem::Invalid {
            field: "machine".into(),
            value: String::new(),
            expected: format!("a machine: {} belongs to a computer", package.title()),
        })?),
    };
    let view = view(ctx, core, machine).await?;
    let machine = machine.map(|_| view.machine.computer.name.clone());
    let before = chosen_before(&now, &ctx.principal.name, machine.as_deref(), package);
    let state = view.packages.iter().find(|desired| desired.pkg == package.id).map(|desired| desired.state);
    let open = matches!(state, Some(DesiredState::Published | DesiredState::RemovedOnce));
    let same = before.is_some_and(|choice| choice.chosen == chosen) || (before.is_none() && !chosen);
    if !open && before.is_none_or(|choice| chosen && !choice.chosen) {
        let state = state.map_or("unmanaged", DesiredState::name).into();
        return Err(Problem::NotPublished { name: package.title(), state }.into());
    }
    let after = Choice {
        id: before.map_or(ChoiceId(now.next(ObjectKind::Choice)), |choice| choice.id),
        user: ctx.principal.name.clone(),
        machine: machine.clone(),
        pkg: package.id,
        chosen,
        at: core.ports.clock.now(),
    };
    let shape = |chosen: bool| json!({ "pkg": package.title(), "machine": machine, "chosen": chosen });
    let change = ChangeSet {
        verb: Verb::PkgChoose,
        target,
        object: ObjectRef { kind: "choice".into(), name: package.title() },
        before: before.map(|choice| shape(choice.chosen)),
        after: Some(shape(chosen)),
        edits: match before {
            _ if same => Vec::new(),
            Some(before) => vec![Edit::change(before.clone(), after)],
            None => vec![Edit::create(after)],
        },
        directory: Vec::new(),
        undoes: None,
    };
    let word = |chosen: bool| chosen.to_string();
    let was = before.is_some_and(|choice| choice.chosen);
    let effects = match same {
        true => Vec::new(),
        false => vec![Effect::Changes { field: "chosen".into(), before: word(was), after: word(chosen) }],
    };
    let verb = if chosen { "choose" } else { "unchoose" };
    let mut command = format!("bailiwick me {verb} {}", package.id);
    if let Some(machine) = &machine {
        command.push_str(&format!(" --machine {}", quoted(machine)));
    }
    touching::plan(ctx, core, change, effects, command).await
}

/// Returns what somebody chose about a package before.
fn chosen_before<'a>(
    now: &'a Configuration,
    user: &str,
    machine: Option<&str>,
    package: &Package,
) -> Option<&'a Choice> {
    let machine = machine.map(key);
    now.choices.values().find(|choice| {
        choice.pkg == package.id && key(&choice.user) == key(user) && choice.machine.as_deref().map(key) == machine
    })
}
