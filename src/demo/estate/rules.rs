//! Which packages the sets get, what waits and what is blocked, and the incidents that are planted among it.

use super::catalogue::Catalogue;
use super::computer_sets::{PlannedSet, Sets};
use super::draft::Draft;
use super::machine::purpose;
use super::planted::{Incident, Planted};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, ReleaseId, RequestId};
use crate::model::object::ObjectKind;
use crate::model::request::{MemberRequest, RequestState};
use chrono::TimeDelta;
use fastrand::Rng;
use std::collections::{HashMap, HashSet};

use AssignAction::{Allow, Apply, Deny, Publish};

/// Packages on demand that are published to the giant set; the others are published to users.
const FOR_ALL: usize = 17;

/// Bundles that are applied everywhere.
const BUNDLES: usize = 3;

/// Policies that are applied in the giant set.
const POLICIES: usize = 8;

/// How long ago the patch was assigned that a local manager has not released, in days (incident 8).
const BLOCKED_DAYS: i64 = 97;

/// Gives the sets their packages. `ids` are the sets' numbers.
pub(super) fn plan(draft: &mut Draft<'_>, sets: &Sets, packages: &Catalogue, ids: &[ComputerSetId]) {
    let rng = draft.estate.chance(purpose::RULES, 2);
    let giant = sets.all[0].machines.iter().copied().collect();
    let mut rules = Rules { draft, sets, packages, ids, giant, rng, known: HashMap::new() };
    rules.giant();
    for at in sets.ordinary.clone() {
        rules.ordinary(at);
    }
    rules.conflicts();
    rules.blocked_for_long();
    rules.users();
    rules.requests();
    rules.choices();
}

struct Rules<'a, 'b> {
    draft: &'a mut Draft<'b>,
    sets: &'a Sets,
    packages: &'a Catalogue,
    ids: &'a [ComputerSetId],
    /// Machines in the giant set.
    giant: HashSet<u32>,
    rng: Rng,
    /// Where the assignment of a package to a set is.
    known: HashMap<(usize, usize, AssignAction), usize>,
}

impl Rules<'_, '_> {
    /// Twenty core packages, the latest bundles, some policies; and what users there may choose.
    fn giant(&mut self) {
        let packages = self.packages;
        for pkg in packages.core.clone() {
            self.assign(0, pkg, Apply, 400);
        }
        for (age, pkg) in packages.patches.clone().rev().take(BUNDLES).enumerate() {
            self.assign(0, pkg, Apply, 5 + 30 * age as i64).window = "Tue,Thu 02:00-05:00".parse().ok();
        }
        for pkg in packages.policies.clone().take(POLICIES) {
            self.assign(0, pkg, Apply, 300);
        }
        for pkg in packages.on_demand.clone().take(FOR_ALL) {
            self.assign(0, pkg, Publish, 200);
        }
    }

    fn ordinary(&mut self, at: usize) {
        let (set, packages) = (&self.sets.all[at], self.packages);
        // What is nested gets it from above.
        if set.parent.is_none() && !self.is_in_giant(set) {
            self.assign(at, packages.base, Apply, 350);
        }
        let own = self.draft.nss[set.nss];
        let own = packages.local.clone().filter(|&pkg| packages.all[pkg].nss == own);
        let wanted = self.rng.usize(1..4);
        for pkg in own.take(wanted) {
            let days = self.rng.i64(10..300);
            self.assign(at, pkg, Apply, days);
        }
        let task = |n: usize| packages.tasks.start + n % packages.tasks.len();
        self.assign(at, task(at), Allow, 100);
        if at.is_multiple_of(5) && !set.locally_managed {
            self.assign(at, task(at + 1), Apply, 60).window = "Sat,Sun 02:00-05:00".parse().ok();
        }
        if at.is_multiple_of(12) && !set.locally_managed {
            let soon = self.draft.as_of() + TimeDelta::days(3);
            let assignment = self.assign(at, packages.policies.start + at % packages.policies.len(), Apply, 1);
            (assignment.not_before, assignment.reboot) = (Some(soon), RebootPolicy::Defer);
        }
        let newest = packages.patches.end - 1;
        if set.locally_managed {
            let old = [packages.core.clone(), packages.base..packages.base + 1, newest + 1 - BUNDLES..newest + 1];
            for pkg in old.into_iter().flatten().chain(packages.policies.clone().take(POLICIES)) {
                self.release(at, pkg, 4);
            }
            // None to six updates that the manager has not released.
            let mut updates: Vec<usize> = packages.on_demand.clone().collect();
            self.rng.shuffle(&mut updates);
            updates.truncate(self.rng.usize(0..7));
            for update in updates {
                let days = self.rng.i64(1..60);
                self.assign(at, update, Apply, days);
            }
        } else if at.is_multiple_of(3) {
            self.assign(at, newest, Apply, 5);
        }
    }

    /// On 3 % of the machines one set denies what the giant set applies.
    fn conflicts(&mut self) {
        let reader = self.packages.core.start + 5;
        let wanted = self.draft.estate.machines() as usize * 3 / 100;
        let outer: HashSet<usize> = self.sets.all.iter().filter_map(|set| set.parent).collect();
        let mut machines: HashSet<u32> = HashSet::new();
        let mut denying = Vec::new();
        for at in self.sets.ordinary.clone() {
            let set = &self.sets.all[at];
            let plain = !set.locally_managed && set.parent.is_none() && !outer.contains(&at);
            let more = set.machines.iter().filter(|machine| !machines.contains(machine)).count();
            if plain && self.is_in_giant(set) && machines.len() + more <= wanted {
                machines.extend(&set.machines);
                denying.push(at);
                self.assign(at, reader, Deny, 50);
            }
        }
        let mut machines: Vec<u32> = machines.into_iter().collect();
        machines.sort_unstable();
        let names = machines.into_iter().map(|machine| self.draft.estate.machine(machine).name).collect();
        self.plant(Incident::ConflictingRules, &denying, reader, names);
    }

