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
    /// Returns the verified file of a package, downloading it if it is not here.
    pub async fn payload(&self, package: &Package, state: &Folder) -> Result<(PathBuf, u64), PayloadError> {
        let digest: Digest = package.checksum.to_lowercase().parse().map_err(|_| PayloadError::Undescribed)?;
        let name = names(&package.source).and_then(|mut names| names.pop()).ok_or(PayloadError::Name)?;
        let local = |error: &dyn std::fmt::Display| PayloadError::Local(error.to_string());
        let folder = state.inner("packages").and_then(|packages| packages.inner(&digest.to_string()));
        let folder = folder.map_err(|error| local(&error))?;
        let path = folder.path(name);
        if is_whole(&path, package.size, digest) {
            return Ok((path, 0));
        }
        let partial = folder.path(".part");
        let (mut missing, mut tampered) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for source in self.sources() {
            let from = format!("packages/{}", package.source);
            match source.server.get_file(&from, &partial, package.size).await {
                Ok(size) => {
                    bytes += size;
                    if is_whole(&partial, package.size, digest) {
                        durable::place(&partial, &path).map_err(|error| local(&error))?;
                        return Ok((path, bytes));
                    }
                    tampered.push(format!("{}: {} is not the file that was published", source.name, package.source));
                }
                Err(error @ PointError::TooLarge { .. }) => tampered.push(format!("{}: {error}", source.name)),
                Err(PointError::Local(error)) => return Err(PayloadError::Local(error)),
                Err(error) => missing.push(format!("{}: {error}", source.name)),
            }
            let _ = std::fs::remove_file(&partial);
        }
        if tampered.is_empty() {
            missing.extend(self.points.is_empty().then(|| "no distribution point is set".to_owned()));
            return Err(PayloadError::Missing(missing.join("; ")));
        }
        Err(PayloadError::Tampered(tampered.join("; ")))
    }
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
