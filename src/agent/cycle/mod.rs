//! One check: read a distribution point, verify every package, do what differs in order, and report (CMF-88..CMF-90).
//!
//! Waits for disks and installers, so the service gives it a thread of its own. What is to be done is decided in
//! [`crate::rules`]; here it is carried out, each step noted before it begins.

mod act;
mod want;

use crate::agent::board::Board;
use crate::agent::error::{AgentError, Result};
use crate::agent::fetch::payload::let_go;
use crate::agent::fetch::{Configured, Fetcher};
use crate::agent::report::{self, Told};
use crate::agent::settings::AgentSettings;
use crate::agent::state::{Shelf, fingerprint};
use crate::agent::status::Activity;
use crate::agent::system::System;
use crate::agent::update;
use crate::distribution::client::TrustedKeys;
use crate::model::client::{CheckResult, Found};
use crate::model::configuration::Configuration;
use crate::model::id::PackageId;
use crate::model::membership::Memberships;
use crate::model::package::Package;
use crate::model::report::{CriticalError, LocalChoice, PackageReport};
use crate::port::{Clock, FileServers, PackageManager};
use crate::rules::desired::Rules;
use crate::rules::remedy::{Case, Doing, remedy};
use act::Acting;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use want::Wanted;

/// The client of one machine: what it works with, without what it remembers.
pub struct Agent {
    /// What it was told.
    pub settings: AgentSettings,
    /// What installs and removes.
    pub managers: Vec<Arc<dyn PackageManager>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The machine.
    pub system: Arc<dyn System>,
    pub(super) fetcher: Fetcher,
    pub(super) board: Arc<Board>,
}

