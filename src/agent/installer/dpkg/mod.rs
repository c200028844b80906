//! Debian packages through dpkg: what ends in `.deb` and has no install command of its own.
//!
//! [`Package::install_command`] may hold some of dpkg's own options instead ([`OPTIONS`]); without
//! `--refuse-downgrade` an older version is installed over a newer one when the rules say so. Removing leaves settings
//! where they are: nothing is purged. Before dpkg is run the file's own name and version are compared with what is
//! meant, and after it what is there then: dpkg's exit code alone does not say that it did what it was asked for.
//!
//! With a root folder of its own ([`AgentSettings::root`]) everything goes there, with a database that is made on first
//! use; maintainer scripts run outside it, with `DPKG_ROOT` in their environment.
//!
//! [`AgentSettings::root`]: crate::agent::settings::AgentSettings::root

mod files;
mod naming;
mod query;

pub(super) use naming::Naming;

use super::run::{End, Order, Ran};
use super::{SHORT, failed, outcome};
use crate::agent::settings::AgentSettings;
use crate::model::package::Package;
use crate::port::{Ending, Found, Outcome, PackageManager};
use async_trait::async_trait;
use files::Files;
use query::{Row, Rows, Status};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// What the install command of a Debian package may hold.
const OPTIONS: [&str; 4] = ["--refuse-downgrade", "--force-confnew", "--force-confmiss", "--force-overwrite"];
/// How long recovering waits for a dpkg that is still at it, and how long between looks.
const PATIENCE: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_millis(200);
/// Says that the machine wants a reboot since a package was installed.
const REBOOT_FLAG: &str = "/run/reboot-required";

/// Installs with dpkg.
#[derive(Debug)]
pub(super) struct Dpkg {
    root: Option<PathBuf>,
    long: Duration,
    short: Duration,
    /// Packages, with their versions, that miss files right after they were installed. Installing them again would not
    /// bring the files.
    incomplete: Mutex<HashSet<(String, String)>>,
}

impl Dpkg {
    /// Makes the manager.
    pub(super) fn new(settings: &AgentSettings) -> Self {
        let long = settings.install_timeout;
        Self { root: settings.root.clone(), long, short: long.min(SHORT), incomplete: Mutex::default() }
    }

    /// Returns what is there of Debian packages, in order, with one pass of dpkg-query for all of them.
    pub(super) async fn look(&self, wanted: &[Result<Naming, String>]) -> Vec<Found> {
        let names: BTreeSet<&str> = wanted.iter().flatten().map(|naming| naming.name.as_str()).collect();
        let rows = self.query(&names).await;
        let one = |naming: &Result<Naming, String>| match (naming, &rows) {
            (Err(reason), _) | (_, Err(reason)) => Found::Unknown { reason: reason.clone() },
            (Ok(naming), Ok(rows)) => found(naming, choose(naming, rows)),
        };
        let mut all: Vec<Found> = wanted.iter().map(one).collect();
        let Ok(rows) = &rows else { return all };
        let whole = wanted.iter().zip(&all).enumerate().filter_map(|(place, (naming, found))| {
            let naming = naming.as_ref().ok().filter(|_| matches!(found, Found::Installed { .. }))?;
            let row = choose(naming, rows)?;
            (!self.is_incomplete(&naming.name, &row.version)).then(|| (place, naming.name.clone(), row.clone()))
        });
        for (place, file) in self.gone(whole.collect()).await {
            if let Some(found) = all.get_mut(place)
                && let Found::Installed { version } = found
            {
                *found = Found::Broken { version: std::mem::take(version), reason: format!("{file} is gone") };
            }
        }
        all
    }

    async fn gone(&self, packages: Vec<(usize, String, Row)>) -> Vec<(usize, String)> {
        let files = Files::below(self.root.as_deref());
        tokio::task::spawn_blocking(move || files.gone(&packages)).await.unwrap_or_default()
    }

    fn is_incomplete(&self, name: &str, version: &str) -> bool {
        let known = self.incomplete.lock().unwrap_or_else(PoisonError::into_inner);
        known.contains(&(name.to_owned(), version.to_owned()))
    }

