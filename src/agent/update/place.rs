//! Files of programs: copied whole and checked, put into their place by one rename, and back.

use super::plan::failed;
use crate::agent::error::{AgentError, Result};
use crate::distribution::digest::Running;
use crate::durable;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Largest program in bytes.
const MAX_BYTES: u64 = 1 << 30;

/// Copies a program durably into a new file that can be executed, and returns its SHA-256 in hexadecimal digits.
pub(super) fn copy(from: &Path, to: &Path, mode: u32) -> Result<String> {
    let copied = || -> io::Result<String> {
        match fs::remove_file(to) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(to)?;
        let checksum = drain(File::open(from)?, &mut file)?;
        // The mask of the process may have taken the right to execute.
        file.set_permissions(Permissions::from_mode(mode))?;
        file.sync_all()?;
        Ok(checksum)
    };
    copied().map_err(|e| failed(to, &e))
}

/// Returns the SHA-256 of a program in hexadecimal digits.
pub(super) fn checksum(of: &Path) -> Result<String> {
    File::open(of).and_then(|file| drain(file, &mut io::sink())).map_err(|e| failed(of, &e))
}

/// Copies all bytes and returns their SHA-256 in hexadecimal digits.
fn drain(from: File, to: &mut impl io::Write) -> io::Result<String> {
    let mut from = from.take(MAX_BYTES + 1);
    let (mut digest, mut piece, mut total) = (Running::default(), vec![0; 1 << 18], 0);
    loop {
        let read = from.read(&mut piece)?;
        total += read as u64;
        if read == 0 {
            return Ok(digest.finish().to_string());
        }
        if total > MAX_BYTES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large for a program"));
        }
        let piece = piece.get(..read).unwrap_or_default();
        digest.update(piece);
        to.write_all(piece)?;
    }
}

/// Puts a program into the place of the installed one, which is kept beside it, if it is the one with this checksum.
pub(super) fn install(fresh: &Path, installed: &Path, checksum: &str) -> Result<()> {
    let mode = fs::metadata(installed).map_err(|e| failed(installed, &e))?.permissions().mode() & 0o777;
    let beside = with(installed, ".new");
    let found = copy(fresh, &beside, mode | 0o100)?;
    if !found.eq_ignore_ascii_case(checksum) {
        let _ = fs::remove_file(&beside);
        return Err(AgentError::Distrusts(format!("{} is not what was verified", fresh.display())));
    }
    let kept = with(installed, ".keep");
    let placed = || -> io::Result<()> {
        let _ = fs::remove_file(&kept);
        fs::hard_link(installed, &kept)?;
        fs::rename(&kept, previous(installed))?;
        // From here on the old version can be found under both names.
        sync_folder(installed)?;
        fs::rename(&beside, installed)?;
        sync_folder(installed)
    };
    placed().map_err(|e| failed(installed, &e))
}

/// Puts the version with this checksum back. Harmless where it is in its place.
pub(super) fn put_back(installed: &Path, checksum_before: &str) -> Result<()> {
    if checksum(installed).is_ok_and(|found| found == checksum_before) {
        return Ok(());
    }
    let (previous, beside) = (previous(installed), with(installed, ".new"));
    let mode = fs::metadata(&previous).map_err(|e| failed(&previous, &e))?.permissions().mode() & 0o777;
    if copy(&previous, &beside, mode)? != checksum_before {
        let _ = fs::remove_file(&beside);
        return Err(AgentError::Distrusts(format!("{} is not the version that was replaced", previous.display())));
    }
    fs::rename(&beside, installed).and_then(|()| sync_folder(installed)).map_err(|e| failed(installed, &e))
}

/// Returns where the version that was there before is kept.
pub(super) fn previous(installed: &Path) -> PathBuf {
    with(installed, ".previous")
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| durable::sync_folder(File::open(folder)?))
}
