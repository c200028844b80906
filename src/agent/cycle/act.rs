//! Carrying out the steps, one after the other, each noted before it begins.

use super::Agent;
use super::want::Wanted;
use crate::agent::error::Result;
use crate::agent::fetch::payload::PayloadError;
use crate::agent::state::{Attempt, Journal, Shelf, fingerprint};
use crate::agent::status::{Activity, NoticeKind};
use crate::model::assignment::RebootPolicy;
use crate::model::client::{CheckResult, Found, StepTaken};
use crate::model::id::PackageId;
use crate::model::report::{CriticalError, Verdict};
use crate::port::{Ending, Outcome, PackageManager};
use crate::rules::remedy::{Doing, Finding, Step, Tried, Why};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Carrying out the steps of one check.
pub(super) struct Acting<'a> {
    pub(super) agent: &'a Agent,
    pub(super) shelf: &'a mut Shelf,
    pub(super) wanted: &'a [Wanted],
    pub(super) found: BTreeMap<PackageId, Found>,
    pub(super) findings: BTreeMap<PackageId, Finding>,
    pub(super) result: &'a mut CheckResult,
}

impl Acting<'_> {
    /// Carries out the steps. One whose ground did not succeed is left for the next check.
    pub(super) async fn carry_out(&mut self, steps: &[Step], stop: &CancellationToken) -> Result<()> {
        let mut undone: BTreeSet<PackageId> = BTreeSet::new();
        let mut busy = false;
        for step in steps {
            let Some(wanted) = self.wanted.iter().find(|wanted| wanted.package.id == step.pkg) else { continue };
            if stop.is_cancelled() {
                break;
            }
            let reason = match step.after.iter().find(|first| undone.contains(first)) {
                Some(first) => Some(Why::Dependency { on: *first }),
                None if busy => Some(Why::Busy),
                None => self.take(step, wanted).await?,
            };
            let Some(why) = reason else { continue };
            busy |= why == Why::Busy;
            undone.insert(step.pkg);
            let verdict = if why == Why::Failed { Verdict::Failed } else { Verdict::Deferred };
            // What waits for a reboot holds up what needs it, and is done itself.
            if why != (Why::Reboot { of: step.pkg }) {
                self.conclude(step.pkg, verdict, Some(why));
            }
        }
        // Whatever was cut off before is done now, or noted among the failures.
        if self.shelf.journal.is_some() && !stop.is_cancelled() {
            self.shelf.end()?;
        }
        Ok(())
    }

    fn conclude(&mut self, pkg: PackageId, verdict: Verdict, why: Option<Why>) {
        self.findings.insert(pkg, Finding { pkg, verdict, why });
    }

    /// Takes a step. Returns why it did not come to its end.
    async fn take(&mut self, step: &Step, wanted: &Wanted) -> Result<Option<Why>> {
        let agent = self.agent;
        let package = &wanted.package;
        let Some(manager) = agent.managers.iter().find(|manager| manager.handles(package)) else {
            return Ok(Some(Why::Failed));
        };
        let slot = match step.concurrency {
            None => None,
            Some(limit) => {
                let stale = agent.settings.install_timeout.saturating_mul(2);
                let Some(slot) = agent.fetcher.slot(step.pkg, limit, stale).await else {
                    return Ok(Some(Why::Concurrency { limit }));
                };
                Some(slot)
            }
        };
        let why = match self.payload(step, wanted).await {
            Ok(payload) => self.run(step, wanted, manager, payload).await,
            Err(said) => self.failed(step, wanted, &Outcome { ending: Ending::Failed, code: None, said }),
        };
        if let Some(slot) = slot {
            slot.give_back().await;
        }
        why
    }

    /// Returns the verified file that a step needs.
    async fn payload(&mut self, step: &Step, wanted: &Wanted) -> std::result::Result<Option<PathBuf>, String> {
        let package = &wanted.package;
        if step.doing == Doing::Remove || package.source.is_empty() {
            return Ok(None);
        }
        let board = &self.agent.board;
        let mut see = |point: &str, done_bytes| {
            let (package, point, size_bytes) = (package.title(), point.to_owned(), package.size);
            board.activity(Activity::Downloading { package, point, done_bytes, size_bytes });
        };
        match self.agent.fetcher.payload(package, self.shelf.folder(), &mut see).await {
            Ok((path, bytes)) => {
                self.result.bytes += bytes;
                Ok(Some(path))
            }
            Err(error) => {
                if let PayloadError::Tampered(text) = &error {
                    let text = format!("{}: {text}", package.title());
                    self.result.critical.push(CriticalError { code: "DIGEST".into(), text });
                }
                Err(error.to_string())
            }
        }
    }

    async fn run(
        &mut self,
        step: &Step,
        wanted: &Wanted,
        manager: &Arc<dyn PackageManager>,
        payload: Option<PathBuf>,
    ) -> Result<Option<Why>> {
        let package = &wanted.package;
        let since = self.agent.clock.now();
        let title = package.title();
        self.shelf.begin(Journal { pkg: step.pkg, title: title.clone(), doing: step.doing, since })?;
        let outcome = if step.doing == Doing::Remove {
            self.agent.board.activity(Activity::Removing { package: title, since });
            manager.remove(package).await
        } else {
            self.agent.board.activity(Activity::Installing { package: title, since });
            manager.install(package, payload.as_deref()).await
        };
        self.agent.board.activity(Activity::Verifying);
        let found = manager.inspect(&[package]).await.pop().unwrap_or(Found::Absent);
        self.found.insert(step.pkg, found.clone());
        let why = match outcome.ending {
            Ending::Busy => {
                self.note(step, wanted, &outcome);
                Some(Why::Busy)
            }
            Ending::Failed | Ending::TimedOut => self.failed(step, wanted, &outcome)?,
            Ending::Done | Ending::NeedsReboot => self.succeeded(step, wanted, &outcome, &found)?,
        };
        self.shelf.end()?;
        Ok(why)
    }

    /// Notes a success, if what is there says so too.
    fn succeeded(&mut self, step: &Step, wanted: &Wanted, outcome: &Outcome, found: &Found) -> Result<Option<Why>> {
        let package = &wanted.package;
        let needs_reboot = outcome.ending == Ending::NeedsReboot || (package.reboots && step.doing != Doing::Remove);
        let here = match found {
            Found::Installed { version } => version.is_empty() || *version == package.version,
            Found::Broken { .. } => true,
            Found::Absent | Found::Unknown { .. } => false,
        };
        let whole = here && matches!(found, Found::Installed { .. });
        let is_so = if step.doing == Doing::Remove { !here } else { whole };
        // Before the reboot, what is there may not show it yet.
        if !is_so && !needs_reboot {
            let said = format!("the installer succeeded, and then it is not so; {}", outcome.said);
            return self.failed(step, wanted, &Outcome { ending: Ending::Failed, said, ..outcome.clone() });
        }
        self.note(step, wanted, outcome);
        if self.shelf.attempts.remove(&step.pkg).is_some() {
            self.shelf.keep_attempts()?;
        }
        if let Some(at) = wanted.chosen_at() {
            self.shelf.removed.insert(step.pkg, at);
            self.shelf.keep_removed()?;
        }
        let about = match step.doing {
            Doing::Install => NoticeKind::Installed,
            Doing::Upgrade => NoticeKind::Upgraded,
            Doing::Repair => NoticeKind::Repaired,
            Doing::Remove => NoticeKind::Removed,
        };
        let now = self.agent.clock.now();
        self.agent.board.notice(about, &package.title(), now);
        if !needs_reboot {
            self.conclude(step.pkg, Verdict::Ok, None);
            return Ok(None);
        }
        let reboot = &mut self.shelf.reboot;
        reboot.since.get_or_insert(now);
        reboot.boot = self.agent.system.boot_id();
        reboot.packages.insert(step.pkg);
        reboot.forced |= step.reboot == RebootPolicy::Force;
        reboot.asks |= step.reboot == RebootPolicy::Ask;
        self.shelf.keep_reboot()?;
        self.agent.board.notice(NoticeKind::RebootNeeded, &package.title(), now);
        let why = Why::Reboot { of: step.pkg };
        self.conclude(step.pkg, Verdict::PendingReboot, Some(why.clone()));
        Ok(Some(why))
    }

    /// Notes a failure.
    fn failed(&mut self, step: &Step, wanted: &Wanted, outcome: &Outcome) -> Result<Option<Why>> {
        self.note(step, wanted, outcome);
        let of = fingerprint(&wanted.package);
        let removal = |doing: Doing| doing == Doing::Remove;
        let before = self.shelf.attempts.get(&step.pkg);
        let before = before.filter(|before| before.of == of && removal(before.tried.doing) == removal(step.doing));
        let failures = before.map_or(0, |before| before.tried.failures).saturating_add(1);
        let at = self.agent.clock.now();
        let tried = Tried { doing: step.doing, at, failures, code: outcome.code, said: outcome.said.clone() };
        self.shelf.attempts.insert(step.pkg, Attempt { of, tried });
        self.shelf.keep_attempts()?;
        self.agent.board.notice(NoticeKind::Failed, &wanted.package.title(), at);
        Ok(Some(Why::Failed))
    }

    /// Adds a step to the result.
    fn note(&mut self, step: &Step, wanted: &Wanted, outcome: &Outcome) {
        let title = wanted.package.title();
        tracing::info!(package = title, doing = ?step.doing, ending = ?outcome.ending, code = outcome.code, "a step ended");
        self.result.steps.push(StepTaken {
            pkg: step.pkg,
            title,
            doing: match step.doing {
                Doing::Install => "install",
                Doing::Upgrade => "upgrade",
                Doing::Repair => "repair",
                Doing::Remove => "remove",
            }
            .into(),
            ending: match outcome.ending {
                Ending::Done => "done",
                Ending::NeedsReboot => "needs-reboot",
                Ending::Busy => "busy",
                Ending::Failed => "failed",
                Ending::TimedOut => "timed-out",
            }
            .into(),
            code: outcome.code,
            said: outcome.said.clone(),
        });
    }
}
