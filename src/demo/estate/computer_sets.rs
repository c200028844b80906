//! Who is in which Named Set of Computers: how many sets, how large, and how they overlap (requirements 4.4).

use super::Estate;
use super::machine::purpose;
use super::names::{SERIES, SETS};
use super::tree::Nss;
use fastrand::Rng;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::ops::Range;

/// Series of office machines, which are in the giant set.
const OFFICE: [&str; 14] = [
    "pcitis", "nbitis", "pcitds", "pccad", "nbcad", "pclib", "pcfihr", "pchserp", "pcvac", "nbvac", "pcenice",
    "pckiosk", "pclhbecs", "pcalidcs",
];

/// What sets are for; those of one NSS are called after it.
const ROLES: [&str; 12] = [
    "Operator Stations",
    "Control Room Consoles",
    "Front End Systems",
    "Servers PVSS",
    "Test Bench",
    "Oscilloscopes frozen XP",
    "Office Desktops",
    "Laptops",
    "Meeting Rooms",
    "Shift Crew",
    "Loan Pool",
    "Pilot Ring",
];

/// Names that the first set of an NSS has in life.
const KNOWN: [(&str, &str); 6] = [
    ("AB-CO-CONSOLES", "Control Room Consoles"),
    ("AB-CO-FRONTENDS", "Front End Systems"),
    ("ATLAS-DCS-MUON", "ATLAS DCS Operator"),
    ("CMS-DCS-ECAL", "CMS DCS Servers PVSS"),
    ("EN-ICE", "Oscilloscopes frozen XP"),
    ("NICE", "Pilot ring 1"),
];

/// Sets without members, and who owns them.
const EMPTY: [&str; 6] = ["DSS", "TOTEM", "MEDICAL", "FIRE-BRIGADE", "IT-SERVERS", "ATLAS-DCS"];

/// Sets with users only: owner, name, the first user and one in how many behind. The first user of all is in each, and
/// nobody else in more than one of the two small ones (incident 15).
const USERS_ONLY: [(&str, &str, u32, u32); 3] = [
    ("NICE", "NICE All Users", 1, 1),
    ("CAD-ENG", "CAD Designers", 40, 40),
    ("PUBLIC-AREAS", "Visiting Scientists", 50, 100),
];

/// A planned set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlannedSet {
    pub(super) name: String,
    /// The owning NSS's place in the tree of the estate.
    pub(super) nss: usize,
    /// The set that it is nested in.
    pub(super) parent: Option<usize>,
    pub(super) locally_managed: bool,
    /// Numbers of machines.
    pub(super) machines: Vec<u32>,
    /// Numbers of users.
    pub(super) users: Vec<u32>,
}

/// Every set: the giant first, then those of machines, those of users only, and the empty ones.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    pub(super) all: Vec<PlannedSet>,
    /// Which of them have machines, the giant not counted.
    pub(super) ordinary: Range<usize>,
    /// Which of them have users only, the largest first.
    pub(super) of_users: Range<usize>,
}

/// Returns the number of NSCs of an estate: 260 with 10,000 machines, 2,000 with 100,000.
pub(super) fn count(machines: u32) -> usize {
    let share = f64::from(machines) / 10_000.0;
    ((260.0 * share.powf(0.886)).round() as usize).max(40)
}

/// Plans the sets of these NSSs. `owners` are, for each series of machines, the NSSs that its sets go round among.
pub(super) fn plan(estate: &Estate, tree: &[Nss], owners: &[Vec<usize>]) -> Sets {
    let mut rng = estate.chance(purpose::SETS, 0);
    let (giant, slots) = members(estate, &mut rng);
    let total = count(estate.machines());
    let ordinary = 1..total - EMPTY.len() - USERS_ONLY.len();
    let sizes = sizes(ordinary.len(), slots.len(), &mut rng);
    let place = |name: &str| SETS.iter().position(|set| set.name == name).unwrap_or(0);

    let mut all = vec![PlannedSet::of(0, "NICE Default Desktop".into(), giant)];
    let (mut turns, mut owned) = (vec![0; SERIES.len()], vec![0; tree.len()]);
    let mut slots = VecDeque::from(slots);
    for size in sizes {
        let machines = take(&mut slots, size);
        let series = machines.first().map_or(0, |&machine| estate.series(machine));
        let nss = owners[series][turns[series] % owners[series].len()];
        all.push(PlannedSet::of(nss, name(&tree[nss].name, owned[nss]), machines));
        turns[series] += 1;
        owned[nss] += 1;
    }
    nest(&mut all, ordinary.clone());
    manage_locally(&mut all, ordinary.clone(), total);
    for (at, set) in all.iter_mut().enumerate().skip(1) {
        if at % 10 == 0 {
            let users: BTreeSet<u32> = (0..rng.u32(5..25)).map(|_| rng.u32(1..estate.users())).collect();
            set.users = users.into_iter().collect();
        }
    }
    let of_users = all.len()..all.len() + USERS_ONLY.len();
    for (nss, name, first, one_in) in USERS_ONLY {
        let end = estate.users() * 22 / 23;
        let users = std::iter::once(0).chain((first..end).step_by(one_in as usize)).collect();
        all.push(PlannedSet { users, ..PlannedSet::of(place(nss), name.into(), Vec::new()) });
    }
    for nss in EMPTY {
        all.push(PlannedSet::of(place(nss), format!("{} New Machines", nss.replace('-', " ")), Vec::new()));
    }
    Sets { all, ordinary, of_users }
}

