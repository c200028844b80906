//! Dialogs, confirmed: from a form to a plan, from a plan to a change, and jumps to what was found.

use super::fetch::{fetch, refresh};
use super::perform::go;
use super::{
    Effect, Lock, Model, NscWish, NssWish, PkgWish, Reply, Request, RequestWish, Slot, Tone, Wish, own, perform,
};
use crate::console::action::{Action, Obstacle};
use crate::console::figures;
use crate::console::overlay::{Confirm, Jump, Overlay, Page, PageKind, Submission, WhatIf};
use crate::console::screen::ScreenId;
use crate::console::screen::hellos::Group;
use crate::console::screen::jobs::JobsTab;
use crate::console::screen::overview::{Alarm, Item};
use crate::console::screen::sets::NscTab;
use crate::core::Problem;
use crate::core::change::Plan;
use crate::core::computer_set::MembersWish;
use crate::core::distribution_point::PointCheck;
use crate::core::inbox::Matter;
use crate::core::package::AssignWish;

/// Asks for the profiles, for forms that offer them.
pub(crate) fn profiles(model: &mut Model) -> Vec<Effect> {
    vec![fetch(model, Slot::Profiles)]
}

/// Asks for the verdict that the rules give today on the evidence of the selected system.
pub(crate) fn replay(model: &mut Model) -> Vec<Effect> {
    let Some(trace) = model.hellos.selected().and_then(|system| system.trace) else { return Vec::new() };
    ask(model, Request::Replay { trace, edits: Vec::new() }, None)
}

pub(super) fn ask(model: &mut Model, request: Request, reason: Option<String>) -> Vec<Effect> {
    let tag = model.dialog.ask(Slot::Dialog, model.now);
    vec![Effect::Core { tag, request, reason, as_of: None }]
}

/// Goes on with the innermost form.
pub(crate) fn form(model: &mut Model) -> Vec<Effect> {
    if model.dialog.is_waiting() {
        return Vec::new();
    }
    let now = model.now;
    let Some(Overlay::Form(form)) = model.overlays.last_mut() else { return Vec::new() };
    if form.goes_to_lacking() {
        return Vec::new();
    }
    match form.submission(now) {
        Err(problem) => {
            form.problem = Some(problem);
            Vec::new()
        }
        // Unlocked only when the action log has it.
        Ok(Submission::Unlock(reason, _)) => ask(model, Request::Session { unlock: true }, Some(reason)),
        Ok(Submission::AsOf(at)) => {
            model.overlays.pop();
            model.look_at(Some(at));
            refresh(model)
        }
        Ok(Submission::Ask(request @ Request::Plan(_), reason)) => {
            let Some(armed) = armed(model) else { return Vec::new() };
            ask_plan(model, request, Some(reason.filter(|reason| !reason.is_empty()).unwrap_or(armed)))
        }
        Ok(Submission::Ask(request, _)) => ask(model, request, None),
    }
}

/// Asks what a change would do, and remembers the question for asking again.
pub(crate) fn ask_plan(model: &mut Model, request: Request, reason: Option<String>) -> Vec<Effect> {
    model.planned = Some((request.clone(), reason.clone()));
    ask(model, request, reason)
}

/// Asks what a change would do, without a form before it.
pub(crate) fn plan(model: &mut Model, wish: Wish) -> Vec<Effect> {
    let Some(reason) = armed(model) else { return Vec::new() };
    ask_plan(model, Request::Plan(Box::new(wish)), Some(reason))
}

/// Returns the reason for which writing is unlocked, or says that it is not (any more).
pub(super) fn armed(model: &mut Model) -> Option<String> {
    let reason = model.session.lock.reason().map(str::to_owned);
    if reason.is_none() {
        model.refuse(&Obstacle::Locked {});
    }
    reason
}

/// Makes the previewed change.
pub(crate) fn commit(model: &mut Model) -> Vec<Effect> {
    if model.dialog.is_waiting() || armed(model).is_none() {
        return Vec::new();
    }
    let Some(Overlay::Confirm(confirm)) = model.overlays.last_mut() else { return Vec::new() };
    if confirm.is_outdated() {
        // Somebody else was faster: the same wish again, on what they left.
        return match model.planned.clone() {
            Some((request, reason)) => ask(model, request, reason),
            None => Vec::new(),
        };
    }
    if !confirm.is_confirmed() {
        let text = model.look.text("toast-type-it");
        model.toast(text, Tone::Plain);
        return Vec::new();
    }
    confirm.problem = None;
    let (request, reason) = (Request::Commit(Box::new(confirm.plan.clone())), confirm.reason.clone());
    ask(model, request, Some(reason))
}

