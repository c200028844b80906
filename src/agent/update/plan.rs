//! What is to be done, and how far it has come: the record that running program, updater and recovery share.

use super::Program;
use crate::agent::error::{AgentError, Result};
use crate::durable;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Largest record in bytes.
const MAX_BYTES: u64 = 64 * 1024;

/// An update of one program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) program: Program,
    /// The version that comes.
    pub(super) version: String,
    /// The version that is replaced.
    pub(super) old_version: String,
    /// SHA-256 of the new file, in hexadecimal digits.
    pub(super) checksum: String,
    /// SHA-256 of the file that is replaced.
    pub(super) old_checksum: String,
    /// The file that is replaced.
    pub(super) installed: PathBuf,
    /// Commands that start the program again, one after the other.
    pub(super) restart: Vec<Vec<String>>,
    /// Where the local state is.
    pub(super) state: PathBuf,
    /// How long the old process may take to end, and the new one to give a sign of life.
    pub(super) patience: Duration,
    pub(super) phase: Phase,
}

/// How far an update has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// The copies are made; the old version runs.
    Prepared,
    /// The updater waits for the old version to end.
    Waiting,
    /// The new file is in its place, or about to be.
    Replacing,
    /// The new version has been started; nothing has been heard of it yet.
    Started,
    /// The new version lives.
    Confirmed,
    /// The old version is in its place again.
    Failed {
        /// Why.
        reason: String,
    },
}

/// The folder of a program's update: the copies, the record, and the lock that the updater holds while it lives.
#[derive(Debug, Clone)]
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    /// Returns the folder of a program below the state.
    pub(super) fn of(state: &Path, program: Program) -> Self {
        Self(state.join("update").join(program.name()))
    }

    /// Makes it, for its owner alone.
    pub(super) fn make(&self) -> Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0).map_err(|e| failed(&self.0, &e))
    }

    /// The copy of the new file.
    pub(super) fn program(&self) -> PathBuf {
        self.0.join("program")
    }

    /// The copy of the updater.
    pub(super) fn updater(&self) -> PathBuf {
        self.0.join("updater")
    }

    fn plan(&self) -> PathBuf {
        self.0.join("plan.json")
    }

    /// Returns the record.
    pub(super) fn read(&self) -> Result<Plan> {
        let path = self.plan();
        read(&path).map_err(|e| failed(&path, &e))
    }

    /// Keeps the record, durably.
    pub(super) fn write(&self, plan: &Plan) -> Result<()> {
        let path = self.plan();
        write(&path, plan).map_err(|e| failed(&path, &e))
    }

    /// Takes the lock; none where another process has it. It goes with the file that is returned, or with the process.
    pub(super) fn lock(&self) -> Option<File> {
        let options = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).clone();
        let file = options.open(self.0.join("lock")).ok()?;
        file.try_lock().ok().map(|()| file)
    }

    /// Whether an updater is at work.
    pub(super) fn is_busy(&self) -> bool {
        self.0.join("lock").exists() && self.lock().is_none()
    }
}

/// The sign of life of a program: which version runs, as which process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ready {
    pub(super) version: String,
    pub(super) pid: u32,
}

/// Gives the sign of life of a program, for which an updater may wait: the service for itself as soon as it listens,
/// and for a user interface as soon as that has connected, since it writes nothing itself.
///
/// # Errors
/// [`AgentError::State`] where the file cannot be written.
pub fn ready(state: &Path, program: Program, version: &str, pid: u32) -> Result<()> {
    Folder(state.join("update")).make()?;
    let path = ready_file(state, program);
    write(&path, &Ready { version: version.into(), pid }).map_err(|e| failed(&path, &e))
}

/// Returns the sign of life that was given last.
pub(super) fn last_sign(state: &Path, program: Program) -> Option<Ready> {
    read(&ready_file(state, program)).ok()
}

/// Forgets the sign of life of an earlier process.
pub(super) fn forget_sign(state: &Path, program: Program) {
    let _ = fs::remove_file(ready_file(state, program));
}

fn ready_file(state: &Path, program: Program) -> PathBuf {
    state.join("update").join(format!("{program}.ready"))
}

fn read<T: DeserializeOwned>(path: &Path) -> std::io::Result<T> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn write(path: &Path, value: &impl Serialize) -> std::io::Result<()> {
    durable::write(path, &serde_json::to_vec(value)?, durable::private())
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> AgentError {
    AgentError::State(format!("{}: {error}", path.display()))
}
