//! How long desired states, impacts and permission decisions take on a large estate in memory.
//!
//! `cargo bench --bench desired [MACHINES]`. 2,000 NSCs (one giant with 58 % of the machines, one in twenty nested), 100
//! NSSs, 1,200 packages of which one in six needs or replaces another one, some 14,000 assignments, and 24 % of the machines in
//! more than one NSC. The budget for an assignment's impact is 50 ms.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::model::assignment::{AssignAction, Assignment, RebootPolicy};
use bailiwick::model::computer_set::ComputerSet;
use bailiwick::model::configuration::Configuration;
use bailiwick::model::delegation::{Administrator, Grant, Reach, Trustee};
use bailiwick::model::directory::MemberKind;
use bailiwick::model::id::{AdministratorId, AssignmentId, ComputerSetId, GrantId, PackageId, SystemSetId};
use bailiwick::model::membership::Memberships;
use bailiwick::model::object::Edit;
use bailiwick::model::package::{Package, PackageKind, PackageScope, PackageState};
use bailiwick::model::permission::{Target, Verb};
use bailiwick::model::principal::Principal;
use bailiwick::model::system_set::SystemSet;
use bailiwick::rules::desired::{Rules, Subject};
use bailiwick::rules::impact::{Change, Crowd, impact, tally};
use bailiwick::rules::permission::{Asker, Index, OpenVerbs, Policy, decide};
use chrono::{DateTime, Utc};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const NSS: i64 = 100;
const NSC: i64 = 2_000;
const PKG: i64 = 1_200;

fn main() {
    let machines = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let at: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    let mut chance = fastrand::Rng::with_seed(1);
    let now = Arc::new(configuration(at, &mut chance));
    let members = Arc::new(memberships(machines, &mut chance));
    println!("{machines} machines, {NSC} NSCs, {NSS} NSSs, {PKG} packages, {} assignments", now.assignments.len());

    tell("compile the rules", 50, || Rules::compile(&now));
    let rules = Rules::compile(&now);
    let names: Vec<String> = (0..machines).map(name).collect();
    let mut next = names.iter().cycle();
    tell("desired state of one machine, with traces", 10_000, || {
        rules.desired(&subject(&members, next.next().unwrap()), at)
    });
    let mut next = names.iter().cycle();
    tell("the same of one package", 10_000, || {
        rules.desired_of(&subject(&members, next.next().unwrap()), PackageId(1), at)
    });
    tell("desired states of all machines, one by one", 3, || {
        names.iter().map(|name| rules.states(&subject(&members, name), at).len()).sum::<usize>()
    });
    tell("group all machines", 5, || Crowd::new(Arc::clone(&members), None));
    let crowd = Crowd::new(Arc::clone(&members), None);
    println!("{} classes", crowd.machines.all().len());
    tell("count one package on all machines", 50, || tally(&rules, PackageId(1), &crowd, at));

    // A package of the giant NSC that hangs together with others.
    let assignment = assignment(AssignmentId(1_000_000), 1, 5, AssignAction::Apply, at);
    let edits = [Edit::create(assignment)];
    let plan = || {
        let mut later = Configuration::clone(&now);
        later.apply_all(&edits);
        let after = Rules::compile(&Arc::new(later));
        impact(Change { before: &rules, after: &after, edits: &edits, moved: &[] }, &crowd, at)
    };
    println!("an assignment to the giant NSC changes {} machines", plan().machines.count);
    tell("impact of an assignment to the giant NSC", 50, plan);

    let asker = Principal::user("user40");
    let index = Index::new(&now, &["anna".to_owned()]);
    let open = OpenVerbs { log_restricted: false, requests_restricted: false };
    let policy = Policy { configuration: &now, index: &index, open };
    let groups = ["group1".to_owned(), "group2".to_owned()];
    let asker = Asker { principal: &asker, groups: &groups };
    tell("permission decision", 1_000, || {
        decide(policy, asker, Verb::PkgAssignApply, Target::Assignment { nsc: ComputerSetId(40), pkg: PackageId(40) })
    });
}

/// Says how long something takes, in the median and at worst but one in a hundred.
fn tell<T>(title: &str, times: usize, mut work: impl FnMut() -> T) {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let started = Instant::now();
            black_box(work());
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("{title:<46} median {:>10.4} ms   p99 {:>10.4} ms", at(0.5), at(0.99));
}

fn name(machine: u32) -> String {
    format!("pc{machine:06}")
}

