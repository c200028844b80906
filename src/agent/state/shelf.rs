//! The whole state as the service holds it: read once, and each part written when it changes.

use super::memory::{Accepted, Attempts, Journal, Reboot, Removed, Unsent};
use super::{Folder, Lock, files};
use crate::agent::error::Result;
use std::path::Path;

/// The state of one machine.
#[derive(Debug)]
pub struct Shelf {
    folder: Folder,
    /// What was accepted.
    pub accepted: Accepted,
    /// What failed.
    pub attempts: Attempts,
    /// What was removed once.
    pub removed: Removed,
    /// The step that was cut off, if one was.
    pub journal: Option<Journal>,
    /// The reboot that is pending.
    pub reboot: Reboot,
    /// The last report.
    pub report: Option<Unsent>,
    _lock: Option<Lock>,
}

impl Shelf {
    /// Opens the state and keeps every other agent out.
    ///
    /// # Errors
    /// [`crate::agent::error::AgentError::Runs`] when another agent has it.
    pub fn open(path: &Path) -> Result<Self> {
        let folder = Folder::open(path)?;
        let lock = Lock::take(&folder)?;
        Self::read(folder, Some(lock))
    }

    /// Opens the state to look at it only.
    pub fn look(path: &Path) -> Result<Self> {
        Self::read(Folder::at(path), None)
    }

    fn read(folder: Folder, lock: Option<Lock>) -> Result<Self> {
        Ok(Self {
            accepted: folder.load(files::ACCEPTED)?.unwrap_or_default(),
            attempts: folder.load(files::ATTEMPTS)?.unwrap_or_default(),
            removed: folder.load(files::REMOVED)?.unwrap_or_default(),
            journal: folder.load(files::JOURNAL)?,
            reboot: folder.load(files::REBOOT)?.unwrap_or_default(),
            report: folder.load(files::REPORT)?,
            folder,
            _lock: lock,
        })
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Keeps what was accepted.
    pub fn keep_accepted(&self) -> Result<()> {
        self.folder.save(files::ACCEPTED, &self.accepted)
    }

    /// Keeps what failed.
    pub fn keep_attempts(&self) -> Result<()> {
        self.folder.save(files::ATTEMPTS, &self.attempts)
    }

    /// Keeps what was removed once.
    pub fn keep_removed(&self) -> Result<()> {
        self.folder.save(files::REMOVED, &self.removed)
    }

    /// Notes that a step begins.
    pub fn begin(&mut self, journal: Journal) -> Result<()> {
        self.folder.save(files::JOURNAL, &journal)?;
        self.journal = Some(journal);
        Ok(())
    }

    /// Notes that the step under way ended.
    pub fn end(&mut self) -> Result<()> {
        self.journal = None;
        self.folder.remove(files::JOURNAL)
    }

    /// Keeps the pending reboot.
    pub fn keep_reboot(&self) -> Result<()> {
        self.folder.save(files::REBOOT, &self.reboot)
    }

    /// Keeps the report.
    pub fn keep_report(&self) -> Result<()> {
        match &self.report {
            Some(report) => self.folder.save(files::REPORT, report),
            None => Ok(()),
        }
    }
}
