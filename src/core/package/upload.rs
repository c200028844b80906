//! Takes a package's file into the package store, and writes source, size and checksum into the package.

use super::PackageEdit;
use super::edit;
use crate::core::change::{Plan, check_text, quoted};
use crate::core::{Core, Error, OpContext, Problem, Result, configuration, named};
use crate::model::id::PackageId;
use crate::model::permission::{Target, Verb};
use crate::model::publication::Digest;
use crate::port::PayloadError;
use std::path::{Path, PathBuf};

/// A file that was looked at and not yet taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// The change of the package; to be committed when the file is in the store.
    pub plan: Plan,
    /// Where the file will be in the store.
    pub source: String,
    from: PathBuf,
    name: String,
    pkg: PackageId,
    measured: (Digest, u64),
}

/// Reads a file and says what taking it in would do. Without a `source` it lies below the first 16 digits of
/// its digest, so that another file never takes its place and an undone change finds the old one.
pub async fn plan(ctx: &OpContext, core: &Core, pkg: &str, file: &Path, source: Option<&str>) -> Result<Upload> {
    let now = configuration::read(ctx, core).await?;
    let package = named::package(&now, pkg)?;
    core.authorise(ctx, Verb::PkgEdit, Target::Pkg { id: package.id }).await?;
    let (digest, size) =
        core.ports.payloads.measure(file).await.map_err(|error| failed(&package.title(), file, error))?;
    let source = match source {
        Some(source) => source.to_owned(),
        None => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let digest = digest.to_string();
            format!("{}/{name}", digest.get(..16).unwrap_or_default())
        }
    };
    check_text("source", &source)?;
    if core.ports.payloads.path(&source).is_none() {
        return Err(failed(&package.title(), file, PayloadError::Name(source)));
    }
    let edit = PackageEdit {
        source: Some(source.clone()),
        size: Some(size),
        checksum: Some(digest.to_string()),
        ..PackageEdit::default()
    };
    let mut plan = edit::plan(ctx, core, &package.id.to_string(), edit).await?;
    plan.preview.command =
        format!("bailiwick pkg upload {} {} --source {}", package.id, quoted(&file.to_string_lossy()), quoted(&source));
    let (from, name) = (file.to_owned(), package.title());
    Ok(Upload { plan, source, from, name, pkg: package.id, measured: (digest, size) })
}

/// Takes the file in. The change is committed afterwards: no package ever refers to a file that is not there.
pub async fn take_in(ctx: &OpContext, core: &Core, upload: &Upload) -> Result<()> {
    core.authorise(ctx, Verb::PkgEdit, Target::Pkg { id: upload.pkg }).await?;
    let taken = core.ports.payloads.import(&upload.from, &upload.source).await;
    let taken = taken.map_err(|error| failed(&upload.name, &upload.from, error))?;
    if taken == upload.measured {
        return Ok(());
    }
    let (name, file) = (upload.name.clone(), upload.from.display().to_string());
    Err(Problem::PackageFile { name, file, reason: "it changed while it was read".into() }.into())
}

fn failed(name: &str, file: &Path, error: PayloadError) -> Error {
    let (path, reason) = (file.display().to_string(), error.to_string());
    let problem = match &error {
        PayloadError::Full => Problem::DiskFull {},
        PayloadError::Unreadable(_) => Problem::File { path, reason },
        _ => Problem::PackageFile { name: name.to_owned(), file: path, reason },
    };
    Error::caused(problem, error)
}
