//! Before and after, class by class.

use super::classes::{Crowd, Few, System};
use super::moves::Moved;
use crate::model::computer_set::ComputerSet;
use crate::model::desired::DesiredState;
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::model::object::{Edit, Object};
use crate::rules::desired::{Rules, Standing};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A change, planned or made.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The rules before.
    pub before: &'a Rules,
    /// The rules after.
    pub after: &'a Rules,
    /// The edits that lead from one to the other.
    pub edits: &'a [Edit],
    /// Who is in other NSCs afterwards.
    pub moved: &'a [Moved],
}

/// What a change does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// Machines on which any package's state changes, by key.
    pub machines: Few,
    /// Users for whom any package's state changes, wherever they log on.
    pub users: Few,
    /// Machines that will have a package and would not have had it.
    pub installs: BTreeMap<PackageId, Few>,
    /// Machines that might have a package and must not have it any more.
    pub removes: BTreeMap<PackageId, Few>,
    /// Machines that need a reboot for what is installed.
    pub reboots: u64,
    /// Machines on which a package begins to wait for a local manager.
    pub blocked: BTreeMap<(PackageId, ComputerSetId), u64>,
    /// Machines on which another rule goes before an assignment that is made or changed.
    pub overruled: BTreeMap<(PackageId, Overrule), Few>,
}

/// What goes before an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overrule {
    /// Another assignment of the package.
    Assignment(AssignmentId),
    /// Another package.
    Package(PackageId),
    /// The machine's operating system.
    OtherSystem,
}

/// The NSCs before and after, and the operating system, of members who fare alike.
type Pair<'a> = (&'a [ComputerSetId], &'a [ComputerSetId], System);

/// Which packages and whom a change can touch.
struct Scope {
    /// None means all.
    packages: Option<BTreeSet<PackageId>>,
    /// None means everybody.
    sets: Option<HashSet<ComputerSetId>>,
    /// The assignments that are made or changed.
    assignments: Vec<(AssignmentId, PackageId)>,
}

/// Returns what a change does at a time.
pub fn impact(change: Change<'_>, crowd: &Crowd, at: DateTime<Utc>) -> Impact {
    let mut impact = Impact::default();
    let scope = Scope::of(change);
    let mask = |rules: &Rules| {
        let packages = scope.packages.as_ref()?;
        Some(rules.mask(packages))
    };
    let masks = (mask(change.before), mask(change.after));
    let limited = [masks.0.as_deref(), masks.1.as_deref()];
    for kind in [MemberKind::Computer, MemberKind::User] {
        let moved: Vec<&Moved> = change.moved.iter().filter(|moved| moved.kind == kind).collect();
        let mut pairs: HashMap<Pair<'_>, Few> = HashMap::new();
        for one in &moved {
            let os = crowd.system(kind, &one.key);
            if change.before.has_chosen(kind, &one.key) || change.after.has_chosen(kind, &one.key) {
                let mut few = Few::default();
                few.add(&one.key);
                let sides = [
                    standing(kind, Some(&one.key), &one.before, os.as_deref()),
                    standing(kind, Some(&one.key), &one.after, os.as_deref()),
                ];
                impact.compare(change, &scope, kind, &sides, &few, [None, None], at);
            } else {
                pairs.entry((&one.before, &one.after, os)).or_default().add(&one.key);
            }
        }
        for ((before, after, os), few) in &pairs {
            let sides = [standing(kind, None, before, os.as_deref()), standing(kind, None, after, os.as_deref())];
            impact.compare(change, &scope, kind, &sides, few, [None, None], at);
        }
        if scope.is_empty() {
            continue;
        }
        let gone: HashSet<&str> = moved.iter().map(|moved| moved.key.as_str()).collect();
        let (before, after) = (change.before.choosers(kind), change.after.choosers(kind));
        let choosers: HashSet<&str> = before.chain(after).filter(|key| !gone.contains(key)).collect();
        let classes = crowd.classes(kind);
        let mut apart: HashMap<usize, Vec<&str>> = HashMap::new();
        for key in gone.iter().chain(&choosers) {
            let sets = crowd.memberships.of(kind, key);
            if let Some(place) = classes.place(sets, crowd.system(kind, key)) {
                apart.entry(place).or_default().push(key);
            }
        }
        for key in choosers {
            let sets = crowd.memberships.of(kind, key);
            let mut few = Few::default();
            few.add(key);
            let os = crowd.system(kind, key);
            let side = standing(kind, Some(key), sets, os.as_deref());
            impact.compare(change, &scope, kind, &[side.clone(), side], &few, limited, at);
        }
        for (place, class) in classes.all().iter().enumerate() {
            if scope.sets.as_ref().is_some_and(|touched| !class.sets.iter().any(|set| touched.contains(set))) {
                continue;
            }
            let side = standing(kind, None, &class.sets, class.os.as_deref());
            let sides = [side.clone(), side];
            match apart.get(&place) {
                None => impact.compare(change, &scope, kind, &sides, &class.members, limited, at),
                Some(apart) => {
                    let mut members = class.members.clone();
                    members.count = members.count.saturating_sub(apart.len() as u64);
                    members.first.retain(|name| !apart.contains(&name.as_str()));
                    if members.count > 0 {
                        impact.compare(change, &scope, kind, &sides, &members, limited, at);
                    }
                }
            }
        }
    }
    impact
}

