//! A folder of small files that survive a power loss.

use crate::agent::error::{AgentError, Result};
use crate::durable;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

/// Largest file of the state in bytes that is read; flat files are smaller too.
const MAX_BYTES: u64 = 64 << 20;

/// The folder of the state, or one inside it.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Opens a folder and makes it if there is none; only its owner may look inside.
    pub fn open(path: &Path) -> Result<Self> {
        let folder = Self(path.to_owned());
        let make = || fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        make().map_err(|error| folder.failed("", &error))?;
        Ok(folder)
    }

    /// Returns a folder that is read only, whether it is there or not.
    pub(super) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Opens a folder inside.
    pub fn inner(&self, name: &str) -> Result<Self> {
        Self::open(&self.0.join(name))
    }

    /// Returns the path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Reads a file as JSON; none when there is none. What is damaged is put aside.
    pub fn load<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Some(value)),
            Err(error) => {
                self.put_aside(name, &error.to_string());
                Ok(None)
            }
        }
    }

    /// Writes a file as JSON, durable when it returns.
    pub fn save<T: Serialize>(&self, name: &str, value: &T) -> Result<()> {
        let bytes = serde_json::to_vec(value).map_err(|error| AgentError::State(format!("{name}: {error}")))?;
        self.write(name, &bytes)
    }

    /// Reads a file; none when there is none.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed(name, &error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(|error| self.failed(name, &error))?;
        Ok(Some(bytes))
    }

    /// Writes a file, durable when it returns: whoever reads it sees the old content or the new one.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        durable::write(&self.path(name), bytes, durable::private()).map_err(|error| self.failed(name, &error))
    }

    /// Removes a file, if it is there; durable when it returns.
    pub fn remove(&self, name: &str) -> Result<()> {
        durable::remove(&self.path(name)).map_err(|error| self.failed(name, &error))
    }

    /// Returns the names of the files inside.
    pub fn names(&self) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.0).map_err(|error| self.failed("", &error))?;
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
    }

    /// Puts a damaged file aside, so that somebody can look at it. There is one for each name.
    pub fn put_aside(&self, name: &str, reason: &str) {
        tracing::warn!(name, reason, "a damaged file of the state is put aside");
        let _ = fs::rename(self.path(name), self.path(&format!("{name}.damaged")));
    }

    fn failed(&self, name: &str, error: &std::io::Error) -> AgentError {
        AgentError::State(format!("{}: {error}", self.0.join(name).display()))
    }
}
