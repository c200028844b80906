//! Plans a choice, or its end.

use super::follows::follows;
use super::view::Found;
use crate::core::change::{Effect, Plan, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, impact, named};
use crate::model::choice::Choice;
use crate::model::configuration::Configuration;
use crate::model::desired::DesiredState;
use crate::model::id::ChoiceId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::package::{Package, PackageScope};
use crate::model::permission::{Target, Verb};
use crate::rules::desired::Rules;
use serde_json::json;
use std::sync::Arc;

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
        PackageScope::Computer => Some(machine.ok_or_else(|| Problem::NoMachine { pkg: package.title() })?),
    };
    core.authorise(ctx, Verb::ReportViewOwn, Target::ESTATE).await?;
    let found = Found::read(ctx, core, machine).await?;
    let packages = found.packages(&core.rules(&found.now));
    let machine = found.machine.as_ref().map(|row| row.computer.name.clone());
    let before = chosen_before(&now, &ctx.principal.name, machine.as_deref(), package);
    let state = packages.iter().find(|desired| desired.pkg == package.id).map(|desired| desired.state);
    let open = state.is_some_and(DesiredState::is_choosable);
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
        true => vec![Effect::Nothing {}],
        false => {
            let mut later = Configuration::clone(&now);
            later.apply_all(&change.edits);
            let after = found.packages(&Rules::compile(&Arc::new(later)));
            let changes = Effect::Changes { field: "chosen".into(), before: word(was), after: word(chosen) };
            let follows = follows(&now, package.id, &packages, &after, machine.as_deref());
            // What it does to everybody else is a matter of licences alone.
            let shared = impact::effects(ctx, core, &change.edits, &[]).await?;
            let shared = shared.into_iter().filter(|effect| matches!(effect, Effect::Licences { .. }));
            std::iter::once(changes).chain(follows).chain(shared).collect()
        }
    };
    let verb = if chosen { "choose" } else { "unchoose" };
    let mut command = format!("bailiwick me {verb} {}", package.id);
    if let Some(machine) = &machine {
        command.push_str(&format!(" --machine {}", quoted(machine)));
    }
    Ok(Plan::configure(change, effects, command))
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