impl PlannedSet {
    fn of(nss: usize, name: String, machines: Vec<u32>) -> Self {
        Self { name, nss, parent: None, locally_managed: false, machines, users: Vec::new() }
    }
}

/// Returns the name of the n-th set of machines of an NSS.
fn name(nss: &str, nth: usize) -> String {
    if let (0, Some((_, known))) = (nth, KNOWN.iter().find(|(owner, _)| *owner == nss)) {
        return (*known).into();
    }
    let role = ROLES[nth % ROLES.len()];
    match nth / ROLES.len() {
        0 => format!("{} {role}", nss.replace('-', " ")),
        round => format!("{} {role} {}", nss.replace('-', " "), round + 1),
    }
}

/// Returns the giant's machines, 58 % of all, and the places in other sets, those of one NSS together: every machine
/// that is not in the giant once, 24 % of all once more, and 11 % of all a third time.
fn members(estate: &Estate, rng: &mut Rng) -> (Vec<u32>, Vec<u32>) {
    let machines = estate.machines();
    let share = |percent: u64| (u64::from(machines) * percent / 100) as usize;
    let is_office = |machine: &u32| OFFICE.contains(&SERIES[estate.series(*machine)].stem);
    let (mut office, mut others): (Vec<u32>, Vec<u32>) = (0..machines).partition(is_office);
    while office.len() > share(58) {
        others.extend(office.pop());
    }
    while office.len() < share(58) {
        office.extend(others.pop());
    }
    let mut several: Vec<u32> = (0..machines).collect();
    rng.shuffle(&mut several);
    several.truncate(share(24));
    let thrice = several[..share(11)].iter();
    let mut slots: Vec<(usize, usize, u32)> = Vec::with_capacity(share(77) + 3);
    for (round, list) in [others.iter(), several.iter(), thrice].into_iter().enumerate() {
        slots.extend(list.map(|&machine| (estate.series(machine), round, machine)));
    }
    slots.sort_unstable();
    (office, slots.into_iter().map(|(_, _, machine)| machine).collect())
}

/// Returns sizes that add up to `total` and are spread like the logarithm of a normal distribution: median 18 where
/// there are machines enough.
fn sizes(count: usize, total: usize, rng: &mut Rng) -> Vec<usize> {
    /// How far mean and median of the smallest estates are apart.
    const SKEW: f64 = 1.7;
    let mean = total as f64 / count as f64;
    let median = (mean / SKEW).min(18.0);
    let spread = (2.0 * (mean / median).ln()).sqrt();
    let mut sizes: Vec<usize> = (0..count)
        .map(|at| (median * (spread * quantile((at as f64 + 0.5) / count as f64)).exp()).round().max(1.0) as usize)
        .collect();
    // What rounding and the cut tails have left over goes to the largest, or comes from there.
    let short = sizes.iter().sum::<usize>() < total;
    let largest = count - count / 10 - 1..count;
    for at in largest.cycle().take(total.abs_diff(sizes.iter().sum())) {
        sizes[at] = if short { sizes[at] + 1 } else { sizes[at].saturating_sub(1) };
    }
    rng.shuffle(&mut sizes);
    sizes
}

/// Returns the quantile of the standard normal distribution, to three digits (Abramowitz and Stegun 26.2.23).
fn quantile(p: f64) -> f64 {
    let tail = p.min(1.0 - p);
    let t = (-2.0 * tail.ln()).sqrt();
    let z = t
        - (2.515_517 + 0.802_853 * t + 0.010_328 * t * t)
            / (1.0 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t);
    if p < 0.5 { -z } else { z }
}

/// Takes members off the front, none twice; who would be comes back for the next set.
fn take(slots: &mut VecDeque<u32>, size: usize) -> Vec<u32> {
    let mut taken = Vec::with_capacity(size);
    let (mut seen, mut twice) = (HashSet::with_capacity(size), Vec::new());
    while taken.len() < size
        && let Some(machine) = slots.pop_front()
    {
        if seen.insert(machine) { taken.push(machine) } else { twice.push(machine) }
    }
    twice.into_iter().rev().for_each(|machine| slots.push_front(machine));
    taken.sort_unstable();
    taken
}

/// Two chains of three sets, each in one NSS, where the NSSs with the most sets are.
fn nest(all: &mut [PlannedSet], ordinary: Range<usize>) {
    let mut owned: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in ordinary {
        owned.entry(all[at].nss).or_default().push(at);
    }
    let mut owned: Vec<(usize, Vec<usize>)> = owned.into_iter().filter(|(_, sets)| sets.len() >= 3).collect();
    owned.sort_by_key(|(nss, sets)| (std::cmp::Reverse(sets.len()), *nss));
    for (_, chain) in owned.iter().take(2) {
        all[chain[1]].parent = Some(chain[0]);
        all[chain[2]].parent = Some(chain[1]);
    }
}

/// 35 % of the sets, rather small ones: 14 % of the machines. The master's own are not among them.
fn manage_locally(all: &mut [PlannedSet], ordinary: Range<usize>, total: usize) {
    let mut by_size: Vec<usize> = ordinary.filter(|&at| all[at].nss > 0).collect();
    by_size.sort_by_key(|&at| (all[at].machines.len(), at));
    let wanted = total * 35 / 100;
    let from = (by_size.len() / 4).min(by_size.len().saturating_sub(wanted));
    for &at in by_size.iter().skip(from).take(wanted) {
        all[at].locally_managed = true;
    }
}
