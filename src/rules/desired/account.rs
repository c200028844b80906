//! The account: every package with the rule that decided and every rule that lost, for people.

use super::contest::{Cause, Contest, Entry, Standing, Subject, Verdict};
use super::index::{PackageAt, Rules};
use crate::model::assignment::AssignAction;
use crate::model::choice::Choice;
use crate::model::desired::{Because, Desired, DesiredState, Lost, Rule};
use crate::model::id::PackageId;
use crate::model::package::{Package, PackageState};
use chrono::{DateTime, Utc};

impl Rules {
    /// Returns every package that a rule says something about for the subject, by name and version, each with the rule
    /// that decided and those that lost.
    pub fn desired(&self, subject: &Subject<'_>, at: DateTime<Utc>) -> Vec<Desired> {
        let standing = Standing::from(subject);
        let contest = self.contest(&standing, at, None);
        let tell = |verdict: &Verdict| self.tell(&standing, &contest, verdict, at);
        let mut desired: Vec<Desired> = contest.verdicts.iter().filter_map(tell).collect();
        desired.sort_by_cached_key(|one| (one.name.to_lowercase(), one.version.to_lowercase(), one.pkg));
        desired
    }

    /// Returns one package for the subject, also when no rule says anything about it; none when there is no such
    /// package.
    pub fn desired_of(&self, subject: &Subject<'_>, package: PackageId, at: DateTime<Utc>) -> Option<Desired> {
        let standing = Standing::from(subject);
        let place = self.package_at(package)?;
        let related = self.related([package]);
        let only: Vec<bool> = self.packages.iter().map(|node| related.binary_search(&node.id).is_ok()).collect();
        let contest = self.contest(&standing, at, Some(&only));
        match contest.verdicts.binary_search_by_key(&place, |verdict| verdict.package) {
            Ok(found) => self.tell(&standing, &contest, &contest.verdicts[found], at),
            Err(_) => {
                let winner = Rule::Unassigned {};
                Some(desired(self.now.packages.get(&package)?, DesiredState::Unmanaged, winner))
            }
        }
    }

    /// Returns how every package that a rule says something about stands for the subject, by number and without
    /// traces.
    pub fn states(&self, subject: &Subject<'_>, at: DateTime<Utc>) -> Vec<(PackageId, DesiredState)> {
        let contest = self.contest(&Standing::from(subject), at, None);
        contest.verdicts.iter().map(|verdict| (self.package_id(verdict.package), verdict.state)).collect()
    }

    fn tell(&self, subject: &Standing<'_>, contest: &Contest, verdict: &Verdict, at: DateTime<Utc>) -> Option<Desired> {
        let package = self.now.packages.get(&self.package_id(verdict.package))?;
        let entries = &contest.entries[verdict.first..verdict.last];
        let choice = entries.iter().any(|entry| entry.assignment.action == AssignAction::Publish);
        let choice = choice.then(|| self.choice(subject, verdict.package)).flatten();
        let winner = self.winner(subject, entries, verdict)?;
        let beaten = match verdict.cause {
            Cause::Assignment => &entries[1..],
            _ => entries,
        };
        let lost = |entry: &Entry| {
            Some(Lost { rule: self.rule_of(entry)?, because: because(package, entries, entry, verdict.cause) })
        };
        let mut losers: Vec<Lost> = beaten.iter().filter_map(lost).collect();
        if let Some(choice) = choice.filter(|choice| verdict.cause != Cause::Choice(choice.id)) {
            let best = entries.first().map(|entry| entry.assignment.action);
            let because = match verdict.cause {
                Cause::NotInUse => not_in_use(package.state),
                Cause::OtherSystem => Because::OsFilter,
                _ if best == Some(AssignAction::Publish) && choice.chosen => Because::HeldUp,
                _ => Because::WeakerAction,
            };
            losers.insert(0, Lost { rule: rule_of_choice(choice), because });
        }
        let until = match verdict.cause {
            Cause::Schedule(opens) => Some(opens),
            _ if verdict.state == DesiredState::Applied => self.emergency_ends(verdict.package, &contest.local, at),
            _ => None,
        };
        Some(Desired { losers, until, ..desired(package, verdict.state, winner) })
    }

