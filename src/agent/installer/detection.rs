//! What tells that a package is there: the rules of [`Package::detection`].
//!
//! - `file:PATH`: the file (or folder) is there.
//! - `file:PATH sha256=HEX`: the file is there with exactly these contents; with others it is broken.
//! - `command:COMMAND`: the command ends with 0; what it writes, if it is one line, is the version.
//! - `deb:NAME`: dpkg has it installed.
//!
//! Commands come from the publisher's signed files, like those that install, and run in the same way.

use super::SHORT;
use super::dpkg::{Dpkg, Naming};
use super::run::{End, clean};
use super::script::shell;
use crate::agent::settings::AgentSettings;
use crate::distribution::digest;
use crate::model::package::Package;
use crate::port::Found;
use futures::StreamExt;
use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How many commands run at the same time.
const ABREAST: usize = 4;
/// Longest version that a command may tell, in bytes.
const VERSION: usize = 64;

/// A rule of detection.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    File { path: PathBuf, sha256: Option<String> },
    Command(String),
    Deb,
}

/// What a file looked like when it was read.
type Stamp = (u64, Option<SystemTime>);

/// Applies the rules.
#[derive(Debug)]
pub(super) struct Detection {
    dpkg: Arc<Dpkg>,
    limit: Duration,
    /// Digests of files that have not changed since.
    digests: Arc<Mutex<HashMap<PathBuf, (Stamp, String)>>>,
}

impl Detection {
    /// Makes what applies the rules.
    pub(super) fn new(settings: &AgentSettings, dpkg: Arc<Dpkg>) -> Self {
        Self { dpkg, limit: settings.install_timeout.min(SHORT), digests: Arc::default() }
    }

    /// Returns what is there of packages, in order.
    pub(super) async fn inspect(&self, packages: &[&Package]) -> Vec<Found> {
        let rules: Vec<_> = packages.iter().map(|package| Rule::read(&package.detection)).collect();
        let all = packages.iter().zip(&rules).enumerate();
        let debs: Vec<usize> = all.filter(|(_, (_, rule))| *rule == &Ok(Rule::Deb)).map(|(at, _)| at).collect();
        let wanted: Vec<_> = debs.iter().filter_map(|at| packages.get(*at)).map(|one| Naming::of(one)).collect();
        let installed = self.dpkg.look(&wanted).await;
        let mut installed: HashMap<usize, Found> = debs.into_iter().zip(installed).collect();
        let jobs = packages.iter().zip(rules).enumerate().map(|(at, (package, rule))| {
            let deb = installed.remove(&at);
            async move {
                match (deb, rule) {
                    (Some(found), _) => found,
                    (None, Ok(rule)) => self.apply(package, rule).await,
                    (None, Err(reason)) => Found::Unknown { reason },
                }
            }
        });
        // Collected first: the closures above borrow what the stream would keep.
        let jobs: Vec<_> = jobs.collect();
        futures::stream::iter(jobs).buffered(ABREAST).collect().await
    }

    async fn apply(&self, package: &Package, rule: Rule) -> Found {
        match rule {
            Rule::File { path, sha256 } => {
                let digests = Arc::clone(&self.digests);
                let version = package.version.clone();
                let look = move || file(&path, sha256.as_deref(), version, &digests);
                let unknown = |error: tokio::task::JoinError| Found::Unknown { reason: error.to_string() };
                tokio::task::spawn_blocking(look).await.unwrap_or_else(unknown)
            }
            Rule::Command(command) => self.command(&command).await,
            // All of these were looked up in one pass.
            Rule::Deb => Found::Unknown { reason: String::new() },
        }
    }

    async fn command(&self, command: &str) -> Found {
        let ran = shell(command, self.limit).keep(4 << 10).run().await;
        match ran.end {
            End::Exited(0) => Found::Installed { version: version(&ran.stdout) },
            End::Exited(_) => Found::Absent,
            End::TimedOut => Found::Unknown { reason: "the detection command took too long".into() },
            End::Killed | End::NotStarted(_) => Found::Unknown { reason: ran.said() },
        }
    }
}

