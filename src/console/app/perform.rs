//! Actions, carried out.

use super::deliver::cancel;
use super::fetch::{fetch, opened, refresh};
use super::{Effect, Lock, Model, Request, Slot, Tone};
use crate::console::action::{Action, Availability, Obstacle, availability};
use crate::console::overlay::{self, Overlay};
use crate::console::screen::jobs::JobsTab;
use crate::console::screen::list::Filter;
use crate::console::screen::{ScreenId, jobs};

/// Carries an action out, or says why not. A locked change asks to be unlocked first and then goes on.
pub(crate) fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    model.dirty = true;
    match availability(action, model) {
        Availability::Enabled => {}
        Availability::Disabled(Obstacle::Locked {}) => {
            model.overlays.push(Overlay::unlock(Some(action)));
            return Vec::new();
        }
        Availability::Disabled(obstacle) => {
            model.refuse(&obstacle);
            return Vec::new();
        }
        Availability::Hidden => return Vec::new(),
    }
    if let Some(screen) = action.screen() {
        return go(model, screen);
    }
    match action {
        Action::Quit => {
            let mut effects = locked_record(model);
            effects.push(Effect::Quit(0));
            effects
        }
        Action::Suspend => vec![Effect::Suspend],
        Action::Redraw => vec![Effect::Redraw],
        Action::Mouse => {
            model.mouse = !model.mouse;
            vec![Effect::Mouse(model.mouse)]
        }
        Action::Refresh => refresh(model),
        Action::AsOf => as_of(model),
        Action::Unlock => unlock(model),
        Action::Back => back(model),
        Action::Filter => {
            if let Some(filter) = model.filter_mut() {
                filter.editing = true;
            }
            Vec::new()
        }
        Action::Help
        | Action::Palette
        | Action::PolicyEdit
        | Action::BreakerClear
        | Action::ProfileCreate
        | Action::SetCreate
        | Action::SetsWhy
        | Action::SetEdit
        | Action::SetMove
        | Action::SetDelete
        | Action::SetGrant
        | Action::SetRevoke
        | Action::SetWhatIf
        | Action::AdministratorAdd
        | Action::AdministratorRemove
        | Action::NscCreate
        | Action::NscEdit
        | Action::NscDelete
        | Action::NscAssign
        | Action::MemberAdd
        | Action::MemberRemove
        | Action::MemberRequest
        | Action::RequestApprove
        | Action::RequestRefuse
        | Action::NscRelease
        | Action::NscUnblock
        | Action::Inbox
        | Action::PackagesWhy
        | Action::PackageCreate
        | Action::PackageEdit
        | Action::PackagePublish
        | Action::PackageRetire
        | Action::PackageDelete
        | Action::PackageAssign
        | Action::PackageUnassign
        | Action::PackageWhatIf
        | Action::HelloExplain
        | Action::HelloReplay
        | Action::HelloWhatIf
        | Action::HelloOverride
        | Action::MachineWhy
        | Action::MachineUser
        | Action::OwnWhy
        | Action::OwnChoose
        | Action::OwnMachine
        | Action::JobRun
        | Action::LogDiff
        | Action::LogUndo => overlay::open(model, action),
        Action::MachineCopy => {
            let text = model.machines.ticket(model.look.locale.as_ref(), model);
            text.map(Effect::Copy).into_iter().collect()
        }
        Action::MachineSort | Action::MachineSortTurn => {
            model.machines.sort_by(action == Action::MachineSortTurn);
            vec![fetch(model, Slot::Machines)]
        }
        Action::PointCheck => super::submit::check_point(model),
        Action::JobsCopy => jobs::handover(model).map(Effect::Copy).into_iter().collect(),
        Action::HelloCopy => {
            let text = model.hellos.ticket(model.look.locale.as_ref());
            text.map(Effect::Copy).into_iter().collect()
        }
        _ => on_screen(model, action),
    }
}

/// Goes to a screen and remembers where from.
pub(crate) fn go(model: &mut Model, screen: ScreenId) -> Vec<Effect> {
    model.dirty = true;
    if screen != model.screen {
        model.history.retain(|known| *known != model.screen);
        model.history.push(model.screen);
        model.screen = screen;
    }
    opened(model, screen)
}

