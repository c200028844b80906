//! The organisation's promises: how many of everything, how it is spread, and that what is planted is to be found.

use super::{Estate, EstateSettings, Incident, Organisation, Planted, SETS};
use crate::model::assignment::AssignAction;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::desired::{DesiredState, Rule};
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::membership::Memberships;
use crate::model::system_set::SystemSet;
use crate::rules::desired::{Rules, Subject};
use crate::rules::plan;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

fn as_of() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// The NSSs that are there before the organisation.
fn tree() -> Configuration {
    let mut tree = Configuration::default();
    for (at, set) in SETS.iter().enumerate() {
        let above = set.parent.and_then(|parent| tree.system_set(parent)).map(|set| set.id);
        let nss = SystemSet {
            id: SystemSetId(at as i64 + 1),
            name: set.name.into(),
            parent: above,
            description: String::new(),
            link_person: String::new(),
            created_at: as_of(),
            created_by: "anna".into(),
        };
        tree.put(nss.into());
    }
    tree
}

/// An organisation, carried out.
struct World {
    estate: Estate,
    now: Arc<Configuration>,
    members: Memberships,
    plan: Organisation,
}

impl World {
    fn new(machines: u32) -> Self {
        let estate = Estate::generate(EstateSettings::new(machines, 7, as_of()));
        let before = tree();
        let plan = estate.organise(&before);
        assert!(before.misfit(&plan.edits).is_none(), "every number is new");
        let mut now = before.clone();
        now.apply_all(&plan.edits);
        plan::check(&before, &now, &plan.edits).unwrap();
        let mut members = Memberships::default();
        plan.directory.iter().for_each(|edit| members.apply(edit));
        Self { estate, now: Arc::new(now), members, plan }
    }

    fn machines(&self, nsc: ComputerSetId) -> usize {
        self.members.members(nsc, MemberKind::Computer).len()
    }

    /// The sets that have machines, the giant not counted.
    fn ordinary(&self) -> Vec<&ComputerSet> {
        let sets = self.now.computer_sets.values();
        sets.filter(|set| self.machines(set.id) > 0 && set.name != "NICE Default Desktop").collect()
    }

    fn planted(&self, incident: Incident) -> &Planted {
        self.plan.planted.iter().find(|planted| planted.incident == incident).expect("it is planted")
    }
}

fn near(got: f64, wanted: f64, by: f64) {
    assert!((got - wanted).abs() <= by, "{got}, {wanted} wanted");
}

#[test]
fn an_estate_has_as_many_of_everything_as_the_requirements_say() {
    let count = |world: &World| {
        let now = &world.now;
        [now.system_sets.len(), now.computer_sets.len(), now.packages.len()]
    };
    assert_eq!(count(&World::new(10_000)), [28, 260, 420]);
    let smallest = World::new(1);
    assert_eq!(count(&smallest), [28, 40, 80]);
    assert!(smallest.plan.planted.iter().all(|planted| !planted.nscs.is_empty() || planted.names.is_empty()));
    let large = World::new(100_000);
    assert_eq!(count(&large), [100, 2_000, 1_200]);
    let memberships: usize = large.now.computer_sets.keys().map(|id| large.machines(*id)).sum();
    near(memberships as f64, 135_000.0, 500.0);
}

#[test]
fn sets_are_spread_as_in_life() {
    let world = World::new(10_000);
    let giant = world.now.computer_set("NICE Default Desktop").unwrap();
    assert_eq!(world.machines(giant.id), 5_800);
    let memberships: usize = world.now.computer_sets.keys().map(|id| world.machines(*id)).sum();
    near(memberships as f64, 13_500.0, 50.0);
    let several = world.members.everybody(MemberKind::Computer).filter(|(_, sets)| sets.len() > 1).count();
    near(several as f64, 2_400.0, 20.0);
    assert_eq!(world.members.everybody(MemberKind::Computer).count(), 10_000, "everybody is somewhere");

    let mut sizes: Vec<usize> = world.ordinary().iter().map(|set| world.machines(set.id)).collect();
    sizes.sort_unstable();
    near(sizes[sizes.len() / 2] as f64, 18.0, 2.0);
    assert!(sizes[sizes.len() * 95 / 100] > 80 && sizes[0] <= 3, "{sizes:?}");

    let users = |set: &&ComputerSet| world.members.members(set.id, MemberKind::User).len();
    let empty: Vec<_> = world.now.computer_sets.values().filter(|set| world.machines(set.id) == 0).collect();
    let (of_users, empty): (Vec<_>, Vec<_>) = empty.iter().partition(|set| users(set) > 0);
    assert_eq!((empty.len(), of_users.len()), (6, 3));
    assert_eq!(of_users.iter().map(users).max(), Some(22_000));

    let local: Vec<_> = world.ordinary().into_iter().filter(|set| set.locally_managed).collect();
    assert_eq!(local.len(), 260 * 35 / 100);
    let managed: HashSet<&str> =
        local.iter().flat_map(|set| world.members.members(set.id, MemberKind::Computer)).collect();
    near(managed.len() as f64, 1_400.0, 300.0);

    let depth = |set: &ComputerSet| world.now.nesting(set.id).len();
    assert_eq!(world.now.computer_sets.values().filter(|set| depth(set) == 3).count(), 2);
}

