//! Digest and size belong to a file's content and not to its name: a package that is to have another file gets those
//! that the package store measures, and never keeps the old ones beside the new name.

use super::PackageEdit;
use crate::core::{Core, Error, Problem, Result};
use crate::model::package::Package;
use crate::port::PayloadError;

/// Puts in what the package store knows of the package's file, if the wish is about it.
///
/// # Errors
/// [`Problem::PackageFile`] when the stored file is another one than the wish says, or when there is none and the wish
/// does not say which one it will be.
pub(super) async fn settle(core: &Core, had: &Package, edit: &PackageEdit, after: &mut Package) -> Result<()> {
    let is_other = after.source != had.source;
    if !is_other && edit.checksum.is_none() && edit.size.is_none() {
        return Ok(());
    }
    if after.source.is_empty() {
        if is_other && edit.checksum.is_none() {
            after.checksum.clear();
            after.size = edit.size.unwrap_or_default();
        }
        return Ok(());
    }
    let refused = |reason: String| Problem::PackageFile { name: after.title(), file: after.source.clone(), reason };
    let measured = match core.ports.payloads.path(&after.source) {
        Some(path) => core.ports.payloads.measure(&path).await,
        None => Err(PayloadError::Name(after.source.clone())),
    };
    match measured {
        Ok((digest, size)) => {
            let digest = digest.to_string();
            if edit.checksum.as_ref().is_some_and(|told| !told.is_empty() && *told != digest) {
                return Err(refused(format!("its digest in the package store is {digest}")).into());
            }
            if edit.size.is_some_and(|told| told != size) {
                return Err(refused(format!("its size in the package store is {size}")).into());
            }
            // Who empties the digest wants the file not to be distributed.
            if edit.checksum.as_deref() != Some("") {
                after.checksum = digest;
            }
            after.size = size;
            Ok(())
        }
        Err(error @ (PayloadError::Unreadable(_) | PayloadError::Name(_))) => {
            if is_other && edit.checksum.is_none() && !had.checksum.is_empty() {
                let problem = refused("it is not in the package store, and no digest is given for it".into());
                return Err(Error::caused(problem, error));
            }
            Ok(())
        }
        Err(error) => Err(Error::caused(refused(error.to_string()), error)),
    }
}
