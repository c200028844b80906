//! Packages and settings for the tests.

use crate::agent::settings::{AgentSettings, RebootTerms};
use crate::model::id::{PackageId, SystemSetId};
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use std::path::Path;
use std::time::Duration;

pub(super) fn package(name: &str, version: &str) -> Package {
    Package {
        id: PackageId(1),
        nss: SystemSetId(1),
        name: name.into(),
        version: version.into(),
        vendor: String::new(),
        description: String::new(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: String::new(),
        install_command: String::new(),
        remove_command: String::new(),
        detection: String::new(),
        success_codes: vec![0],
        reboot_codes: Vec::new(),
        dependencies: Vec::new(),
        supersedes: Vec::new(),
        conflicts: Vec::new(),
        priority: 0,
        checksum: String::new(),
        size: 0,
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: chrono::DateTime::UNIX_EPOCH,
        created_by: "anna".into(),
    }
}

pub(super) fn settings(folder: &Path) -> AgentSettings {
    AgentSettings {
        machine: "PC1".into(),
        os: "Debian 12".into(),
        points: Vec::new(),
        trusted_keys: Vec::new(),
        state: folder.join("state"),
        socket: folder.join("socket"),
        interval: Duration::from_secs(60),
        jitter: Duration::ZERO,
        install_timeout: Duration::from_secs(60),
        root: None,
        msiexec: String::new(),
        reboot_command: String::new(),
        reboot: RebootTerms::default(),
        users: Vec::new(),
    }
}
