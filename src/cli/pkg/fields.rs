//! The fields of a package as options.

use crate::core::package::PackageEdit;
use crate::model::package::{PackageKind, PackageScope};
use clap::Args;

/// Every field that a package need not have.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct FieldArgs {
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[arg(long, value_name = "SCOPE", value_parser = parse_scope)]
    scope: Option<PackageScope>,
    #[arg(long, value_name = "PATH")]
    source: Option<String>,
    #[arg(long, value_name = "COMMAND", allow_hyphen_values = true)]
    install_command: Option<String>,
    #[arg(long, value_name = "COMMAND", allow_hyphen_values = true)]
    remove_command: Option<String>,
    #[arg(long, value_name = "RULE", allow_hyphen_values = true)]
    detection: Option<String>,
    #[arg(long, value_name = "CODE,…", value_parser = parse_codes, allow_hyphen_values = true)]
    success_codes: Option<Codes>,
    #[arg(long, value_name = "CODE,…", value_parser = parse_codes, allow_hyphen_values = true)]
    reboot_codes: Option<Codes>,
    #[arg(long, value_name = "PKG,…")]
    dependencies: Option<String>,
    #[arg(long, value_name = "PKG,…")]
    supersedes: Option<String>,
    #[arg(long, value_name = "PKG,…")]
    conflicts: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    priority: Option<i32>,
    #[arg(long, value_name = "BYTES")]
    size: Option<u64>,
    #[arg(long, value_name = "SHA256")]
    checksum: Option<String>,
    #[arg(long, value_name = "PREFIX,…")]
    os_filter: Option<String>,
    #[arg(long, value_name = "N|none", value_parser = parse_limit)]
    concurrency: Option<Limit>,
    #[arg(long, value_name = "N|none", value_parser = parse_limit)]
    licences: Option<Limit>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    reboots: Option<bool>,
}

/// Exit codes. Their own type, since clap would take a list for repeated options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Codes(Vec<i32>);

/// A number, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit(Option<u32>);

impl FieldArgs {
    /// Returns what shall be different.
    pub(super) fn edit(&self) -> PackageEdit {
        PackageEdit {
            name: None,
            version: None,
            kind: None,
            vendor: self.vendor.clone(),
            description: self.description.clone(),
            scope: self.scope,
            source: self.source.clone(),
            install_command: self.install_command.clone(),
            remove_command: self.remove_command.clone(),
            detection: self.detection.clone(),
            success_codes: self.success_codes.clone().map(|codes| codes.0),
            reboot_codes: self.reboot_codes.clone().map(|codes| codes.0),
            dependencies: words(self.dependencies.as_deref()),
            supersedes: words(self.supersedes.as_deref()),
            conflicts: words(self.conflicts.as_deref()),
            priority: self.priority,
            size: self.size,
            checksum: self.checksum.clone(),
            os_filter: words(self.os_filter.as_deref()),
            concurrency: self.concurrency.map(|limit| limit.0),
            licences: self.licences.map(|limit| limit.0),
            reboots: self.reboots,
        }
    }
}

/// Returns the words of a list; an empty text empties it.
fn words(list: Option<&str>) -> Option<Vec<String>> {
    let words =
        |list: &str| list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    list.map(words)
}

/// Reads a kind, written with `-` or `_`.
pub(super) fn parse_kind(text: &str) -> Result<PackageKind, String> {
    let key = text.to_lowercase().replace('-', "_");
    let names = || PackageKind::ALL.map(PackageKind::name).join(", ");
    PackageKind::ALL.into_iter().find(|kind| kind.name() == key).ok_or_else(|| format!("[{}]", names()))
}

fn parse_scope(text: &str) -> Result<PackageScope, String> {
    match text.to_lowercase().as_str() {
        "computer" => Ok(PackageScope::Computer),
        "user" => Ok(PackageScope::User),
        _ => Err("[computer, user]".into()),
    }
}

fn parse_codes(text: &str) -> Result<Codes, String> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let codes: Result<Vec<i32>, _> = words.map(str::parse).collect();
    codes.map(Codes).map_err(|error| error.to_string())
}

fn parse_limit(text: &str) -> Result<Limit, String> {
    match text {
        "none" => Ok(Limit(None)),
        number => number.parse().map(|number| Limit(Some(number))).map_err(|error| error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_in_both_spellings() {
        for kind in PackageKind::ALL {
            assert_eq!(parse_kind(kind.name()), Ok(kind));
            assert_eq!(parse_kind(&kind.name().replace('_', "-").to_uppercase()), Ok(kind));
        }
        assert!(parse_kind("app").unwrap_err().contains("scheduled_task"));
    }

    #[test]
    fn lists_limits_and_codes_are_read() {
        assert_eq!(words(Some(" a, b,")), Some(vec!["a".into(), "b".into()]));
        assert_eq!(words(Some("")), Some(vec![]));
        assert_eq!(parse_codes("0,-2145124329"), Ok(Codes(vec![0, -2_145_124_329])));
        assert!(parse_codes("0,x").is_err());
        assert_eq!((parse_limit("none"), parse_limit("7")), (Ok(Limit(None)), Ok(Limit(Some(7)))));
    }
}