    /// Returns the rule that decided.
    fn winner(&self, subject: &Standing<'_>, entries: &[Entry], verdict: &Verdict) -> Option<Rule> {
        let titled = |at: PackageAt| {
            let id = self.package_id(at);
            self.now.packages.get(&id).map(|package| (id, package.title()))
        };
        Some(match verdict.cause {
            Cause::Assignment => self.rule_of(entries.first()?)?,
            Cause::Choice(id) => rule_of_choice(self.now.choices.get(&id)?),
            Cause::Dependency(at) => titled(at).map(|(of, of_name)| Rule::Dependency { of, of_name })?,
            Cause::DependencyDenied(at) => titled(at).map(|(on, on_name)| Rule::DependencyDenied { on, on_name })?,
            Cause::Superseded(at) => titled(at).map(|(by, by_name)| Rule::Superseded { by, by_name })?,
            Cause::Conflict(at) => titled(at).map(|(with, with_name)| Rule::Conflict { with, with_name })?,
            Cause::LocalManager(at) => {
                let set = self.now.computer_sets.get(&self.set_id(at))?;
                let (nsc_name, responsible) = (set.name.clone(), set.responsible.clone());
                Rule::LocalManager { nsc: set.id, nsc_name, responsible }
            }
            Cause::Schedule(opens) => Rule::Schedule { assignment: entries.first()?.assignment.id, opens },
            Cause::NotInUse => {
                Rule::NotInUse { state: self.now.packages.get(&self.package_id(verdict.package))?.state }
            }
            Cause::OtherSystem => Rule::OtherSystem { os: subject.os.clone().unwrap_or_default() },
        })
    }

    fn rule_of(&self, entry: &Entry) -> Option<Rule> {
        let assignment = self.now.assignments.get(&entry.assignment.id)?;
        let nsc = self.now.computer_sets.get(&assignment.nsc)?;
        Some(Rule::Assignment {
            assignment: assignment.id,
            action: assignment.action,
            nsc: nsc.id,
            nsc_name: nsc.name.clone(),
            through: (entry.through != entry.set).then(|| self.set_id(entry.through)),
            member: entry.member,
            by: assignment.assigned_by.clone(),
            since: assignment.assigned_at,
        })
    }
}

fn desired(package: &Package, state: DesiredState, winner: Rule) -> Desired {
    Desired {
        pkg: package.id,
        name: package.name.clone(),
        version: package.version.clone(),
        state,
        winner,
        losers: Vec::new(),
        until: None,
    }
}

fn rule_of_choice(choice: &Choice) -> Rule {
    Rule::Choice { user: choice.user.clone(), chosen: choice.chosen, at: choice.at }
}

fn not_in_use(state: PackageState) -> Because {
    if state == PackageState::Retired { Because::Retired } else { Because::Draft }
}

/// Returns why an assignment lost.
fn because(package: &Package, entries: &[Entry], entry: &Entry, cause: Cause) -> Because {
    let best = &entries[0];
    let is_best = entry.assignment.id == best.assignment.id;
    match cause {
        Cause::NotInUse => not_in_use(package.state),
        Cause::OtherSystem => Because::OsFilter,
        _ if !is_best && entry.assignment.action < best.assignment.action => Because::WeakerAction,
        _ if !is_best && entry.opens > best.opens => Because::HeldUp,
        _ if !is_best => Because::SameAction,
        Cause::Choice(_) => Because::Chosen,
        Cause::Dependency(_) if best.opens.is_none() && best.assignment.action != AssignAction::Apply => {
            Because::WeakerAction
        }
        _ => Because::HeldUp,
    }
}
