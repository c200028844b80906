//! `cmdb`: the inventory, imported and shown.

mod import;
mod show;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum CmdbCommand {
    Import(import::ImportArgs),
    Show(show::ShowArgs),
}

impl CmdbCommand {
    /// The inventory is what was last imported.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        matches!(self, Self::Show(_)).then_some("cmdb show")
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Import(args) => args.run(session).await,
            Self::Show(args) => args.run(session).await,
        }
    }
}
