//! One agent for each state folder.

use super::Folder;
use crate::agent::error::{AgentError, Result};
use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};

/// Held while the agent runs; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// [`AgentError::Runs`] when another process has it.
    pub fn take(folder: &Folder) -> Result<Self> {
        let failed = |error: std::io::Error| AgentError::State(format!("{}: {error}", folder.path("lock").display()));
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(folder.path("lock"));
        let mut file = open.map_err(failed)?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            let mut text = String::new();
            // The number is for people; where it cannot be read, 0 says that somebody runs.
            let _ = (&file).take(20).read_to_string(&mut text);
            return Err(AgentError::Runs { pid: text.trim().parse().unwrap_or(0) });
        }
        let note = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{}", std::process::id())
        };
        note(&mut file).map_err(failed)?;
        Ok(Self { _file: file })
    }
}