fn on_screen(model: &mut Model, action: Action) -> Vec<Effect> {
    let body = crate::console::view::areas(model.size).body;
    match model.screen {
        ScreenId::Overview => {
            if action == Action::Open {
                return super::submit::open_overview_item(model);
            }
            model.overview.act(action, body);
        }
        ScreenId::Sets => model.sets.act(action, body),
        ScreenId::Machines => {
            if action == Action::Open && model.machines.opens_contest() {
                return perform(model, Action::MachineWhy);
            }
            return model.machines.act(action, body, model.now).into_iter().collect();
        }
        ScreenId::Packages => model.packages.act(action, body),
        ScreenId::Hellos => {
            if action == Action::Open && model.hellos.opens_trace() {
                return perform(model, Action::HelloExplain);
            }
            model.hellos.act(action, body);
        }
        ScreenId::Jobs => {
            model.jobs.act(action, body);
            return model.jobs.want_more().map(|slot| fetch(model, slot)).into_iter().collect();
        }
        ScreenId::Log => {
            if action == Action::Open {
                return perform(model, Action::LogDiff);
            }
            return model.log.act(action, body, model.now).into_iter().collect();
        }
        ScreenId::Own => {
            if action == Action::Open {
                return perform(model, Action::OwnWhy);
            }
            model.own.act(action, body);
        }
    }
    Vec::new()
}

/// Locks writing, if it is unlocked, and has the action log know.
pub(super) fn locked_record(model: &mut Model) -> Vec<Effect> {
    let Lock::Armed { reason, .. } = &model.session.lock else { return Vec::new() };
    let reason = reason.clone();
    model.session.lock = Lock::Locked;
    let tag = model.session.record.ask(Slot::Session, model.now);
    vec![Effect::Core { tag, request: Request::Session { unlock: false }, reason: Some(reason), as_of: None }]
}

fn unlock(model: &mut Model) -> Vec<Effect> {
    match model.session.lock {
        Lock::Sealed => model.refuse(&Obstacle::ReadOnly {}),
        Lock::Locked => model.overlays.push(Overlay::unlock(None)),
        // There is nothing to be unlocked.
        Lock::Open => {}
        Lock::Armed { .. } => {
            let effects = locked_record(model);
            let text = model.look.text("toast-locked");
            model.toast(text, Tone::Plain);
            return effects;
        }
    }
    Vec::new()
}

/// Asks for the time as of which to look, or returns to now.
fn as_of(model: &mut Model) -> Vec<Effect> {
    if model.as_of.is_none() {
        model.overlays.push(Overlay::as_of());
        return Vec::new();
    }
    model.look_at(None);
    let text = model.look.text("toast-now");
    model.toast(text, Tone::Plain);
    refresh(model)
}

/// One step back: stop waiting, empty the filter, leave the inner pane, or return to the screen before.
fn back(model: &mut Model) -> Vec<Effect> {
    let cancelled = cancel(model);
    if !cancelled.is_empty() {
        return cancelled;
    }
    if !model.toasts.is_empty() {
        model.toasts.clear();
        return Vec::new();
    }
    if let Some(filter) = model.filter_mut().filter(|filter| !filter.text().is_empty()) {
        filter.clear();
        return model.filtered();
    }
    let left = match model.screen {
        ScreenId::Hellos => model.hellos.leave_pane(),
        ScreenId::Sets => model.sets.leave_pane(),
        ScreenId::Packages => model.packages.leave_pane(),
        ScreenId::Machines => model.machines.leave_pane(),
        ScreenId::Jobs => model.jobs.leave_pane(),
        _ => false,
    };
    if left {
        return Vec::new();
    }
    if let Some(before) = model.history.pop() {
        model.screen = before;
        return opened(model, before);
    }
    Vec::new()
}

impl Model {
    /// Returns the filter of the shown screen.
    pub(crate) fn filter_mut(&mut self) -> Option<&mut Filter> {
        match self.screen {
            ScreenId::Overview => None,
            ScreenId::Sets => Some(self.sets.filter_mut()),
            ScreenId::Machines => Some(&mut self.machines.filter),
            ScreenId::Packages => Some(&mut self.packages.filter),
            ScreenId::Hellos => Some(&mut self.hellos.filter),
            ScreenId::Jobs => Some(self.jobs.filter_mut()),
            ScreenId::Log => Some(&mut self.log.filter),
            ScreenId::Own => Some(&mut self.own.filter),
        }
    }

    /// Applies the filter of the shown screen after it was changed: to what is known, or by asking the core.
    pub(crate) fn filtered(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        match self.screen {
            ScreenId::Overview => {}
            ScreenId::Sets => self.sets.filtered(),
            ScreenId::Machines => effects.push(fetch(self, Slot::Machines)),
            ScreenId::Packages => self.packages.arrange(),
            ScreenId::Hellos => self.hellos.apply_filter(),
            ScreenId::Jobs if self.jobs.tab == JobsTab::Clients => {
                self.jobs.start_over();
                effects.push(fetch(self, Slot::Clients));
            }
            ScreenId::Jobs => self.jobs.arrange(self.jobs.tab),
            ScreenId::Log => self.log.arrange(),
            ScreenId::Own => self.own.arrange(),
        }
        effects
    }
}
