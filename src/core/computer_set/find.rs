//! Finds what a person names: an NSC, an NSS, a package.

use crate::core::{Problem, Result};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::package::Package;
use crate::model::system_set::SystemSet;

/// Returns an NSC by number or name.
pub(crate) fn computer_set<'a>(now: &'a Configuration, name: &str) -> Result<&'a ComputerSet> {
    now.computer_set(name).ok_or_else(|| missing("nsc", name))
}

/// Returns an NSS by name or number.
pub(crate) fn system_set<'a>(now: &'a Configuration, name: &str) -> Result<&'a SystemSet> {
    now.system_set(name).ok_or_else(|| missing("nss", name))
}

/// Returns the one package that a number, a name with version, or a name means.
pub(crate) fn package<'a>(now: &'a Configuration, name: &str) -> Result<&'a Package> {
    match now.packages_named(name).as_slice() {
        [] => Err(missing("pkg", name)),
        [package] => Ok(package),
        several => {
            let versions = several.iter().map(|package| package.version.as_str()).collect::<Vec<_>>().join(", ");
            Err(Problem::AmbiguousPackage { name: name.into(), versions }.into())
        }
    }
}

fn missing(object: &str, name: &str) -> crate::core::Error {
    Problem::NotFound { object: object.into(), name: shown(name) }.into()
}

/// Returns what of a text a message quotes.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(64).collect()
}