/// Returns on how many machines a package stands how.
pub fn tally(rules: &Rules, package: PackageId, crowd: &Crowd, at: DateTime<Utc>) -> BTreeMap<DesiredState, u64> {
    let kind = MemberKind::Computer;
    let related: BTreeSet<PackageId> = rules.related([package]).into_iter().collect();
    let mask = rules.mask(&related);
    let concerned: HashSet<ComputerSetId> = rules.concerned(&related).collect();
    let mut counts: BTreeMap<DesiredState, u64> = BTreeMap::new();
    let mut count = |side: &Standing<'_>, by: i64| {
        let contest = rules.contest(side, at, Some(&mask));
        let verdict = contest.verdicts.iter().find(|verdict| rules.package_id(verdict.package) == package);
        if let Some(verdict) = verdict {
            let count = counts.entry(verdict.state).or_default();
            *count = count.saturating_add_signed(by);
        }
    };
    for class in crowd.machines.all().iter().filter(|class| class.sets.iter().any(|set| concerned.contains(set))) {
        let members = i64::try_from(class.members.count).unwrap_or(i64::MAX);
        count(&standing(kind, None, &class.sets, class.os.as_deref()), members);
    }
    for key in rules.choosers(kind) {
        let (sets, os) = (crowd.memberships.of(kind, key), crowd.system(kind, key));
        if !sets.is_empty() {
            count(&standing(kind, None, sets, os.as_deref()), -1);
            count(&standing(kind, Some(key), sets, os.as_deref()), 1);
        }
    }
    counts.retain(|_, count| *count > 0);
    counts
}

fn standing<'a>(kind: MemberKind, key: Option<&str>, sets: &'a [ComputerSetId], os: Option<&str>) -> Standing<'a> {
    let name = key.map(str::to_owned);
    match kind {
        MemberKind::Computer => {
            Standing { machine: name, os: os.map(str::to_owned), machine_sets: sets, ..Standing::default() }
        }
        MemberKind::User => Standing { user: name, user_sets: sets, ..Standing::default() },
    }
}

impl Scope {
    /// Returns what a change can touch.
    fn of(change: Change<'_>) -> Self {
        let mut packages = BTreeSet::new();
        let mut sets = HashSet::new();
        let mut assignments = Vec::new();
        for edit in change.edits {
            if let Some(Object::Assignment(assignment)) = &edit.after {
                assignments.push((assignment.id, assignment.pkg));
            }
            for object in [&edit.before, &edit.after].into_iter().flatten() {
                match object {
                    Object::Assignment(assignment) => drop(packages.insert(assignment.pkg)),
                    Object::Package(package) => drop(packages.insert(package.id)),
                    Object::Release(release) => drop(packages.insert(release.pkg)),
                    Object::Choice(choice) => drop(packages.insert(choice.pkg)),
                    Object::ComputerSet(set) if is_moved(edit) => drop(sets.insert(set.id)),
                    _ => {}
                }
            }
        }
        if sets.is_empty() {
            let related = |rules: &Rules| rules.related(packages.iter().copied());
            let packages: BTreeSet<PackageId> =
                related(change.before).into_iter().chain(related(change.after)).collect();
            let concerned = change.before.concerned(&packages).chain(change.after.concerned(&packages)).collect();
            return Self { packages: Some(packages), sets: Some(concerned), assignments };
        }
        let within = |rules: &Rules| {
            let now = rules.configuration();
            let inner = now.computer_sets.keys().copied();
            inner.filter(|id| now.nesting(*id).iter().any(|set| sets.contains(&set.id))).collect::<Vec<_>>()
        };
        let touched = within(change.before).into_iter().chain(within(change.after)).collect();
        Self { packages: None, sets: packages.is_empty().then_some(touched), assignments }
    }

