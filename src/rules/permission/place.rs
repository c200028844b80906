//! A target with what surrounds it, and whether a reach takes it in.

use super::index::Index;
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::permission::Target;

/// A target with everything that reaches are compared with.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) target: Target,
    /// The NSS that owns it and everything above, the nearest first; empty for the estate and for what does not exist.
    pub(super) line: &'a [SystemSetId],
    /// The NSC and the NSCs that it is nested in.
    nesting: Vec<ComputerSetId>,
    pkg: Option<PackageId>,
    /// Whether the right on the NSC suffices, because the package is of the NSC's NSS, or of one above or below it.
    near: bool,
}

impl<'a> Place<'a> {
    pub(super) fn new(configuration: &Configuration, index: &'a Index, target: Target) -> Self {
        let mut place = Self { target, line: &[], nesting: Vec::new(), pkg: None, near: true };
        match target {
            Target::Estate {} => {}
            Target::Nss { id } => place.line = index.line(id),
            Target::Nsc { id } => place.enter(configuration, index, id),
            Target::Pkg { id } => {
                if let Some(package) = configuration.packages.get(&id) {
                    place.line = index.line(package.nss);
                    place.pkg = Some(id);
                }
            }
            Target::Assignment { nsc, pkg } => {
                place.enter(configuration, index, nsc);
                let owner = configuration.packages.get(&pkg).map(|package| package.nss);
                place.pkg = owner.map(|_| pkg);
                place.near = owner.is_some_and(|owner| {
                    let nss = place.line.first();
                    place.line.contains(&owner) || nss.is_some_and(|nss| index.line(owner).contains(nss))
                });
            }
        }
        place
    }

    fn enter(&mut self, configuration: &Configuration, index: &'a Index, nsc: ComputerSetId) {
        if let Some(set) = configuration.computer_sets.get(&nsc) {
            self.line = index.line(set.nss);
            self.nesting = configuration.nesting(nsc).into_iter().map(|set| set.id).collect();
        }
    }

    pub(super) fn is_estate(&self) -> bool {
        self.target == Target::ESTATE
    }

    /// Returns how many steps an NSS is above the target; the largest number when it is not above it.
    pub(super) fn distance(&self, nss: SystemSetId) -> usize {
        self.line.iter().position(|above| *above == nss).unwrap_or(usize::MAX)
    }

    /// Whether a grant to an NSS with this reach takes the target in.
    pub(super) fn is_granted_by(&self, nss: SystemSetId, reach: Reach) -> bool {
        match reach {
            Reach::Nss => self.is_estate() || (self.near && self.line.contains(&nss)),
            Reach::Nsc(id) => self.near && self.nesting.contains(&id),
            Reach::Pkg(id) => {
                self.pkg == Some(id) && (matches!(self.target, Target::Pkg { .. }) || self.line.contains(&nss))
            }
        }
    }

    /// Whether an administrator whose entry has this reach may use a grant there.
    pub(super) fn is_within(&self, entry: Reach) -> bool {
        match entry {
            Reach::Nss => true,
            Reach::Nsc(id) => self.nesting.contains(&id),
            Reach::Pkg(id) => self.pkg == Some(id),
        }
    }

    /// Returns the least reach that takes the target in.
    pub(super) fn least_reach(&self) -> Reach {
        match self.target {
            Target::Estate {} | Target::Nss { .. } => Reach::Nss,
            Target::Nsc { id } => Reach::Nsc(id),
            Target::Pkg { id } => Reach::Pkg(id),
            Target::Assignment { nsc, .. } if self.near => Reach::Nsc(nsc),
            Target::Assignment { pkg, .. } => Reach::Pkg(pkg),
        }
    }
}
