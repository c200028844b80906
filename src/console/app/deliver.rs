//! What becomes of the core's answers.

use super::fetch::{fetch, publishing};
use super::{Effect, Model, Reply, Slot, Tag, submit};
use crate::console::overlay;
use crate::console::screen::ScreenId;
use crate::console::screen::jobs::JobsTab;
use crate::console::screen::overview::once_each;
use crate::core::Problem;

/// Puts an answer where it belongs. Answers to questions that were asked anew since are dropped.
pub(super) fn deliver(model: &mut Model, tag: Tag, answer: Result<Reply, Problem>) -> Vec<Effect> {
    let now = model.now;
    let mut effects = Vec::new();
    let taken = match tag.slot {
        Slot::Counts => model.overview.counts.take(tag, pick(answer, counts), now),
        Slot::Hours => model.overview.hours.take(tag, pick(answer, hours), now),
        Slot::Policy => model.overview.policy.take(tag, pick(answer, policy), now),
        Slot::Recent => model.overview.recent.take(tag, pick(answer, operations).map(once_each), now),
        Slot::Health => {
            let taken = model.health.take(tag, pick(answer, health), now);
            effects.extend(publishing(model));
            taken
        }
        Slot::Profiles => model.overview.profiles.take(tag, pick(answer, profiles), now),
        Slot::Rights => model.session.rights.take(tag, pick(answer, rights), now),
        Slot::RightsThen => model.session.then.take(tag, pick(answer, rights), now),
        Slot::Session => locked(model, tag, answer.map(drop)),
        Slot::Inbox => model.inbox.take(tag, pick(answer, inbox), now),
        Slot::InboxRead => {
            let taken = model.inbox_read.take(tag, answer.map(drop), now);
            effects.extend(taken.then(|| fetch(model, Slot::Inbox)));
            taken
        }
        Slot::Sets => {
            let taken = model.sets.sets.take(tag, pick(answer, sets), now);
            model.sets.arrange();
            taken
        }
        Slot::ComputerSets => {
            let taken = model.sets.computer_sets.take(tag, pick(answer, computer_sets), now);
            model.sets.arrange();
            taken
        }
        Slot::Set => model.sets.set.take(tag, pick(answer, set), now),
        Slot::ComputerSet => model.sets.computer_set.take(tag, pick(answer, computer_set), now),
        Slot::Computers | Slot::Users => {
            let members = pick(answer, members);
            let of = if tag.slot == Slot::Users { &mut model.sets.users } else { &mut model.sets.computers };
            let taken = of.take(tag, members, now);
            model.sets.arrange_members();
            taken
        }
        Slot::Requests => model.sets.requests.take(tag, pick(answer, requests), now),
        Slot::Packages => {
            let taken = model.packages.packages.take(tag, pick(answer, packages), now);
            model.packages.arrange();
            taken
        }
        Slot::Package => model.packages.detail.take(tag, pick(answer, package), now),
        Slot::Machines => {
            let taken = model.machines.machines.awaits(tag);
            if taken {
                model.machines.take_page(tag, pick(answer, machine_page), now);
            }
            taken
        }
        Slot::Roll => {
            model.machines.roll.take(tag, answer.map(drop), now);
            // Nothing of it is shown: a list that cannot be searched says so itself.
            false
        }
        Slot::Machine => model.machines.detail.take(tag, pick(answer, machine), now),
        Slot::Own => {
            let taken = model.own.view.take(tag, pick(answer, own), now);
            model.own.arrange();
            taken
        }
        Slot::Pick => model.picks.take(tag, pick(answer, overlay::named), now),
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
        Slot::Pipeline => {
            let taken = model.jobs.pipeline.take(tag, pick(answer, pipeline), now);
            model.jobs.arrange(JobsTab::Changes);
            taken
        }
        Slot::Jobs => {
            let taken = model.jobs.jobs.take(tag, pick(answer, jobs), now);
            model.jobs.arrange(JobsTab::Jobs);
            taken
        }
        Slot::Runs => {
            let taken = model.jobs.runs.take(tag, pick(answer, runs), now);
            model.jobs.arrange(JobsTab::Runs);
            taken
        }
        Slot::Clients => {
            let taken = model.jobs.clients.take(tag, pick(answer, clients), now);
            model.jobs.arrange(JobsTab::Clients);
            taken
        }
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
    if model.screen == ScreenId::Jobs && model.jobs.clients.is_slow(model.now) {
        effects.extend(model.jobs.clients.cancel().then_some(Effect::Cancel(Slot::Clients)));
    }
    if model.screen == ScreenId::Sets && model.sets.sets.is_slow(model.now) && model.sets.sets.cancel() {
        effects.push(Effect::Cancel(Slot::Sets));
    }
    if model.screen == ScreenId::Machines && model.machines.machines.is_slow(model.now) {
        effects.extend(model.machines.machines.cancel().then_some(Effect::Cancel(Slot::Machines)));
    }
    if model.screen == ScreenId::Packages && model.packages.packages.is_slow(model.now) {
        effects.extend(model.packages.packages.cancel().then_some(Effect::Cancel(Slot::Packages)));
    }
    if model.screen == ScreenId::Own && model.own.view.is_slow(model.now) {
        effects.extend(model.own.view.cancel().then_some(Effect::Cancel(Slot::Own)));
    }
    effects
}

/// Writing is locked whatever becomes of the record; a record that could not be written is told.
fn locked(model: &mut Model, tag: Tag, answer: Result<(), Problem>) -> bool {
    let problem = answer.as_ref().err().cloned();
    let taken = model.session.record.take(tag, answer, model.now);
    if let Some(problem) = problem.filter(|_| taken) {
        model.complain(&problem);
    }
    taken
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
    rights: Rights => std::sync::Arc<crate::core::access::Rights>;
    inbox: Inbox => Vec<crate::core::inbox::InboxItem>;
    sets: Sets => Vec<crate::model::system_set::SystemSetNode>;
    set: Set => Box<crate::core::system_set::SystemSetDetail>;
    computer_sets: ComputerSets => Vec<crate::core::computer_set::ComputerSetRow>;
    computer_set: ComputerSet => Box<crate::core::computer_set::ComputerSetDetail>;
    members: Members => crate::core::computer_set::Members;
    requests: Requests => Vec<crate::model::request::MemberRequest>;
    packages: Packages => Vec<crate::core::package::PackageRow>;
    package: Package => Box<crate::core::package::PackageDetail>;
    machine_page: MachinePage => crate::core::machine::MachinePage;
    machine: Machine => Box<crate::core::machine::MachineWhy>;
    own: Own => Box<crate::core::machine::MachineWhy>;
    rejected: Rejected => Vec<crate::model::hello::RejectedHello>;
    systems: Systems => crate::port::HelloPage;
    detail: Detail => Box<crate::core::hello::Detail>;
    pipeline: Pipeline => crate::core::publication::Pipeline;
    jobs: Jobs => Vec<crate::core::job::JobRow>;
    runs: Runs => Vec<crate::model::job::JobRun>;
    clients: Clients => crate::core::publication::Clients;
}

fn health(reply: Reply) -> Option<crate::core::health::Health> {
    match reply {
        Reply::Health(health) => Some(*health),
        _ => None,
    }
}
