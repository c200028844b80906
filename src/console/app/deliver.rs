//! Questions to the core, and what becomes of the answers.

use super::update::load_hellos;
use super::{Effect, Model, Reply, Request, Slot, Tag, submit};
use crate::console::screen::ScreenId;
use crate::core::Problem;

/// How many log records one page has.
pub(super) const LOG_PAGE: u32 = 200;
/// How many records the overview shows.
const RECENT: u32 = 12;

/// Asks for what belongs into a place, again or for the first time.
pub(super) fn fetch(model: &mut Model, slot: Slot) -> Effect {
    let now = model.now;
    let (tag, request) = match slot {
        Slot::Counts => (model.overview.counts.ask(slot, now), Request::Counts),
        Slot::Hours => (model.overview.hours.ask(slot, now), Request::Hours),
        Slot::Policy => (model.overview.policy.ask(slot, now), Request::Policy),
        Slot::Recent => (model.overview.recent.ask(slot, now), Request::Operations { before: None, limit: RECENT }),
        Slot::Health | Slot::Dialog | Slot::Systems | Slot::Detail => {
            (model.health.ask(Slot::Health, now), Request::Health)
        }
        Slot::Sets => (model.sets.sets.ask(slot, now), Request::Sets),
        Slot::Profiles => (model.overview.profiles.ask(slot, now), Request::Profiles),
        Slot::Rejected => (model.hellos.rejected.ask(slot, now), Request::Rejected),
        Slot::Log => (model.log.page.ask(slot, now), Request::Operations { before: None, limit: LOG_PAGE }),
    };
    Effect::Core { tag, request, reason: None }
}

/// Asks for everything that is in use.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut slots = vec![Slot::Counts, Slot::Hours, Slot::Policy, Slot::Recent, Slot::Health];
    slots.extend(model.sets.is_used().then_some(Slot::Sets));
    slots.extend(model.log.is_used().then_some(Slot::Log));
    let mut effects: Vec<_> = slots.into_iter().map(|slot| fetch(model, slot)).collect();
    if model.hellos.is_used() {
        model.hellos.forget();
        effects.extend(load_hellos(model));
    }
    effects
}

/// Asks for what a screen shows when it is opened.
pub(super) fn opened(model: &mut Model, screen: ScreenId) -> Vec<Effect> {
    match screen {
        ScreenId::Sets if !model.sets.is_used() => vec![fetch(model, Slot::Sets)],
        ScreenId::Log if !model.log.is_used() => vec![fetch(model, Slot::Log)],
        ScreenId::Hellos if !model.hellos.is_used() => load_hellos(model),
        _ => Vec::new(),
    }
}

/// Puts an answer where it belongs. Answers to questions that were asked anew since are dropped.
pub(super) fn deliver(model: &mut Model, tag: Tag, answer: Result<Reply, Problem>) -> Vec<Effect> {
    let now = model.now;
    let mut effects = Vec::new();
    let taken = match tag.slot {
        Slot::Counts => model.overview.counts.take(tag, pick(answer, counts), now),
        Slot::Hours => model.overview.hours.take(tag, pick(answer, hours), now),
        Slot::Policy => model.overview.policy.take(tag, pick(answer, policy), now),
        Slot::Recent => model.overview.recent.take(tag, pick(answer, operations), now),
        Slot::Health => model.health.take(tag, pick(answer, health), now),
        Slot::Profiles => model.overview.profiles.take(tag, pick(answer, profiles), now),
        Slot::Sets => {
            let taken = model.sets.sets.take(tag, pick(answer, sets), now);
            model.sets.arrange();
            taken
        }
        Slot::Rejected => {
            let taken = model.hellos.rejected.take(tag, pick(answer, rejected), now);
            model.hellos.select();
            taken
        }
        Slot::Systems => {
            let taken = model.hellos.systems.awaits(tag);
            if taken {
                effects.extend(model.hellos.take_page(tag, pick(answer, systems), now));
            }
            taken
        }
        Slot::Detail => model.hellos.detail.take(tag, pick(answer, detail), now),
        Slot::Log => {
            let taken = model.log.page.awaits(tag);
            if taken {
                model.log.take_page(tag, pick(answer, operations), now);
            }
            taken
        }
        Slot::Dialog => {
            let taken = model.dialog.awaits(tag);
            if taken {
                model.dialog.cancel();
                effects = submit::answered(model, answer);
            }
            taken
        }
    };
    model.dirty |= taken;
    effects
}

/// Stops waiting for whatever the shown screen waits for. Returns whether it waited for anything.
pub(super) fn cancel(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.dialog.cancel() {
        effects.push(Effect::Cancel(Slot::Dialog));
    }
    if model.screen == ScreenId::Hellos && model.hellos.systems.is_slow(model.now) && model.hellos.systems.cancel() {
        effects.push(Effect::Cancel(Slot::Systems));
    }
    if model.screen == ScreenId::Log && model.log.page.is_slow(model.now) && model.log.page.cancel() {
        effects.push(Effect::Cancel(Slot::Log));
    }
    if model.screen == ScreenId::Sets && model.sets.sets.is_slow(model.now) && model.sets.sets.cancel() {
        effects.push(Effect::Cancel(Slot::Sets));
    }
    effects
}

fn pick<T>(answer: Result<Reply, Problem>, wanted: impl Fn(Reply) -> Option<T>) -> Result<T, Problem> {
    answer.and_then(|reply| wanted(reply).ok_or_else(|| Problem::Internal { reason: "unexpected answer".into() }))
}

macro_rules! wanted {
    ($($name:ident: $variant:ident => $ty:ty;)+) => {$(
        fn $name(reply: Reply) -> Option<$ty> {
            match reply {
                Reply::$variant(value) => Some(value),
                _ => None,
            }
        }
    )+};
}

wanted! {
    counts: Counts => Vec<crate::model::system::StatusCount>;
    hours: Hours => Vec<u64>;
    policy: Policy => crate::model::policy::SyncPolicy;
    operations: Operations => Vec<crate::model::operation::Operation>;
    profiles: Profiles => Vec<crate::model::profile::Profile>;
    sets: Sets => Vec<crate::model::system_set::SystemSetNode>;
    rejected: Rejected => Vec<crate::model::hello::RejectedHello>;
    systems: Systems => crate::port::HelloPage;
    detail: Detail => Box<crate::core::hello::Detail>;
}

fn health(reply: Reply) -> Option<crate::core::health::Health> {
    match reply {
        Reply::Health(health) => Some(*health),
        _ => None,
    }
}
