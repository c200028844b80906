//! The packages in the order of the list: what the user may have, what is there because it must, what must not be
//! (CMF-27).

use crate::agent::status::PackageStatus;
use crate::model::desired::Desired;
pub(super) use crate::model::desired::Part as Group;

impl Group {
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
    desired.state.part()
}

/// Puts the packages into the order of the list; those about which no rule says anything are left out.
pub(super) fn sort(packages: &mut Vec<PackageStatus>) {
    packages.retain(|one| group(&one.desired).is_some());
    packages.sort_by_cached_key(|one| one.desired.listed());
}

/// Whether the user can choose a package now.
pub(super) fn is_choosable(desired: &Desired) -> bool {
    desired.state.is_choosable()
}

/// Whether the user has chosen a package, whatever came of it.
pub(super) fn is_chosen(desired: &Desired) -> bool {
    desired.is_chosen()
}
