//! The socket's file: made so that nobody sees it before it is ready, and never in the place of anything else.

use crate::agent::error::{AgentError, Result};
use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream as StdStream;
use std::path::{Path, PathBuf};
use tokio::net::UnixListener;

/// The service's end of the socket. The file goes with it, if it is still its own.
#[derive(Debug)]
pub struct Listener {
    pub(super) listener: UnixListener,
    path: PathBuf,
    /// Device and inode of the file.
    identity: (u64, u64),
}

impl Listener {
    /// Listens at `path`. Everybody may connect; only the service may put anything into the folder, which is made where
    /// it is missing. What an earlier service left behind is replaced.
    ///
    /// # Errors
    /// [`AgentError::Runs`] where a service listens there; [`AgentError::Setting`] where something else is there or
    /// others can write into the folder.
    pub fn bind(path: &Path) -> Result<Self> {
        let refused = |reason: String| AgentError::Setting { setting: "socket", reason };
        let failed = |e: std::io::Error| AgentError::State(format!("{}: {e}", path.display()));
        let name = path.file_name().ok_or_else(|| refused(format!("{} names no file", path.display())))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.ok_or_else(|| refused(format!("{} names no folder", path.display())))?;
        own_folder(folder)?;
        make_way(path)?;
        // Under another name until everybody may use it.
        let fresh = folder.join(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
        let _ = fs::remove_file(&fresh);
        let listener = UnixListener::bind(&fresh).map_err(failed)?;
        let placed = fs::set_permissions(&fresh, Permissions::from_mode(0o666))
            .and_then(|()| fs::rename(&fresh, path))
            .and_then(|()| fs::symlink_metadata(path));
        let placed = placed.inspect_err(|_| drop(fs::remove_file(&fresh))).map_err(failed)?;
        Ok(Self { listener, path: path.into(), identity: (placed.dev(), placed.ino()) })
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let own = fs::symlink_metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == self.identity);
        if own {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the folder, or checks that nobody else can put a socket of theirs there.
fn own_folder(folder: &Path) -> Result<()> {
    let failed = |e: std::io::Error| AgentError::State(format!("{}: {e}", folder.display()));
    match DirBuilder::new().recursive(false).mode(0o755).create(folder) {
        // The mask of the process took away what others need to reach the socket.
        Ok(()) => return fs::set_permissions(folder, Permissions::from_mode(0o755)).map_err(failed),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
        Err(e) => return Err(failed(e)),
    }
    let found = fs::metadata(folder).map_err(failed)?;
    let own = rustix::process::geteuid().as_raw();
    let reason = if !found.is_dir() {
        "is not a folder"
    } else if found.uid() != own && found.uid() != 0 {
        "belongs to somebody else"
    } else if found.mode() & 0o022 != 0 {
        "can be written by others"
    } else {
        return Ok(());
    };
    Err(AgentError::Setting { setting: "socket", reason: format!("{} {reason}", folder.display()) })
}

/// Checks that nothing but a socket without a service is in the way.
fn make_way(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(AgentError::State(format!("{}: {e}", path.display()))),
        Ok(found) if !found.file_type().is_socket() => {
            let reason = format!("{} is not a socket", path.display());
            return Err(AgentError::Setting { setting: "socket", reason });
        }
        Ok(_) => {}
    }
    match StdStream::connect(path) {
        Ok(stream) => {
            // The credentials of whoever began to listen.
            let peer = rustix::net::sockopt::socket_peercred(&stream);
            Err(AgentError::Runs { pid: peer.map_or(0, |peer| peer.pid.as_raw_nonzero().get().unsigned_abs()) })
        }
        Err(_) => Ok(()),
    }
}