    /// Returns dpkg with the options that every run has.
    async fn dpkg(&self) -> Result<Order, Outcome> {
        let order = Order::new("dpkg", self.long)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("DEBCONF_NONINTERACTIVE_SEEN", "true")
            .args(["--force-confdef", "--force-confold"]);
        let Some(root) = &self.root else { return Ok(order) };
        prepare(root).await.map_err(|error| failed(format!("{}: {error}", root.display())))?;
        let equals = |option: &str, path: &Path| {
            let mut word = std::ffi::OsString::from(option);
            word.push(path);
            word
        };
        let order = order.arg(equals("--root=", root)).arg(equals("--log=", &root.join("var/log/dpkg.log")));
        let order = order.arg("--force-script-chrootless");
        #[cfg(unix)]
        let order = if rustix::process::geteuid().is_root() { order } else { order.arg("--force-not-root") };
        Ok(order)
    }

    /// Compares a file with the Debian package that is meant; why not, if it is another.
    async fn check(&self, naming: &Naming, payload: &Path) -> Result<(), Outcome> {
        let order = Order::new("dpkg-deb", self.short).keep(1 << 10);
        let order = order.args(["--show", "--showformat", "${Package}\\t${Version}\\t${Architecture}"]);
        let ran = order.arg(payload).run().await;
        if ran.end != End::Exited(0) {
            return Err(outcome(Ending::Failed, &ran));
        }
        let shown = String::from_utf8_lossy(&ran.stdout).into_owned();
        let fields: Vec<&str> = shown.split('\t').collect();
        let [name, version, architecture] = fields[..] else {
            return Err(failed("the file is not understood".into()));
        };
        let right = name == naming.name
            && naming.is_version(version)
            && naming.architecture.as_ref().is_none_or(|meant| [meant, "all"].contains(&architecture));
        if right { Ok(()) } else { Err(failed(format!("the file holds {name} {version} {architecture}"))) }
    }

    /// Returns what is there of one package now.
    async fn now(&self, naming: &Naming) -> Result<Option<Row>, Outcome> {
        let rows = self.query(&BTreeSet::from([naming.name.as_str()])).await.map_err(failed)?;
        Ok(choose(naming, &rows).cloned())
    }

    async fn try_install(&self, package: &Package, payload: Option<&Path>) -> Result<Outcome, Outcome> {
        let naming = Naming::of(package).map_err(failed)?;
        let payload = payload.ok_or_else(|| failed("there is no file".into()))?;
        let payload = std::path::absolute(payload).map_err(|error| failed(error.to_string()))?;
        self.check(&naming, &payload).await?;
        let started = SystemTime::now();
        let order = self.dpkg().await?.args(package.install_command.split_whitespace());
        let ran = order.arg("--install").arg(&payload).run().await;
        succeeded(&ran)?;
        let said = outcome(Ending::Failed, &ran).said;
        let code = ran.code();
        let not = |what: String| Outcome { ending: Ending::Failed, code, said: format!("{what} | {said}") };
        let row = match self.now(&naming).await? {
            Some(row) if !matches!(found(&naming, Some(&row)), Found::Installed { .. }) => {
                return Err(not(format!("dpkg left it {:?}", row.status)));
            }
            Some(row) if !naming.is_version(&row.version) => {
                return Err(not(format!("dpkg left version {}", row.version)));
            }
            Some(row) => row,
            None => return Err(not("dpkg did not install it".into())),
        };
        let key = (naming.name.clone(), row.version.clone());
        let incomplete = !self.gone(vec![(0, naming.name.clone(), row)]).await.is_empty();
        let mut known = self.incomplete.lock().unwrap_or_else(PoisonError::into_inner);
        if incomplete {
            known.insert(key);
        } else {
            known.remove(&key);
        }
        let reboots = package.reboots || (self.root.is_none() && flagged_since(started));
        Ok(outcome(if reboots { Ending::NeedsReboot } else { Ending::Done }, &ran))
    }

    async fn try_remove(&self, package: &Package) -> Result<Outcome, Outcome> {
        let naming = Naming::of(package).map_err(failed)?;
        let order = self.dpkg().await?.args(["--force-remove-reinstreq", "--remove"]).arg(naming.qualified());
        let ran = order.run().await;
        succeeded(&ran)?;
        match self.now(&naming).await? {
            Some(row) if found(&naming, Some(&row)) != Found::Absent => {
                let said = format!("dpkg left it {:?} | {}", row.status, ran.said());
                Err(Outcome { ending: Ending::Failed, code: ran.code(), said })
            }
            _ => Ok(outcome(Ending::Done, &ran)),
        }
    }

