//! The contest: which of the assignments that concern a subject decides, package by package.

use super::index::{AssignmentNode, PackageAt, Rules, SetAt};
use crate::model::assignment::AssignAction;
use crate::model::choice::Choice;
use crate::model::desired::DesiredState;
use crate::model::directory::MemberKind;
use crate::model::id::{ChoiceId, ComputerSetId};
use crate::model::membership::key;
use chrono::{DateTime, Utc};
use std::cmp::Reverse;

/// Whom it is about: a machine, a user, or a user on a machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The machine.
    pub machine: Option<&'a str>,
    /// The machine's operating system; empty when it is not known. None stands for any.
    pub os: Option<&'a str>,
    /// The NSCs whose member the machine is.
    pub machine_sets: &'a [ComputerSetId],
    /// The user.
    pub user: Option<&'a str>,
    /// The NSCs whose member the user is.
    pub user_sets: &'a [ComputerSetId],
}

/// A subject, its names made ready for comparing.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct Standing<'a> {
    pub(in crate::rules) machine: Option<String>,
    pub(in crate::rules) os: Option<String>,
    pub(in crate::rules) user: Option<String>,
    pub(in crate::rules) machine_sets: &'a [ComputerSetId],
    pub(in crate::rules) user_sets: &'a [ComputerSetId],
}

impl<'a> From<&Subject<'a>> for Standing<'a> {
    fn from(subject: &Subject<'a>) -> Self {
        Self {
            machine: subject.machine.map(key),
            os: subject.os.map(str::to_lowercase),
            user: subject.user.map(key),
            machine_sets: subject.machine_sets,
            user_sets: subject.user_sets,
        }
    }
}

/// An assignment that concerns the subject, by its nearest way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) assignment: AssignmentNode,
    /// The NSC to which it is assigned.
    pub(super) set: SetAt,
    /// The NSC whose member the subject is.
    pub(super) through: SetAt,
    pub(super) member: MemberKind,
    distance: u16,
    /// When its time comes, if it has not come.
    pub(super) opens: Option<DateTime<Utc>>,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Cause {
    /// The best assignment.
    Assignment,
    /// A user's choice about the package that is published.
    Choice(ChoiceId),
    Dependency(PackageAt),
    DependencyDenied(PackageAt),
    Superseded(PackageAt),
    Conflict(PackageAt),
    LocalManager(SetAt),
    /// The best assignment's time has not come.
    Schedule(DateTime<Utc>),
    /// The package is no published one.
    NotInUse,
    /// The package is for other operating systems.
    OtherSystem,
}

/// How a package stands after the contest, and in the end after the settling.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Verdict {
    pub(in crate::rules) package: PackageAt,
    pub(in crate::rules) state: DesiredState,
    pub(in crate::rules) cause: Cause,
    /// Its entries; empty for a package that only others need. The best is the first.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The contest of one subject.
#[derive(Debug, Default)]
pub(in crate::rules) struct Contest {
    /// By package, the best entry first.
    pub(super) entries: Vec<Entry>,
    /// By package.
    pub(in crate::rules) verdicts: Vec<Verdict>,
    /// The locally managed NSCs that the machine is in.
    pub(super) local: Vec<SetAt>,
}

impl Rules {
    /// Decides for a subject; only about packages for which `only` holds true, where it is given: they have to be
    /// complete under [`Rules::related`].
    pub(in crate::rules) fn contest(
        &self,
        subject: &Standing<'_>,
        at: DateTime<Utc>,
        only: Option<&[bool]>,
    ) -> Contest {
        let mut contest = Contest { entries: self.entries(subject, at, only), ..Contest::default() };
        if contest.entries.is_empty() {
            return contest;
        }
        contest.local = self.local_sets(subject.machine_sets);
        let mut first = 0;
        while let Some(entry) = contest.entries.get(first) {
            let package = entry.assignment.package;
            let same = |entry: &Entry| entry.assignment.package == package;
            let last = first + contest.entries[first..].iter().take_while(|entry| same(entry)).count();
            let (state, cause) = self.judge(subject, &contest.entries[first..last], &contest.local, at);
            contest.verdicts.push(Verdict { package, state, cause, first, last });
            first = last;
        }
        self.settle(subject, &mut contest, at);
        contest
    }

