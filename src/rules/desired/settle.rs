//! The settling: what the packages that shall be there want of each other.

use super::contest::{Cause, Contest, Standing, Verdict};
use super::index::{PackageAt, Rules, SetAt};
use crate::model::desired::DesiredState;
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What keeps a package from being taken in.
enum Obstacle {
    Denied(Cause),
    Held(SetAt),
}

/// The settling of one subject's packages.
struct Settling<'a> {
    rules: &'a Rules,
    os: Option<&'a str>,
    at: DateTime<Utc>,
    /// What the contest says must not be there.
    denied: BTreeSet<PackageAt>,
    local: &'a [SetAt],
    /// What is taken in, with the package that needs it.
    taken: BTreeMap<PackageAt, Option<PackageAt>>,
}

impl Rules {
    /// Takes in what the applied packages of a contest want of each other.
    pub(super) fn settle(&self, subject: &Standing<'_>, contest: &mut Contest, at: DateTime<Utc>) {
        let applied = contest.verdicts.iter().filter(|verdict| verdict.state == DesiredState::Applied);
        // What is alone is there whatever else is.
        let applied = applied.map(|verdict| verdict.package).filter(|package| !self.package(*package).is_alone());
        let applied: Vec<PackageAt> = applied.collect();
        if applied.is_empty() {
            return;
        }
        let denied = contest.verdicts.iter().filter(|verdict| verdict.state == DesiredState::Denied);
        let mut settling = Settling {
            rules: self,
            os: subject.os.as_deref(),
            at,
            denied: denied.map(|verdict| verdict.package).collect(),
            local: &contest.local,
            taken: BTreeMap::new(),
        };
        let mut outcomes: Vec<(PackageAt, Obstacle)> = Vec::new();
        for root in self.in_turn(&applied) {
            if let Err(obstacle) = settling.take(root) {
                outcomes.push((root, obstacle));
            }
        }
        let taken = settling.taken;
        for (package, obstacle) in outcomes {
            let (state, cause) = match obstacle {
                Obstacle::Denied(cause) => (DesiredState::Denied, cause),
                Obstacle::Held(set) => (DesiredState::BlockedByLocalManager, Cause::LocalManager(set)),
            };
            if let Ok(found) = contest.verdicts.binary_search_by_key(&package, |verdict| verdict.package) {
                contest.verdicts[found] = Verdict { state, cause, ..contest.verdicts[found] };
            }
        }
        for (package, needed_by) in taken {
            let Some(of) = needed_by else { continue };
            let (state, cause) = (DesiredState::Applied, Cause::Dependency(of));
            match contest.verdicts.binary_search_by_key(&package, |verdict| verdict.package) {
                Ok(found) if contest.verdicts[found].state == DesiredState::Applied => {}
                Ok(found) => contest.verdicts[found] = Verdict { state, cause, ..contest.verdicts[found] },
                Err(place) => contest.verdicts.insert(place, Verdict { package, state, cause, first: 0, last: 0 }),
            }
        }
    }

    /// Puts packages in the order in which they are settled: by priority and number, but what replaces something that
    /// another one brings comes before that one.
    fn in_turn(&self, applied: &[PackageAt]) -> Vec<PackageAt> {
        let mut roots = applied.to_vec();
        roots.sort_by_key(|root| (Reverse(self.package(*root).priority), self.package(*root).id));
        let brought: Vec<BTreeSet<PackageAt>> = roots.iter().map(|root| self.brings(*root)).collect();
        let replaces = |a: &BTreeSet<PackageAt>, b: &BTreeSet<PackageAt>| {
            a.iter()
                .flat_map(|package| &self.package(*package).supersedes)
                .any(|old| b.contains(old) && !a.contains(old))
        };
        let replacing = |of: &BTreeSet<PackageAt>| of.iter().any(|at| !self.package(*at).supersedes.is_empty());
        let replacers: Vec<usize> = (0..roots.len()).filter(|root| replacing(&brought[*root])).collect();
        let mut order: Vec<usize> = Vec::new();
        let mut seen = vec![false; roots.len()];
        for start in 0..roots.len() {
            // Depth first, without recursion; a cycle ends where it meets itself.
            let mut path = vec![(start, 0)];
            while let Some((here, next)) = path.pop() {
                if next == 0 && std::mem::replace(&mut seen[here], true) {
                    continue;
                }
                let before = replacers.iter().copied().skip(next);
                let mut before = before.zip(next..).filter(|(other, _)| !seen[*other]);
                match before.find(|(other, _)| replaces(&brought[*other], &brought[here])) {
                    Some((other, place)) => path.extend([(here, place + 1), (other, 0)]),
                    None => order.push(here),
                }
            }
        }
        order.into_iter().map(|place| roots[place]).collect()
    }

    /// Returns a package and all that it needs, whatever stands against it.
    fn brings(&self, root: PackageAt) -> BTreeSet<PackageAt> {
        let mut brought = BTreeSet::new();
        let mut open = vec![root];
        while let Some(package) = open.pop() {
            if brought.insert(package) {
                open.extend(&self.package(package).dependencies);
            }
        }
        brought
    }
}

impl Settling<'_> {
    /// Takes a package in with everything that it needs, or nothing of it.
    fn take(&mut self, root: PackageAt) -> Result<(), Obstacle> {
        if self.taken.contains_key(&root) {
            return Ok(());
        }
        if let Some(by) = self.replaced(root) {
            return Err(Obstacle::Denied(Cause::Superseded(by)));
        }
        let mut news: BTreeMap<PackageAt, Option<PackageAt>> = BTreeMap::new();
        let mut held = None;
        let mut open = vec![(root, None)];
        while let Some((package, needed_by)) = open.pop() {
            if self.taken.contains_key(&package) || news.contains_key(&package) {
                continue;
            }
            let node = self.rules.package(package);
            if package != root {
                if self.replaced(package).is_some() || !node.fits(self.os) {
                    continue;
                }
                if self.denied.contains(&package) || !node.in_use {
                    return Err(Obstacle::Denied(Cause::DependencyDenied(package)));
                }
                held = held.or_else(|| self.rules.held_by(package, self.local, self.at));
            }
            let against = |other: &&PackageAt| self.taken.contains_key(*other) || news.contains_key(*other);
            if let Some(other) = node.conflicts.iter().filter(|other| **other != package).find(against) {
                return Err(Obstacle::Denied(match package == root {
                    true => Cause::Conflict(*other),
                    false => Cause::DependencyDenied(package),
                }));
            }
            news.insert(package, needed_by);
            // The first one is looked at first.
            open.extend(node.dependencies.iter().rev().map(|needed| (*needed, Some(package))));
        }
        match held {
            Some(set) => Err(Obstacle::Held(set)),
            None => {
                self.taken.append(&mut news);
                Ok(())
            }
        }
    }

    /// Returns what replaces a package and is there.
    fn replaced(&self, package: PackageAt) -> Option<PackageAt> {
        let by = &self.rules.package(package).superseded_by;
        by.iter().copied().find(|by| *by != package && self.taken.contains_key(by))
    }
}
