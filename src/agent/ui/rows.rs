//! The packages in the order of the list: what the user may have, what is there because it must, what must not be
//! (CMF-27).

use crate::agent::status::PackageStatus;
use crate::model::desired::{Desired, DesiredState, Rule};

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Allowed,
    Applied,
    Denied,
}

impl Group {
    pub(super) const ALL: [Self; 3] = [Self::Allowed, Self::Applied, Self::Denied];

    /// Returns the id of its heading.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Allowed => "ui-group-allowed",
            Self::Applied => "ui-group-applied",
            Self::Denied => "ui-group-denied",
        }
    }
}

/// Returns the part in which a package is; none where no rule has an effect.
pub(super) fn group(desired: &Desired) -> Option<Group> {
    match desired.state {
        DesiredState::Published | DesiredState::Allowed | DesiredState::RemovedOnce => Some(Group::Allowed),
        DesiredState::Applied | DesiredState::WaitingForWindow | DesiredState::BlockedByLocalManager => {
            Some(Group::Applied)
        }
        DesiredState::Denied => Some(Group::Denied),
        DesiredState::Unmanaged => None,
    }
}

/// Puts the packages into the order of the list; those about which no rule says anything are left out.
pub(super) fn sort(packages: &mut Vec<PackageStatus>) {
    packages.retain(|one| group(&one.desired).is_some());
    packages.sort_by_cached_key(|one| {
        let desired = &one.desired;
        (group(desired), !is_choosable(desired), desired.name.to_lowercase(), desired.version.clone(), desired.pkg)
    });
}

/// Whether the user can choose a package now.
pub(super) fn is_choosable(desired: &Desired) -> bool {
    matches!(desired.state, DesiredState::Published | DesiredState::RemovedOnce)
}

/// Whether the user has chosen a package, whatever came of it.
pub(super) fn is_chosen(desired: &Desired) -> bool {
    let chosen = |rule: &Rule| matches!(rule, Rule::Choice { chosen: true, .. });
    chosen(&desired.winner) || desired.losers.iter().any(|lost| chosen(&lost.rule))
}
