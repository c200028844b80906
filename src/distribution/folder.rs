//! A folder of this machine, or a mounted share, in which files are replaced whole and durably.
//!
//! Others may write there too (clients leave their reports on a distribution point), so no symbolic link below the
//! folder is followed and nothing but a regular file is opened. `object_store` could do the writing, but leaves the
//! modes to the process's umask, which is 077 here, and follows links.

use crate::durable::{self, set_mode, sync_folder};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What a file in the making has in front of and behind its later name.
const MAKING: (&str, &str) = (".", ".making");

/// A file in the making that is older than this was left behind by a process that died.
const ABANDONED: Duration = Duration::from_secs(24 * 3_600);

/// The deepest that a listing goes.
const DEEPEST: usize = 8;

/// The most files in a listing.
const MOST: usize = 1_000_000;

const CHUNK: usize = 128 * 1_024;

/// A folder, with the modes of what is made in it.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    root: PathBuf,
    files: Mode,
    folders: Mode,
    /// Whether writing makes the folder itself. What others mount is made once, on purpose.
    is_own: bool,
}

/// A file in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path, with `/`.
    pub(super) path: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// When it was last written: seconds since 1970, and nanoseconds.
    pub(super) modified: (i64, u32),
}

/// Which side of a copy failed.
#[derive(Debug)]
pub(super) enum Copying {
    /// Reading the source.
    Read(io::Error),
    /// Writing the copy.
    Write(io::Error),
}

impl From<io::Error> for Copying {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl Folder {
    /// Returns a folder whose files everybody may read.
    pub(super) fn shared(root: PathBuf) -> Self {
        Self { root, files: Mode::from_bits_truncate(0o644), folders: Mode::from_bits_truncate(0o755), is_own: false }
    }

    /// Returns a folder whose files only their owner may read.
    pub(super) fn private(root: PathBuf) -> Self {
        Self { root, files: Mode::from_bits_truncate(0o600), folders: Mode::from_bits_truncate(0o700), is_own: true }
    }

    /// Returns where the folder is.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Replaces a file by what is written by `fill`, whole or not at all. It is durable when this returns. Missing
    /// folders below this one are made.
    pub(super) fn write<T, E: From<io::Error>>(
        &self,
        names: &[&str],
        fill: impl FnOnce(&mut File) -> Result<T, E>,
    ) -> Result<T, E> {
        let (name, above) = names.split_last().ok_or_else(no_name)?;
        let folder = self.enter(above, true)?;
        let making = format!("{}{name}.{:016x}{}", MAKING.0, fastrand::u64(..), MAKING.1);
        durable::replace(&folder, name, &making, self.files, fill)
    }

    /// Opens a file for reading.
    pub(super) fn open(&self, names: &[&str]) -> io::Result<(File, Metadata)> {
        let (name, above) = names.split_last().ok_or_else(no_name)?;
        let folder = self.enter(above, false)?;
        // Without waiting: a pipe in the place of a file would never open.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&folder, *name, flags, Mode::empty())?);
        let metadata = file.metadata()?;
        if metadata.is_file() { Ok((file, metadata)) } else { Err(io::Error::other("it is not a file")) }
    }

    /// Deletes a file if it is there, durably.
    pub(super) fn delete(&self, names: &[&str]) -> io::Result<()> {
        let (name, above) = names.split_last().ok_or_else(no_name)?;
        let gone = |error: &io::Error| error.kind() == ErrorKind::NotFound;
        let folder = match self.enter(above, false) {
            Err(error) if gone(&error) => return Ok(()),
            folder => folder?,
        };
        match rustix::fs::unlinkat(&folder, *name, AtFlags::empty()) {
            Err(Errno::NOENT) => Ok(()),
            deleted => deleted.map_err(io::Error::from).and_then(|()| sync_folder(&folder)),
        }
    }

