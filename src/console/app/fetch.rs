//! Questions to the core: for a place in the model, for a screen that is opened, for everything that may have changed.

use super::{Effect, Model, Request, Slot};
use crate::console::overlay;
use crate::console::screen::ScreenId;
use crate::console::screen::jobs::JobsTab;

/// How many log records one page has.
const LOG_PAGE: u32 = 200;
/// How many records the overview shows.
const RECENT: u32 = 24;

/// Asks for what belongs into a place, again or for the first time.
///
/// What belongs to the row under a cursor is asked for by its screen, a dialog's answer by the dialog.
pub(super) fn fetch(model: &mut Model, slot: Slot) -> Effect {
    let now = model.now;
    let (tag, request) = match slot {
        Slot::Counts => (model.overview.counts.ask(slot, now), Request::Counts),
        Slot::Hours => (model.overview.hours.ask(slot, now), Request::Hours),
        Slot::Policy => (model.overview.policy.ask(slot, now), Request::Policy),
        Slot::Recent => (model.overview.recent.ask(slot, now), Request::Operations { before: None, limit: RECENT }),
        Slot::Rights => (model.session.rights.ask(slot, now), Request::Rights),
        Slot::RightsThen => (model.session.then.ask(slot, now), Request::RightsShown),
        Slot::Inbox => (model.inbox.ask(slot, now), Request::Inbox),
        Slot::Sets => (model.sets.sets.ask(slot, now), Request::Sets),
        Slot::ComputerSets => (model.sets.computer_sets.ask(slot, now), Request::ComputerSets),
        Slot::Packages => (model.packages.packages.ask(slot, now), Request::Packages),
        Slot::Machines => {
            let query = model.machines.query();
            (model.machines.machines.ask(slot, now), Request::FindMachines(query))
        }
        Slot::Pipeline => {
            let wanted = model.jobs.wanted(JobsTab::Changes);
            (model.jobs.pipeline.ask(slot, now), Request::Pipeline(wanted))
        }
        Slot::Own => {
            let place = model.own.place.clone();
            (model.own.view.ask(slot, now), Request::Own(place))
        }
        Slot::Jobs => (model.jobs.jobs.ask(slot, now), Request::Jobs),
        Slot::Runs => {
            let wanted = model.jobs.wanted(JobsTab::Runs);
            (model.jobs.runs.ask(slot, now), Request::Runs(wanted))
        }
        Slot::Clients => {
            let query = model.jobs.query();
            (model.jobs.clients.ask(slot, now), Request::Clients(query))
        }
        Slot::Profiles => (model.overview.profiles.ask(slot, now), Request::Profiles),
        Slot::Rejected => (model.hellos.rejected.ask(slot, now), Request::Rejected),
        Slot::Log => (model.log.page.ask(slot, now), Request::Operations { before: None, limit: LOG_PAGE }),
        Slot::Health
        | Slot::Session
        | Slot::InboxRead
        | Slot::Dialog
        | Slot::Systems
        | Slot::Detail
        | Slot::Set
        | Slot::ComputerSet
        | Slot::Computers
        | Slot::Users
        | Slot::Requests
        | Slot::Package
        | Slot::Pick
        | Slot::Roll
        | Slot::Machine => (model.health.ask(Slot::Health, now), Request::Health),
    };
    Effect::ask(tag, request)
}

/// Asks again for everything that rests on the configuration and is in use, after it changed.
pub(super) fn configuration(model: &mut Model) -> Vec<Effect> {
    if model.only.is_some() {
        return [Slot::Rights, Slot::Own].map(|slot| fetch(model, slot)).into();
    }
    let mut slots = vec![Slot::Rights, Slot::Policy, Slot::Recent, Slot::Inbox];
    if model.as_of.is_some() {
        slots.push(Slot::RightsThen);
    }
    if model.own.is_used() || model.screen == ScreenId::Own {
        slots.push(Slot::Own);
    }
    if model.sets.is_used() || model.screen == ScreenId::Sets {
        slots.extend([Slot::Sets, Slot::ComputerSets]);
    }
    if model.machines.is_used() || model.screen == ScreenId::Machines {
        slots.push(Slot::Machines);
    }
    if model.packages.is_used() || model.screen == ScreenId::Packages {
        slots.push(Slot::Packages);
    }
    if model.jobs.is_used() || model.screen == ScreenId::Jobs {
        slots.push(Slot::Pipeline);
    }
    if model.log.is_used() || model.screen == ScreenId::Log {
        slots.push(Slot::Log);
    }
    model.sets.outdate();
    model.machines.detail.outdate();
    model.packages.detail.outdate();
    slots.into_iter().map(|slot| fetch(model, slot)).collect()
}