    fn is_empty(&self) -> bool {
        self.packages.as_ref().is_some_and(BTreeSet::is_empty)
    }
}

/// Whether what an edit changes of an NSC has a say about packages.
fn is_moved(edit: &Edit) -> bool {
    let of = |set: &ComputerSet| (set.parent, set.locally_managed, set.nss);
    match (&edit.before, &edit.after) {
        (Some(Object::ComputerSet(before)), Some(Object::ComputerSet(after))) => of(before) != of(after),
        _ => true,
    }
}

impl Impact {
    /// Takes in what changes for members who fare alike.
    #[expect(clippy::too_many_arguments, reason = "the loops above have all of it at hand")]
    fn compare(
        &mut self,
        change: Change<'_>,
        scope: &Scope,
        kind: MemberKind,
        sides: &[Standing<'_>; 2],
        members: &Few,
        limited: [Option<&[bool]>; 2],
        at: DateTime<Utc>,
    ) {
        let before = change.before.contest(&sides[0], at, limited[0]);
        let after = change.after.contest(&sides[1], at, limited[1]);
        let states = before.verdicts.iter().map(|verdict| (change.before.package_id(verdict.package), verdict.state));
        let states: Vec<(PackageId, DesiredState)> = states.collect();
        let of = |states: &[(PackageId, DesiredState)], id: PackageId| {
            let found = states.binary_search_by_key(&id, |(id, _)| *id).ok();
            found.map_or(DesiredState::Unmanaged, |found| states[found].1)
        };
        let mut later: Vec<(PackageId, DesiredState)> = Vec::with_capacity(after.verdicts.len());
        let (mut changed, mut reboots) = (false, false);
        for verdict in &after.verdicts {
            let id = change.after.package_id(verdict.package);
            later.push((id, verdict.state));
            let was = of(&states, id);
            if was == verdict.state {
                continue;
            }
            changed = true;
            if kind == MemberKind::Computer {
                if is_wanted(verdict.state) && !is_wanted(was) {
                    self.installs.entry(id).or_default().merge(members);
                    reboots |= change.after.configuration().packages.get(&id).is_some_and(|package| package.reboots);
                }
                if is_unwanted(verdict.state) && may_be_there(was) {
                    self.removes.entry(id).or_default().merge(members);
                }
                if let Some(nsc) = change.after.blocker(verdict) {
                    *self.blocked.entry((id, nsc)).or_default() += members.count;
                }
            }
        }
        let forgotten = |(id, was): &(PackageId, DesiredState)| {
            *was != DesiredState::Unmanaged && later.binary_search_by_key(id, |(id, _)| *id).is_err()
        };
        changed |= states.iter().any(forgotten);
        if kind == MemberKind::Computer {
            for (assignment, package) in &scope.assignments {
                if let Some(rule) = change.after.overrules(&after, *assignment) {
                    self.overruled.entry((*package, rule)).or_default().merge(members);
                }
            }
            self.reboots += if reboots { members.count } else { 0 };
        }
        match kind {
            _ if !changed => {}
            MemberKind::Computer => self.machines.merge(members),
            MemberKind::User => self.users.merge(members),
        }
    }
}

fn is_wanted(state: DesiredState) -> bool {
    matches!(state, DesiredState::Applied | DesiredState::WaitingForWindow)
}

fn is_unwanted(state: DesiredState) -> bool {
    matches!(state, DesiredState::Denied | DesiredState::RemovedOnce)
}

fn may_be_there(state: DesiredState) -> bool {
    matches!(state, DesiredState::Applied | DesiredState::Allowed | DesiredState::Published)
}