    /// One locally managed set has not released a patch for more than 90 days (incident 8).
    fn blocked_for_long(&mut self) {
        let patch = self.packages.patches.end - 5;
        let Some(at) = self.sets.ordinary.clone().find(|&at| self.sets.all[at].locally_managed) else { return };
        self.assign(at, patch, Apply, BLOCKED_DAYS);
        let machines = self.sets.all[at].machines.iter();
        let names = machines.map(|&machine| self.draft.estate.machine(machine).name).collect();
        self.plant(Incident::BlockedForLong, &[at], patch, names);
    }

    /// Users may choose the rest; one of them is in two sets of which one applies what the other denies (incident 15).
    fn users(&mut self) {
        let (everybody, designers) = (self.sets.of_users.start, self.sets.of_users.start + 1);
        for pkg in self.packages.on_demand.clone().skip(FOR_ALL) {
            self.assign(everybody, pkg, Publish, 200);
        }
        let settings = self.packages.settings;
        self.assign(designers, settings, Apply, 80);
        self.assign(designers + 1, settings, Deny, 40);
        let user = self.draft.estate.user(0).name;
        self.plant(Incident::AppliedAndDeniedToUser, &[designers, designers + 1], settings, vec![user]);
    }

    /// Some have asked for membership, and most wait for an answer (CMF-24).
    fn requests(&mut self) {
        let estate = self.draft.estate;
        for nth in 0..8 + (estate.machines() / 1_000).min(40) {
            let nsc = self.ids[self.rng.usize(self.sets.ordinary.clone())];
            let machine = estate.computer(self.rng.u32(0..estate.machines()));
            let asked_at = self.draft.as_of() - TimeDelta::minutes(self.rng.i64(60..20 * 24 * 60));
            let by = "efischeradm".to_owned();
            let at = asked_at + TimeDelta::minutes(50);
            let state = match nth % 4 {
                3 if nth % 8 == 3 => RequestState::Approved { by, at, reason: "confirmed by phone".into() },
                3 => RequestState::Refused { by, at, reason: "not one of ours".into() },
                _ => RequestState::Pending,
            };
            let id = RequestId(self.draft.number(ObjectKind::Request));
            let asked_by = if machine.owner.is_empty() { estate.user(nth).name } else { machine.owner };
            let reason = ["moved to our group", "new operator desk", "replaces a broken one"][nth as usize % 3].into();
            let (kind, names) = (MemberKind::Computer, vec![machine.name]);
            self.draft.create(MemberRequest { id, nsc, kind, names, asked_by, asked_at, reason, state });
        }
    }

    /// One machine in a hundred has something that its owner chose; one choice in five was taken back (CMFX-05).
    fn choices(&mut self) {
        let estate = self.draft.estate;
        for (nth, &machine) in self.sets.all[0].machines.iter().step_by(100).enumerate() {
            let computer = estate.computer(machine);
            if !computer.owner.is_empty() {
                let id = ChoiceId(self.draft.number(ObjectKind::Choice));
                let pkg = self.packages.all[self.packages.on_demand.start + nth % FOR_ALL].id;
                let at = self.draft.as_of() - TimeDelta::minutes(self.rng.i64(60..150 * 24 * 60));
                let (user, machine, chosen) = (computer.owner, Some(computer.name), nth % 5 != 4);
                self.draft.create(Choice { id, user, machine, pkg, chosen, at });
            }
        }
    }

    fn is_in_giant(&self, set: &PlannedSet) -> bool {
        set.machines.iter().all(|machine| self.giant.contains(machine))
    }

    /// Assigns a package to a set, unless it is already, and returns the assignment.
    fn assign(&mut self, set: usize, pkg: usize, action: AssignAction, days: i64) -> &mut Assignment {
        let place = match self.known.get(&(set, pkg, action)) {
            Some(&place) => place,
            None => {
                let assignment = Assignment {
                    id: AssignmentId(self.draft.number(ObjectKind::Assignment)),
                    nsc: self.ids[set],
                    pkg: self.packages.all[pkg].id,
                    action,
                    not_before: None,
                    deadline: None,
                    window: None,
                    reboot: RebootPolicy::Ask,
                    assigned_at: self.draft.as_of() - TimeDelta::days(days),
                    assigned_by: "efischeradm".into(),
                };
                self.draft.assignments.push(assignment);
                let place = self.draft.assignments.len() - 1;
                self.known.insert((set, pkg, action), place);
                place
            }
        };
        &mut self.draft.assignments[place]
    }

    fn release(&mut self, set: usize, pkg: usize, days: i64) {
        let release = Release {
            id: ReleaseId(self.draft.number(ObjectKind::Release)),
            nsc: self.ids[set],
            pkg: self.packages.all[pkg].id,
            state: ReleaseState::Released,
            by: self.draft.responsible(self.sets.all[set].nss),
            at: self.draft.as_of() - TimeDelta::days(days),
            reason: "tested on the bench".into(),
        };
        self.draft.create(release);
    }

    fn plant(&mut self, incident: Incident, sets: &[usize], pkg: usize, names: Vec<String>) {
        let nscs = sets.iter().map(|&at| self.ids[at]).collect();
        self.draft.planted.push(Planted { incident, nscs, pkg: self.packages.all[pkg].id, names });
    }
}
