//! The fields of a package as somebody wishes them: checked, put in, and written as options of the command line.

use super::PackageEdit;
use crate::core::change::{check_name, check_text, quoted};
use crate::core::{Problem, Result, named};
use crate::model::configuration::Configuration;
use crate::model::id::PackageId;
use crate::model::package::{Package, PackageScope};
use crate::model::publication::Digest;
use crate::sanitise::excerpt;

/// How many entries a list may have.
const LONGEST: usize = 64;

/// A checked wish.
pub(super) struct Content<'a> {
    edit: &'a PackageEdit,
    dependencies: Option<Vec<PackageId>>,
    supersedes: Option<Vec<PackageId>>,
    conflicts: Option<Vec<PackageId>>,
}

impl<'a> Content<'a> {
    /// Checks the fields by themselves and finds the packages that are named.
    pub(super) fn check(now: &Configuration, edit: &'a PackageEdit) -> Result<Self> {
        for (field, name) in [("name", &edit.name), ("version", &edit.version)] {
            name.iter().try_for_each(|name| check_name(field, name))?;
        }
        for (field, text) in [
            ("vendor", &edit.vendor),
            ("description", &edit.description),
            ("source", &edit.source),
            ("install_command", &edit.install_command),
            ("remove_command", &edit.remove_command),
            ("detection", &edit.detection),
        ] {
            text.iter().try_for_each(|text| check_text(field, text))?;
        }
        edit.os_filter.iter().flatten().try_for_each(|prefix| check_name("os_filter", prefix))?;
        for (field, number) in [("concurrency", edit.concurrency), ("licences", edit.licences)] {
            if number == Some(Some(0)) {
                return Err(invalid(field, "0"));
            }
        }
        for (field, length) in [
            ("success_codes", edit.success_codes.as_ref().map_or(0, Vec::len)),
            ("reboot_codes", edit.reboot_codes.as_ref().map_or(0, Vec::len)),
            ("os_filter", edit.os_filter.as_ref().map_or(0, Vec::len)),
        ] {
            if length > LONGEST {
                return Err(invalid(field, &length.to_string()));
            }
        }
        let is_digest = |text: &String| text.is_empty() || text.parse::<Digest>().is_ok();
        if let Some(checksum) = edit.checksum.as_ref().filter(|text| !is_digest(text)) {
            let value = excerpt(checksum, 80);
            return Err(Problem::Invalid { field: "checksum".into(), value, expected: "digest".into() }.into());
        }
        // SQLite and JSON readers know no larger numbers.
        if edit.size.is_some_and(|size| i64::try_from(size).is_err()) {
            return Err(invalid("size", &edit.size.unwrap_or_default().to_string()));
        }
        Ok(Self {
            edit,
            dependencies: packages(now, "dependencies", edit.dependencies.as_deref())?,
            supersedes: packages(now, "supersedes", edit.supersedes.as_deref())?,
            conflicts: packages(now, "conflicts", edit.conflicts.as_deref())?,
        })
    }

    /// Puts what is wished into a package.
    pub(super) fn put_into(&self, package: &mut Package) {
        fn put<T: Clone>(field: &mut T, wish: Option<&T>) {
            if let Some(wish) = wish {
                field.clone_from(wish);
            }
        }
        let edit = self.edit;
        put(&mut package.name, edit.name.as_ref());
        put(&mut package.version, edit.version.as_ref());
        put(&mut package.vendor, edit.vendor.as_ref());
        put(&mut package.description, edit.description.as_ref());
        put(&mut package.kind, edit.kind.as_ref());
        put(&mut package.scope, edit.scope.as_ref());
        put(&mut package.source, edit.source.as_ref());
        put(&mut package.install_command, edit.install_command.as_ref());
        put(&mut package.remove_command, edit.remove_command.as_ref());
        put(&mut package.detection, edit.detection.as_ref());
        put(&mut package.success_codes, edit.success_codes.as_ref());
        put(&mut package.reboot_codes, edit.reboot_codes.as_ref());
        put(&mut package.dependencies, self.dependencies.as_ref());
        put(&mut package.supersedes, self.supersedes.as_ref());
        put(&mut package.conflicts, self.conflicts.as_ref());
        put(&mut package.priority, edit.priority.as_ref());
        put(&mut package.size, edit.size.as_ref());
        put(&mut package.checksum, edit.checksum.as_ref());
        put(&mut package.os_filter, edit.os_filter.as_ref());
        put(&mut package.concurrency, edit.concurrency.as_ref());
        put(&mut package.licences, edit.licences.as_ref());
        put(&mut package.reboots, edit.reboots.as_ref());
    }

    /// Returns the wish as options of the command line.
    pub(super) fn options(&self) -> String {
        let edit = self.edit;
        let joined = |list: &Option<Vec<String>>| list.as_ref().map(|list| list.join(","));
        let codes = |list: &Option<Vec<i32>>| {
            list.as_ref().map(|list| list.iter().map(i32::to_string).collect::<Vec<_>>().join(","))
        };
        let limit = |limit: Option<Option<u32>>| limit.map(|limit| limit.map_or("none".into(), |n| n.to_string()));
        let scope = |scope: PackageScope| match scope {
            PackageScope::Computer => "computer".to_owned(),
            PackageScope::User => "user".to_owned(),
        };
        let options = [
            ("name", edit.name.clone()),
            ("version", edit.version.clone()),
            ("vendor", edit.vendor.clone()),
            ("description", edit.description.clone()),
            ("kind", edit.kind.map(|kind| kind.name().to_owned())),
            ("scope", edit.scope.map(scope)),
            ("source", edit.source.clone()),
            ("install-command", edit.install_command.clone()),
            ("remove-command", edit.remove_command.clone()),
            ("detection", edit.detection.clone()),
            ("success-codes", codes(&edit.success_codes)),
            ("reboot-codes", codes(&edit.reboot_codes)),
            ("dependencies", joined(&edit.dependencies)),
            ("supersedes", joined(&edit.supersedes)),
            ("conflicts", joined(&edit.conflicts)),
            ("priority", edit.priority.map(|priority| priority.to_string())),
            ("size", edit.size.map(|size| size.to_string())),
            ("checksum", edit.checksum.clone()),
            ("os-filter", joined(&edit.os_filter)),
            ("concurrency", limit(edit.concurrency)),
            ("licences", limit(edit.licences)),
            ("reboots", edit.reboots.map(|reboots| reboots.to_string())),
        ];
        let given = options.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
        given.map(|(name, value)| format!(" --{name}={}", quoted(&value))).collect()
    }
}

fn packages(now: &Configuration, field: &str, names: Option<&[String]>) -> Result<Option<Vec<PackageId>>> {
    let Some(names) = names else { return Ok(None) };
    if names.len() > LONGEST {
        return Err(invalid(field, &names.len().to_string()));
    }
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let id = named::package(now, name)?.id;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Some(ids))
}

fn invalid(field: &str, value: &str) -> crate::core::Error {
    Problem::Invalid { field: field.into(), value: value.into(), expected: "number".into() }.into()
}
