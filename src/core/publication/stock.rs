//! What the package store really has of the files that packages name: a file is sent to a distribution point only when
//! it is the one whose digest its package carries.

use super::target::PackageFile;
use crate::core::Core;
use crate::model::publication::Digest;
use crate::port::{PayloadError, Stored};
use std::collections::HashMap;
use std::path::PathBuf;
use tokio::sync::Mutex;

/// Digests of stored files that were read, for as long as size and time of the file stay the same. Shared by those who
/// send, so that a file is read once for all of them.
#[derive(Debug, Default)]
pub struct Stock(Mutex<HashMap<String, (Stored, Digest)>>);

impl Stock {
    /// Returns where a package's file lies, if it is the right one; otherwise what is wrong with it.
    pub(super) async fn verified(&self, core: &Core, file: &PackageFile) -> Result<PathBuf, String> {
        let payloads = &core.ports.payloads;
        let path = payloads.path(&file.source).ok_or("the name is not safe")?;
        // Whoever else wants the same file waits, and finds it read.
        let mut read = self.0.lock().await;
        let stored = payloads.stored(&file.source).await.map_err(told)?.ok_or("it is not in the package store")?;
        if stored.size != file.size {
            return Err(format!("it has {} bytes in the package store and not {}", stored.size, file.size));
        }
        let digest = match read.get(&file.source).filter(|(known, _)| *known == stored) {
            Some((_, digest)) => *digest,
            None => {
                let (digest, _) = payloads.measure(&path).await.map_err(told)?;
                read.insert(file.source.clone(), (stored, digest));
                digest
            }
        };
        match digest.to_string() == file.checksum {
            true => Ok(path),
            false => Err("its digest in the package store is another one".into()),
        }
    }
}

fn told(error: PayloadError) -> String {
    error.to_string()
}