/// Takes over how publishing is, and asks again for what rests on it, if it is in use.
pub(super) fn publishing(model: &mut Model) -> Vec<Effect> {
    let status = model.health.get().and_then(|health| health.publishing.clone());
    let changed = model.jobs.hear(status);
    if changed && (model.jobs.is_used() || model.screen == ScreenId::Jobs) { jobs(model) } else { Vec::new() }
}

fn jobs(model: &mut Model) -> Vec<Effect> {
    [Slot::Pipeline, Slot::Jobs, Slot::Runs, Slot::Clients].map(|slot| fetch(model, slot)).into()
}

/// Asks for everything that is in use.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut effects = configuration(model);
    if model.only.is_some() {
        return effects;
    }
    effects.extend([Slot::Counts, Slot::Hours, Slot::Health].map(|slot| fetch(model, slot)));
    if model.jobs.is_used() {
        effects.extend([Slot::Jobs, Slot::Runs, Slot::Clients].map(|slot| fetch(model, slot)));
    }
    if model.hellos.is_used() {
        model.hellos.forget();
        effects.extend(hellos(model));
    }
    effects
}

/// Brings the list of systems up to the known revision, if anybody looks at it.
pub(super) fn hellos(model: &mut Model) -> Vec<Effect> {
    if !model.hellos.is_used() && model.screen != ScreenId::Hellos {
        return Vec::new();
    }
    let Some(revision) = model.revision else { return Vec::new() };
    let mut effects: Vec<_> = model.hellos.load(revision.hellos, model.now).into_iter().collect();
    effects.push(fetch(model, Slot::Rejected));
    effects
}

/// Asks for what a screen shows when it is opened.
pub(super) fn opened(model: &mut Model, screen: ScreenId) -> Vec<Effect> {
    match screen {
        ScreenId::Sets if !model.sets.is_used() => {
            [Slot::Sets, Slot::ComputerSets].map(|slot| fetch(model, slot)).into()
        }
        ScreenId::Machines if !model.machines.is_used() => vec![fetch(model, Slot::Machines)],
        ScreenId::Packages if !model.packages.is_used() => vec![fetch(model, Slot::Packages)],
        ScreenId::Jobs if !model.jobs.is_used() => jobs(model),
        ScreenId::Log if !model.log.is_used() => vec![fetch(model, Slot::Log)],
        ScreenId::Hellos if !model.hellos.is_used() => hellos(model),
        ScreenId::Own if !model.own.is_used() => vec![fetch(model, Slot::Own)],
        _ => Vec::new(),
    }
}

/// Asks for what belongs to the row under the cursor, when the cursor rests there, and for what a dialog searches.
pub(super) fn wanted(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let mut effects: Vec<_> = overlay::wanted(model).into_iter().collect();
    effects.extend(model.machines.want_roll(now));
    effects.extend(match model.screen {
        ScreenId::Sets => model.sets.want(now),
        ScreenId::Machines => model.machines.want(now).into_iter().collect(),
        ScreenId::Packages => model.packages.want(now).into_iter().collect(),
        ScreenId::Own => {
            model.dirty |= model.own.follow(now);
            Vec::new()
        }
        screen => model.hellos.want_detail(screen, now).into_iter().collect(),
    });
    effects
}

/// Gives questions the time as of which the console looks. What is asked about now stays so: rights, the inbox, the
/// overview, the parts, and the record of the lock.
pub(super) fn date(model: &Model, effects: &mut [Effect]) {
    for effect in effects {
        if let Effect::Core { tag, request, as_of, .. } = effect
            && !matches!(tag.slot, Slot::Policy | Slot::Recent)
            && !matches!(
                request,
                Request::Rights
                    | Request::Inbox
                    | Request::MarkRead(_)
                    | Request::Session { .. }
                    | Request::Health
                    | Request::Pipeline(_)
                    | Request::Jobs
                    | Request::Runs(_)
                    | Request::Clients(_)
                    | Request::CheckPoint(_)
                    | Request::Counts
                    | Request::Hours
            )
        {
            *as_of = model.as_of;
        }
    }
}
