//! Whether an action is possible now and, if not, why and who could do it.

use super::{Action, ActionSpec, Group, Scope, Target};
use crate::console::app::{Lock, Look, Model};
use crate::console::screen::ScreenId;
use crate::console::theme::Symbol;
use crate::core::access::Rights;
use crate::model::assignment::AssignAction;
use crate::model::delegation::{Reach, Trustee};
use crate::model::directory::MemberKind;
use crate::model::id::ComputerSetId;
use crate::model::operation::Operation;
use crate::model::permission::{self, Decision, Ground, Verb};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Whether an action is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// It is.
    Enabled,
    /// It is not, for this reason.
    Disabled(Obstacle),
    /// It makes no sense here.
    Hidden,
}

/// What stands in the way. The sentence is `obstacle-<kind>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Obstacle {
    /// Writing is locked and can be unlocked.
    Locked {},
    /// The session was started read-only.
    ReadOnly {},
    /// The console looks at an earlier time, which cannot be changed.
    Past {},
    /// The principal lacks the right: what is missing, who could do it, who could give it.
    Denied { verb: String, missing: String, who_can: String, who_can_grant: String },
    /// Only administrators of the master NSS may, and it cannot be granted.
    MasterOnly { verb: String, who_can: String },
    /// Nothing is selected that it could work on.
    NoSelection {},
    /// No NSC is selected.
    NoComputerSet {},
    /// No member of an NSC is selected.
    NoMember {},
    /// No request that waits for a decision is selected.
    NoRequest {},
    /// No package of an NSC is selected.
    NoAssignment {},
    /// No assignment of a package is selected.
    NoRecipient {},
    /// No package of a machine is selected.
    NoPackage {},
    /// The selected change was taken back already, by this operation.
    UndoneAlready { by: i64 },
    /// The selected change cannot be taken back.
    NotReversible {},
    /// The selected system has not been resolved yet.
    NoTrace {},
    /// The selected system's UUID does not identify it.
    NoIdentity {},
    /// No distribution point is selected.
    NoPoint {},
    /// Others decide about the selected package.
    NotYours {},
    /// The selected job is not part of this version.
    JobNotBuilt { job: &'static str },
    /// It belongs to another screen.
    OtherScreen { screen: &'static str },
}

/// Returns whether an action is possible now.
pub fn availability(action: Action, model: &Model) -> Availability {
    let spec = action.spec();
    if !is_offered(spec, model) {
        return Availability::Hidden;
    }
    match spec.scope {
        // A filter that is typed has the same keys as a dialog.
        Scope::Overlay if model.overlays.is_empty() && !model.is_filtering() => return Availability::Hidden,
        Scope::Screen(screen) if screen != model.screen => {
            return Availability::Disabled(Obstacle::OtherScreen { screen: screen.name() });
        }
        _ => {}
    }
    let obstacle = target_missing(action, model)
        .or_else(|| verb(action, model).and_then(|verb| forbidden(action, verb, model)))
        .or_else(|| if spec.writes() { locked(model) } else { None });
    obstacle.map_or(Availability::Enabled, Availability::Disabled)
}

/// Whether an action belongs to what is shown: where one screen stands alone, nothing leads away from it.
pub fn is_offered(spec: &ActionSpec, model: &Model) -> bool {
    let Some(only) = model.only else { return true };
    let leads_away = spec.action.screen().is_some()
        || matches!(
            spec.action,
            Action::Inbox
                | Action::Unlock
                | Action::ProblemNext
                | Action::ProblemPrevious
                | Action::Mark
                | Action::MarkDown
                | Action::MarkUp
                | Action::MarkRange
                | Action::MarkAll
        );
    match spec.scope {
        Scope::Screen(screen) => screen == only,
        Scope::Overlay => true,
        Scope::Global => spec.group != Group::Change && !leads_away,
    }
}

/// Returns the right that an action needs on what is shown: computers and users of an NSC are rights of their own.
fn verb(action: Action, model: &Model) -> Option<Verb> {
    match (action, model.sets.member_kind()) {
        (Action::MemberAdd, Some(MemberKind::User)) => Some(Verb::NscMemberUserAdd),
        (Action::MemberRemove, Some(MemberKind::User)) => Some(Verb::NscMemberUserRemove),
        // What is assigned there is replaced or changed.
        (Action::PackageAssign, _) if model.packages.selected_assignment().is_some() => {
            model.packages.selected_assignment().map(|found| found.action.verb())
        }
        // Which set of computers is said in the form, and decided there.
        (Action::PackageAssign, _) if may_assign(model) => None,
        // Any action will do: which one is said in the form, and decided there.
        (Action::NscAssign, _) if place(Target::ComputerSet, model).is_some_and(|set| may_assign_at(model, set)) => {
            None
        }
        (Action::PackageUnassign, _) => model.packages.selected_assignment().map(|found| found.action.verb()),
        _ => action.spec().permission,
    }
}

/// Whether the principal can assign the selected package to any NSC at all. Rights that are not known yet forbid nothing.
fn may_assign(model: &Model) -> bool {
    let (Some(rights), Some(row)) = (model.session.rights.get(), model.packages.selected()) else { return true };
    let pkg = row.package.id;
    let may = |nsc| may_assign_at(model, permission::Target::Assignment { nsc, pkg });
    rights.is_master() || sets_in_reach(rights).into_iter().any(may)
}

/// Whether the principal can assign with any action there.
fn may_assign_at(model: &Model, place: permission::Target) -> bool {
    let may = |action: AssignAction| model.session.may(action.verb(), place).is_none_or(|decision| decision.allowed);
    AssignAction::ALL.into_iter().any(may)
}

/// Returns NSCs that stand for all that the principal's entries reach: those that an entry names, and one of each NSS,
/// since what an entry allows at one NSC of an NSS it allows at the others.
fn sets_in_reach(rights: &Rights) -> BTreeSet<ComputerSetId> {
    let now = rights.configuration();
    let own = |trustee: &Trustee| trustee.is(&rights.principal().name, rights.groups());
    let entries: Vec<_> = now.administrators.values().filter(|entry| own(&entry.trustee)).collect();
    let of = |reach| if let Reach::Nsc(id) = reach { Some(id) } else { None };
    let mut sets: BTreeSet<ComputerSetId> = entries.iter().filter_map(|entry| of(entry.reach)).collect();
    sets.extend(
        now.grants
            .values()
            .filter(|grant| entries.iter().any(|entry| entry.nss == grant.nss))
            .filter_map(|grant| of(grant.reach)),
    );
    if entries.iter().any(|entry| !matches!(entry.reach, Reach::Nsc(_))) {
        let first: BTreeMap<_, _> = now.computer_sets.values().rev().map(|set| (set.nss, set.id)).collect();
        let below = |nss| now.line(nss).iter().any(|above| entries.iter().any(|entry| entry.nss == above.id));
        sets.extend(first.into_iter().filter(|(nss, _)| below(*nss)).map(|(_, nsc)| nsc));
    }
    sets
}

/// Asks for the right where the action would be done: at the selected object. Rights that are not known yet forbid
/// nothing, since the core asks again.
fn forbidden(action: Action, verb: Verb, model: &Model) -> Option<Obstacle> {
    let place = match (action, model.packages.selected_assignment()) {
        // The form offers the assignment under the cursor.
        (Action::PackageAssign, Some(_)) => place(Target::Recipient, model)?,
        _ => place(action.spec().target, model)?,
    };
    let decision = model.session.may(verb, place)?;
    (!decision.allowed).then(|| Obstacle::denied(&model.look, &decision))
}

/// Returns where a right is needed for an action on the selected object; none when nothing is selected.
pub fn place(target: Target, model: &Model) -> Option<permission::Target> {
    Some(match target {
        Target::None | Target::System | Target::Record | Target::Machine | Target::Job | Target::Point => {
            permission::Target::ESTATE
        }
        Target::Set => permission::Target::Nss { id: model.sets.selected_set()?.set.id },
        Target::ComputerSet | Target::Member | Target::Request | Target::Assigned => {
            permission::Target::Nsc { id: model.sets.selected_computer_set()?.set.id }
        }
        Target::Package => permission::Target::Pkg { id: model.packages.selected()?.package.id },
        Target::Own => permission::Target::Pkg { id: model.own.selected()?.pkg },
        Target::Recipient => {
            let found = model.packages.selected_assignment()?;
            permission::Target::Assignment { nsc: found.nsc, pkg: found.pkg }
        }
    })
}

fn locked(model: &Model) -> Option<Obstacle> {
    if model.as_of.is_some() {
        return Some(Obstacle::Past {});
    }
    match model.session.lock {
        Lock::Armed { .. } | Lock::Open => None,
        Lock::Locked => Some(Obstacle::Locked {}),
        Lock::Sealed => Some(Obstacle::ReadOnly {}),
    }
}

fn target_missing(action: Action, model: &Model) -> Option<Obstacle> {
    match action.spec().target {
        Target::None => None,
        Target::Machine if model.machines.selected().is_none() => Some(Obstacle::NoSelection {}),
        Target::Machine => {
            let package = model.machines.selected_package(model.now);
            (action == Action::MachineWhy && package.is_none()).then_some(Obstacle::NoPackage {})
        }
        Target::Package => model.packages.selected().is_none().then_some(Obstacle::NoSelection {}),
        Target::Own => match model.own.selected() {
            None => Some(Obstacle::NoSelection {}),
            Some(desired) if action == Action::OwnChoose && desired.offer().is_none() => Some(Obstacle::NotYours {}),
            Some(_) => None,
        },
        Target::Point => model.jobs.selected_point().is_none().then_some(Obstacle::NoPoint {}),
        Target::Job => match model.jobs.meant() {
            None => Some(Obstacle::NoSelection {}),
            Some(job) => (!job.is_built()).then(|| Obstacle::JobNotBuilt { job: job.name() }),
        },
        Target::Recipient => model.packages.selected_assignment().is_none().then_some(Obstacle::NoRecipient {}),
        Target::Set => model.sets.selected_set().is_none().then_some(Obstacle::NoSelection {}),
        Target::ComputerSet => model.sets.selected_computer_set().is_none().then_some(Obstacle::NoComputerSet {}),
        Target::Member => model.sets.chosen_members().is_none().then_some(Obstacle::NoMember {}),
        Target::Request => model.sets.selected_request().is_none().then_some(Obstacle::NoRequest {}),
        Target::Assigned => model.sets.selected_package().is_none().then_some(Obstacle::NoAssignment {}),
        Target::Record => match model.log.selected() {
            None => Some(Obstacle::NoSelection {}),
            Some(record) if action == Action::LogUndo => irreversible(record),
            Some(_) => None,
        },
        Target::System => {
            let Some(system) = model.hellos.selected() else { return Some(Obstacle::NoSelection {}) };
            match action {
                Action::HelloExplain | Action::HelloReplay | Action::HelloWhatIf if system.trace.is_none() => {
                    Some(Obstacle::NoTrace {})
                }
                Action::HelloOverride if system.split_by.is_some() => Some(Obstacle::NoIdentity {}),
                _ => None,
            }
        }
    }
}

/// Returns why a change cannot be taken back.
fn irreversible(record: &Operation) -> Option<Obstacle> {
    match record.undone_by {
        Some(by) => Some(Obstacle::UndoneAlready { by: by.0 }),
        None => (!record.reversible).then_some(Obstacle::NotReversible {}),
    }
}

impl Availability {
    /// Whether it is possible.
    pub fn is_enabled(&self) -> bool {
        *self == Self::Enabled
    }
}

impl Obstacle {
    /// Whether it only means that something else has to be selected first.
    pub fn is_selection(&self) -> bool {
        matches!(
            self,
            Self::NoComputerSet {}
                | Self::NoMember {}
                | Self::NoRequest {}
                | Self::NoAssignment {}
                | Self::NoRecipient {}
                | Self::NoPackage {}
                | Self::NoPoint {}
        )
    }

    /// Returns the obstacle of a right that was refused.
    pub fn denied(look: &Look, decision: &Decision) -> Self {
        let verb = decision.verb.name().to_owned();
        let people = |names: &[String]| {
            if names.is_empty() { look.symbol(Symbol::Dash).to_owned() } else { names.join(", ") }
        };
        let who_can = people(&decision.who_can);
        if decision.ground == Ground::MasterOnly {
            return Self::MasterOnly { verb, who_can };
        }
        let missing: Vec<String> = decision.missing.iter().map(|missing| look.locale.say("missing", missing)).collect();
        let missing = if missing.is_empty() { verb.clone() } else { missing.join(", ") };
        Self::Denied { verb, missing, who_can, who_can_grant: people(&decision.who_can_grant) }
    }
}

impl ScreenId {
    /// Returns the name by which keymap scopes and locale files know the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Sets => "sets",
            Self::Machines => "machines",
            Self::Packages => "packages",
            Self::Hellos => "hellos",
            Self::Jobs => "jobs",
            Self::Log => "log",
            Self::Own => "own",
        }
    }
}