fn subject<'a>(members: &'a Memberships, name: &'a str) -> Subject<'a> {
    let machine_sets = members.of(MemberKind::Computer, name);
    Subject { machine: Some(name), machine_sets, ..Subject::default() }
}

fn memberships(machines: u32, chance: &mut fastrand::Rng) -> Memberships {
    let mut members = Memberships::default();
    for machine in 0..machines {
        let first = if chance.u32(..100) < 58 { 1 } else { chance.i64(2..=NSC) };
        members.add(ComputerSetId(first), MemberKind::Computer, [name(machine)]);
        if chance.u32(..100) < 24 {
            members.add(ComputerSetId(chance.i64(2..=NSC)), MemberKind::Computer, [name(machine)]);
        }
    }
    members
}

fn configuration(at: DateTime<Utc>, chance: &mut fastrand::Rng) -> Configuration {
    let mut now = Configuration::default();
    let by = || "anna".to_owned();
    for id in 1..=NSS {
        let parent = (id > 1).then(|| SystemSetId(id / 3).max(SystemSetId(1)));
        let (description, link_person) = (String::new(), String::new());
        let set = SystemSet {
            id: SystemSetId(id),
            name: format!("NSS{id}"),
            parent,
            description,
            link_person,
            created_at: at,
            created_by: by(),
        };
        now.put(set.into());
        for (place, verb) in (1..).zip(Verb::ALL) {
            let grant = Grant {
                id: GrantId(id * 100 + place),
                nss: SystemSetId(id),
                verb: *verb,
                reach: Reach::Nss,
                granted_at: at,
                granted_by: by(),
            };
            now.put(grant.into());
        }
        let administrator = Administrator {
            id: AdministratorId(id),
            nss: SystemSetId(id),
            trustee: Trustee::User(format!("user{id}")),
            reach: Reach::Nss,
            added_at: at,
            added_by: by(),
        };
        now.put(administrator.into());
    }
    (1..=NSC).for_each(|id| now.put(set(id, at).into()));
    (1..=PKG).for_each(|id| now.put(package(id, at).into()));
    let mut number = 0;
    for nsc in 1..=NSC {
        for _ in 0..if nsc == 1 { 60 } else { 7 } {
            number += 1;
            let action = match chance.u32(..10) {
                0 => AssignAction::Deny,
                1..=2 => AssignAction::Allow,
                3..=4 => AssignAction::Publish,
                _ => AssignAction::Apply,
            };
            now.put(assignment(AssignmentId(number), nsc, chance.i64(1..=PKG), action, at).into());
        }
    }
    now
}

fn set(id: i64, at: DateTime<Utc>) -> ComputerSet {
    ComputerSet {
        id: ComputerSetId(id),
        nss: SystemSetId(id % NSS + 1),
        name: format!("NSC{id}"),
        description: String::new(),
        parent: (id > NSS && id % 20 == 0).then_some(ComputerSetId(id - NSS)),
        locally_managed: id % 3 == 0,
        responsible: String::new(),
        os_version: String::new(),
        created_at: at,
        created_by: "anna".into(),
    }
}

fn package(id: i64, at: DateTime<Utc>) -> Package {
    let other = |every: i64, offset: i64| {
        (id % every == offset && id > 1).then_some(PackageId(id - 1)).into_iter().collect::<Vec<_>>()
    };
    Package {
        id: PackageId(id),
        nss: SystemSetId(id % NSS + 1),
        name: format!("package{id}"),
        version: "1.0".into(),
        vendor: "vendor".into(),
        description: "What it is for.".into(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: "packages/it".into(),
        install_command: "install --quiet".into(),
        remove_command: "remove --quiet".into(),
        detection: String::new(),
        success_codes: vec![0],
        reboot_codes: vec![3010],
        dependencies: other(8, 5),
        supersedes: other(24, 9),
        conflicts: other(24, 17),
        priority: 0,
        size: 0,
        checksum: String::new(),
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: id % 10 == 0,
        state: PackageState::Published,
        created_at: at,
        created_by: "anna".into(),
    }
}

fn assignment(id: AssignmentId, nsc: i64, pkg: i64, action: AssignAction, at: DateTime<Utc>) -> Assignment {
    Assignment {
        id,
        nsc: ComputerSetId(nsc),
        pkg: PackageId(pkg),
        action,
        not_before: None,
        deadline: None,
        window: None,
        reboot: RebootPolicy::Ask,
        assigned_at: at,
        assigned_by: "anna".into(),
    }
}