    async fn try_recover(&self) -> Result<Outcome, Outcome> {
        // A dpkg that was left alone by a client that died goes on to its end. What is there is not known before.
        let patience = Instant::now() + PATIENCE;
        let ran = loop {
            let ran = self.dpkg().await?.args(["--configure", "--pending"]).run().await;
            let is_busy = succeeded(&ran).is_err_and(|outcome| outcome.ending == Ending::Busy);
            if !is_busy || Instant::now() > patience {
                break ran;
            }
            tokio::time::sleep(AGAIN).await;
        };
        // One package that cannot be configured must not hide those that have to be installed again.
        let audit = self.dpkg().await?.arg("--audit").run().await;
        let mut done = match succeeded(&ran) {
            Ok(()) => outcome(Ending::Done, &ran),
            Err(outcome) => outcome,
        };
        let parts = [done.said, audit.said()];
        done.said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ");
        Ok(done)
    }
}

#[async_trait]
impl PackageManager for Dpkg {
    fn handles(&self, package: &Package) -> bool {
        let mut words = package.install_command.split_whitespace();
        naming::is_deb(&package.source) && words.all(|word| OPTIONS.contains(&word))
    }

    async fn inspect(&self, packages: &[&Package]) -> Vec<Found> {
        let wanted: Vec<_> = packages.iter().map(|package| Naming::of(package)).collect();
        self.look(&wanted).await
    }

    async fn install(&self, package: &Package, payload: Option<&Path>) -> Outcome {
        self.try_install(package, payload).await.unwrap_or_else(|outcome| outcome)
    }

    async fn remove(&self, package: &Package) -> Outcome {
        self.try_remove(package).await.unwrap_or_else(|outcome| outcome)
    }

    async fn recover(&self) -> Outcome {
        self.try_recover().await.unwrap_or_else(|outcome| outcome)
    }
}

/// Returns the package that is meant; where no architecture is, the one that is furthest.
fn choose<'a>(naming: &Naming, rows: &'a Rows) -> Option<&'a Row> {
    let rows = rows.get(&naming.name)?.iter();
    let meant = |row: &&Row| {
        naming.architecture.as_ref().is_none_or(|meant| [meant, "all"].contains(&row.architecture.as_str()))
    };
    rows.filter(meant).max_by_key(|row| row.status as u8)
}

fn found(naming: &Naming, row: Option<&Row>) -> Found {
    let Some(row) = row else { return Found::Absent };
    let version = naming.told(&row.version);
    match row.status {
        _ if row.reinstall => Found::Broken { version, reason: "dpkg wants it installed again".into() },
        Status::NotInstalled | Status::ConfigFiles => Found::Absent,
        Status::HalfInstalled => Found::Broken { version, reason: "half installed".into() },
        Status::Unpacked => Found::Broken { version, reason: "unpacked, not configured".into() },
        Status::HalfConfigured => Found::Broken { version, reason: "half configured".into() },
        Status::TriggersAwaited | Status::TriggersPending | Status::Installed => Found::Installed { version },
    }
}

/// Passes over a success; anything else is an outcome.
fn succeeded(ran: &Ran) -> Result<(), Outcome> {
    match ran.end {
        End::Exited(0) => Ok(()),
        End::Exited(2) if is_locked(&ran.tail()) => Err(outcome(Ending::Busy, ran)),
        End::TimedOut => Err(outcome(Ending::TimedOut, ran)),
        _ => Err(outcome(Ending::Failed, ran)),
    }
}

/// Whether dpkg says that somebody else holds its lock. It has no exit code of its own for that.
fn is_locked(said: &str) -> bool {
    let locked =
        |line: &str| line.starts_with("dpkg: error:") && line.contains("lock") && line.contains("another process");
    said.lines().any(locked)
}

fn flagged_since(started: SystemTime) -> bool {
    let changed = std::fs::metadata(REBOOT_FLAG).and_then(|found| found.modified());
    changed.is_ok_and(|changed| changed >= started)
}

/// Makes dpkg's database in a root folder that has none.
async fn prepare(root: &Path) -> std::io::Result<()> {
    let database = root.join("var/lib/dpkg");
    for folder in ["info", "updates", "triggers"] {
        tokio::fs::create_dir_all(database.join(folder)).await?;
    }
    tokio::fs::create_dir_all(root.join("var/log")).await?;
    match tokio::fs::File::create_new(database.join("status")).await {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
