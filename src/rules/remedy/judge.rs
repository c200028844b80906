//! The judgement: one package by itself.

use super::{Case, Doing, Finding, Why};
use crate::model::client::Found;
use crate::model::desired::{DesiredState, Rule};
use crate::model::id::PackageId;
use crate::model::package::{Package, PackageKind};
use crate::model::report::Verdict;
use chrono::{DateTime, TimeDelta, Utc};

/// The wait after the first failure.
pub const BACKOFF_FIRST: TimeDelta = TimeDelta::minutes(15);

/// The longest wait after a failure.
pub const BACKOFF_MOST: TimeDelta = TimeDelta::hours(24);

/// A package after the judgement.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) finding: Finding,
    /// What is to be done, if nothing stands against it.
    pub(super) doing: Option<Doing>,
}

/// What is there of a package, seen from the version that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Absent,
    Whole,
    Other,
    Broken,
}

/// Judges a package; none when nobody looks after it.
pub(super) fn judge(case: &Case<'_>, all: &[Case<'_>], now: DateTime<Utc>) -> Option<Judged> {
    if case.desired.state == DesiredState::Unmanaged {
        return None;
    }
    let judged = |verdict, why, doing| Judged { finding: Finding { pkg: case.package.id, verdict, why }, doing };
    // A package that only brings others has nothing of its own that could be there.
    if is_bracket(case.package) {
        return Some(judged(Verdict::Ok, None, None));
    }
    let Some(presence) = presence(case) else {
        let reason = match case.found {
            Found::Unknown { reason } => reason.clone(),
            _ => String::new(),
        };
        let cares = !matches!(case.desired.state, DesiredState::Allowed | DesiredState::Published);
        let verdict = if cares { Verdict::Failed } else { Verdict::Ok };
        return Some(judged(verdict, cares.then_some(Why::Unknown { reason }), None));
    };
    let (verdict, doing) = match case.desired.state {
        DesiredState::Applied => match presence {
            Presence::Whole if case.awaits_reboot => (Verdict::PendingReboot, None),
            Presence::Whole => (Verdict::Ok, None),
            Presence::Absent => (Verdict::Missing, Some(Doing::Install)),
            Presence::Other => (Verdict::WrongVersion, Some(Doing::Upgrade)),
            Presence::Broken => (Verdict::Failed, Some(Doing::Repair)),
        },
        DesiredState::Denied => match presence {
            Presence::Absent | Presence::Other if case.awaits_reboot => (Verdict::PendingReboot, None),
            Presence::Absent | Presence::Other => (Verdict::Ok, None),
            Presence::Whole | Presence::Broken => (Verdict::ForbiddenPresent, Some(Doing::Remove)),
        },
        DesiredState::RemovedOnce => match presence {
            Presence::Whole | Presence::Broken if !case.removed_before => {
                (Verdict::ForbiddenPresent, Some(Doing::Remove))
            }
            _ => (Verdict::Ok, None),
        },
        DesiredState::BlockedByLocalManager | DesiredState::WaitingForWindow if presence == Presence::Whole => {
            (Verdict::Ok, None)
        }
        DesiredState::BlockedByLocalManager => (Verdict::BlockedLocal, None),
        DesiredState::WaitingForWindow => (Verdict::Deferred, None),
        // It may be there and need not; what is there in part is told, and left to its owner.
        DesiredState::Allowed | DesiredState::Published | DesiredState::Unmanaged => match presence {
            Presence::Broken => (Verdict::Failed, None),
            _ => (Verdict::Ok, None),
        },
    };
    let why = match (verdict, doing) {
        (Verdict::PendingReboot, _) => Some(Why::Reboot { of: case.package.id }),
        (_, None) => waiting(case, verdict),
        (_, Some(doing)) => obstacle(case, all, doing, presence, now),
    };
    let verdict = match &why {
        Some(Why::Backoff { .. }) => Verdict::Failed,
        Some(Why::Reboot { .. }) => Verdict::PendingReboot,
        _ => verdict,
    };
    let doing = doing.filter(|_| why.is_none());
    Some(judged(verdict, why, doing))
}