    /// Lists the files below a folder; none when it is not there. Files in the making that somebody left behind long
    /// ago are cleared away.
    pub(super) fn list(&self, names: &[&str]) -> io::Result<Vec<Entry>> {
        let top = match self.enter(names, false) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            top => top?,
        };
        let prefix: String = names.iter().map(|name| format!("{name}/")).collect();
        let mut found = Vec::new();
        walk(&top, &prefix, 0, &mut found)?;
        Ok(found)
    }

    /// Opens the folder, or one below it.
    fn enter(&self, names: &[&str], make: bool) -> io::Result<OwnedFd> {
        if make && self.is_own && !self.root.exists() {
            self.make_root()?;
        }
        let mut folder = match rustix::fs::open(&self.root, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()) {
            // An unmounted share has lost everything, not one file.
            Err(Errno::NOENT) => {
                let text = format!("the folder {} does not exist", self.root.display());
                return Err(io::Error::new(ErrorKind::NotConnected, text));
            }
            opened => opened?,
        };
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for name in names {
            folder = match rustix::fs::openat(&folder, *name, flags, Mode::empty()) {
                Err(Errno::NOENT) if make => {
                    match rustix::fs::mkdirat(&folder, *name, Mode::RWXU) {
                        Ok(()) | Err(Errno::EXIST) => {}
                        Err(error) => return Err(error.into()),
                    }
                    let made = rustix::fs::openat(&folder, *name, flags, Mode::empty())?;
                    set_mode(&made, self.folders)?;
                    sync_folder(&folder)?;
                    made
                }
                opened => opened?,
            };
        }
        Ok(folder)
    }

    /// Makes the folder with those above it, where they are missing.
    pub(super) fn make_root(&self) -> io::Result<()> {
        let missing: Vec<&Path> =
            self.root.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
        for path in missing.into_iter().rev() {
            match std::fs::create_dir(path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                made => {
                    made?;
                    set_mode(&File::open(path)?, self.folders)?;
                    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
                        sync_folder(&File::open(above)?)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Copies what is left of a source, and shows every piece of it.
pub(super) fn copy(from: &mut impl Read, to: &mut impl Write, mut see: impl FnMut(&[u8])) -> Result<u64, Copying> {
    let mut chunk = vec![0; CHUNK];
    let mut size: u64 = 0;
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) => return Ok(size),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read.map_err(Copying::Read)?,
        };
        let piece = chunk.get(..read).unwrap_or_default();
        see(piece);
        to.write_all(piece).map_err(Copying::Write)?;
        size += read as u64;
    }
}

fn walk(folder: &OwnedFd, prefix: &str, depth: usize, found: &mut Vec<Entry>) -> io::Result<()> {
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        // A name that is no text is none of ours.
        let Ok(name) = entry.file_name().to_str() else { continue };
        if name == "." || name == ".." {
            continue;
        }
        let stat = match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => continue,
            stat => stat?,
        };
        let modified = (stat.st_mtime, u32::try_from(stat.st_mtime_nsec).unwrap_or_default());
        if name.starts_with('.') {
            let seconds = u64::try_from(modified.0).unwrap_or_default();
            let age = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
            if name.ends_with(MAKING.1) && age.is_ok_and(|age| age > ABANDONED) {
                // It may belong to somebody else.
                let _ = rustix::fs::unlinkat(folder, name, AtFlags::empty());
            }
            continue;
        }
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {
                let size = u64::try_from(stat.st_size).unwrap_or_default();
                found.push(Entry { path: format!("{prefix}{name}"), size, modified });
            }
            FileType::Directory if depth < DEEPEST => {
                let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                let below = rustix::fs::openat(folder, name, flags, Mode::empty())?;
                walk(&below, &format!("{prefix}{name}/"), depth + 1, found)?;
            }
            _ => {}
        }
        if found.len() > MOST {
            return Err(io::Error::other(format!("there are more than {MOST} files")));
        }
    }
    Ok(())
}

fn no_name() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "the path is empty")
}

#[cfg(test)]
mod tests;
