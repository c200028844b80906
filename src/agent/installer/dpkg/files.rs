//! Whether the files of installed packages are still there.
//!
//! dpkg's own verification reads every byte. This looks for files that are gone, a bounded number in each pass, from
//! another place each time, so that every file has its turn. Left out is what somebody may take away without breaking
//! the package: settings, caches, documentation, translations, and what another package diverted.

use super::query::Row;
use std::collections::HashSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How many files are looked for in one pass.
const FILES: usize = 1_000;
/// Largest list of files that is read, in bytes.
const MOST: u64 = 16 << 20;
/// Where files are what makes a package work.
const WORK: [&str; 5] = ["/usr/", "/opt/", "/bin/", "/sbin/", "/lib"];
/// Where they are not.
const EXTRA: [&str; 6] =
    ["/usr/share/doc", "/usr/share/man", "/usr/share/info", "/usr/share/locale", "/usr/share/lintian", "/usr/local/"];

/// dpkg's folder and the root below which the files are.
#[derive(Debug, Clone)]
pub(super) struct Files {
    root: PathBuf,
}

impl Files {
    pub(super) fn below(root: Option<&Path>) -> Self {
        Self { root: root.unwrap_or(Path::new("/")).to_owned() }
    }

    /// Returns for some of these packages, by place, a file that is gone.
    pub(super) fn gone(&self, packages: &[(usize, String, Row)]) -> Vec<(usize, String)> {
        let mut left = FILES;
        let mut found = Vec::new();
        let start = fastrand::usize(..packages.len().max(1));
        let (before, after) = packages.split_at(start.min(packages.len()));
        for (place, name, row) in after.iter().chain(before) {
            if left == 0 {
                break;
            }
            found.extend(self.first_gone(name, row, &mut left).map(|file| (*place, file)));
        }
        found
    }

    fn first_gone(&self, name: &str, row: &Row, left: &mut usize) -> Option<String> {
        let list = self.read(&format!("info/{name}.list"));
        let list = list.or_else(|| self.read(&format!("info/{name}:{}.list", row.architecture)))?;
        let counts = |path: &&str| {
            WORK.iter().any(|head| path.starts_with(head)) && !EXTRA.iter().any(|head| path.starts_with(head))
        };
        let mut gone = Vec::new();
        for path in list.lines().filter(counts) {
            if *left == 0 {
                break;
            }
            *left -= 1;
            let file = self.root.join(path.trim_start_matches('/'));
            if fs::symlink_metadata(file).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
                gone.push(path);
            }
        }
        if gone.is_empty() {
            return None;
        }
        let diversions = self.read("diversions").unwrap_or_default();
        let diverted: HashSet<&str> = diversions.lines().step_by(3).collect();
        gone.into_iter().find(|path| !diverted.contains(path)).map(str::to_owned)
    }

    fn read(&self, name: &str) -> Option<String> {
        let file = fs::File::open(self.root.join("var/lib/dpkg").join(name)).ok()?;
        let mut text = String::new();
        file.take(MOST).read_to_string(&mut text).ok()?;
        Some(text)
    }
}