impl Rule {
    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("file:") {
            let (path, sha256) = match rest.rsplit_once(" sha256=") {
                Some((path, digest)) => (path, Some(digest.trim().to_lowercase())),
                None => (rest, None),
            };
            let hex = |digest: &String| digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
            let path = PathBuf::from(path.trim());
            return if path.is_absolute() && sha256.as_ref().is_none_or(hex) {
                Ok(Self::File { path, sha256 })
            } else {
                Err(format!("not a rule of detection: {}", clean(text)))
            };
        }
        match text.strip_prefix("command:").map(str::trim).filter(|command| !command.is_empty()) {
            Some(command) => Ok(Self::Command(command.to_owned())),
            None if text.starts_with("deb:") => Ok(Self::Deb),
            None if text.is_empty() => Err("there is no rule of detection".into()),
            None => Err(format!("not a rule of detection: {}", clean(text))),
        }
    }
}

/// Returns the version that a command told; empty when it is not one short line.
fn version(stdout: &[u8]) -> String {
    let text = String::from_utf8_lossy(stdout);
    let line = text.trim();
    let plain = line.len() <= VERSION && !line.contains(char::is_control);
    if plain { line.to_owned() } else { String::new() }
}

fn file(
    path: &Path,
    sha256: Option<&str>,
    version: String,
    digests: &Mutex<HashMap<PathBuf, (Stamp, String)>>,
) -> Found {
    let unknown = |error: std::io::Error| Found::Unknown { reason: format!("{}: {error}", path.display()) };
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Found::Absent,
        Err(error) => return unknown(error),
    };
    let Some(meant) = sha256 else { return Found::Installed { version: String::new() } };
    if !meta.is_file() {
        return Found::Broken { version: String::new(), reason: format!("{} is no file", path.display()) };
    }
    let stamp = (meta.len(), meta.modified().ok());
    let known = digests.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
    let digest = match known {
        Some((then, digest)) if then == stamp && stamp.1.is_some() => digest,
        _ => match digest(path) {
            Ok(digest) => digest,
            Err(error) => return unknown(error),
        },
    };
    let is_meant = digest == meant;
    digests.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), (stamp, digest));
    if is_meant {
        Found::Installed { version }
    } else {
        Found::Broken { version: String::new(), reason: format!("{} has other contents", path.display()) }
    }
}

fn digest(path: &Path) -> std::io::Result<String> {
    Ok(digest::of_reader(fs::File::open(path)?)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::installer::testing::{package, settings};

    async fn found(folder: &Path, detection: &str) -> Found {
        let settings = settings(folder);
        let detection_of = Detection::new(&settings, Arc::new(Dpkg::new(&settings)));
        let package = Package { detection: detection.into(), ..package("Tool", "7.1") };
        detection_of.inspect(&[&package]).await.remove(0)
    }

    #[test]
    fn only_whole_rules_are_taken() {
        let digest = "A".repeat(64);
        let file = Rule::File { path: "/opt/My Tool/x".into(), sha256: Some("a".repeat(64)) };
        assert_eq!(Rule::read(&format!(" file:/opt/My Tool/x sha256={digest}")), Ok(file));
        assert_eq!(Rule::read("command: tool --version "), Ok(Rule::Command("tool --version".into())));
        for wrong in ["", "tool.exe", "file:", "file:tool", "file:/x sha256=12", "command: ", "Tool >= 1"] {
            assert!(Rule::read(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_file_tells_that_a_package_is_there_and_its_digest_that_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tool");
        let rule = format!("file:{}", path.display());
        assert_eq!(found(folder.path(), &rule).await, Found::Absent);
        fs::write(&path, "abc").unwrap();
        assert_eq!(found(folder.path(), &rule).await, Found::Installed { version: String::new() });
        let whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let rule = format!("{rule} sha256={whole}");
        assert_eq!(found(folder.path(), &rule).await, Found::Installed { version: "7.1".into() });
        fs::write(&path, "abd").unwrap();
        assert!(matches!(found(folder.path(), &rule).await, Found::Broken { .. }));
    }

    #[tokio::test]
    async fn a_command_tells_that_a_package_is_there_and_its_version() {
        let folder = tempfile::tempdir().unwrap();
        let there = |version: &str| Found::Installed { version: version.into() };
        assert_eq!(found(folder.path(), "command:echo 7.2").await, there("7.2"));
        assert_eq!(found(folder.path(), "command:printf 'one\\ntwo\\n'").await, there(""));
        assert_eq!(found(folder.path(), "command:exit 1").await, Found::Absent);
        assert!(matches!(found(folder.path(), "command:kill -9 $$").await, Found::Unknown { .. }));
    }
}
