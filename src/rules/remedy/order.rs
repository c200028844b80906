//! The order: each step after those that it rests on, and no step whose ground is missing.

use super::judge::{Judged, is_bracket};
use super::{Case, Doing, Finding, Remedy, Step, Why};
use crate::model::desired::{DesiredState, Rule};
use crate::model::id::PackageId;
use crate::model::report::Verdict;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The steps of one machine in the making.
struct Ordering<'a> {
    cases: BTreeMap<PackageId, &'a Case<'a>>,
    findings: BTreeMap<PackageId, Finding>,
    doing: BTreeMap<PackageId, Doing>,
}

/// Orders what was judged.
pub(super) fn order(cases: &[Case<'_>], judged: Vec<Judged>) -> Remedy {
    let doing = judged.iter().filter_map(|one| Some((one.finding.pkg, one.doing?))).collect();
    let findings = judged.into_iter().map(|one| (one.finding.pkg, one.finding)).collect();
    let cases = cases.iter().map(|case| (case.package.id, case)).collect();
    let mut ordering = Ordering { cases, findings, doing };
    ordering.take_back();
    let steps = ordering.steps();
    Remedy { steps, findings: ordering.findings.into_values().collect() }
}

impl Ordering<'_> {
    /// Takes back steps that rest on something that is not there and will not come now, until none is left.
    fn take_back(&mut self) {
        loop {
            let blocked = self.doing.iter().find_map(|(pkg, doing)| Some((*pkg, self.missing_ground(*pkg, *doing)?)));
            let Some((pkg, why)) = blocked else { return };
            let doing = self.doing.remove(&pkg);
            if let Some(finding) = self.findings.get_mut(&pkg) {
                finding.why = Some(why);
                if doing != Some(Doing::Remove) {
                    finding.verdict = Verdict::Deferred;
                }
            }
        }
    }

    /// Returns why a step cannot be taken now.
    fn missing_ground(&self, pkg: PackageId, doing: Doing) -> Option<Why> {
        let case = self.cases.get(&pkg)?;
        if doing == Doing::Remove {
            // What is replaced stays until its replacement is there.
            let by = self.replaced_first(case)?;
            return (!self.is_there(by) && !self.doing.contains_key(&by)).then_some(Why::Dependency { on: by });
        }
        for needed in self.needs(case) {
            if self.doing.contains_key(&needed) || self.is_there(needed) {
                continue;
            }
            let waits = self.findings.get(&needed).is_some_and(|finding| finding.verdict == Verdict::PendingReboot);
            return Some(if waits { Why::Reboot { of: needed } } else { Why::Dependency { on: needed } });
        }
        let stays = |other: &PackageId| {
            let finding = self.findings.get(other);
            finding.is_some_and(|finding| finding.verdict == Verdict::ForbiddenPresent || self.fails_to_go(finding))
                && !self.doing.contains_key(other)
        };
        self.excluded(case).into_iter().find(stays).map(|with| Why::Conflict { with })
    }

    /// Whether a package shall go, and does not.
    fn fails_to_go(&self, finding: &Finding) -> bool {
        let denied = self.cases.get(&finding.pkg).is_some_and(|case| case.desired.state == DesiredState::Denied);
        denied && finding.verdict == Verdict::Failed && !self.is_replaced_in_place(finding.pkg)
    }

    fn is_replaced_in_place(&self, pkg: PackageId) -> bool {
        matches!(self.findings.get(&pkg).and_then(|finding| finding.why.as_ref()), Some(Why::SameName { .. }))
    }

    fn is_there(&self, pkg: PackageId) -> bool {
        self.findings.get(&pkg).is_some_and(|finding| finding.verdict == Verdict::Ok)
    }

    /// Returns the applied packages that a package needs; what stands for a replaced one is what replaces it.
    fn needs(&self, case: &Case<'_>) -> Vec<PackageId> {
        let mut needs = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<PackageId> = case.package.dependencies.clone();
        while let Some(needed) = open.pop() {
            if needed == case.package.id || !seen.insert(needed) {
                continue;
            }
            let wanted = self.cases.get(&needed).filter(|other| is_wanted(other));
            match wanted {
                // What a bracket needs, whoever needs the bracket needs.
                Some(other) if is_bracket(other.package) => open.extend(&other.package.dependencies),
                Some(_) => needs.push(needed),
                None => {
                    let replaces = |other: &&&Case<'_>| {
                        other.desired.state == DesiredState::Applied && other.package.supersedes.contains(&needed)
                    };
                    let stand_in = self.cases.values().find(replaces).map(|other| other.package.id);
                    needs.extend(stand_in.filter(|id| *id != case.package.id));
                }
            }
        }
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// Returns the packages that one cannot stand beside.
    fn excluded(&self, case: &Case<'_>) -> BTreeSet<PackageId> {
        let id = case.package.id;
        let mirrored = self.cases.values().filter(|other| other.package.conflicts.contains(&id));
        let all = case.package.conflicts.iter().copied().chain(mirrored.map(|other| other.package.id));
        all.filter(|other| *other != id && !self.is_replaced_in_place(*other)).collect()
    }

    /// Returns the package whose coming a removal waits for: what replaces it and can stand beside it.
    fn replaced_first(&self, case: &Case<'_>) -> Option<PackageId> {
        let Rule::Superseded { by, .. } = case.desired.winner else { return None };
        (self.cases.contains_key(&by) && !self.excluded(case).contains(&by)).then_some(by)
    }

    /// Returns the packages whose steps come before this one's.
    fn before(&self, pkg: PackageId, doing: Doing) -> Vec<PackageId> {
        let Some(case) = self.cases.get(&pkg) else { return Vec::new() };
        let is = |other: &PackageId, removal: bool| {
            self.doing.get(other).is_some_and(|doing| (*doing == Doing::Remove) == removal)
        };
        let mut before: Vec<PackageId> = if doing == Doing::Remove {
            let needing = self.cases.values().filter(|other| other.package.dependencies.contains(&pkg));
            let needing = needing.map(|other| other.package.id).filter(|other| *other != pkg && is(other, true));
            needing.chain(self.replaced_first(case).filter(|by| is(by, false))).collect()
        } else {
            let removed = self.excluded(case).into_iter().filter(|other| is(other, true));
            self.needs(case).into_iter().filter(|needed| is(needed, false)).chain(removed).collect()
        };
        before.sort_unstable();
        before.dedup();
        before
    }

    /// Puts the steps in order: depth first, without recursion; a circle ends where it meets itself.
    fn steps(&self) -> Vec<Step> {
        let mut roots: Vec<(PackageId, Doing)> = self.doing.iter().map(|(pkg, doing)| (*pkg, *doing)).collect();
        roots.sort_by_key(|(pkg, doing)| {
            let priority = self.cases.get(pkg).map_or(0, |case| case.package.priority);
            (*doing != Doing::Remove, Reverse(priority), *pkg)
        });
        let before: BTreeMap<PackageId, Vec<PackageId>> =
            roots.iter().map(|(pkg, doing)| (*pkg, self.before(*pkg, *doing))).collect();
        let mut order: Vec<PackageId> = Vec::new();
        let mut seen = BTreeSet::new();
        for (root, _) in &roots {
            let mut path = vec![(*root, 0)];
            while let Some((here, next)) = path.pop() {
                if next == 0 && !seen.insert(here) {
                    continue;
                }
                match before.get(&here).and_then(|before| before.get(next)) {
                    Some(first) => path.extend([(here, next + 1), (*first, 0)]),
                    None => order.push(here),
                }
            }
        }
        let mut done = BTreeSet::new();
        let step = |pkg: PackageId| {
            let (doing, case) = (*self.doing.get(&pkg)?, self.cases.get(&pkg)?);
            // In a circle, only what really came before can be waited for.
            let after = before.get(&pkg)?.iter().copied().filter(|first| done.contains(first)).collect();
            done.insert(pkg);
            let concurrency = case.package.concurrency.filter(|_| doing != Doing::Remove);
            Some(Step { pkg, doing, after, concurrency, reboot: case.reboot })
        };
        order.into_iter().filter_map(step).collect()
    }
}

/// Whether a package is to be there, now or later.
fn is_wanted(case: &Case<'_>) -> bool {
    matches!(
        case.desired.state,
        DesiredState::Applied | DesiredState::BlockedByLocalManager | DesiredState::WaitingForWindow
    )
}
