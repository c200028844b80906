//! Finds objects by what people call them: a number, a name, or a package's name with its version.

use crate::core::{Problem, Result};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::Reach;
use crate::model::package::Package;
use crate::model::point::Point;
use crate::model::system_set::SystemSet;
use crate::sanitise::excerpt;

/// Returns an NSS by name or number.
pub(crate) fn system_set<'a>(now: &'a Configuration, name: &str) -> Result<&'a SystemSet> {
    now.system_set(name).ok_or_else(|| not_found("nss", name))
}

/// Returns an NSC by number or name.
pub(crate) fn computer_set<'a>(now: &'a Configuration, name: &str) -> Result<&'a ComputerSet> {
    now.computer_set(name).ok_or_else(|| not_found("nsc", name))
}

/// Returns a distribution point by name or number.
pub(crate) fn point<'a>(now: &'a Configuration, name: &str) -> Result<&'a Point> {
    now.point(name).ok_or_else(|| not_found("dp", name))
}

/// Returns a package by number, name and version, or a name that means one version.
pub(crate) fn package<'a>(now: &'a Configuration, name: &str) -> Result<&'a Package> {
    match now.packages_named(name).as_slice() {
        [] => Err(not_found("pkg", name)),
        [package] => Ok(*package),
        several => {
            let versions: Vec<&str> = several.iter().map(|package| package.version.as_str()).collect();
            Err(Problem::AmbiguousPackage { name: name.into(), versions: versions.join(", ") }.into())
        }
    }
}

/// Returns the reach that a wish names; none when it names neither an NSC nor a package.
pub(crate) fn reach(now: &Configuration, nsc: Option<&str>, pkg: Option<&str>) -> Result<Option<Reach>> {
    match (nsc, pkg) {
        (None, None) => Ok(None),
        (Some(nsc), None) => Ok(Some(Reach::Nsc(computer_set(now, nsc)?.id))),
        (None, Some(pkg)) => Ok(Some(Reach::Pkg(package(now, pkg)?.id))),
        (Some(_), Some(pkg)) => {
            Err(Problem::Invalid { field: "pkg".into(), value: pkg.into(), expected: "one_reach".into() }.into())
        }
    }
}

/// Returns the error of an object that is not there, with what it was called, cut and without control characters.
pub(crate) fn not_found(object: &str, name: &str) -> crate::core::Error {
    let shown = excerpt(name, 80);
    Problem::NotFound { object: object.into(), name: shown }.into()
}
