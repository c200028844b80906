//! The service: checks again and again, answers its user interface, and reboots by the rules (CMF-87, CMF-88, CMF-91).
//!
//! Waits are measured by the monotonic clock, so that a wall clock that jumps neither stops the checks nor makes them
//! run wild.

use crate::agent::VERSION;
use crate::agent::cycle::Agent;
use crate::agent::error::{AgentError, Result};
use crate::agent::reboots::{Owed, Reboots};
use crate::agent::state::{ChoiceBook, Shelf};
use crate::agent::status::{ClientView, Notice, NoticeKind, PackageStatus, Service, Status};
use crate::agent::update::{Program, Renewal};
use crate::model::client::{CheckResult, Teller};
use crate::model::desired::DesiredState;
use crate::model::id::PackageId;
use crate::model::report::LocalChoice;
use async_trait::async_trait;
use chrono::TimeDelta;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The running client.
pub struct AgentService {
    agent: Arc<Agent>,
    shelf: Arc<tokio::sync::Mutex<Shelf>>,
    choices: Arc<Mutex<ChoiceBook>>,
    reboots: Arc<Reboots>,
    wake: Notify,
    renewal: OnceLock<Arc<Renewal>>,
}

impl AgentService {
    /// Takes the state.
    ///
    /// # Errors
    /// [`AgentError::Runs`] when another agent has it.
    pub fn open(agent: Agent) -> Result<Arc<Self>> {
        let shelf = Shelf::open(&agent.settings.state)?;
        let choices = Arc::new(Mutex::new(ChoiceBook::open(shelf.folder())?));
        let agent = Arc::new(agent);
        show_kept(&agent, &shelf);
        let reboots = Arc::new(Reboots::open(Arc::clone(&agent), shelf.folder())?);
        let shelf = Arc::new(tokio::sync::Mutex::new(shelf));
        Ok(Arc::new(Self { agent, shelf, choices, reboots, wake: Notify::new(), renewal: OnceLock::new() }))
    }

    /// Has updates of the client's own programs end the service, or its user interfaces, at the right time.
    pub fn renew_by(&self, renewal: Arc<Renewal>) {
        let _ = self.renewal.set(renewal);
    }

    /// Checks once, on a thread on which waiting for disks is allowed.
    pub async fn check(&self, stop: &CancellationToken) -> Result<CheckResult> {
        let (agent, shelf, stop) = (Arc::clone(&self.agent), Arc::clone(&self.shelf), stop.clone());
        let choices = self.book().choices().to_vec();
        let handle = Handle::current();
        let check = move || {
            handle.block_on(async move {
                let mut shelf = shelf.lock().await;
                agent.check(&mut shelf, &choices, &stop).await
            })
        };
        let done = tokio::task::spawn_blocking(check).await;
        done.unwrap_or_else(|error| Err(AgentError::State(error.to_string())))
    }

    /// Checks until it is told to stop; a step under way is finished first.
    pub async fn run(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            match self.check(stop).await {
                Ok(result) => {
                    tracing::info!(
                        generation = result.generation,
                        point = result.point,
                        bytes = result.bytes,
                        steps = result.steps.len(),
                        problem = result.problem,
                        "checked"
                    );
                    self.settle_reboot().await;
                }
                Err(error) => {
                    tracing::error!(%error, "the check came to no end");
                    self.agent.board.look().problem = error.to_string();
                }
            }
            match self.renewal.get().and_then(|renewal| renewal.launched()) {
                // The updater waits for the end of this process (CMF-97).
                Some(Program::Agent) => return,
                Some(Program::Ui) => {
                    self.agent.board.notice(NoticeKind::NewVersion, Program::Ui.package(), self.agent.clock.now());
                }
                None => {}
            }
            let pause = self.pause();
            let next = Instant::now() + pause;
            let at = TimeDelta::from_std(pause).ok().and_then(|pause| self.agent.clock.now().checked_add_signed(pause));
            self.agent.board.look().next_check_at = at;
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep_until(next) => break,
                    () = self.wake.notified() => break,
                    () = self.reboots.moved.notified() => {}
                    () = until(self.reboots.at()) => self.reboots.carry_out().await,
                }
            }
        }
    }

    /// Returns the time to the next check: the interval and a part of the jitter, another one each time.
    fn pause(&self) -> Duration {
        self.agent.settings.interval + self.agent.settings.jitter.mul_f64(fastrand::f64())
    }

    /// Has the reboot that is due, if one is, come in time.
    async fn settle_reboot(&self) {
        let owed = {
            let shelf = self.shelf.lock().await;
            Owed { pending: shelf.reboot.since.is_some(), forced: shelf.reboot.forced }
        };
        let reboots = Arc::clone(&self.reboots);
        let settled = tokio::task::spawn_blocking(move || reboots.settle(owed)).await;
        let settled = settled.unwrap_or_else(|error| Err(AgentError::State(error.to_string())));
        if let Err(error) = settled {
            tracing::error!(%error, "when the machine reboots cannot be kept");
            self.agent.board.look().problem = error.to_string();
        }
    }

    fn book(&self) -> MutexGuard<'_, ChoiceBook> {
        // A choice is kept as a whole or not at all.
        self.choices.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows what an earlier run has left, until the first check ends.
fn show_kept(agent: &Agent, shelf: &Shelf) {
    let same_boot = shelf.reboot.boot == agent.system.boot_id();
    let mut shown = agent.board.look();
    shown.generation = shelf.accepted.generation;
    shown.point.clone_from(&shelf.accepted.point);
    shown.checked_at = shelf.accepted.checked_at;
    shown.reboot_pending = shelf.reboot.since.filter(|_| same_boot);
    if let Some(unsent) = &shelf.report {
        shown.packages.clone_from(&unsent.report.pkgs);
        shown.reported = Some(unsent.delivered);
    }
}