    /// Returns every assignment that concerns the subject once, by package, the best first.
    fn entries(&self, subject: &Standing<'_>, at: DateTime<Utc>, only: Option<&[bool]>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (member, sets) in [(MemberKind::Computer, subject.machine_sets), (MemberKind::User, subject.user_sets)] {
            for through in sets.iter().filter_map(|id| self.set_at(*id)) {
                for (set, distance) in self.set(through).line.iter().copied().zip(0..) {
                    let wanted = |node: &&AssignmentNode| only.is_none_or(|only| only[node.package as usize]);
                    let concerned = self.set(set).assignments.iter().filter(wanted);
                    entries.extend(concerned.map(|assignment| Entry {
                        assignment: *assignment,
                        set,
                        through,
                        member,
                        distance,
                        opens: self.opens(assignment, at),
                    }));
                }
            }
        }
        entries.sort_unstable_by_key(|e| (e.assignment.id, e.distance, e.member, e.through));
        entries.dedup_by_key(|entry| entry.assignment.id);
        entries.sort_unstable_by_key(|e| {
            let strength = Reverse(e.assignment.action);
            (e.assignment.package, strength, e.opens, e.distance, e.assignment.at, e.assignment.id)
        });
        entries
    }

    /// Returns when an assignment's time comes, if it has not come.
    fn opens(&self, node: &AssignmentNode, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if !node.timed || node.action != AssignAction::Apply {
            return None;
        }
        let assignment = self.now.assignments.get(&node.id)?;
        let from = assignment.not_before.map_or(at, |from| from.max(at));
        let opens = assignment.window.as_ref().map_or(from, |window| window.next_open(from));
        let opens = assignment.deadline.map_or(opens, |deadline| opens.min(deadline));
        (at < opens).then_some(opens)
    }

    /// Judges one package by itself.
    fn judge(
        &self,
        subject: &Standing<'_>,
        entries: &[Entry],
        local: &[SetAt],
        at: DateTime<Utc>,
    ) -> (DesiredState, Cause) {
        let best = &entries[0];
        let package = self.package(best.assignment.package);
        if !package.in_use {
            return (DesiredState::Unmanaged, Cause::NotInUse);
        }
        if !package.fits(subject.os.as_deref()) {
            return (DesiredState::Unmanaged, Cause::OtherSystem);
        }
        let wanted = match best.assignment.action {
            AssignAction::Deny => return (DesiredState::Denied, Cause::Assignment),
            AssignAction::Allow => return (DesiredState::Allowed, Cause::Assignment),
            AssignAction::Publish => match self.choice(subject, best.assignment.package) {
                None => return (DesiredState::Published, Cause::Assignment),
                Some(choice) if !choice.chosen => return (DesiredState::RemovedOnce, Cause::Choice(choice.id)),
                Some(choice) => (DesiredState::Applied, Cause::Choice(choice.id)),
            },
            AssignAction::Apply => match best.opens {
                Some(opens) => (DesiredState::WaitingForWindow, Cause::Schedule(opens)),
                None => (DesiredState::Applied, Cause::Assignment),
            },
        };
        match self.held_by(best.assignment.package, local, at) {
            Some(set) => (DesiredState::BlockedByLocalManager, Cause::LocalManager(set)),
            None => wanted,
        }
    }

    /// Returns the latest choice about a package that counts for the subject: made for the machine, or following the
    /// user.
    pub(super) fn choice(&self, subject: &Standing<'_>, package: PackageAt) -> Option<&Choice> {
        let here = subject.machine.as_ref().and_then(|machine| self.machine_choices.get(machine));
        let user = subject.user.as_ref().and_then(|user| self.user_choices.get(user));
        let choices = here.into_iter().chain(user).flatten().filter_map(|id| self.now.choices.get(id));
        let id = self.package(package).id;
        choices.filter(|choice| choice.pkg == id).max_by_key(|choice| (choice.at, choice.id))
    }
}
