//! Which Debian package a package is: its name, its architecture and its version. Pure.
//!
//! The name is told by a detection rule `deb:NAME` or `deb:NAME:ARCHITECTURE`, else by the file name up to its first
//! underscore, without the version that may follow a dash. The version is told by a file name of Debian's form
//! `NAME_VERSION_ARCHITECTURE.deb`, which leaves out the epoch, else by [`Package::version`], which may leave out
//! Debian's revision.

use crate::model::package::Package;

/// A Debian package that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::agent::installer) struct Naming {
    /// Its name.
    pub(super) name: String,
    /// Its architecture, where it matters.
    pub(super) architecture: Option<String>,
    version: String,
    /// Its version as the file name has it.
    file_version: Option<String>,
}

impl Naming {
    /// Reads a package; why not, if it does not tell a Debian package.
    pub(in crate::agent::installer) fn of(package: &Package) -> Result<Self, String> {
        let stem = package.source.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = if is_deb(stem) { &stem[..stem.len() - 4] } else { "" };
        let parts: Vec<&str> = stem.split('_').collect();
        let (name, architecture) = match package.detection.trim().strip_prefix("deb:") {
            Some(told) => match told.trim().split_once(':') {
                Some((name, architecture)) => (name, Some(architecture)),
                None => (told.trim(), None),
            },
            None => {
                let name = parts.first().copied().unwrap_or_default();
                let bare = name.strip_suffix(&package.version).and_then(|head| head.strip_suffix('-'));
                (bare.unwrap_or(name), None)
            }
        };
        if !is_name(name) || !architecture.is_none_or(is_name) {
            return Err(format!("no Debian package name: {}", name.escape_debug()));
        }
        let file_version = match parts[..] {
            [_, version, _] if version.starts_with(|c: char| c.is_ascii_digit()) => {
                let version = version.replace("%3a", ":").replace("%3A", ":");
                Some(without_epoch(&version).to_owned())
            }
            _ => None,
        };
        let architecture = architecture.map(str::to_owned);
        Ok(Self { name: name.to_owned(), architecture, version: package.version.clone(), file_version })
    }

    /// Returns the name as dpkg takes it, with the architecture where it matters.
    pub(super) fn qualified(&self) -> String {
        match &self.architecture {
            Some(architecture) => format!("{}:{architecture}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether a Debian version is the one that is meant.
    pub(super) fn is_version(&self, version: &str) -> bool {
        match &self.file_version {
            Some(meant) => without_epoch(version) == meant,
            None => version == self.version || upstream(version) == self.version,
        }
    }

    /// Returns a Debian version as the versions of packages are written: this package's where it is the one that is
    /// meant, and never this package's where it is not.
    pub(super) fn told(&self, version: &str) -> String {
        if self.is_version(version) {
            self.version.clone()
        } else if version == self.version {
            format!("deb {version}")
        } else {
            version.to_owned()
        }
    }
}

/// Whether a file name is a Debian package's.
pub(super) fn is_deb(name: &str) -> bool {
    name.len().checked_sub(4).and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(".deb"))
}

/// Whether a text can be the name of a Debian package, or of an architecture.
fn is_name(name: &str) -> bool {
    let first = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let plain = |b: u8| first(b) || b"+-.".contains(&b);
    (2..=128).contains(&name.len()) && name.bytes().next().is_some_and(first) && name.bytes().all(plain)
}

fn without_epoch(version: &str) -> &str {
    version.split_once(':').map_or(version, |(_, rest)| rest)
}

/// Returns a Debian version without epoch and revision.
fn upstream(version: &str) -> &str {
    let version = without_epoch(version);
    version.rsplit_once('-').map_or(version, |(upstream, _)| upstream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::installer::testing::package;

    fn naming(version: &str, source: &str, detection: &str) -> Result<Naming, String> {
        let named = package("Text Editor", version);
        Naming::of(&Package { source: source.into(), detection: detection.into(), ..named })
    }

    #[test]
    fn the_file_name_tells_name_and_version() {
        let naming = naming("1:9.0-2", "office/editor_9.0-2_all.deb", "").unwrap();
        assert_eq!(naming.qualified(), "editor");
        assert_eq!(naming.told("1:9.0-2"), "1:9.0-2", "a file name leaves out the epoch");
        assert_eq!(naming.told("1:9.0-3"), "1:9.0-3");
        for (source, name) in [("text-editor-9.0.deb", "text-editor"), ("editor.deb", "editor"), ("9.0.deb", "9.0")] {
            assert_eq!(self::naming("9.0", source, "").unwrap().qualified(), name);
        }
    }

    #[test]
    fn the_detection_rule_goes_before_the_file_name() {
        let naming = naming("9.0", "Setup_x64.DEB", "deb:text-editor:i386").unwrap();
        assert_eq!(naming.qualified(), "text-editor:i386");
        assert_eq!(naming.told("2:9.0-7"), "9.0", "a version without revision means every revision");
        assert_eq!(naming.told("9.1-1"), "9.1-1");
    }

    #[test]
    fn another_version_is_never_told_as_the_one_that_is_meant() {
        let naming = naming("9.0", "editor_9.0-2_all.deb", "").unwrap();
        assert_eq!(naming.told("9.0-2"), "9.0");
        assert_eq!(naming.told("9.0"), "deb 9.0");
    }

    #[test]
    fn what_dpkg_could_take_for_something_else_is_no_name() {
        for wrong in ["", "x", "Editor", "--force-all", "*", "a b", "ä", "../x", "edit\n"] {
            assert!(naming("1", &format!("{wrong}_1_all.deb"), "").is_err(), "{wrong:?}");
            assert!(naming("1", "editor_1_all.deb", &format!("deb:{wrong}:amd64")).is_err(), "{wrong:?}");
        }
        assert!(naming("1", "editor", "").is_err());
        assert!(naming("1", "ö.deb", "").is_err());
    }
}
