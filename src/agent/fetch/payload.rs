//! Package files: downloaded into the state, and used only when size and digest are right.

use super::Fetcher;
use crate::agent::state::Folder;
use crate::distribution::{digest, names};
use crate::durable;
use crate::model::package::Package;
use crate::model::publication::Digest;
use crate::port::PointError;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// What has come of a file so far, beside it.
const PARTIAL: &str = ".part";

/// Time between two looks at how much of a file has come.
const LOOK: Duration = Duration::from_millis(250);

/// Why a package's file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// The package says too little about it: without a digest nothing is installed.
    #[error("the package's file has no digest")]
    Undescribed,
    /// Its name is not one that can be used.
    #[error("the package's file has no proper name")]
    Name,
    /// What lies on the points is something else.
    #[error("{0}")]
    Tampered(String),
    /// No point has it.
    #[error("{0}")]
    Missing(String),
    /// It cannot be kept here.
    #[error("{0}")]
    Local(String),
}

impl Fetcher {
    /// Returns the verified file of a package, downloading it if it is not here, and how many bytes that took. What was
    /// cut off before is gone on with. `see` is told every [`LOOK`] from which point how many bytes are here.
    pub async fn payload(
        &self,
        package: &Package,
        state: &Folder,
        see: &mut (dyn FnMut(&str, u64) + Send),
    ) -> Result<(PathBuf, u64), PayloadError> {
        let digest: Digest = package.checksum.to_lowercase().parse().map_err(|_| PayloadError::Undescribed)?;
        let name = names(&package.source).and_then(|mut names| names.pop()).ok_or(PayloadError::Name)?;
        let local = |error: &dyn std::fmt::Display| PayloadError::Local(error.to_string());
        let folder = state.inner("packages").and_then(|packages| packages.inner(&digest.to_string()));
        let folder = folder.map_err(|error| local(&error))?;
        let path = folder.path(name);
        if is_whole(&path, package.size, digest) {
            return Ok((path, 0));
        }
        let partial = folder.path(PARTIAL);
        let from = format!("packages/{}", package.source);
        let (mut missing, mut tampered, mut bytes) = (Vec::new(), Vec::new(), 0);
        for source in self.sources() {
            loop {
                let had = length(&partial);
                let download = source.server.get_rest(&from, &partial, package.size);
                let told = watch(download, &partial, |done| see(&source.name, done)).await;
                match told {
                    Ok(received) => {
                        bytes += received;
                        if is_whole(&partial, package.size, digest) {
                            durable::place(&partial, &path).map_err(|error| local(&error))?;
                            return Ok((path, bytes));
                        }
                        let _ = std::fs::remove_file(&partial);
                        // What was here before may be what does not fit: this point is asked for all of it.
                        if had > 0 {
                            continue;
                        }
                        tampered
                            .push(format!("{}: {} is not the file that was published", source.name, package.source));
                    }
                    Err(error @ PointError::TooLarge { .. }) => {
                        let _ = std::fs::remove_file(&partial);
                        tampered.push(format!("{}: {error}", source.name));
                    }
                    Err(PointError::Local(error)) => return Err(PayloadError::Local(error)),
                    // What has come stays: the next point, or the next check, goes on with it.
                    Err(error) => {
                        bytes += length(&partial).saturating_sub(had);
                        missing.push(format!("{}: {error}", source.name));
                    }
                }
                break;
            }
        }
        if tampered.is_empty() {
            missing.extend(self.points.is_empty().then(|| "no distribution point is set".to_owned()));
            return Err(PayloadError::Missing(missing.join("; ")));
        }
        Err(PayloadError::Tampered(tampered.join("; ")))
    }
}

/// Waits for a download, and now and then tells how large its file is: whatever adapter writes it.
async fn watch<T>(download: impl Future<Output = T>, file: &Path, mut see: impl FnMut(u64)) -> T {
    let mut download = pin!(download);
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            done = &mut download => return done,
            _ = looks.tick() => see(length(file)),
        }
    }
}

/// Returns a file's size in bytes; 0 when it is not there.
fn length(file: &Path) -> u64 {
    file.metadata().map_or(0, |found| found.len())
}

/// Lets go of package files that no step needs any more.
pub(in crate::agent) fn let_go(state: &Folder, keep: impl Fn(&str) -> bool) {
    let Ok(packages) = state.inner("packages") else { return };
    for name in packages.names().unwrap_or_default().into_iter().filter(|name| !keep(name)) {
        // What stays costs room only, and is tried again.
        let _ = std::fs::remove_dir_all(packages.path(&name));
    }
}

/// Whether a file has this size and this digest.
fn is_whole(path: &Path, size: u64, meant: Digest) -> bool {
    let read = || -> io::Result<bool> {
        let file = File::open(path)?;
        if !file.metadata()?.is_file() || file.metadata()?.len() != size {
            return Ok(false);
        }
        Ok(digest::of_reader(file)? == meant)
    };
    read().unwrap_or(false)
}