/// Takes the answer to a dialog's question.
pub(super) fn answered(model: &mut Model, answer: Result<Reply, Problem>) -> Vec<Effect> {
    match answer {
        Ok(Reply::Planned(plan)) => {
            if let Some(plan) = own::planned(model, *plan) {
                planned(model, plan);
            }
            Vec::new()
        }
        Ok(Reply::Comparison(comparison)) => {
            model.overlays.push(Overlay::Page(Page::new(PageKind::Comparison(comparison))));
            Vec::new()
        }
        Ok(Reply::Outlook(outlook)) => {
            model.overlays.push(Overlay::WhatIf(Box::new(WhatIf::new(*outlook))));
            Vec::new()
        }
        Ok(Reply::Committed(id)) => {
            if let Some(effects) = own::committed(model, id) {
                return effects;
            }
            // The preview, and the form that it came from.
            model.overlays.pop();
            if matches!(model.overlays.last(), Some(Overlay::Form(_))) {
                model.overlays.pop();
            }
            let text = model.look.locale.with("toast-done", [("id", id.to_string().into())]);
            model.toast(text, Tone::Good);
            model.sets.committed();
            // The follower reports the change too, a moment later.
            [Slot::Policy, Slot::Recent, Slot::Counts].map(|slot| fetch(model, slot)).into()
        }
        Ok(Reply::Noted) => unlocked(model),
        Ok(Reply::Checked(points)) => {
            points.iter().for_each(|point| checked(model, point));
            Vec::new()
        }
        Ok(_) => Vec::new(),
        Err(problem) => {
            match model.overlays.last_mut() {
                Some(Overlay::Form(form)) => form.problem = Some(problem),
                Some(Overlay::Confirm(confirm)) => confirm.problem = Some(problem),
                Some(Overlay::Wizard(wizard)) => wizard.problem = Some(problem),
                _ => model.complain(&problem),
            }
            Vec::new()
        }
    }
}

/// Shows what a change would do: for the first time, or again after a conflict.
fn planned(model: &mut Model, plan: Plan) {
    let now = model.now;
    if let Some(Overlay::Confirm(before)) = model.overlays.last_mut() {
        before.look_again(plan);
        return;
    }
    let own = match model.overlays.last() {
        Some(Overlay::Form(form)) => match form.submission(now) {
            Ok(Submission::Ask(_, reason)) => reason.filter(|reason| !reason.is_empty()),
            _ => None,
        },
        _ => None,
    };
    let reason = own.or_else(|| model.session.lock.reason().map(str::to_owned)).unwrap_or_default();
    model.overlays.push(Overlay::Confirm(Box::new(Confirm::new(plan, reason))));
}

/// Goes on after the action log has taken that writing is unlocked.
fn unlocked(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Form(form)) = model.overlays.last() else { return Vec::new() };
    let Ok(Submission::Unlock(reason, then)) = form.submission(now) else { return Vec::new() };
    model.overlays.pop();
    model.session.lock = Lock::armed(reason, now);
    let text = model.look.text("toast-unlocked");
    model.toast(text, Tone::Good);
    then.map(|action| perform(model, action)).unwrap_or_default()
}

/// Asks what a change of the sets would do that needs no form.
pub(crate) fn sets(model: &mut Model, action: Action) -> Vec<Effect> {
    let nsc = model.sets.selected_computer_set().map(|row| row.set.id.to_string());
    let wish = match action {
        Action::SetDelete => {
            model.sets.selected_set().map(|node| Wish::Nss(NssWish::Delete { nss: node.set.name.clone() }))
        }
        Action::NscDelete => nsc.map(|nsc| Wish::Nsc(NscWish::Delete { nsc })),
        Action::MemberRemove => nsc.zip(model.sets.chosen_members()).map(|(nsc, (kind, names))| {
            let names = names.into_iter().map(str::to_owned).collect();
            Wish::Nsc(NscWish::RemoveMembers(MembersWish { nsc, kind, names }))
        }),
        Action::RequestApprove => {
            model.sets.selected_request().map(|request| Wish::Request(RequestWish::Approve(request.id)))
        }
        Action::NscRelease => nsc
            .zip(model.sets.selected_package())
            .map(|(nsc, pkg)| Wish::Nsc(NscWish::Release { nsc, pkg: pkg.to_string() })),
        _ => None,
    };
    wish.map(|wish| plan(model, wish)).unwrap_or_default()
}

/// Asks what it would do to take the selected change back.
pub(crate) fn undo(model: &mut Model) -> Vec<Effect> {
    let wish = model.log.selected().map(|record| Wish::Undo(record.id));
    wish.map(|wish| plan(model, wish)).unwrap_or_default()
}

/// Tries the distribution point under the cursor: it needs the right, but changes nothing that the lock protects.
pub(super) fn check_point(model: &mut Model) -> Vec<Effect> {
    let name = model.jobs.selected_point().map(|point| point.name.clone());
    name.map(|name| ask(model, Request::CheckPoint(name), Some(String::new()))).unwrap_or_default()
}

