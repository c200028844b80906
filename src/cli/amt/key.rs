//! `amt key`: pre-shared keys for devices. Secrets come from a file, never from the command line, and are not printed.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Problem;
use crate::core::key::plan_import;
use clap::{Args, Subcommand};
use serde_json::json;
use zeroize::Zeroizing;

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 16 << 20;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum KeyCommand {
    Import(ImportArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ImportArgs {
    #[arg(value_name = "FILE")]
    file: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl KeyCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let Self::Import(args) = self;
        let core = session.core().await?;
        session.intend(&args.write);
        let bytes = Zeroizing::new(session.read(&args.file, MAX_FILE)?);
        let text = std::str::from_utf8(&bytes)
            .map_err(|error| Problem::File { path: args.file.clone(), reason: error.to_string() })?;
        let plan = plan_import(&session.ctx, &core, &args.file, Zeroizing::new(text.to_owned())).await?;
        if session.carry_out(&core, &plan, &args.write).await?.is_some() && session.json() {
            let effects = json!(plan.preview.effects);
            let count = |name: &str| effects.pointer(&format!("/0/{name}")).cloned();
            session.document(&json!({ "added": count("added"), "replaced": count("replaced") }))?;
        }
        Ok(())
    }
}
