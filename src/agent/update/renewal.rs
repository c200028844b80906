//! The client's own programs as packages: what is there is the version that runs, and to install another means to hand
//! over to the updater.

use super::plan::{Folder, Phase};
use super::settings::{RunningUi, UpdateSettings};
use super::{Program, hand_over, place, trace};
use crate::model::package::Package;
use crate::port::{Ending, Found, Outcome, PackageManager};
use async_trait::async_trait;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Most user interfaces that are remembered.
const MAX_UIS: usize = 256;

/// Looks after the packages [`Program::package`]. It goes before every other manager.
pub struct Renewal {
    settings: UpdateSettings,
    state: PathBuf,
    version: String,
    uis: Mutex<Vec<RunningUi>>,
    launched: Mutex<Option<Program>>,
}

impl Renewal {
    /// Returns what looks after the programs, for a service of this version.
    pub fn new(settings: UpdateSettings, state: PathBuf, version: &str) -> Self {
        Self { settings, state, version: version.into(), uis: Mutex::default(), launched: Mutex::default() }
    }

    /// Remembers a user interface that has connected, and gives its sign of life.
    ///
    /// # Errors
    /// [`crate::agent::error::AgentError::State`] where that cannot be written.
    pub fn ui_runs(&self, user: &str, version: &str, pid: u32) -> crate::agent::error::Result<()> {
        let mut uis = lock(&self.uis);
        uis.retain(|ui| ui.pid != pid && lives(ui.pid));
        if uis.len() < MAX_UIS {
            uis.push(RunningUi { user: user.into(), version: version.into(), pid });
        }
        drop(uis);
        super::ready(&self.state, Program::Ui, version, pid)
    }

    /// Returns for which program an updater was launched since this was asked last: a service that hears of itself ends
    /// now; one that hears of the user interface has it end.
    pub fn launched(&self) -> Option<Program> {
        lock(&self.launched).take()
    }

    fn program(&self, package: &Package) -> Option<Program> {
        let named = Program::ALL.into_iter().find(|program| program.package() == package.name);
        named.filter(|program| self.settings.covers(*program))
    }

    /// Returns the version of a program that is installed: the service's own, or what the last update of the user
    /// interface left.
    fn installed(&self, program: Program) -> String {
        let plan = Folder::of(&self.state, program).read();
        match (program, plan) {
            (Program::Agent, _) | (_, Err(_)) => self.version.clone(),
            (Program::Ui, Ok(plan)) => match plan.phase {
                Phase::Confirmed => plan.version,
                Phase::Failed { .. } => plan.old_version,
                _ if place::checksum(&plan.installed).is_ok_and(|found| found == plan.checksum.to_lowercase()) => {
                    plan.version
                }
                _ => plan.old_version,
            },
        }
    }

    fn uis(&self) -> Vec<RunningUi> {
        let mut uis = lock(&self.uis);
        uis.retain(|ui| lives(ui.pid));
        uis.clone()
    }
}

#[async_trait]
impl PackageManager for Renewal {
    fn handles(&self, package: &Package) -> bool {
        self.program(package).is_some()
    }

    async fn inspect(&self, packages: &[&Package]) -> Vec<Found> {
        let found = |package: &&Package| match self.program(package) {
            Some(program) => Found::Installed { version: self.installed(program) },
            None => Found::Unknown { reason: "this is no program of the client".into() },
        };
        packages.iter().map(found).collect()
    }

    async fn install(&self, package: &Package, payload: Option<&Path>) -> Outcome {
        let outcome = |ending, said: String| Outcome { ending, code: None, said };
        let (Some(program), Some(file)) = (self.program(package), payload) else {
            return outcome(Ending::Failed, "there is no file of this program".into());
        };
        let folder = Folder::of(&self.state, program);
        if folder.is_busy() {
            return outcome(Ending::Busy, "an updater is at work".into());
        }
        // What did not live once would not live the next time either, and each try interrupts the service.
        if let Ok(plan) = folder.read()
            && let Phase::Failed { reason } = plan.phase
            && plan.checksum.eq_ignore_ascii_case(&package.checksum)
        {
            return outcome(Ending::Failed, format!("{} was tried before: {reason}", plan.version));
        }
        trace::write(&self.state, program, "detected", &package.version);
        let (own, uis) = (self.installed(program), self.uis());
        let checked = (file, package.checksum.as_str());
        let order = self.settings.order(program, &package.version, &own, checked, &self.state, &uis);
        match hand_over(order).await {
            Ok(()) => {
                *lock(&self.launched) = Some(program);
                // Nothing else is begun; the next check finds the new version.
                outcome(Ending::Busy, "the updater takes over".into())
            }
            Err(error) => outcome(Ending::Failed, error.to_string()),
        }
    }

    async fn remove(&self, _package: &Package) -> Outcome {
        Outcome { ending: Ending::Failed, code: None, said: "the client does not remove itself".into() }
    }

    async fn recover(&self) -> Outcome {
        Outcome { ending: Ending::Done, code: None, said: String::new() }
    }
}

fn lives(pid: u32) -> bool {
    super::process::Process::find(pid).is_some()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