impl Agent {
    /// Returns the client of a machine.
    ///
    /// # Errors
    /// [`AgentError::Setting`] for keys that are none, or a machine without a name.
    pub fn new(
        settings: AgentSettings,
        servers: Arc<dyn FileServers>,
        managers: Vec<Arc<dyn PackageManager>>,
        clock: Arc<dyn Clock>,
        system: Arc<dyn System>,
    ) -> Result<Self> {
        let keys = TrustedKeys::parse(&settings.trusted_keys);
        let keys = keys.map_err(|reason| AgentError::Setting { setting: "trusted_keys", reason })?;
        // The name becomes part of paths on the distribution points.
        let proper = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '$');
        if settings.machine.is_empty() || settings.machine.starts_with('.') || !settings.machine.chars().all(proper) {
            let reason = format!("{:?} is not the name of a machine", settings.machine);
            return Err(AgentError::Setting { setting: "machine", reason });
        }
        let (machine, points) = (settings.machine.clone(), settings.points.clone());
        let fetcher = Fetcher { servers, machine, points, keys };
        Ok(Self { settings, managers, clock, system, fetcher, board: Arc::default() })
    }

    /// Checks once. When `stop` is given, no further step is begun; the one under way is finished.
    pub async fn check(
        &self,
        shelf: &mut Shelf,
        choices: &[LocalChoice],
        stop: &CancellationToken,
    ) -> Result<CheckResult> {
        let cut_off = self.recover(shelf).await?;
        self.note_boot(shelf)?;
        self.deliver(shelf).await?;
        let preferred = self.fetcher.sources().first().map(|source| source.name.clone()).unwrap_or_default();
        self.board.activity(Activity::Checking { point: preferred });
        let users = self.users(choices).await;
        let configured = self.fetcher.check(shelf, &users).await?;
        if let Some(point) = &configured.point {
            shelf.accepted.point.clone_from(point);
            shelf.accepted.checked_at = Some(self.clock.now());
            shelf.keep_accepted()?;
            let mut shown = self.board.look();
            shown.generation = configured.generation;
            shown.point.clone_from(point);
            shown.checked_at = shelf.accepted.checked_at;
        }
        let Configured { generation, point, bytes, content, mut critical, problem } = configured;
        critical.extend(update::failures(&self.settings.state));
        let mut result = CheckResult {
            machine: self.settings.machine.clone(),
            generation,
            point: point.unwrap_or_default(),
            bytes,
            steps: Vec::new(),
            verdicts: Vec::new(),
            critical,
            reboot_pending: None,
            reported: false,
            problem: problem.map(|problem| problem.to_string()).unwrap_or_default(),
        };
        if let Some((configuration, memberships)) = content {
            self.put_right(shelf, (configuration, memberships), &users, choices, cut_off, stop, &mut result).await?;
        }
        self.tell(shelf, choices, &mut result).await?;
        Ok(result)
    }

    /// Verifies all packages, and does what differs.
    #[expect(clippy::too_many_arguments, reason = "each is one of the things that a check goes by")]
    async fn put_right(
        &self,
        shelf: &mut Shelf,
        (mut configuration, memberships): (Configuration, Memberships),
        users: &[String],
        choices: &[LocalChoice],
        cut_off: Option<PackageId>,
        stop: &CancellationToken,
        result: &mut CheckResult,
    ) -> Result<()> {
        want::take_choices(&mut configuration, choices, &self.settings.machine);
        let rules = Arc::new(Rules::compile(&Arc::new(configuration)));
        let memberships = Arc::new(memberships);
        self.board.look().known = Some((Arc::clone(&rules), Arc::clone(&memberships)));
        let wanted = self.want(&rules, &memberships, users);
        self.board.activity(Activity::Verifying);
        let mut found = self.inspect(&wanted, cut_off).await;
        if found.values().any(|found| matches!(found, Found::Broken { .. })) && cut_off.is_none() {
            self.recover_managers().await;
            found = self.inspect(&wanted, None).await;
        }
        forget(shelf, &wanted, &found)?;
        let plan = {
            let cases: Vec<Case<'_>> = wanted.iter().map(|wanted| case(shelf, wanted, &found)).collect();
            remedy(&cases, self.clock.now())
        };
        let mut acting = Acting { agent: self, shelf, wanted: &wanted, found, findings: BTreeMap::new(), result };
        acting.findings = plan.findings.into_iter().map(|finding| (finding.pkg, finding)).collect();
        acting.carry_out(&plan.steps, stop).await?;
        let Acting { found, findings, .. } = acting;
        let now = self.clock.now();
        let absent = Found::Absent;
        let told = wanted.iter().filter_map(|wanted| {
            let finding = findings.get(&wanted.package.id)?;
            let found = found.get(&wanted.package.id).unwrap_or(&absent);
            Some(report::package(finding, &wanted.desired, found, &shelf.attempts, now))
        });
        result.verdicts = told.collect();
        let pending: BTreeSet<String> = plan
            .steps
            .iter()
            .filter(|step| step.doing != Doing::Remove)
            .filter(|step| result.verdicts.iter().any(|told| told.id == step.pkg && !is_there(told)))
            .filter_map(|step| wanted.iter().find(|wanted| wanted.package.id == step.pkg))
            .map(|wanted| wanted.package.checksum.to_lowercase())
            .collect();
        let_go(shelf.folder(), |digest| pending.contains(digest));
        Ok(())
    }

    /// Reports, and shows the result.
    async fn tell(&self, shelf: &mut Shelf, choices: &[LocalChoice], result: &mut CheckResult) -> Result<()> {
        let at = self.clock.now();
        let told = Told { packages: &result.verdicts, critical: &result.critical, choices, at };
        result.reported = self.report(shelf, told).await?;
        result.reboot_pending = shelf.reboot.since;
        let mut shown = self.board.look();
        shown.activity = Activity::Idle;
        shown.generation = result.generation;
        shown.point.clone_from(&shelf.accepted.point);
        shown.checked_at = shelf.accepted.checked_at;
        shown.packages.clone_from(&result.verdicts);
        shown.reboot_pending = shelf.reboot.since;
        shown.reboot_asks = shelf.reboot.since.is_some() && (shelf.reboot.asks || shelf.reboot.forced);
        shown.reported = Some(result.reported);
        shown.problem = problem(result);
        Ok(())
    }

    /// Finishes what a power loss or a kill cut off. Returns the package whose step it was.
    async fn recover(&self, shelf: &mut Shelf) -> Result<Option<PackageId>> {
        let Some(journal) = shelf.journal.clone() else { return Ok(None) };
        tracing::warn!(package = journal.title, doing = ?journal.doing, since = %journal.since, "a step was cut off");
        self.recover_managers().await;
        // The journal stays until the step is done anew or found to be done: a second power loss changes nothing.
        Ok((journal.doing != Doing::Remove).then_some(journal.pkg))
    }

    async fn recover_managers(&self) {
        for manager in &self.managers {
            let outcome = manager.recover().await;
            if !outcome.said.is_empty() {
                tracing::info!(ending = ?outcome.ending, said = outcome.said, "what was cut off is finished");
            }
        }
    }

    /// Forgets a pending reboot when the system was started since.
    fn note_boot(&self, shelf: &mut Shelf) -> Result<()> {
        if shelf.reboot.since.is_none() || shelf.reboot.boot == self.system.boot_id() {
            return Ok(());
        }
        shelf.reboot = Default::default();
        shelf.keep_reboot()
    }

    /// Returns whose packages count here: users of the settings, or else those who are logged on; and who chose or asked
    /// something here.
    async fn users(&self, choices: &[LocalChoice]) -> Vec<String> {
        let mut users: BTreeSet<String> = match self.settings.users.is_empty() {
            true => self.system.users().await.into_iter().map(|user| user.to_lowercase()).collect(),
            false => self.settings.users.iter().map(|user| user.to_lowercase()).collect(),
        };
        users.extend(choices.iter().map(|choice| choice.user.to_lowercase()));
        users.extend(self.board.look().guests.iter().cloned());
        users.into_iter().collect()
    }

    /// Returns what is there of every package.
    async fn inspect(&self, wanted: &[Wanted], cut_off: Option<PackageId>) -> BTreeMap<PackageId, Found> {
        let mut found = BTreeMap::new();
        let mut of: BTreeMap<usize, Vec<&Package>> = BTreeMap::new();
        for package in wanted.iter().map(|wanted| &wanted.package) {
            match self.managers.iter().position(|manager| manager.handles(package)) {
                Some(place) => of.entry(place).or_default().push(package),
                None => {
                    let reason = format!("nothing here installs {}", package.title());
                    found.insert(package.id, Found::Unknown { reason });
                }
            }
        }
        for (place, packages) in of {
            let Some(manager) = self.managers.get(place) else { continue };
            let ids = packages.iter().map(|package| package.id);
            found.extend(ids.zip(manager.inspect(&packages).await));
        }
        // Where only the presence can be told, it does not tell whether the installation came to its end.
        if let Some(found) = cut_off.and_then(|pkg| found.get_mut(&pkg))
            && *found == (Found::Installed { version: String::new() })
        {
            *found = Found::Broken { version: String::new(), reason: "its installation was cut off".into() };
        }
        found
    }
}

