//! The wizard of the user's own view, moved on: from the question to the change, and to its end.

use super::fetch::fetch;
use super::submit::{armed, ask, ask_plan};
use super::{ChoiceWish, Effect, Model, Request, Slot, Wish, perform};
use crate::console::action::Action;
use crate::console::overlay::{Button, Chosen, Overlay, Wizard};
use crate::core::Problem;
use crate::core::change::Plan;
use crate::model::id::OperationId;

/// Asks what choosing the selected package would do, or doing without it. Opens the wizard where it is not open yet.
pub(crate) fn choose(model: &mut Model) -> Vec<Effect> {
    if !matches!(model.overlays.last(), Some(Overlay::Wizard(_))) {
        let wizard = Wizard::new(model);
        model.overlays.extend(wizard.map(|wizard| Overlay::Wizard(Box::new(wizard))));
    }
    let Some(Overlay::Wizard(wizard)) = model.overlays.last() else { return Vec::new() };
    let Some(chosen) = wizard.desired().offer() else { return Vec::new() };
    let machine = wizard.machine().map(str::to_owned);
    let wish = ChoiceWish { machine, pkg: wizard.desired().pkg.to_string(), chosen };
    plan(model, Wish::Choice(wish))
}

/// Does what the button of the wizard says that has the keys.
pub(crate) fn go_on(model: &mut Model) -> Vec<Effect> {
    if model.dialog.is_waiting() {
        return Vec::new();
    }
    let Some(Overlay::Wizard(wizard)) = model.overlays.last_mut() else { return Vec::new() };
    match wizard.pressed() {
        Button::Choose => perform(model, Action::OwnChoose),
        Button::Back => {
            step_back(model);
            Vec::new()
        }
        Button::Undo => {
            let wish = wizard.operation().map(Wish::Undo);
            wish.map(|wish| plan(model, wish)).unwrap_or_default()
        }
        Button::Do => {
            let change = wizard.plan().cloned();
            let outdated = matches!(wizard.problem, Some(Problem::Changed { .. }));
            let Some(reason) = armed(model) else { return Vec::new() };
            match (outdated, model.planned.clone(), change) {
                // Somebody else was faster: the same wish again, on what they left.
                (true, Some((request, reason)), _) => ask_plan(model, request, reason),
                (_, _, Some(change)) => ask(model, Request::Commit(Box::new(change)), Some(reason)),
                (_, _, None) => Vec::new(),
            }
        }
    }
}

/// Goes one step back in the wizard, or leaves it.
pub(crate) fn step_back(model: &mut Model) {
    if let Some(Overlay::Wizard(wizard)) = model.overlays.last_mut()
        && !wizard.step_back()
    {
        model.overlays.pop();
    }
}

fn plan(model: &mut Model, wish: Wish) -> Vec<Effect> {
    let Some(reason) = armed(model) else { return Vec::new() };
    ask_plan(model, Request::Plan(Box::new(wish)), Some(reason))
}

/// Shows a plan in the wizard. Returns it where none is open.
pub(super) fn planned(model: &mut Model, plan: Plan) -> Option<Plan> {
    match model.overlays.last_mut() {
        Some(Overlay::Wizard(wizard)) => {
            wizard.preview(plan);
            None
        }
        _ => Some(plan),
    }
}

/// Tells in the wizard that a change was made. Returns whether one is open.
pub(super) fn committed(model: &mut Model, operation: OperationId) -> Option<Vec<Effect>> {
    let Some(Overlay::Wizard(wizard)) = model.overlays.last_mut() else { return None };
    wizard.done(operation);
    // The follower reports the change too, a moment later.
    Some(vec![fetch(model, Slot::Own)])
}

/// Takes over the name that was chosen among many.
pub(crate) fn picked(model: &mut Model, chosen: Chosen) -> Vec<Effect> {
    model.overlays.pop();
    match chosen {
        Chosen::User(user) => {
            model.machines.look_for(user);
            Vec::new()
        }
        Chosen::Place(place) => {
            model.own.look_at(place);
            vec![fetch(model, Slot::Own)]
        }
    }
}
