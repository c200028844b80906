//! Reads a file with a secret: only while nobody else can read it, never more than so much, and into memory that is wiped.
//!
//! What the file says is for the caller. It must not choose where secrets are kept, log, or repeat what it has read.

mod access_list;
#[cfg(test)]
mod tests;

use access_list::only_for;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use zeroize::Zeroizing;

/// Why a secret's file is not used. Never quotes the file.
#[derive(Debug, thiserror::Error)]
pub enum BadSecret {
    /// It could not be read.
    #[error("{0}")]
    Read(#[from] std::io::Error),
    /// A link may be made to point elsewhere by somebody else.
    #[error("it is a symbolic link; name the file itself")]
    Link,
    /// It is a folder, a pipe or a device.
    #[error("it is not a regular file")]
    Kind,
    /// Others can read it; with its mode.
    #[error("it can be read by others (mode {0:03o}); chmod 600 it")]
    Open(u32),
    /// Neither this process's user nor root owns it.
    #[error("it belongs to somebody else")]
    Owner,
    /// It has more than so many bytes.
    #[error("it has more than {0} bytes")]
    Large(u64),
    /// It is not UTF-8.
    #[error("it is not a text in UTF-8")]
    Text,
}

/// Reads a secret's file of at most `most` bytes.
///
/// Its owner is this process's user, or root. Nobody else may read it; an access list may name this process's user, which
/// is how a service manager hands out what root owns.
///
/// # Errors
/// [`BadSecret`] says why it is not used.
pub fn read(path: &Path, most: u64) -> Result<Zeroizing<String>, BadSecret> {
    // Not blocked by a pipe that nobody writes to; what was opened is what is then looked at.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::LOOP) => return Err(BadSecret::Link),
        Err(error) => return Err(std::io::Error::from(error).into()),
    };
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(BadSecret::Kind);
    }
    let us = rustix::process::geteuid().as_raw();
    let mode = about.mode() & 0o777;
    if mode & 0o077 != 0 && !only_for(&file, us) {
        return Err(BadSecret::Open(mode));
    }
    if about.uid() != us && about.uid() != 0 {
        return Err(BadSecret::Owner);
    }
    // Reserved at once: a buffer that grows would leave copies behind.
    let reserve = usize::try_from(most).unwrap_or_default().saturating_add(1);
    let mut text = Zeroizing::new(String::with_capacity(reserve));
    let read = file.take(most.saturating_add(1)).read_to_string(&mut text);
    match read {
        Ok(read) if read as u64 <= most => Ok(text),
        Ok(_) => Err(BadSecret::Large(most)),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Err(BadSecret::Text),
        Err(error) => Err(error.into()),
    }
}
