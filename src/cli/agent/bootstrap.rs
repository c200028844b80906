//! `agent bootstrap`: the package that brings the client onto a machine (CMFX-15).

use crate::cli::failure::Done;
use crate::cli::outside::Bootstrap;
use crate::cli::session::Session;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct BootstrapArgs {
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    #[arg(long = "point", value_name = "NAME=ADDRESS")]
    points: Vec<String>,
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<String>,
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

impl BootstrapArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let order = Bootstrap {
            out: self.out.clone(),
            points: self.points.clone(),
            keys: self.keys.clone(),
            program: self.program.clone(),
        };
        let made = session.outside.bootstrap(&order).await?;
        if session.json() {
            return session.document(&json!({ "file": made }));
        }
        session.line(&made.display().to_string())
    }
}