/// Tells what came of trying a distribution point.
fn checked(model: &mut Model, found: &PointCheck) {
    let ms = |ms: Option<f64>| ms.map(figures::milliseconds).unwrap_or_default();
    let args = [
        ("point", found.point.name.clone().into()),
        ("write", ms(found.write_ms).into()),
        ("read", ms(found.read_ms).into()),
        ("problem", found.problem.clone().into()),
    ];
    let (id, tone) = if found.is_well() { ("toast-point-well", Tone::Good) } else { ("toast-point-bad", Tone::Bad) };
    let text = model.look.locale.with(id, args);
    model.toast(text, tone);
}

/// Asks what it would do to have the meant job run now.
pub(crate) fn jobs(model: &mut Model) -> Vec<Effect> {
    model.jobs.meant().map(|job| plan(model, Wish::Run(job))).unwrap_or_default()
}

/// Opens what an item of the inbox is about, and notes that it was read.
pub(crate) fn inbox(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(item) = model.inbox.get().and_then(|items| items.get(place)).cloned() else { return Vec::new() };
    model.overlays.pop();
    let mut effects = Vec::new();
    if !item.read {
        let tag = model.inbox_read.ask(Slot::InboxRead, model.now);
        effects.push(Effect::ask(tag, Request::MarkRead(vec![item.key])));
    }
    effects.extend(match item.matter {
        Matter::RequestToDecide { nsc, .. } | Matter::RequestDecided { nsc, .. } => {
            model.sets.show_tab(nsc, NscTab::Requests);
            go(model, ScreenId::Sets)
        }
        Matter::EmergencyToAgree { nsc, .. } => {
            model.sets.show_tab(nsc, NscTab::Releases);
            go(model, ScreenId::Sets)
        }
        Matter::PackageCreated { pkg, .. } => jump(model, Jump::Package(pkg)),
    });
    effects
}

/// Goes where an entry of the palette leads.
pub(crate) fn jump(model: &mut Model, jump: Jump) -> Vec<Effect> {
    match jump {
        Jump::Action(action) => perform(model, action),
        Jump::Status(status) => {
            model.hellos.show_group(Group::Status(status));
            go(model, ScreenId::Hellos)
        }
        Jump::Set(key) => {
            model.sets.show(key);
            go(model, ScreenId::Sets)
        }
        Jump::Package(id) => {
            model.packages.show(id);
            go(model, ScreenId::Packages)
        }
        Jump::System(id) => {
            model.hellos.show_system(id);
            go(model, ScreenId::Hellos)
        }
    }
}

/// Opens what is selected on the overview.
pub(super) fn open_overview_item(model: &mut Model) -> Vec<Effect> {
    let item = model.overview.items().get(model.overview.cursor.index).copied();
    match item {
        Some(Item::Status(count)) => jump(model, Jump::Status(count.status)),
        Some(Item::Alarm(place)) => {
            let alarm = model.overview.alarms.get(place).cloned();
            match alarm {
                Some(Alarm::Point { id, .. } | Alarm::Lacks { id, .. }) => {
                    model.jobs.show(JobsTab::Points, Some(id.to_string()))
                }
                Some(Alarm::Late { oldest, .. }) => model.jobs.show(JobsTab::Changes, Some(oldest.to_string())),
                None => {}
            }
            go(model, ScreenId::Jobs)
        }
        Some(Item::Policy) => perform(model, Action::PolicyEdit),
        Some(Item::Operation(place)) => {
            let id = model.overview.recent.get().and_then(|recent| recent.get(place)).map(|record| record.id);
            if let Some(id) = id {
                model.log.show(id);
            }
            go(model, ScreenId::Log)
        }
        None => Vec::new(),
    }
}

/// Asks what a change of a package would do that needs no form.
pub(crate) fn packages(model: &mut Model, action: Action) -> Vec<Effect> {
    let pkg = model.packages.selected().map(|row| row.package.id.to_string());
    let wish = match action {
        Action::PackagePublish => pkg.map(|pkg| PkgWish::Publish { pkg }),
        Action::PackageRetire => pkg.map(|pkg| PkgWish::Retire { pkg }),
        Action::PackageDelete => pkg.map(|pkg| PkgWish::Delete { pkg }),
        Action::PackageUnassign => model.packages.selected_assignment().map(|found| {
            let (pkg, nsc) = (found.pkg.to_string(), found.nsc.to_string());
            PkgWish::Unassign(Box::new(AssignWish::untimed(pkg, nsc, Some(found.action))))
        }),
        _ => None,
    };
    wish.map(|wish| plan(model, Wish::Pkg(wish))).unwrap_or_default()
}