/// Whether a package is only a bracket around others.
pub(super) fn is_bracket(package: &Package) -> bool {
    package.kind == PackageKind::Meta && package.source.is_empty() && package.install_command.is_empty()
}

/// Returns what is there; none when it cannot be told.
fn presence(case: &Case<'_>) -> Option<Presence> {
    // Where only presence can be told, it counts as this version's.
    let same = |version: &str| version.is_empty() || version == case.package.version;
    match case.found {
        Found::Absent => Some(Presence::Absent),
        Found::Installed { version } if same(version) => Some(Presence::Whole),
        Found::Broken { version, .. } if same(version) => Some(Presence::Broken),
        // A broken other version does not count as there, whatever is wanted of this one.
        Found::Installed { .. } | Found::Broken { .. } => Some(Presence::Other),
        Found::Unknown { .. } => None,
    }
}

/// Returns for what a package waits that is not tried at all.
fn waiting(case: &Case<'_>, verdict: Verdict) -> Option<Why> {
    match (verdict, &case.desired.winner) {
        (Verdict::Deferred, Rule::Schedule { opens, .. }) => Some(Why::Window { opens: Some(*opens) }),
        (Verdict::Deferred, _) => Some(Why::Window { opens: case.desired.until }),
        (Verdict::BlockedLocal, Rule::LocalManager { nsc_name, responsible, .. }) => {
            Some(Why::LocalManager { nsc_name: nsc_name.clone(), responsible: responsible.clone() })
        }
        (Verdict::BlockedLocal, _) => Some(Why::LocalManager { nsc_name: String::new(), responsible: String::new() }),
        (Verdict::Failed, _) => match case.found {
            Found::Broken { reason, .. } => Some(Why::Unknown { reason: reason.clone() }),
            _ => None,
        },
        _ => None,
    }
}

/// Returns what keeps a step from being taken now.
fn obstacle(case: &Case<'_>, all: &[Case<'_>], doing: Doing, presence: Presence, now: DateTime<Utc>) -> Option<Why> {
    if case.awaits_reboot {
        return Some(Why::Reboot { of: case.package.id });
    }
    if doing == Doing::Remove
        && let Some(by) = upgraded_by(case, all)
    {
        return Some(Why::SameName { by });
    }
    if presence == Presence::Other
        && let Some(by) = outranked_by(case, all)
    {
        return Some(Why::SameName { by });
    }
    let tried = case.tried.filter(|tried| (tried.doing == Doing::Remove) == (doing == Doing::Remove))?;
    let until = tried.at.checked_add_signed(wait(tried.failures))?;
    (tried.failures > 0 && tried.at <= now && now < until).then_some(Why::Backoff { until, failures: tried.failures })
}

/// Returns the wait after this many failures in a row.
fn wait(failures: u32) -> TimeDelta {
    let doublings = failures.saturating_sub(1).min(10);
    (BACKOFF_FIRST * 2_i32.saturating_pow(doublings)).min(BACKOFF_MOST)
}

/// Returns the package of the same name that replaces this one in its place.
fn upgraded_by(case: &Case<'_>, all: &[Case<'_>]) -> Option<PackageId> {
    let Rule::Superseded { by, .. } = case.desired.winner else { return None };
    let name = case.package.name.to_lowercase();
    let other = all.iter().find(|other| other.package.id == by)?;
    let applied = other.desired.state == DesiredState::Applied && other.package.name.to_lowercase() == name;
    applied.then_some(by)
}

/// Returns the package of the same name that shall be there too, goes before this one, and is what is there: two
/// versions of which one takes the other's place would replace each other for ever.
fn outranked_by(case: &Case<'_>, all: &[Case<'_>]) -> Option<PackageId> {
    let version = case.found.version()?;
    let name = case.package.name.to_lowercase();
    let rank = |package: &Package| (package.priority, package.id);
    let stands = |other: &&Case<'_>| {
        other.desired.state == DesiredState::Applied
            && other.package.version == version
            && other.package.name.to_lowercase() == name
            && rank(other.package) > rank(case.package)
    };
    all.iter().find(stands).map(|other| other.package.id)
}
