//! Files that survive a power loss: written beside their later name, synchronised, and put in place by one rename or
//! link, with the folder synchronised after it.
//!
//! Whoever reads such a file sees the old content or the new one, whole. What goes into a file, who may write in a folder
//! and what a failure means is for the callers; there is no reading here.

use rustix::fs::{AtFlags, Mode, OFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

/// Returns the mode of a file that only its owner may read and write.
pub fn private() -> Mode {
    Mode::RUSR | Mode::WUSR
}

/// Puts a file in the place of what is there. Of those who write the same file, one must be at it at a time; what a
/// process that died has left beside it is cleared away by the next.
///
/// # Errors
/// What the system says; the old content is there then.
pub fn write(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    let (folder, name) = split(path)?;
    let draft = format!(".{name}.making");
    unlink(&folder, &draft)?;
    replace(&folder, name, &draft, mode, |file| file.write_all(bytes))
}

/// Puts a file where none is, and never over one that is there. Returns whether it did.
///
/// # Errors
/// What the system says; there is no part of the file then.
pub fn create(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<bool> {
    let (folder, name) = split(path)?;
    let draft = format!(".{name}.{:016x}.making", fastrand::u64(..));
    let linked = fill(&folder, &draft, mode, |file| file.write_all(bytes)).and_then(|()| {
        match rustix::fs::linkat(&folder, &draft, &folder, name, AtFlags::empty()) {
            Ok(()) => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            Err(error) => Err(error.into()),
        }
    });
    let cleared = unlink(&folder, &draft);
    let linked = linked?;
    cleared?;
    sync_folder(&folder)?;
    Ok(linked)
}

/// Puts a file that lies in the same folder, or below the same root, in the place of what is at `to`.
///
/// # Errors
/// What the system says; what was at `to` is there then.
pub fn place(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    std::fs::rename(from, to)?;
    let (folder, _) = split(to)?;
    sync_folder(folder)
}

/// Removes a file, if it is there.
///
/// # Errors
/// What the system says.
pub fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Ok(()) => split(path).and_then(|(folder, _)| sync_folder(folder)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Puts what `fill` writes in the place of `name` in an open folder, by way of `draft`, which must not be there. No
/// symbolic link is followed.
///
/// # Errors
/// What `fill` or the system says; the old content is there then, and no draft.
pub fn replace<T, E: From<io::Error>>(
    folder: impl AsFd,
    name: &str,
    draft: &str,
    mode: Mode,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let filled = fill(&folder, draft, mode, write).and_then(|value| {
        rustix::fs::renameat(&folder, draft, &folder, name).map_err(io::Error::from)?;
        Ok(value)
    });
    let value = filled.inspect_err(|_| {
        // What the failure was matters more than a remainder.
        let _ = unlink(&folder, draft);
    })?;
    sync_folder(folder)?;
    Ok(value)
}

/// Makes the names in a folder durable, as far as its file system can: shares that cannot say so.
///
/// # Errors
/// What the system says.
pub fn sync_folder(folder: impl AsFd) -> io::Result<()> {
    match rustix::fs::fsync(folder) {
        Ok(()) | Err(Errno::INVAL | Errno::NOTSUP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Sets a mode, whatever the umask is. Shares that keep no modes refuse, and have their own.
///
/// # Errors
/// What the system says.
pub fn set_mode(file: impl AsFd, mode: Mode) -> io::Result<()> {
    match rustix::fs::fchmod(file, mode) {
        Ok(()) | Err(Errno::PERM | Errno::NOTSUP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Makes a file that is not there, whole and synchronised. Until it is, only its owner may look inside.
fn fill<T, E: From<io::Error>>(
    folder: impl AsFd,
    name: &str,
    mode: Mode,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = rustix::fs::openat(folder, name, flags, private()).map_err(io::Error::from)?;
    let mut file = File::from(file);
    let value = write(&mut file)?;
    set_mode(&file, mode)?;
    file.sync_all()?;
    Ok(value)
}

fn unlink(folder: impl AsFd, name: &str) -> io::Result<()> {
    match rustix::fs::unlinkat(folder, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Opens the folder of a file.
fn split(path: &Path) -> io::Result<(OwnedFd, &str)> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "the path names no file"))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = rustix::fs::open(folder, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
    Ok((folder, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_with_its_mode_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        // What a process that died left, with whatever mode and length.
        fs::write(folder.path().join(".state.json.making"), "half of something much longer").unwrap();
        write(&path, b"old", private()).unwrap();
        let before = File::open(&path).unwrap();
        write(&path, b"new", private() | Mode::RGRP).unwrap();
        assert_eq!(io::read_to_string(before).unwrap(), "old", "who reads the old file goes on reading it");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["state.json"]);
    }

    #[test]
    fn a_link_in_the_way_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (outside, path) = (folder.path().join("outside"), folder.path().join("state"));
        fs::write(&outside, "untouched").unwrap();
        symlink(&outside, &path).unwrap();
        symlink(&outside, folder.path().join(".state.making")).unwrap();
        write(&path, b"new", private()).unwrap();
        assert_eq!(fs::read(&outside).unwrap(), b"untouched");
        assert!(path.symlink_metadata().unwrap().is_file());
        assert_eq!(names(folder.path()), ["outside", "state"]);
    }

    #[test]
    fn what_fails_leaves_the_old_file_and_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        write(&path, b"old", private()).unwrap();
        let opened = File::open(folder.path()).unwrap();
        let failed: io::Result<()> = replace(&opened, "x", ".draft", private(), |file| {
            file.write_all(b"half a fi")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["x"]);
        let nowhere = write(&folder.path().join("gone/x"), b"", private());
        assert_eq!(nowhere.unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn of_many_that_create_a_file_one_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let made: Vec<bool> = std::thread::scope(|scope| {
            let create = |n: u8| create(&path, &[n; 32], private()).unwrap();
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || create(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let winner = made.iter().position(|made| *made).unwrap();
        assert_eq!(made.iter().filter(|made| **made).count(), 1);
        assert_eq!(fs::read(&path).unwrap(), [u8::try_from(winner).unwrap(); 32]);
        assert_eq!(names(folder.path()), ["key"], "no drafts are left");
        assert!(!create(&path, b"", private()).unwrap());
    }

    #[test]
    fn removing_what_is_gone_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::write(&from, "1").unwrap();
        place(&from, &to).unwrap();
        assert_eq!(names(folder.path()), ["to"]);
        remove(&to).unwrap();
        remove(&to).unwrap();
        assert_eq!(names(folder.path()), [""; 0]);
    }
}
