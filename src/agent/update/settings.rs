//! How the client's programs are installed and started on this machine, and the order that follows from it.

use super::{HandOver, Program};
use crate::agent::settings::RUNNING;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the programs are, and how they are started again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateSettings {
    /// The installed file of the service.
    pub agent_program: PathBuf,
    /// The installed file of the user interface; none where it is not updated.
    pub ui_program: Option<PathBuf>,
    /// Commands that start the service again; none where it is not updated.
    pub restart_agent: Vec<String>,
    /// Commands that start the user interface of `{user}` again.
    pub restart_ui: Vec<String>,
    /// How long an old version may take to end, and a new one to give its sign of life.
    pub patience: Duration,
}

/// A user interface that runs: what the service was told when it connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningUi {
    /// Whose it is.
    pub user: String,
    /// Its version.
    pub version: String,
    /// Its process id, as the kernel says.
    pub pid: u32,
}

impl UpdateSettings {
    /// Whether a program is updated here.
    pub fn covers(&self, program: Program) -> bool {
        match program {
            Program::Agent => !self.restart_agent.is_empty(),
            Program::Ui => self.ui_program.is_some(),
        }
    }

    /// Returns the order for [`hand_over`](super::hand_over): the service's own, or that of every user interface that
    /// runs. `file` is the verified new file, `own` the version that is replaced.
    pub fn order(
        &self,
        program: Program,
        version: &str,
        own: &str,
        (file, checksum): (&Path, &str),
        state: &Path,
        uis: &[RunningUi],
    ) -> HandOver {
        let split = |command: &String, user: &str| -> Vec<String> {
            command.split_whitespace().map(|word| word.replace("{user}", user)).collect()
        };
        let (installed, pids, restart) = match program {
            Program::Agent => {
                let restart = self.restart_agent.iter().map(|command| split(command, "")).collect();
                (self.agent_program.clone(), vec![std::process::id()], restart)
            }
            Program::Ui => {
                let mut users: Vec<&str> = uis.iter().map(|ui| ui.user.as_str()).collect();
                users.sort_unstable();
                users.dedup();
                let commands =
                    |user: &&str| self.restart_ui.iter().map(|command| split(command, user)).collect::<Vec<_>>();
                let restart = users.iter().flat_map(commands).collect();
                let pids = uis.iter().map(|ui| ui.pid).collect();
                (self.ui_program.clone().unwrap_or_default(), pids, restart)
            }
        };
        HandOver {
            program,
            version: version.into(),
            old_version: own.into(),
            file: file.into(),
            checksum: checksum.into(),
            installed,
            updater: RUNNING.into(),
            pids,
            restart,
            state: state.into(),
            patience: self.patience,
        }
    }
}