/// Waits until a time; for ever without one.
async fn until(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}

#[async_trait]
impl Service for AgentService {
    async fn status(&self, user: &str) -> Status {
        if !user.is_empty() && self.agent.board.guest(user) {
            // What is published to a user who is not known yet comes with the next check.
            self.wake.notify_one();
        }
        let shown = self.agent.board.look();
        let known = shown.known.as_ref();
        let packages = known.map_or_else(Vec::new, |(rules, memberships)| {
            let now = self.agent.clock.now();
            let user = Some(user).filter(|user| !user.is_empty());
            let desired = self.agent.desired(rules, memberships, user, now);
            let configuration = rules.configuration();
            let status = |desired: crate::model::desired::Desired| {
                let told = shown.packages.iter().find(|told| told.id == desired.pkg);
                PackageStatus {
                    description: configuration
                        .packages
                        .get(&desired.pkg)
                        .map(|package| package.description.clone())
                        .unwrap_or_default(),
                    have: told.and_then(|told| told.have.clone()),
                    verdict: told.map(|told| told.verdict),
                    note: told.map(|told| told.note.clone()).unwrap_or_default(),
                    desired,
                }
            };
            desired.into_iter().map(status).collect()
        });
        Status {
            machine: self.agent.settings.machine.clone(),
            version: VERSION.into(),
            pid: std::process::id(),
            generation: shown.generation,
            point: shown.point.clone(),
            checked_at: shown.checked_at,
            next_check_at: shown.next_check_at,
            activity: shown.activity.clone(),
            packages,
            reboot_pending: shown.reboot_pending,
            reboot_at: shown.reboot_at,
            postpone: shown.postpone,
            problem: shown.problem.clone(),
        }
    }

    async fn view(&self) -> ClientView {
        let now = self.agent.clock.now();
        let shown = self.agent.board.look();
        ClientView {
            told_by: Teller::Service,
            told_at: Some(now),
            unanswered: String::new(),
            machine: self.agent.settings.machine.clone(),
            pid: Some(std::process::id()),
            version: VERSION.into(),
            activity: shown.activity.clone(),
            generation: shown.generation,
            point: shown.point.clone(),
            checked_at: shown.checked_at,
            next_check_at: shown.next_check_at,
            reboot_pending: shown.reboot_pending,
            reboot_at: shown.reboot_at,
            postpone: shown.postpone,
            reported: shown.reported,
            packages: shown.packages.clone(),
            problem: shown.problem.clone(),
        }
    }

    async fn notices(&self, above: u64) -> Vec<Notice> {
        self.agent.board.notices(above)
    }

    async fn choose(&self, user: &str, package: PackageId, chosen: bool) -> std::result::Result<(), String> {
        let state = {
            let known = self.agent.board.look().known.clone();
            let (rules, memberships) = known.ok_or("the machine has no configuration yet")?;
            let desired = self.agent.desired(&rules, &memberships, Some(user), self.agent.clock.now());
            desired.into_iter().find(|desired| desired.pkg == package)
        };
        let was_chosen =
            |state: &crate::model::desired::Desired| matches!(state.winner, crate::model::desired::Rule::Choice { .. });
        let open = state.is_some_and(|desired| {
            matches!(desired.state, DesiredState::Published | DesiredState::RemovedOnce) || was_chosen(&desired)
        });
        // One's own choice can be taken back, whatever has become of the package.
        let own = |choice: &LocalChoice| choice.pkg == package && choice.user.to_lowercase() == user.to_lowercase();
        if !open && (chosen || !self.book().choices().iter().any(own)) {
            return Err("the package is not published to this user".into());
        }
        let choice = LocalChoice { user: user.to_owned(), pkg: package, chosen, at: self.agent.clock.now() };
        let choices = Arc::clone(&self.choices);
        let keep = move || choices.lock().unwrap_or_else(PoisonError::into_inner).choose(choice);
        let kept = tokio::task::spawn_blocking(keep).await.map_err(|error| error.to_string())?;
        kept.map_err(|error| error.to_string())?;
        self.wake.notify_one();
        Ok(())
    }

    async fn check_now(&self) {
        self.wake.notify_one();
    }

    async fn ui_runs(&self, user: &str, version: &str, pid: Option<u32>) {
        // A check that is under way has the state for as long as it takes; the user does not wait for that.
        let (shelf, kept) = (Arc::clone(&self.shelf), version.to_owned());
        tokio::spawn(async move {
            if let Err(error) = shelf.lock().await.folder().save("ui-version.json", &kept) {
                tracing::warn!(%error, "the version of the user interface cannot be kept");
            }
        });
        if let Some((renewal, pid)) = self.renewal.get().zip(pid)
            && let Err(error) = renewal.ui_runs(user, version, pid)
        {
            tracing::warn!(%error, "the sign of life of a user interface cannot be kept");
        }
    }

    async fn agree_to_reboot(&self, user: &str) -> std::result::Result<(), String> {
        self.reboots.agree()?;
        tracing::info!(user, "a user agrees to the reboot");
        Ok(())
    }

    async fn postpone_reboot(&self, user: &str) -> std::result::Result<(), String> {
        let reboots = Arc::clone(&self.reboots);
        let due =
            tokio::task::spawn_blocking(move || reboots.postpone()).await.map_err(|error| error.to_string())??;
        tracing::info!(user, %due, "a user puts the reboot off");
        Ok(())
    }
}