#[test]
fn every_set_has_both_groups_and_no_number_is_used_twice() {
    let world = World::new(2_000);
    let groups: BTreeSet<String> = (world.plan.directory.iter())
        .filter_map(|edit| match edit {
            crate::model::directory::DirectoryEdit::CreateGroup { group, .. } => Some(group.clone()),
            _ => None,
        })
        .collect();
    for set in world.now.computer_sets.values() {
        assert!(groups.contains(&set.computer_group()) && groups.contains(&set.user_group()), "{}", set.name);
    }
    let last = world.now.computer_sets.keys().last().unwrap().0 as usize;
    assert!(last > world.now.computer_sets.len(), "deletions have left gaps");
    assert!(groups.contains("GP Apply NoAdmin") && groups.contains("CMF FrontEnd Users"));
}

#[test]
fn the_same_seed_gives_the_same_organisation() {
    assert!(World::new(500).plan == World::new(500).plan);
    let other = Estate::generate(EstateSettings::new(500, 8, as_of())).organise(&tree());
    assert!(other != World::new(500).plan);
}

#[test]
fn what_is_planted_is_what_the_rules_find() {
    let world = World::new(10_000);
    let rules = Rules::compile(&world.now);
    let states = |machine: &str| {
        let sets = world.members.of(MemberKind::Computer, machine);
        rules.desired(&Subject { machine: Some(machine), machine_sets: sets, ..Subject::default() }, as_of())
    };

    let planted = world.planted(Incident::ConflictingRules);
    near(planted.names.len() as f64, 300.0, 20.0);
    let mut found = BTreeSet::new();
    let mut core = Vec::new();
    for index in (0..10_000).step_by(5) {
        let name = world.estate.machine(index).name;
        let desired = states(&name);
        let applies = |lost: &crate::model::desired::Lost| {
            matches!(lost.rule, Rule::Assignment { action: AssignAction::Apply, .. })
        };
        let denied = |d: &&crate::model::desired::Desired| {
            matches!(d.winner, Rule::Assignment { action: AssignAction::Deny, .. }) && d.losers.iter().any(applies)
        };
        if desired.iter().filter(denied).any(|d| d.pkg == planted.pkg) {
            found.insert(name.clone());
        }
        assert!(desired.iter().filter(denied).all(|d| d.pkg == planted.pkg), "{name} has no other conflict");
        let is_core = |d: &&crate::model::desired::Desired| (1..=20).contains(&d.pkg.0);
        core.push(desired.iter().filter(is_core).filter(|d| d.state == DesiredState::Applied).count());
    }
    let wanted: BTreeSet<String> =
        (0..10_000).step_by(5).map(|i| world.estate.machine(i).name).filter(|n| planted.names.contains(n)).collect();
    assert_eq!(found, wanted);
    core.sort_unstable();
    assert_eq!(core[core.len() / 2], 20, "a typical machine has the whole core");

    let blocked = world.planted(Incident::BlockedForLong);
    assert!(!blocked.names.is_empty());
    for machine in &blocked.names {
        let desired = states(machine).into_iter().find(|d| d.pkg == blocked.pkg).unwrap();
        assert_eq!(desired.state, DesiredState::BlockedByLocalManager, "{machine}");
    }
    let assignment = world.now.assignments.values().find(|a| a.nsc == blocked.nscs[0] && a.pkg == blocked.pkg).unwrap();
    assert!(as_of() - assignment.assigned_at > TimeDelta::days(90));

    let torn = world.planted(Incident::AppliedAndDeniedToUser);
    let [user] = torn.names.as_slice() else { panic!("one user") };
    let user_sets = world.members.of(MemberKind::User, user);
    assert!(torn.nscs.iter().all(|nsc| user_sets.contains(nsc)));
    let subject = Subject { user: Some(user), user_sets, ..Subject::default() };
    let desired = rules.desired_of(&subject, torn.pkg, as_of()).unwrap();
    assert_eq!((desired.state, desired.losers.len()), (DesiredState::Denied, 1));
    let both = world.members.everybody(MemberKind::User).filter(|(_, sets)| torn.nscs.iter().all(|n| sets.contains(n)));
    assert_eq!(both.count(), 1);
}
