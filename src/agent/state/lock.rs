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
            return Err(AgentError::Runs { pid: pid(&file) });
        }
        let note = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{}", std::process::id())
        };
        note(&mut file).map_err(failed)?;
        Ok(Self { _file: file })
    }

    /// Returns the process that has the lock, if one has.
    pub fn holder(folder: &Folder) -> Option<u32> {
        let file = File::open(folder.path("lock")).ok()?;
        flock(&file, FlockOperation::NonBlockingLockShared).is_err().then(|| pid(&file))
    }
}

/// Returns the number in the file. It is for people; where it cannot be read, 0 says that somebody runs.
fn pid(file: &File) -> u32 {
    let mut text = String::new();
    let _ = file.take(20).read_to_string(&mut text);
    text.trim().parse().unwrap_or(0)
}
