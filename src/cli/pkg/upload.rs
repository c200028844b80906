//! `pkg upload`: the file of a package, from which source, size and checksum follow.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::package::{plan_upload, take_in};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct UploadArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl UploadArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let upload = plan_upload(&session.ctx, core, &self.pkg, &self.file, self.source.as_deref()).await?;
        if !self.write.dry_run {
            take_in(&session.ctx, core, &upload).await?;
        }
        session.conclude(core, &upload.plan, &self.write).await
    }
}