/// Whether a package is there as it shall be.
fn is_there(told: &PackageReport) -> bool {
    use crate::model::report::Verdict;
    matches!(told.verdict, Verdict::Ok | Verdict::PendingReboot)
}

/// Returns what went wrong with a check in one line.
fn problem(result: &CheckResult) -> String {
    let critical = result.critical.iter().map(|CriticalError { code, text }| format!("{code}: {text}"));
    if result.problem.is_empty() { critical.collect::<Vec<_>>().join("; ") } else { result.problem.clone() }
}

fn case<'a>(shelf: &'a Shelf, wanted: &'a Wanted, found: &'a BTreeMap<PackageId, Found>) -> Case<'a> {
    static ABSENT: Found = Found::Absent;
    let id = wanted.package.id;
    let attempt = shelf.attempts.get(&id).filter(|attempt| attempt.of == fingerprint(&wanted.package));
    let removed = shelf.removed.get(&id);
    Case {
        package: &wanted.package,
        desired: &wanted.desired,
        found: found.get(&id).unwrap_or(&ABSENT),
        tried: attempt.map(|attempt| &attempt.tried),
        removed_before: removed.is_some() && removed == wanted.chosen_at().as_ref(),
        awaits_reboot: shelf.reboot.packages.contains(&id),
        reboot: wanted.reboot,
    }
}

/// Forgets failures of packages that are gone or as they shall be, and notes a package that was to be removed once and
/// is not there: whoever brings it back later keeps it.
fn forget(shelf: &mut Shelf, wanted: &[Wanted], found: &BTreeMap<PackageId, Found>) -> Result<()> {
    let before = shelf.attempts.len();
    shelf.attempts.retain(|id, _| wanted.iter().any(|wanted| wanted.package.id == *id));
    if shelf.attempts.len() != before {
        shelf.keep_attempts()?;
    }
    let mut changed = false;
    for wanted in wanted {
        let id = wanted.package.id;
        let gone = found.get(&id) == Some(&Found::Absent);
        if let Some(at) = wanted.chosen_at().filter(|_| gone)
            && shelf.removed.insert(id, at) != Some(at)
        {
            changed = true;
        }
    }
    if changed { shelf.keep_removed() } else { Ok(()) }
}
